//! What is read, what it becomes, and what is refused.
//!
//! Floor 3.

mod accepted;
mod call;
mod refused_names;
mod refused_reach;
mod refused_words;
mod soups;
mod vocabulary;

use super::judge::{self, Fault, Statement};
use super::print::Piece;

/// Judges a text over the sets `orders` and `items`, of which the text need not read both.
fn judged(text: &str, values: usize) -> Result<Statement, Fault> {
    let both = judge::statement(text, &["orders".to_owned(), "items".to_owned()], values);
    match both {
        Err(Fault::Set(1, _)) => judge::statement(text, &["orders".to_owned()], values),
        other => other,
    }
}

/// What runs, with `⟨0⟩` for the rows of the first set and `$1` for the first value.
fn marked(statement: &Statement) -> String {
    let texts = statement.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Set(set) => format!("⟨{set}⟩"),
        Piece::Value(value) => format!("${}", value + 1),
    });
    texts.collect()
}

fn why(fault: &Fault) -> &str {
    match fault {
        Fault::Text(why) | Fault::Set(_, why) | Fault::Value(_, why) => why,
    }
}

/// Each text is refused with these words, which obey the house: lower case or a quotation first, no final period.
fn assert_refused(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, words) in cases {
        match judged(text, 0) {
            Ok(statement) => wrong.push(format!("accepted: {text}\n      as: {}", marked(&statement))),
            Err(fault) => {
                let why = why(&fault);
                let plain =
                    !why.ends_with('.') && !why.contains("sql parser") && !why.contains("ParserError");
                if !why.contains(words) || !plain {
                    wrong.push(format!("{text}\n   wanted: {words}\n      got: {why}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
