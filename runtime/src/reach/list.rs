//! Lists: filters, an order and a place to go on from, beside the condition on whose the rows are.
//!
//! Floor 4. Columns and comparisons come from closed lists, values are bound, and what is looked for in a text is escaped.

use super::column_of;
use super::reached::{Prepared, Reached, columns};
use crate::database::{Arguments, ColumnKind, Engine, TableColumn, Value};
use crate::refusal::Refusal;

/// How a column is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// One of several.
    In,
    /// The text stands in it, whatever the case of ASCII letters.
    Contains,
    /// It begins with the text, whatever the case of ASCII letters.
    StartsWith,
    /// It is NULL, or is not.
    IsNull(bool),
}

/// One filter.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    pub(crate) column: &'static TableColumn,
    pub(crate) comparison: Comparison,
    /// Several for [`Comparison::In`], none for [`Comparison::IsNull`], else one.
    pub(crate) values: Vec<Value>,
}

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
}

/// One column of an order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order {
    pub(crate) column: &'static TableColumn,
    pub(crate) direction: Direction,
}

/// Which of the reached rows, in which order, from where on, how many.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listing {
    pub(crate) filters: Vec<Filter>,
    /// The last column is the key, so that no two rows are equal in it.
    pub(crate) order: Vec<Order>,
    /// The values of the order in the last row of the page before.
    pub(crate) after: Option<Vec<Value>>,
    pub(crate) limit: u16,
}

impl Listing {
    /// Binds filters, place and limit, in the order in which [`Reached::page`] writes them.
    pub(crate) fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        for filter in &self.filters {
            for value in &filter.values {
                match (filter.comparison, value) {
                    (Comparison::Contains, Value::Text(text)) => {
                        Value::Text(format!("%{}%", escaped(text))).bind(arguments)?;
                    }
                    (Comparison::StartsWith, Value::Text(text)) => {
                        Value::Text(format!("{}%", escaped(text))).bind(arguments)?;
                    }
                    (_, value) => value.bind(arguments)?,
                }
            }
        }
        self.after.iter().flatten().try_for_each(|value| value.bind(arguments))?;
        // One more than asked for tells whether there is a next page.
        Value::Integer(i64::from(self.limit) + 1).bind(arguments)
    }

    /// Whether all columns are sorted the same way, so that rows can be compared as wholes.
    fn direction(&self) -> Option<Direction> {
        let first = self.order.first()?.direction;
        self.order.iter().all(|order| order.direction == first).then_some(first)
    }
}

/// A text in which no character has a meaning to LIKE.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A column as it is sorted: texts by their bytes, as Rust and SQLite do, whatever the collation of the database.
fn sorted(engine: Engine, table: &str, column: &TableColumn) -> String {
    let name = column_of(table, column.name);
    match (engine, column.kind) {
        (Engine::Postgres, ColumnKind::Text) => format!("{name} COLLATE \"C\""),
        _ => name,
    }
}

impl Reached {
    /// The rows of a listing, one more than its limit.
    pub(crate) fn page(&self, listing: &Listing) -> Prepared {
        let table = self.table.name;
        let mut next = self.many.given.len();
        let mut placeholder = || {
            next += 1;
            format!("${next}")
        };
        let mut all: Vec<String> = Vec::new();
        if !self.many.text.is_empty() {
            all.push(self.many.text.clone());
        }
        for filter in &listing.filters {
            all.push(compared(self.engine, table, filter, &mut placeholder));
        }
        if listing.after.is_some() {
            let places: Vec<String> = listing.order.iter().map(|_| placeholder()).collect();
            all.push(beyond(self.engine, table, listing, &places));
        }
        let order = listing.order.iter().map(|order| {
            let way = if order.direction == Direction::Down { " DESC" } else { "" };
            format!("{}{way}", sorted(self.engine, table, order.column))
        });
        let order: Vec<String> = order.collect();
        let mut sql = format!("SELECT {} FROM \"{table}\"", columns(self.table));
        if !all.is_empty() {
            sql.push_str(" WHERE ");
            sql.push_str(&all.join(" AND "));
        }
        if !order.is_empty() {
            sql.push_str(" ORDER BY ");
            sql.push_str(&order.join(", "));
        }
        sql.push_str(" LIMIT ");
        sql.push_str(&placeholder());
        Prepared::new(sql, self.many.given.clone())
    }
}

fn compared(
    engine: Engine,
    table: &str,
    filter: &Filter,
    placeholder: &mut impl FnMut() -> String,
) -> String {
    let name = column_of(table, filter.column.name);
    let sign = match filter.comparison {
        Comparison::Equal => return format!("{name} = {}", placeholder()),
        Comparison::In => {
            let places: Vec<String> = filter.values.iter().map(|_| placeholder()).collect();
            return match places.as_slice() {
                [] => super::NOTHING.to_owned(),
                _ => format!("{name} IN ({})", places.join(", ")),
            };
        }
        Comparison::IsNull(true) => return format!("{name} IS NULL"),
        Comparison::IsNull(false) => return format!("{name} IS NOT NULL"),
        Comparison::Contains | Comparison::StartsWith => {
            let place = placeholder();
            // SQLite's LIKE takes ASCII letters of either case for one, and so does PostgreSQL when it is asked in the C locale.
            return match engine {
                Engine::Sqlite => format!("{name} LIKE {place} ESCAPE '\\'"),
                Engine::Postgres => {
                    format!("lower({name} COLLATE \"C\") LIKE lower({place} COLLATE \"C\") ESCAPE '\\'")
                }
            };
        }
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    };
    format!("{} {sign} {}", sorted(engine, table, filter.column), placeholder())
}

/// That a row comes after the place in the order.
fn beyond(engine: Engine, table: &str, listing: &Listing, places: &[String]) -> String {
    let names: Vec<String> = listing.order.iter().map(|order| sorted(engine, table, order.column)).collect();
    let sign = |direction| if direction == Direction::Down { "<" } else { ">" };
    match (listing.direction(), names.as_slice(), places) {
        (Some(direction), [name], [place]) => format!("{name} {} {place}", sign(direction)),
        (Some(direction), ..) => {
            format!("({}) {} ({})", names.join(", "), sign(direction), places.join(", "))
        }
        // Each column decides where all before it are equal.
        (None, ..) => {
            let mut any = Vec::new();
            let mut equal: Vec<String> = Vec::new();
            for ((order, name), place) in listing.order.iter().zip(&names).zip(places) {
                let mut all = equal.clone();
                all.push(format!("{name} {} {place}", sign(order.direction)));
                any.push(format!("({})", all.join(" AND ")));
                equal.push(format!("{name} = {place}"));
            }
            format!("({})", any.join(" OR "))
        }
    }
}
