//! One text, read by the grammars of both engines into one tree.
//!
//! Floor 3.

use sqlparser::dialect::{Dialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Token, Tokenizer};

use super::read::{self, Spelling};
use super::signs;
use super::tree::Query;

/// The parser counts several levels for each of ours; the thread of [`super::judge`] has room for these.
const PARSER_LEVELS: usize = 6 * signs::MOST_NESTED;

const ENGINES: [(&str, &dyn Dialect); 2] =
    [("SQLite", &SQLiteDialect {}), ("PostgreSQL", &PostgreSqlDialect {})];

/// What the author wrote.
pub(super) fn written(text: &str) -> Result<Query, String> {
    let tokens = signs::read(text)?;
    match tokens.first() {
        None => return Err("the text is empty; write a SELECT".to_owned()),
        Some(Token::Word(word)) if ["select", "with"].contains(&word.value.to_ascii_lowercase().as_str()) => {
        }
        Some(other) => {
            return Err(format!(
                "`{other}` begins no SELECT; rows are read here, and written by the verbs of the set"
            ));
        }
    }
    both(|_| Ok(tokens.clone()), Spelling::Written)
}

/// What was printed.
pub(super) fn printed(text: &str) -> Result<Query, String> {
    let tokens =
        |dialect: &dyn Dialect| Tokenizer::new(dialect, text).tokenize().map_err(|fault| fault.message);
    both(tokens, Spelling::Printed)
}

fn both(
    tokens: impl Fn(&dyn Dialect) -> Result<Vec<Token>, String>,
    spelling: Spelling,
) -> Result<Query, String> {
    let [sqlite, postgres] =
        ENGINES.map(|(engine, dialect)| one(engine, dialect, tokens(dialect)?, spelling));
    // A construct that is refused is told before what only one grammar lacks.
    let (sqlite, postgres) = match (sqlite, postgres) {
        (Ok(sqlite), Ok(postgres)) => (sqlite, postgres),
        (Err(Unread::Refused(why)), _) | (_, Err(Unread::Refused(why))) => return Err(why),
        (Err(Unread::Syntax(_, why)), Err(Unread::Syntax(..))) => {
            return Err(format!("the text does not read as SQL: {why}"));
        }
        (Err(Unread::Syntax(engine, why)), Ok(_)) | (Ok(_), Err(Unread::Syntax(engine, why))) => {
            return Err(format!("{engine} does not read this text: {why}; write what both engines read"));
        }
    };
    if sqlite == postgres {
        Ok(sqlite)
    } else {
        Err("SQLite and PostgreSQL read different things in this text; set parentheses where operators of different \
             kinds meet"
            .to_owned())
    }
}

enum Unread {
    Syntax(&'static str, String),
    Refused(String),
}

impl From<String> for Unread {
    fn from(why: String) -> Self {
        Self::Refused(why)
    }
}

fn one(
    engine: &'static str,
    dialect: &dyn Dialect,
    tokens: Vec<Token>,
    spelling: Spelling,
) -> Result<Query, Unread> {
    let syntax = |fault: ParserError| match fault {
        ParserError::TokenizerError(why) | ParserError::ParserError(why) => {
            Unread::Syntax(engine, plain(&why))
        }
        ParserError::RecursionLimitExceeded => Unread::Refused(signs::too_deep()),
    };
    let mut parser = Parser::new(dialect).with_recursion_limit(PARSER_LEVELS).with_tokens(tokens);
    let query = parser.parse_query().map_err(syntax)?;
    let next = parser.peek_token();
    if next.token != Token::EOF {
        // A construct that is refused explains the rest better than the rest does.
        read::query(&query, spelling)?;
        return Err(Unread::Syntax(engine, format!("`{next}` is not expected where it stands")));
    }
    Ok(read::query(&query, spelling)?)
}

/// The parser's sentence, without its places, which blanks and comments have left.
fn plain(why: &str) -> String {
    let why = why.split(" at Line:").next().unwrap_or(why);
    let why = why.replacen("Expected: ", "expected ", 1);
    signs::lowered(&match why.split_once(", found: ") {
        Some((wanted, "EOF")) => format!("{wanted}, found its end"),
        Some((wanted, found)) => format!("{wanted}, found `{found}`"),
        None => why,
    })
}
