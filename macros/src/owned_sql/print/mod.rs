//! The tree as text: names in double quotes, parentheses round every operation, so that no rule of precedence is asked.
//!
//! Floor 3.

mod expr;
mod query;

use super::read::CTE_MARK;
use super::tree::Query;

/// A piece of what runs.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Text(String),
    /// Here the rows of a set are written, in parentheses.
    Set(usize),
    /// Here the place of a value is written.
    Value(usize),
}

/// A whole statement.
pub(super) fn query(query: &Query) -> Vec<Piece> {
    let mut printer = Printer::default();
    printer.query(query);
    printer.finish()
}

/// The pieces as one text that the engines' grammars read, each set as the number of its place.
pub(super) fn stand_in(pieces: &[Piece]) -> String {
    let texts = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Set(set) => format!("(SELECT {set})"),
        Piece::Value(value) => format!("${}", value + 1),
    });
    texts.collect()
}

#[derive(Default)]
struct Printer {
    done: Vec<Piece>,
    open: String,
}

impl Printer {
    fn text(&mut self, text: &str) {
        self.open.push_str(text);
    }

    fn piece(&mut self, piece: Piece) {
        if !self.open.is_empty() {
            self.done.push(Piece::Text(std::mem::take(&mut self.open)));
        }
        self.done.push(piece);
    }

    fn finish(mut self) -> Vec<Piece> {
        if !self.open.is_empty() {
            self.done.push(Piece::Text(self.open));
        }
        self.done
    }

    /// A name in snake case, which holds no quote.
    fn name(&mut self, name: &str) {
        self.text("\"");
        self.text(name);
        self.text("\"");
    }

    /// The name of a CTE, marked as no table's.
    fn cte_name(&mut self, name: &str) {
        self.text("\"");
        self.text(CTE_MARK);
        self.text(name);
        self.text("\"");
    }

    fn literal(&mut self, text: &str) {
        self.text("'");
        self.text(&text.replace('\'', "''"));
        self.text("'");
    }

    fn list<T>(&mut self, items: &[T], mut print: impl FnMut(&mut Self, &T)) {
        for (position, item) in items.iter().enumerate() {
            if position > 0 {
                self.text(", ");
            }
            print(self, item);
        }
    }
}
