//! The functions that a statement may call: on both engines, of one meaning, none of which reads its text as SQL.
//!
//! Floor 3.

use portcullis_policy::nearest;

/// What a function is, and so what may stand beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Of one row.
    Plain,
    /// Of many; takes DISTINCT, FILTER, OVER.
    Aggregate,
    /// Of a window; takes OVER, and must.
    Window,
}

/// An allowed function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) least: usize,
    pub(super) most: usize,
}

const MANY: usize = 64;

const FUNCTIONS: &[Function] = &[
    Function { name: "count", kind: Kind::Aggregate, least: 1, most: 1 },
    Function { name: "sum", kind: Kind::Aggregate, least: 1, most: 1 },
    Function { name: "avg", kind: Kind::Aggregate, least: 1, most: 1 },
    // SQLite has `min(a, b)` of one row as well; PostgreSQL has not.
    Function { name: "min", kind: Kind::Aggregate, least: 1, most: 1 },
    Function { name: "max", kind: Kind::Aggregate, least: 1, most: 1 },
    Function { name: "coalesce", kind: Kind::Plain, least: 2, most: MANY },
    Function { name: "nullif", kind: Kind::Plain, least: 2, most: 2 },
    Function { name: "abs", kind: Kind::Plain, least: 1, most: 1 },
    Function { name: "round", kind: Kind::Plain, least: 1, most: 2 },
    Function { name: "lower", kind: Kind::Plain, least: 1, most: 1 },
    Function { name: "upper", kind: Kind::Plain, least: 1, most: 1 },
    Function { name: "length", kind: Kind::Plain, least: 1, most: 1 },
    Function { name: "substr", kind: Kind::Plain, least: 2, most: 3 },
    Function { name: "trim", kind: Kind::Plain, least: 1, most: 2 },
    Function { name: "ltrim", kind: Kind::Plain, least: 1, most: 2 },
    Function { name: "rtrim", kind: Kind::Plain, least: 1, most: 2 },
    Function { name: "replace", kind: Kind::Plain, least: 3, most: 3 },
    Function { name: "row_number", kind: Kind::Window, least: 0, most: 0 },
    Function { name: "rank", kind: Kind::Window, least: 0, most: 0 },
    Function { name: "dense_rank", kind: Kind::Window, least: 0, most: 0 },
    Function { name: "percent_rank", kind: Kind::Window, least: 0, most: 0 },
    Function { name: "cume_dist", kind: Kind::Window, least: 0, most: 0 },
    Function { name: "ntile", kind: Kind::Window, least: 1, most: 1 },
    Function { name: "lag", kind: Kind::Window, least: 1, most: 3 },
    Function { name: "lead", kind: Kind::Window, least: 1, most: 3 },
    Function { name: "first_value", kind: Kind::Window, least: 1, most: 1 },
    Function { name: "last_value", kind: Kind::Window, least: 1, most: 1 },
    Function { name: "nth_value", kind: Kind::Window, least: 2, most: 2 },
];

/// The function of this name, in whatever case.
pub(super) fn named(written: &str) -> Result<Function, String> {
    let name = written.to_ascii_lowercase();
    let known = FUNCTIONS.iter().find(|function| function.name == name);
    known.copied().ok_or_else(|| {
        let names = || FUNCTIONS.iter().map(|function| function.name);
        let help = match nearest(&name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("allowed are {}", names().collect::<Vec<_>>().join(", ")),
        };
        format!("`{written}` is no function that both engines have with one meaning; {help}")
    })
}

impl Function {
    /// Judges the number of arguments.
    pub(super) fn takes(&self, count: usize) -> Result<(), String> {
        let Self { name, kind: _, least, most } = *self;
        if (least..=most).contains(&count) {
            return Ok(());
        }
        let wanted = match (least, most) {
            (0, 0) => "none".to_owned(),
            (_, MANY) => format!("{least} or more"),
            _ if least == most => least.to_string(),
            _ => format!("{least} to {most}"),
        };
        Err(format!("`{name}` is called with {count} arguments; it takes {wanted}"))
    }
}
