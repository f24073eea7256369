//! A value of a column whose type only the table knows: what a claim, a path, a filter or a cursor holds.
//!
//! Floor 3. A text that would not print back to itself is no value: `+7` and `007` are not 7.

use sqlx::Arguments as _;

use super::{Arguments, Bound, Column, ColumnKind, Engine, Row};
use crate::refusal::Refusal;

/// The longest text, in bytes.
const LONGEST: usize = 1024;
/// The longest text of an id or an owner, in bytes.
const LONGEST_ID: usize = 255;

/// A value of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Integer16(i16),
    Integer32(i32),
    Integer(i64),
    Bool(bool),
    Real(f64),
    Text(String),
    #[cfg(feature = "uuid")]
    Uuid(uuid::Uuid),
    #[cfg(feature = "chrono")]
    Timestamp(chrono::DateTime<chrono::Utc>),
    #[cfg(feature = "chrono")]
    Date(chrono::NaiveDate),
    #[cfg(feature = "decimal")]
    Decimal(rust_decimal::Decimal),
}

/// A number whose only text is this one.
fn number<T: std::str::FromStr + ToString>(text: &str) -> Option<T> {
    let value: T = text.parse().ok()?;
    (value.to_string() == text).then_some(value)
}

/// A year that columns of time hold.
#[cfg(feature = "chrono")]
fn has_four_digits(date: &impl chrono::Datelike) -> bool {
    (0..=9999).contains(&date.year())
}

impl Value {
    /// The id or owner that the text names, if it is the only text that names it.
    pub(crate) fn identifier(kind: ColumnKind, text: &str) -> Option<Self> {
        match kind {
            ColumnKind::Integer32 => number(text).map(Self::Integer32),
            ColumnKind::Integer => number(text).map(Self::Integer),
            ColumnKind::Text => {
                let good = !text.is_empty() && text.len() <= LONGEST_ID && !text.contains('\0');
                good.then(|| Self::Text(text.to_owned()))
            }
            #[cfg(feature = "uuid")]
            ColumnKind::Uuid => {
                let id = uuid::Uuid::parse_str(text).ok()?;
                (id.hyphenated().to_string() == text).then_some(Self::Uuid(id))
            }
            _ => None,
        }
    }

    /// The value that a client writes as this text.
    pub(crate) fn from_text(kind: ColumnKind, text: &str) -> Option<Self> {
        match kind {
            ColumnKind::Integer16 => number(text).map(Self::Integer16),
            ColumnKind::Integer32 => number(text).map(Self::Integer32),
            ColumnKind::Integer => number(text).map(Self::Integer),
            ColumnKind::Bool => match text {
                "true" => Some(Self::Bool(true)),
                "false" => Some(Self::Bool(false)),
                _ => None,
            },
            ColumnKind::Real => {
                let value: f64 = text.parse().ok()?;
                value.is_finite().then_some(Self::Real(value))
            }
            ColumnKind::Text => {
                (text.len() <= LONGEST && !text.contains('\0')).then(|| Self::Text(text.to_owned()))
            }
            ColumnKind::Bytes => None,
            #[cfg(feature = "uuid")]
            ColumnKind::Uuid => Self::identifier(kind, text),
            #[cfg(feature = "chrono")]
            ColumnKind::Timestamp => {
                let time: chrono::DateTime<chrono::Utc> = text.parse().ok()?;
                // As it is kept: a leap second rolls over, and could roll out of range.
                let kept = chrono::DateTime::from_timestamp_micros(time.timestamp_micros())?;
                has_four_digits(&kept).then_some(Self::Timestamp(kept))
            }
            #[cfg(feature = "chrono")]
            ColumnKind::Date => {
                let day: chrono::NaiveDate = text.parse().ok()?;
                (has_four_digits(&day) && day.to_string() == text).then_some(Self::Date(day))
            }
            #[cfg(feature = "decimal")]
            ColumnKind::Decimal => {
                rust_decimal::Decimal::from_str_exact(text).ok().map(|value| Self::Decimal(value.normalize()))
            }
            #[allow(unreachable_patterns, reason = "which kinds there are depends on the features")]
            _ => None,
        }
    }

    /// The value that a sealed cursor says as this text: one that a row had, however long, and no client wrote.
    pub(crate) fn from_cursor(kind: ColumnKind, text: &str) -> Option<Self> {
        match kind {
            ColumnKind::Text => Some(Self::Text(text.to_owned())),
            ColumnKind::Real => text.parse().ok().map(Self::Real),
            _ => Self::from_text(kind, text),
        }
    }

