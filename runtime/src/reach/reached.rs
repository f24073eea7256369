//! What one parameter of a route reaches: its condition, and the statements that need nothing else.
//!
//! Floor 4. Made once, when the app starts.

use std::sync::Arc;

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

use super::given::{Caller, Given};
use super::{Condition, NOTHING, Reach, Seek, Under, Whose, column_of, condition, quoted};
use crate::database::{Arguments, Engine, KeptAs, Seen, Session, Table, TableColumn};
use crate::refusal::Refusal;

/// A statement, and the values that the request gives to it.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) text: Arc<str>,
    pub(crate) given: Arc<[Given]>,
}

impl Prepared {
    pub(crate) fn new(text: String, given: Vec<Given>) -> Self {
        Self { text: text.into(), given: given.into() }
    }

    /// The text, which is put together from the constants of row types alone.
    pub(crate) fn sql(&self) -> SqlStr {
        AssertSqlSafe(Arc::clone(&self.text)).into_sql_str()
    }

    /// The values of the request, bound; those of the verb come next.
    ///
    /// # Errors
    /// 404 where the caller reaches nothing.
    pub(crate) fn arguments(&self, session: &Session, caller: Caller<'_>) -> Result<Arguments, Refusal> {
        let mut arguments = session.arguments();
        caller.bind(&self.given, &mut arguments)?;
        Ok(arguments)
    }
}

/// What a parameter reaches of a table, for one kind of caller.
#[derive(Debug)]
pub(crate) struct Reached {
    pub(crate) table: &'static Table,
    pub(crate) engine: Engine,
    pub(crate) reach: Reach,
    pub(crate) under: Vec<Under>,
    /// The condition on a row that is found by its key.
    pub(crate) one: Condition,
    /// The condition on rows that are looked for.
    pub(crate) many: Condition,
    /// The row of an id.
    pub(crate) find: Prepared,
    /// The caller's one row, where an owner has one.
    pub(crate) mine: Prepared,
    /// The row of an id, which nobody else changes until the transaction ends.
    pub(crate) lock: Prepared,
    pub(crate) exists: Prepared,
    pub(crate) count: Prepared,
    pub(crate) delete: Prepared,
}

/// `"a"."x", "a"."y"`: the columns that a row type declares.
pub(crate) fn columns(table: &Table) -> String {
    columns_where(table, |_| true)
}

fn columns_where(table: &Table, is_there: impl Fn(&TableColumn) -> bool) -> String {
    let columns = table.columns.iter().filter(|column| is_there(column));
    let columns: Vec<String> = columns.map(|column| column_of(table.name, column.name)).collect();
    columns.join(", ")
}

/// `(SELECT "t"."x", "t"."y" FROM "t" WHERE …)`: a table as it stands in a hand-written SELECT.
///
/// Both engines would merge it with the author's conditions and run whichever they like first; theirs would then see the rows of
/// others, and an error in it (a division by zero, a pattern that ends in `\`, an overflow) would tell of them. `OFFSET 0`, to SQLite
/// `LIMIT -1`, keeps the two apart. Of what is published there are the public columns alone: a SELECT gives what it computes, and no
/// `#[expose(…)]` of the row type could narrow that afterwards; and of no row the hash of a secret.
pub(crate) fn selected(engine: Engine, table: &Table, whose: Whose, holds: &str) -> String {
    let name = quoted(table.name);
    let list = columns_where(table, |column| {
        column.kept == KeptAs::Nothing && (whose != Whose::Public || matches!(column.seen, Seen::Public))
    });
    let fence = match engine {
        Engine::Sqlite => "LIMIT -1",
        Engine::Postgres => "OFFSET 0",
    };
    match holds {
        "" => format!("(SELECT {list} FROM {name})"),
        holds => format!("(SELECT {list} FROM {name} WHERE {holds} {fence})"),
    }
}

impl Reached {
    pub(crate) fn new(table: &'static Table, engine: Engine, reach: Reach, under: Vec<Under>) -> Self {
        let on = |reach, seek| {
            let mut out = Condition::default();
            let text = condition(&mut out, engine, (table, table.name), reach, &under, seek);
            Condition { text, ..out }
        };
        let (one, many) = (on(reach, Seek::One), on(reach, Seek::Many));
        // Whoever was granted another's row does not have it for theirs.
        let own = on(reach.owned(), Seek::Many);
        let (name, list) = (quoted(table.name), columns(table));
        let by_key = by_key(table, &one);
        let mine = match (table.one_per_owner, reach.whose) {
            (true, Whose::Own { .. }) => condition_of(&own),
            _ => format!(" WHERE {NOTHING}"),
        };
        let prepared = |text, condition: &Condition| Prepared::new(text, condition.given.clone());
        // SQLite has no lock of a row: its transaction that may write has the database.
        let locking = match engine {
            Engine::Sqlite => String::new(),
            Engine::Postgres => format!(" FOR UPDATE OF {name}"),
        };
        Self {
            find: prepared(format!("SELECT {list} FROM {name}{by_key}"), &one),
            mine: prepared(format!("SELECT {list} FROM {name}{mine}"), &own),
            lock: prepared(format!("SELECT {list} FROM {name}{by_key}{locking}"), &one),
            exists: prepared(format!("SELECT 1 FROM {name}{by_key}"), &one),
            count: prepared(format!("SELECT COUNT(*) FROM {name}{}", condition_of(&many)), &many),
            delete: prepared(format!("DELETE FROM {name}{by_key}"), &one),
            table,
            engine,
            reach,
            under,
            one,
            many,
        }
    }
}

impl Reached {
    /// Removes the row of a key if its version is the one that is bound after the key.
    pub(crate) fn delete_version(&self) -> Prepared {
        let Some(version) = self.table.version else { return self.delete.clone() };
        let version = column_of(self.table.name, version);
        let text = format!("{} AND {version} = ${}", self.delete.text, self.delete.given.len() + 2);
        Prepared::new(text, self.delete.given.to_vec())
    }
}

/// ` WHERE …`, or nothing.
fn condition_of(condition: &Condition) -> String {
    if condition.text.is_empty() { String::new() } else { format!(" WHERE {}", condition.text) }
}

/// ` WHERE "t"."id" = $n AND …`. The key is the first value of the verb.
pub(super) fn by_key(table: &Table, one: &Condition) -> String {
    let key = format!("{} = ${}", column_of(table.name, table.key), one.given.len() + 1);
    if one.text.is_empty() { format!(" WHERE {key}") } else { format!(" WHERE {key} AND {}", one.text) }
}

/// What a parameter reaches, for those who are bound by the owner and for those who are not.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) caller: Reached,
    /// For whoever holds a role of `or_role`.
    pub(crate) lifted: Option<Reached>,
}
