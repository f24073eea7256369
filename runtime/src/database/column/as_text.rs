//! Types of other crates, for which PostgreSQL has a type and SQLite keeps one text for each value.
//!
//! Floor 3. The text is the only one for its value, so that SQLite takes texts for equal where Rust takes values; it reads well,
//! and texts of times, days and UUIDs have the order of their values. Those of decimals have not.

use sqlx::{Arguments as _, Row as _};

use super::{Arguments, Bound, Column, ColumnKind, Given, Row, hidden};
use crate::refusal::Refusal;

/// A type that SQLite keeps as text.
trait AsText: Sized + Clone {
    /// What a row that does not hold it is told of, in the log.
    const FORM: &'static str;

    /// The value as both engines keep it; none for what the text has no room for.
    fn kept(&self) -> Option<Self>;

    /// The text of a value that is kept.
    fn to_text(&self) -> String;

    /// The value of a text, whatever its form.
    fn from_text(text: &str) -> Option<Self>;

    /// The value of a row of PostgreSQL.
    fn from_postgres(row: &sqlx::postgres::PgRow, index: usize) -> Result<Option<Self>, sqlx::Error>;
}

/// The kept value, or what is wrong with it, for the log.
fn kept<T: AsText>(value: Option<&T>) -> Result<Option<T>, Refusal> {
    value.map(|value| value.kept().ok_or_else(|| Refusal::internal(T::FORM))).transpose()
}

fn read<T: AsText>(row: &Row, index: usize) -> Result<Option<T>, Refusal> {
    match &row.given {
        Given::Sqlite(row) => {
            let text: Option<String> = row.try_get(index).map_err(Refusal::internal)?;
            let value = |text: String| T::from_text(&text).filter(|value| value.to_text() == text);
            text.map(|text| value(text).ok_or_else(|| Refusal::internal(T::FORM))).transpose()
        }
        Given::Postgres(row) => kept(T::from_postgres(row, index).map_err(Refusal::internal)?.as_ref()),
    }
}

macro_rules! columns {
    ($($type:ty: $kind:ident),*) => {$(
        impl hidden::Column for $type {}
        impl hidden::Column for Option<$type> {}

        impl Column for $type {
            const KIND: ColumnKind = ColumnKind::$kind;

            fn read(row: &Row, index: usize) -> Result<Self, Refusal> {
                read(row, index)?.ok_or_else(|| Refusal::internal("NULL in a column whose field is no `Option`"))
            }

            fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
                Some(self.clone()).bind(arguments)
            }
        }

        impl Column for Option<$type> {
            const KIND: ColumnKind = ColumnKind::$kind;
            const NULLABLE: bool = true;

            fn read(row: &Row, index: usize) -> Result<Self, Refusal> {
                read(row, index)
            }

            fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
                let value = kept(self.as_ref())?;
                match &mut arguments.bound {
                    Bound::Sqlite(arguments) => arguments.add(value.map(|value| value.to_text())),
                    Bound::Postgres(arguments) => arguments.add(value),
                }
                .map_err(Refusal::Internal)
            }
        }
    )*};
}

#[cfg(feature = "uuid")]
mod of_uuid {
    use uuid::Uuid;

    use super::*;

    columns!(Uuid: Uuid);

    impl AsText for Uuid {
        const FORM: &'static str =
            "the column holds no UUID as it is written here: hyphenated, in lower case";

        fn kept(&self) -> Option<Self> {
            Some(*self)
        }

        fn to_text(&self) -> String {
            self.hyphenated().to_string()
        }

        fn from_text(text: &str) -> Option<Self> {
            Self::parse_str(text).ok()
        }

        fn from_postgres(row: &sqlx::postgres::PgRow, index: usize) -> Result<Option<Self>, sqlx::Error> {
            row.try_get(index)
        }
    }
}

#[cfg(feature = "chrono")]
mod of_chrono {
    use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
    use sqlx::postgres::PgRow;

