//! A text and the names of its sets: the pieces that run, or the first fault.
//!
//! Floor 3. Plain texts in and out, no tokens of the compiler: the work is done on a thread of its own, whose stack no
//! text within the bounds exhausts.

use std::thread;

use super::print::{self, Piece};
use super::resolve::{self, Read};
use super::{engines, tree};

/// Far more than the deepest text within the bounds needs in a build without optimisation.
const STACK: usize = 64 * 1024 * 1024;

/// What runs.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) pieces: Vec<Piece>,
    pub(super) columns: Vec<String>,
    /// The columns of sets that are read, for the compiler to look up.
    pub(super) reads: Vec<Read>,
}

/// What is wrong, and at which part of the call.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fault {
    Text(String),
    Set(usize, String),
    Value(usize, String),
}

impl From<String> for Fault {
    fn from(why: String) -> Self {
        Self::Text(why)
    }
}

/// Judges the text of a call with these sets and so many values.
pub(super) fn statement(text: &str, sets: &[String], values: usize) -> Result<Statement, Fault> {
    let unread =
        || Fault::Text("the text could not be judged, and so is refused; write it more simply".to_owned());
    thread::scope(|scope| {
        let work = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || judge(text, sets, values));
        // A parser that panics has not read the text.
        work.map_err(|_| unread())?.join().unwrap_or_else(|_| Err(unread()))
    })
}

fn judge(text: &str, sets: &[String], values: usize) -> Result<Statement, Fault> {
    let mut query = engines::written(text)?;
    let resolved = resolve::query(&mut query, sets)?;
    let pieces = print::query(&query);
    counted(&pieces, sets, values)?;
    reads_back(&pieces, &query)?;
    Ok(Statement { pieces, columns: resolved.columns, reads: resolved.reads })
}

/// Every set and every value has its place in the text.
fn counted(pieces: &[Piece], sets: &[String], values: usize) -> Result<(), Fault> {
    for (position, name) in sets.iter().enumerate() {
        if !pieces.contains(&Piece::Set(position)) {
            let why = format!("the text does not read `{name}`; remove it, or read it: `FROM {name}`");
            return Err(Fault::Set(position, why));
        }
    }
    let used = |position| pieces.contains(&Piece::Value(position));
    let highest = pieces.iter().filter_map(|piece| match piece {
        Piece::Value(position) => Some(position + 1),
        Piece::Text(_) | Piece::Set(_) => None,
    });
    let highest = highest.max().unwrap_or(0);
    if highest > values {
        let why = format!(
            "the text takes a value at `${highest}`, and there are {values} after it; give each `$1`, `$2`, … its value"
        );
        return Err(Fault::Text(why));
    }
    match (0..values).find(|position| !used(*position)) {
        None => Ok(()),
        Some(unused) => {
            let number = unused + 1;
            let why =
                format!("the text has no `${number}` for this value; write it there, or remove the value");
            Err(Fault::Value(unused, why))
        }
    }
}

/// What is printed says what was judged, to both engines.
fn reads_back(pieces: &[Piece], query: &tree::Query) -> Result<(), Fault> {
    match engines::printed(&print::stand_in(pieces)) {
        Ok(read) if read == *query => Ok(()),
        _ => Err(Fault::Text(
            "the text cannot be written out in a form that both engines read alike, and so is refused; write it \
             more simply"
                .to_owned(),
        )),
    }
}
