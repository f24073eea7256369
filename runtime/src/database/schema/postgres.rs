//! What PostgreSQL says of a table.
//!
//! Floor 3. A table is found as the statements find it: by the search path.

use std::collections::BTreeMap;

use super::{Declared, DeclaredColumn, DeclaredTable, ForeignKey, Kinds, UniqueIndex, absent};
use crate::database::{Column, ColumnKind, Database};
use crate::refusal::Refusal;

/// The longest text of a subject, in characters. VARCHAR drops blanks at the end that it has no room for, so in a shorter
/// one `alice` would own what `alice ` inserts.
const LONGEST_OWNER: i32 = 255;
/// What the length of a VARCHAR has added to it in the catalog.
const LENGTH_HEADER: i32 = 4;

impl ColumnKind {
    /// The words of the types that store and compare values of this kind as they are, and are sent in its form; the last one
    /// is the one to declare. CHAR is none of them: blanks at its end do not count.
    fn on_postgres(self) -> (&'static [&'static str], &'static str) {
        match self {
            Self::Integer16 => (&["smallint"], "SMALLINT"),
            Self::Integer32 => (&["integer"], "INTEGER"),
            Self::Integer => (&["bigint"], "BIGINT"),
            Self::Bool => (&["boolean"], "BOOLEAN"),
            Self::Real => (&["double precision"], "DOUBLE PRECISION"),
            Self::Text => (&["text", "character varying"], "TEXT"),
            Self::Bytes => (&["bytea"], "BYTEA"),
            Self::Uuid => (&["uuid"], "UUID"),
            Self::Timestamp => (&["timestamp with time zone"], "TIMESTAMPTZ"),
            Self::Date => (&["date"], "DATE"),
            Self::Decimal => (&["numeric"], "NUMERIC"),
        }
    }
}

/// Kind; whether it is a part of another table; whether other tables inherit from it; whether a rule does something else at a write.
const TABLE: &str = "
    SELECT relkind::text,
        EXISTS (SELECT FROM pg_inherits WHERE inhrelid = pg_class.oid),
        EXISTS (SELECT FROM pg_inherits WHERE inhparent = pg_class.oid),
        EXISTS (SELECT FROM pg_rewrite
            WHERE ev_class = pg_class.oid AND ev_type <> '1' AND ev_enabled <> 'D')
    FROM pg_class WHERE oid = to_regclass(quote_ident($1))";

/// Name; type in words; the same below all domains, and its modifier; whether it is computed; whether its collation takes
/// texts that differ for equal.
const COLUMNS: &str = "
    WITH RECURSIVE declared AS (
        SELECT attnum, attname, attgenerated, attcollation, format_type(atttypid, atttypmod) AS words,
            atttypid AS type, atttypmod AS modifier
        FROM pg_attribute
        WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND NOT attisdropped
        UNION ALL
        SELECT attnum, attname, attgenerated, attcollation, words, typbasetype, typtypmod
        FROM declared JOIN pg_type ON pg_type.oid = declared.type
        WHERE typtype = 'd'
    )
    SELECT attname::text, words, format_type(type, NULL), modifier, attgenerated::text <> '',
        COALESCE(NOT collisdeterministic, FALSE)
    FROM declared
        JOIN pg_type ON pg_type.oid = declared.type AND typtype <> 'd'
        LEFT JOIN pg_collation ON pg_collation.oid = attcollation
    ORDER BY attnum";

/// The position of a unique index; one of its columns, NULL for an expression; whether it holds for some rows alone.
const UNIQUE: &str = "
    SELECT indexrelid::bigint, attname::text, indpred IS NOT NULL
    FROM pg_index
        CROSS JOIN LATERAL unnest(indkey::smallint[]) WITH ORDINALITY AS part (number, position)
        LEFT JOIN pg_attribute ON attrelid = indrelid AND attnum = number AND attnum > 0
    WHERE indrelid = to_regclass(quote_ident($1)) AND indisunique AND indisvalid AND position <= indnkeyatts
    ORDER BY indexrelid, position";

/// A single column that names rows of another table, enforced; that table; whether a row goes with the one that it names.
const FOREIGN: &str = "
    SELECT attname::text, referred.relname::text, confdeltype = 'c'
    FROM pg_constraint
        JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
        JOIN pg_class AS referred ON referred.oid = confrelid
    WHERE conrelid = to_regclass(quote_ident($1)) AND contype = 'f' AND convalidated AND array_length(conkey, 1) = 1";

impl Database {
    pub(super) async fn postgres_table(
        &self,
        table: &'static str,
        kinds: Kinds<'_>,
    ) -> Result<Declared, Refusal> {
        let Some(row) = self.fetch_optional(TABLE, self.named(&[table])?).await? else {
            return Ok(Err(absent(table)));
        };
        let mut faults = Vec::new();
        let (kind, inherited) = (String::read(&row, 0)?, bool::read(&row, 2)?);
        match (kind.as_str(), inherited) {
            ("r", false) | ("p", _) => {}
            ("r", true) => faults.push(format!(
                "tables inherit from `{table}`, so that its rows are also theirs, and no key of it binds those; make it \
                 a plain or a partitioned table"
            )),
            (kind, _) => {
                let what = match kind {
                    "v" => "a view",
                    "m" => "a materialized view",
                    "f" => "a table of another server",
                    _ => "no table",
                };
                return Ok(Err(format!("`{table}` is {what}, which holds no rows of its own; name a table")));
            }
        }
        if bool::read(&row, 1)? {
            faults.push(format!(
                "`{table}` is a part of another table: its rows are those of another table too, where they could have other owners; \
                 name the whole"
            ));
        }
        if bool::read(&row, 3)? {
            faults.push(format!(
                "a rule on `{table}` does something else at a write, or in its place; remove the rule, a trigger serves"
            ));
        }
        let mut columns = Vec::new();
        for row in &self.fetch_all(COLUMNS, self.named(&[table])?).await? {
            let name = String::read(row, 0)?;
            let (plain, modifier) = (String::read(row, 2)?, i32::read(row, 3)?);
            let short = (0..LONGEST_OWNER + LENGTH_HEADER).contains(&modifier);
            let instead = kinds(&name).and_then(|kind| {
                let (fitting, word) = kind.on_postgres();
                (!fitting.contains(&plain.as_str())).then_some(word)
            });
            columns.push(DeclaredColumn {
                words: String::read(row, 1)?,
                instead,
                computed: bool::read(row, 4)?,
                collates: bool::read(row, 5)?,
                cuts: short && plain == "character varying",
                name,
            });
        }
        let mut unique: BTreeMap<i64, UniqueIndex> = BTreeMap::new();
        for row in &self.fetch_all(UNIQUE, self.named(&[table])?).await? {
            let column = Option::<String>::read(row, 1)?.unwrap_or_default();
            let partial = bool::read(row, 2)?;
            let index = unique.entry(i64::read(row, 0)?);
            index.or_insert_with(|| UniqueIndex { columns: Vec::new(), partial }).columns.push(column);
        }
        let rows = self.fetch_all(FOREIGN, self.named(&[table])?).await?;
        let key = |row| {
            let (column, table) = (String::read(row, 0)?, String::read(row, 1)?);
            Ok(ForeignKey { column, table, cascades: bool::read(row, 2)? })
        };
        let foreign = rows.iter().map(key).collect::<Result<Vec<_>, Refusal>>()?;
        Ok(Ok(DeclaredTable { columns, unique: unique.into_values().collect(), foreign, faults }))
    }
}
