//! The signs of a text: words, numbers, quoted texts, `$1` and a few operators, which both engines read alike.
//!
//! Floor 3. Comments and blanks end here.

use sqlparser::dialect::{Dialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token, Tokenizer, Whitespace};

/// Bounds on what the compiler is made to read.
const MOST_BYTES: usize = 16 * 1024;
const MOST_SIGNS: usize = 2048;
/// Of parentheses and of expressions; far beyond what a reviewer follows, far below what the parser's stack holds.
pub(super) const MOST_NESTED: usize = 32;

/// The signs of the author's text.
pub(super) fn read(text: &str) -> Result<Vec<Token>, String> {
    if text.len() > MOST_BYTES {
        return Err(format!("the text is {} bytes long; split it, {MOST_BYTES} are read", text.len()));
    }
    let sqlite = of("SQLite", &SQLiteDialect {}, text);
    let postgres = of("PostgreSQL", &PostgreSqlDialect {}, text);
    // What one engine takes for a sign that is not allowed is told as such, whatever the other takes it for.
    let (sqlite, postgres) = (judged(sqlite?)?, judged(postgres?)?);
    if sqlite != postgres {
        return Err(
            "SQLite and PostgreSQL do not divide this text into the same words; leave out comments within \
                    comments, and signs that one of them has alone"
                .to_owned(),
        );
    }
    if sqlite.len() > MOST_SIGNS {
        return Err(format!(
            "the text has {} words and signs; split it, {MOST_SIGNS} are read",
            sqlite.len()
        ));
    }
    nesting(&sqlite)?;
    Ok(sqlite)
}

fn of(engine: &str, dialect: &dyn Dialect, text: &str) -> Result<Vec<Token>, String> {
    let tokens = Tokenizer::new(dialect, text).tokenize();
    tokens.map_err(|fault| format!("{engine} does not read this text: {}", lowered(&fault.message)))
}

/// The parser's sentences, as ours begin.
pub(super) fn lowered(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

fn judged(tokens: Vec<Token>) -> Result<Vec<Token>, String> {
    let mut kept = Vec::new();
    for token in tokens {
        if judge(&token)? {
            kept.push(token);
        }
    }
    Ok(kept)
}

/// Whether the sign stays; a comment or blank does not.
fn judge(token: &Token) -> Result<bool, String> {
    match token {
        Token::Whitespace(blank) => match blank {
            Whitespace::Space | Whitespace::Newline | Whitespace::Tab => Ok(false),
            Whitespace::SingleLineComment { comment: _, prefix } if prefix == "--" => Ok(false),
            Whitespace::MultiLineComment(_) => Ok(false),
            Whitespace::SingleLineComment { comment: _, prefix } => {
                Err(format!("`{prefix}` begins no comment that both engines know; write `--`"))
            }
        },
        Token::Word(word) => match word.quote_style {
            None => Ok(true),
            Some(_) => Err(quoted(&word.value)),
        },
        Token::Number(_, false)
        | Token::Comma
        | Token::Eq
        | Token::Neq
        | Token::Lt
        | Token::Gt
        | Token::LtEq
        | Token::GtEq
        | Token::Plus
        | Token::Minus
        | Token::Mul
        | Token::Div
        | Token::Mod
        | Token::StringConcat
        | Token::LParen
        | Token::RParen
        | Token::Period => Ok(true),
        Token::SingleQuotedString(text) => text_is_plain(text).map(|()| true),
        Token::Placeholder(name) => placeholder(name).map(|_| true),
        other => Err(refused(other)),
    }
}

fn quoted(name: &str) -> String {
    format!(
        "`{name}` is in quotes, which the engines take for a name or a text as they please; write names bare, in \
             snake case, and texts in single quotes"
    )
}

/// A text that is the same whatever the settings of the engine.
pub(super) fn text_is_plain(text: &str) -> Result<(), String> {
    if text.contains(['\\', '\0']) {
        Err("a `\\` in a text depends on the settings of PostgreSQL; pass the text as a value, `$1`, and for LIKE \
             write another ESCAPE"
            .to_owned())
    } else {
        Ok(())
    }
}

/// The place of a value: 0 for `$1`.
pub(super) fn placeholder(name: &str) -> Result<usize, String> {
    let digits = name.strip_prefix('$').filter(|digits| {
        digits.bytes().all(|digit| digit.is_ascii_digit()) && !digits.starts_with('0') && digits.len() < 5
    });
    let number = digits.and_then(|digits| digits.parse::<usize>().ok());
    number.and_then(|number| number.checked_sub(1)).ok_or_else(|| {
        if name.bytes().filter(|byte| *byte == b'$').count() > 1 {
            return format!("`{name}` is no place for a value, and as a text PostgreSQL's alone; write texts in single quotes");
        }
        format!("`{name}` is no place for a value; write `$1` for the first value, `$2` for the next")
    })
}

fn refused(token: &Token) -> String {
    match token {
        Token::SemiColon => "`;` stands in the text, which is one SELECT and nothing after it; remove it".to_owned(),
        Token::DoubleQuotedString(name) => quoted(name),
        Token::Colon | Token::AtSign | Token::Question | Token::QuestionAnd | Token::QuestionPipe => {
            format!("`{token}` is read by one engine alone; write `$1` for the first value, `$2` for the next")
        }
        Token::DoubleEq => "`==` is SQLite's alone; write `=`".to_owned(),
        Token::DoubleColon => "`::` is PostgreSQL's alone; write `CAST(… AS …)`".to_owned(),
        Token::DollarQuotedString(_)
        | Token::NationalStringLiteral(_)
        | Token::EscapedStringLiteral(_)
        | Token::UnicodeStringLiteral(_)
        | Token::HexStringLiteral(_)
        | Token::SingleQuotedByteStringLiteral(_)
        | Token::DoubleQuotedByteStringLiteral(_) => {
            "only a text in single quotes is read alike by both engines; write it so, or pass it as a value, `$1`"
                .to_owned()
        }
        other => format!("`{other}` is a sign that the engines do not share; leave it out"),
    }
}

/// Parentheses and CASE, counted before the parser goes down into them.
fn nesting(tokens: &[Token]) -> Result<(), String> {
    let mut depth = 0_usize;
    for token in tokens {
        match token {
            Token::LParen => depth += 1,
            Token::RParen => depth = depth.saturating_sub(1),
            Token::Word(word) if word.keyword == Keyword::CASE => depth += 1,
            Token::Word(word) if word.keyword == Keyword::END => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MOST_NESTED {
            return Err(too_deep());
        }
    }
    Ok(())
}

pub(super) fn too_deep() -> String {
    format!(
        "the text is nested more than {MOST_NESTED} deep; move a part into a WITH, or split the statement"
    )
}
