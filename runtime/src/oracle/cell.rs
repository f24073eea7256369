//! What a row holds in a column: a value, bytes, or NULL; and the small worlds of values, in which everything meets.
//!
//! Floor 6.

use std::cmp::Ordering;

use chrono::{DateTime, Days, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::database::{Arguments, Column, ColumnKind, Row, Value};
use crate::refusal::Refusal;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Null,
    Bytes(Vec<u8>),
    Value(Value),
}

impl Cell {
    pub(super) fn bind(&self, kind: ColumnKind, arguments: &mut Arguments) -> Result<(), Refusal> {
        match self {
            Self::Value(value) => value.bind(arguments),
            Self::Bytes(bytes) => bytes.bind(arguments),
            Self::Null => match kind {
                ColumnKind::Integer16 => None::<i16>.bind(arguments),
                ColumnKind::Integer32 => None::<i32>.bind(arguments),
                ColumnKind::Integer => None::<i64>.bind(arguments),
                ColumnKind::Bool => None::<bool>.bind(arguments),
                ColumnKind::Real => None::<f64>.bind(arguments),
                ColumnKind::Text => None::<String>.bind(arguments),
                ColumnKind::Bytes => None::<Vec<u8>>.bind(arguments),
                ColumnKind::Uuid => None::<Uuid>.bind(arguments),
                ColumnKind::Timestamp => None::<DateTime<Utc>>.bind(arguments),
                ColumnKind::Date => None::<NaiveDate>.bind(arguments),
                ColumnKind::Decimal => None::<Decimal>.bind(arguments),
            },
        }
    }

    pub(super) fn read(kind: ColumnKind, row: &Row, index: usize) -> Result<Self, Refusal> {
        if kind == ColumnKind::Bytes {
            return Ok(Option::<Vec<u8>>::read(row, index)?.map_or(Self::Null, Self::Bytes));
        }
        Ok(Value::read(kind, row, index)?.map_or(Self::Null, Self::Value))
    }

    /// Whether both are values and the same: NULL equals nothing.
    pub(super) fn equals(&self, other: &Self) -> bool {
        *self != Self::Null && self == other
    }

    pub(super) fn value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }
}

/// Which of two values of one kind comes first.
pub(super) fn order(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Integer16(one), Value::Integer16(other)) => one.cmp(other),
        (Value::Integer32(one), Value::Integer32(other)) => one.cmp(other),
        (Value::Integer(one), Value::Integer(other)) => one.cmp(other),
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        (Value::Real(one), Value::Real(other)) => one.total_cmp(other),
        (Value::Text(one), Value::Text(other)) => one.as_bytes().cmp(other.as_bytes()),
        (Value::Uuid(one), Value::Uuid(other)) => one.cmp(other),
        (Value::Timestamp(one), Value::Timestamp(other)) => one.cmp(other),
        (Value::Date(one), Value::Date(other)) => one.cmp(other),
        (Value::Decimal(one), Value::Decimal(other)) => one.cmp(other),
        _ => panic!("{one:?} and {other:?} are of two kinds"),
    }
}

/// An order of rows in which two tables are compared; it means nothing.
pub(super) fn order_of_rows(one: &[Cell], other: &[Cell]) -> Ordering {
    one.iter().zip(other).fold(Ordering::Equal, |order_so_far, (one, other)| {
        order_so_far.then_with(|| match (one, other) {
            (Cell::Value(one), Cell::Value(other)) => order(one, other),
            (Cell::Bytes(one), Cell::Bytes(other)) => one.cmp(other),
            (Cell::Null, Cell::Null) => Ordering::Equal,
            (Cell::Null, _) => Ordering::Less,
            _ => Ordering::Greater,
        })
    })
}

/// Texts that name someone: other words, another case, digits, blanks; the first one names nobody.
const NAMES: [&str; 6] = ["", "alice", "Alice", "7", "bob ", "k'\"%"];

/// The n-th who can be named in a column of this kind. The 0th is nobody's name where names are texts.
pub(super) fn name(kind: ColumnKind, n: u32) -> Value {
    match kind {
        ColumnKind::Integer32 => Value::Integer32(n as i32),
        ColumnKind::Integer => Value::Integer(n.into()),
        ColumnKind::Text => {
            Value::Text(NAMES.get(n as usize).map_or_else(|| format!("k{n}"), |name| (*name).to_owned()))
        }
        ColumnKind::Uuid => {
            Value::Uuid(Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_0000 + u128::from(n)))
        }
        other => panic!("{other:?} names nobody"),
    }
}

/// The key of a row that was given none: the databases have it as the default of the column.
pub(super) fn unnamed(kind: ColumnKind) -> Value {
    match kind {
        ColumnKind::Text => Value::Text("unnamed".to_owned()),
        ColumnKind::Uuid => Value::Uuid(Uuid::from_u128(1)),
        ColumnKind::Integer32 => Value::Integer32(-1),
        _ => Value::Integer(-1),
    }
}

/// Texts that look like patterns, like escapes, like each other.
const TEXTS: [&str; 10] = ["", "a", "A", "a%b", "a_b", "axb", "\\", "É", "é", "'; --"];

/// The n-th of the values that a column of this kind may have.
pub(super) fn value(kind: ColumnKind, n: u32) -> Cell {
    let number = i64::from(n) - 3;
    Cell::Value(match kind {
        ColumnKind::Integer16 => Value::Integer16(number as i16),
        ColumnKind::Integer32 => Value::Integer32(number as i32),
        ColumnKind::Integer => Value::Integer(number * 3_000_000_000),
        ColumnKind::Bool => Value::Bool(n.is_multiple_of(2)),
        ColumnKind::Real => Value::Real(number as f64 * 0.5),
        ColumnKind::Text => Value::Text(TEXTS[n as usize % TEXTS.len()].to_owned()),
        ColumnKind::Uuid => return Cell::Value(name(kind, n)),
        ColumnKind::Timestamp => {
            Value::Timestamp(DateTime::from_timestamp_micros(number * 100_000_000_000_001).unwrap())
        }
        ColumnKind::Date => {
            Value::Date(NaiveDate::from_ymd_opt(999, 12, 30).unwrap() + Days::new(u64::from(n)))
        }
        ColumnKind::Decimal => Value::Decimal(Decimal::new(number * 25, 2).normalize()),
        ColumnKind::Bytes => return Cell::Bytes((0..n as u8).collect()),
    })
}

/// How many values there are.
pub(super) const VALUES: u32 = 6;
