//! All that a statement can be. What is not allowed has no form here.
//!
//! Floor 3. No type of the parser's: a construct that a newer parser reads cannot come in by itself.

/// A query: CTEs, arms joined by set operations from left to right, order, limits.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    pub(super) ctes: Vec<Cte>,
    pub(super) first: Select,
    pub(super) rest: Vec<(&'static str, Select)>,
    pub(super) order: Vec<Order>,
    pub(super) limit: Option<Expr>,
    pub(super) offset: Option<Expr>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cte {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) query: Query,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Select {
    pub(super) distinct: bool,
    pub(super) items: Vec<Item>,
    pub(super) from: Vec<Source>,
    pub(super) filter: Option<Expr>,
    pub(super) groups: Vec<Expr>,
    pub(super) having: Option<Expr>,
}

/// An output column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) value: Expr,
    pub(super) name: Option<String>,
}

/// A table and how it is joined to those before it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Source {
    pub(super) join: Join,
    pub(super) on: On,
    pub(super) table: Table,
    pub(super) alias: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Join {
    First,
    Comma,
    Cross,
    Inner,
    Left,
    Right,
    Full,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum On {
    Nothing,
    Holds(Expr),
    Using(Vec<String>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Table {
    /// As written, before names are resolved.
    Named(String),
    /// One of the sets, by its place.
    Set(usize),
    Cte(String),
    Derived(Box<Query>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Order {
    pub(super) by: Expr,
    pub(super) descending: bool,
    pub(super) nulls_first: Option<bool>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    Column {
        table: Option<String>,
        name: String,
    },
    /// An output column, named in ORDER BY or GROUP BY.
    Output(String),
    Number(String),
    Text(String),
    /// TRUE, FALSE, NULL.
    Word(&'static str),
    /// A value of the caller's, by its place.
    Value(usize),
    /// Operands with one operator between them, applied from left to right.
    Chain(&'static str, Vec<Expr>),
    /// NOT, `-`, `+`.
    Prefix(&'static str, Box<Expr>),
    /// IS NULL and its kin.
    Suffix(Box<Expr>, &'static str),
    Between {
        value: Box<Expr>,
        negated: bool,
        low: Box<Expr>,
        high: Box<Expr>,
    },
    InList {
        value: Box<Expr>,
        negated: bool,
        list: Vec<Expr>,
    },
    InQuery {
        value: Box<Expr>,
        negated: bool,
        query: Box<Query>,
    },
    Like {
        value: Box<Expr>,
        negated: bool,
        pattern: Box<Expr>,
        escape: Option<char>,
    },
    Case {
        operand: Option<Box<Expr>>,
        whens: Vec<(Expr, Expr)>,
        otherwise: Option<Box<Expr>>,
    },
    Cast(Box<Expr>, &'static str),
    Exists {
        negated: bool,
        query: Box<Query>,
    },
    Scalar(Box<Query>),
    Call(Box<Call>),
}

/// A call of an allowed function.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub(super) name: &'static str,
    pub(super) distinct: bool,
    /// `None` is `*`.
    pub(super) arguments: Option<Vec<Expr>>,
    pub(super) filter: Option<Expr>,
    pub(super) over: Option<Window>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) partition: Vec<Expr>,
    pub(super) order: Vec<Order>,
    pub(super) frame: Option<Frame>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) units: &'static str,
    pub(super) start: Bound,
    pub(super) end: Option<Bound>,
}

/// The end of a frame: `Some(None)` rows is UNBOUNDED.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bound {
    CurrentRow,
    Preceding(Option<String>),
    Following(Option<String>),
}