    use super::*;

    columns!(DateTime<Utc>: Timestamp, NaiveDate: Date);

    /// Four digits, so that every text is as long as every other and their order is that of time.
    const YEARS: std::ops::RangeInclusive<i32> = 0..=9999;

    /// Where PostgreSQL counts from: 2000-01-01, in microseconds after 1970-01-01.
    const EPOCH: i64 = 946_684_800_000_000;

    /// A number that PostgreSQL sends for a value of type `T`. sqlx would panic at `infinity`, which is the largest one.
    fn counted<'r, T, N>(row: &'r PgRow, index: usize) -> Result<Option<N>, sqlx::Error>
    where
        T: sqlx::Type<sqlx::Postgres>,
        N: sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        use sqlx::{Column as _, TypeInfo as _};
        let sent = row.try_column(index)?.type_info();
        if T::compatible(sent) {
            return row.try_get_unchecked(index);
        }
        Err(sqlx::Error::ColumnDecode {
            index: index.to_string(),
            source: format!("{} is not {}", sent.name(), T::type_info().name()).into(),
        })
    }

    impl AsText for DateTime<Utc> {
        const FORM: &'static str = "the column holds no time as it is written here, such as 2026-01-02T03:04:05.000006Z, of a \
                                    year from 0 to 9999";

        fn kept(&self) -> Option<Self> {
            // A leap second is the first of the next minute, as PostgreSQL has it.
            Self::from_timestamp_micros(self.timestamp_micros()).filter(|time| YEARS.contains(&time.year()))
        }

        fn to_text(&self) -> String {
            self.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
        }

        fn from_text(text: &str) -> Option<Self> {
            text.parse().ok()
        }

        fn from_postgres(row: &PgRow, index: usize) -> Result<Option<Self>, sqlx::Error> {
            let sent = counted::<Self, i64>(row, index)?;
            // What is beyond any time that Rust has is as far off as can be, and then not kept.
            let time = |sent: i64| Self::from_timestamp_micros(sent.checked_add(EPOCH)?);
            Ok(sent.map(|sent| time(sent).unwrap_or(Self::MAX_UTC)))
        }
    }

    impl AsText for NaiveDate {
        const FORM: &'static str =
            "the column holds no day as it is written here, such as 2026-01-02, of a year from 0 to 9999";

        fn kept(&self) -> Option<Self> {
            Some(*self).filter(|day| YEARS.contains(&day.year()))
        }

        fn to_text(&self) -> String {
            self.format("%Y-%m-%d").to_string()
        }

        fn from_text(text: &str) -> Option<Self> {
            text.parse().ok()
        }

        fn from_postgres(row: &PgRow, index: usize) -> Result<Option<Self>, sqlx::Error> {
            let sent = counted::<Self, i32>(row, index)?;
            let day = |sent: i32| {
                let (epoch, days) = (Self::from_ymd_opt(2000, 1, 1)?, Days::new(sent.unsigned_abs().into()));
                if sent < 0 { epoch.checked_sub_days(days) } else { epoch.checked_add_days(days) }
            };
            Ok(sent.map(|sent| day(sent).unwrap_or(Self::MAX)))
        }
    }
}

#[cfg(feature = "decimal")]
mod of_decimal {
    use rust_decimal::Decimal;

    use super::*;

    columns!(Decimal: Decimal);

    impl AsText for Decimal {
        const FORM: &'static str = "the column holds no decimal number as it is written here, such as -1.5: without zeros at its \
                                    end";

        fn kept(&self) -> Option<Self> {
            Some(self.normalize())
        }

        fn to_text(&self) -> String {
            self.to_string()
        }

        fn from_text(text: &str) -> Option<Self> {
            Self::from_str_exact(text).ok().map(|value| value.normalize())
        }

        fn from_postgres(row: &sqlx::postgres::PgRow, index: usize) -> Result<Option<Self>, sqlx::Error> {
            row.try_get(index)
        }
    }
}