    /// The text that [`Value::from_cursor`] reads back.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::Integer16(value) => value.to_string(),
            Self::Integer32(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Bool(value) => value.to_string(),
            Self::Real(value) => value.to_string(),
            Self::Text(value) => value.clone(),
            #[cfg(feature = "uuid")]
            Self::Uuid(value) => value.hyphenated().to_string(),
            #[cfg(feature = "chrono")]
            Self::Timestamp(value) => value.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
            #[cfg(feature = "chrono")]
            Self::Date(value) => value.to_string(),
            #[cfg(feature = "decimal")]
            Self::Decimal(value) => value.to_string(),
        }
    }

    /// Binds the value.
    pub(crate) fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        match self {
            Self::Integer16(value) => value.bind(arguments),
            Self::Integer32(value) => value.bind(arguments),
            Self::Integer(value) => value.bind(arguments),
            Self::Bool(value) => value.bind(arguments),
            Self::Real(value) => value.bind(arguments),
            Self::Text(value) => value.bind(arguments),
            #[cfg(feature = "uuid")]
            Self::Uuid(value) => value.bind(arguments),
            #[cfg(feature = "chrono")]
            Self::Timestamp(value) => value.bind(arguments),
            #[cfg(feature = "chrono")]
            Self::Date(value) => value.bind(arguments),
            #[cfg(feature = "decimal")]
            Self::Decimal(value) => value.bind(arguments),
        }
    }

    /// Reads a column of a row.
    pub(crate) fn read(kind: ColumnKind, row: &Row, index: usize) -> Result<Option<Self>, Refusal> {
        Ok(match kind {
            ColumnKind::Integer16 => Option::<i16>::read(row, index)?.map(Self::Integer16),
            ColumnKind::Integer32 => Option::<i32>::read(row, index)?.map(Self::Integer32),
            ColumnKind::Integer => Option::<i64>::read(row, index)?.map(Self::Integer),
            ColumnKind::Bool => Option::<bool>::read(row, index)?.map(Self::Bool),
            ColumnKind::Real => Option::<f64>::read(row, index)?.map(Self::Real),
            ColumnKind::Text => Option::<String>::read(row, index)?.map(Self::Text),
            #[cfg(feature = "uuid")]
            ColumnKind::Uuid => Option::<uuid::Uuid>::read(row, index)?.map(Self::Uuid),
            #[cfg(feature = "chrono")]
            ColumnKind::Timestamp => Option::read(row, index)?.map(Self::Timestamp),
            #[cfg(feature = "chrono")]
            ColumnKind::Date => Option::read(row, index)?.map(Self::Date),
            #[cfg(feature = "decimal")]
            ColumnKind::Decimal => Option::read(row, index)?.map(Self::Decimal),
            _ => return Err(Refusal::internal("a column of bytes is no single value")),
        })
    }

    /// Binds a list, as [`Engine::is_any_of`] reads it. The values are of one kind.
    pub(crate) fn bind_list(
        kind: ColumnKind,
        values: &[Self],
        arguments: &mut Arguments,
    ) -> Result<(), Refusal> {
        /// The values as those of one type; a value of another is left out, and so grants nothing.
        macro_rules! list {
            ($variant:ident) => {
                values
                    .iter()
                    .filter_map(|value| match value {
                        Self::$variant(value) => Some(value.clone()),
                        _ => None,
                    })
                    .collect::<Vec<_>>()
            };
        }
        match &mut arguments.bound {
            Bound::Sqlite(arguments) => {
                let texts = values.iter().map(|value| match value {
                    Self::Integer16(value) => serde_json::Value::from(*value),
                    Self::Integer32(value) => serde_json::Value::from(*value),
                    Self::Integer(value) => serde_json::Value::from(*value),
                    other => serde_json::Value::from(other.to_text()),
                });
                arguments.add(serde_json::Value::Array(texts.collect()).to_string())
            }
            Bound::Postgres(arguments) => match kind {
                ColumnKind::Integer16 => arguments.add(list!(Integer16)),
                ColumnKind::Integer32 => arguments.add(list!(Integer32)),
                ColumnKind::Integer => arguments.add(list!(Integer)),
                #[cfg(feature = "uuid")]
                ColumnKind::Uuid => arguments.add(list!(Uuid)),
                _ => arguments.add(list!(Text)),
            },
        }
        .map_err(Refusal::Internal)
    }
}

impl Engine {
    /// The condition that a column has one of the values of a list that is bound as `placeholder`.
    pub(crate) fn is_any_of(self, column: &str, placeholder: &str) -> String {
        match self {
            Self::Sqlite => format!("{column} IN (SELECT value FROM json_each({placeholder}))"),
            Self::Postgres => format!("{column} = ANY ({placeholder})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_for_one_value() {
        assert_eq!(Value::identifier(ColumnKind::Integer, "-7"), Some(Value::Integer(-7)));
        for text in ["", "+7", "007", " 7", "7.0", "9223372036854775808", "-0", "٧", "1e3"] {
            assert_eq!(Value::identifier(ColumnKind::Integer, text), None, "{text}");
            assert_eq!(Value::from_text(ColumnKind::Integer, text), None, "{text}");
        }
        for kind in [ColumnKind::Bool, ColumnKind::Real, ColumnKind::Bytes, ColumnKind::Integer16] {
            assert_eq!(Value::identifier(kind, "1"), None, "{kind:?} names nobody");
        }
        for text in ["NaN", "inf", "-inf", "one"] {
            assert_eq!(Value::from_text(ColumnKind::Real, text), None, "{text}");
        }
        assert_eq!(Value::from_text(ColumnKind::Text, "a\0"), None);
        assert_eq!(Value::from_text(ColumnKind::Text, &"a".repeat(LONGEST + 1)), None);
    }
}
