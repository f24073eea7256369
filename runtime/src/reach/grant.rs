//! Who else reaches a row: the statements that give a grant, take it back and list those there are.
//!
//! Floor 4. Only whoever reaches the row without a grant gives one: a grant does not breed.

use super::reached::{Prepared, Reached};
use super::{Condition, Seek, column_of, condition, quoted};
use crate::database::Grants;

impl Reached {
    /// That the row whose key is `key` is reached without a grant.
    fn reached_without_grant(&self, out: &mut Condition, key: &str) -> String {
        let table = self.table;
        let holds =
            condition(out, self.engine, (table, table.name), self.reach.owned(), &self.under, Seek::One);
        let and = if holds.is_empty() { "" } else { " AND " };
        format!("{} = {key}{and}{holds}", column_of(table.name, table.key))
    }

    fn grants(&self) -> Option<&'static Grants> {
        self.table.grants
    }

    /// Binds the key, the grantee, the level. A grant that there is gets the new level.
    pub(crate) fn grant(&self) -> Option<Prepared> {
        let grants = self.grants()?;
        let mut out = Condition::default();
        // The text is written twice, because the key is numbered after what the request gives.
        self.reached_without_grant(&mut out, "");
        let base = out.given.len();
        let (key, to, level) = (base + 1, base + 2, base + 3);
        let holds = self.reached_without_grant(&mut out, &format!("${key}"));
        let (row_column, to_column, level_column) =
            (quoted(grants.row), quoted(grants.to), quoted(grants.level));
        let sql = format!(
            "INSERT INTO {} ({row_column}, {to_column}, {level_column}) SELECT {}, ${to}, ${level} FROM {} WHERE {holds} \
             ON CONFLICT ({row_column}, {to_column}) DO UPDATE SET {level_column} = excluded.{level_column}",
            quoted(grants.table),
            column_of(self.table.name, self.table.key),
            quoted(self.table.name),
        );
        Some(Prepared::new(sql, out.given))
    }

    /// Binds the key, the grantee.
    pub(crate) fn revoke(&self) -> Option<Prepared> {
        let (grants, out, of_row) = self.of_row()?;
        let to = column_of(grants.table, grants.to);
        let sql = format!(
            "DELETE FROM {} WHERE {to} = ${} AND {of_row}",
            quoted(grants.table),
            out.given.len() + 2
        );
        Some(Prepared::new(sql, out.given))
    }

    /// Binds the key. Gives grantee and level of each.
    pub(crate) fn granted(&self) -> Option<Prepared> {
        let (grants, out, of_row) = self.of_row()?;
        let to = column_of(grants.table, grants.to);
        let sql = format!(
            "SELECT {to}, {} FROM {} WHERE {of_row} ORDER BY {to}",
            column_of(grants.table, grants.level),
            quoted(grants.table),
        );
        Some(Prepared::new(sql, out.given))
    }

    /// That a grant is for the row whose key is bound first, and that the row is reached without one.
    fn of_row(&self) -> Option<(&'static Grants, Condition, String)> {
        let grants = self.grants()?;
        let mut out = Condition::default();
        self.reached_without_grant(&mut out, "");
        let key = format!("${}", out.given.len() + 1);
        let holds = self.reached_without_grant(&mut out, &key);
        let row = column_of(grants.table, grants.row);
        let table = quoted(self.table.name);
        Some((grants, out, format!("{row} = {key} AND EXISTS (SELECT 1 FROM {table} WHERE {holds})")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Reach, Whose};
    use super::*;
    use crate::database::{Claim, ColumnKind, Engine, Level, OwnedBy, Owner, Published, Table, TableColumn};

    const fn level(name: &'static str, writes: bool) -> Level {
        Level { name, writes }
    }

    const fn column(name: &'static str) -> TableColumn {
        TableColumn { name, kind: ColumnKind::Integer, ..TableColumn::PLAIN }
    }

    const PLAIN: Table = Table {
        name: "",
        columns: &[],
        key: "id",
        owner: Owner::Nobody,
        owner_path: "",
        tenant: None,
        grants: None,
        levels: &[],
        version: None,
        published: Published::Nothing,
        one_per_owner: false,
        unique: &[],
        unique_for_all: &[],
    };

    static FOLDERS: Table = Table {
        name: "folders",
        columns: &[column("id"), column("user_id"), column("org")],
        owner: Owner::Columns(&[OwnedBy { column: "user_id", claim: Claim::Subject }]),
        tenant: Some("org"),
        grants: Some(&Grants {
            table: "folder_grants",
            row: "folder_id",
            to: "to",
            level: "level",
            levels: &[level("see", false), level("comment", false), level("edit", true)],
        }),
        ..PLAIN
    };

    static FILES: Table = Table {
        name: "files",
        columns: &[column("id"), column("folder_id")],
        owner: Owner::Parent { column: "folder_id", table: || &FOLDERS },
        grants: Some(&Grants {
            table: "file_grants",
            row: "file_id",
            to: "to",
            level: "level",
            levels: &[level("read", false), level("write", true)],
        }),
        ..PLAIN
    };

    /// `write` is the second level of a file and `comment` that of a folder, and one is not the other. Nor does a grant of a file
    /// reach into another organisation.
    #[test]
    fn grants_of_a_row_below_another() {
        let mut out = Condition::default();
        let whose = Whose::Own { column: None, grant: Some(1) };
        let reach = Reach { whose, tenant: true };
        let text = condition(&mut out, Engine::Sqlite, (&FILES, "files"), reach, &[], Seek::One);
        assert!(!text.contains("comment") && !text.contains("folder_grants"), "{text}");
        let (_, granted) = text.split_once("file_grants").unwrap();
        assert!(granted.contains("'write'") && granted.contains(r#""parent1"."org" = $2"#), "{text}");
    }
}
