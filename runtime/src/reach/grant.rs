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
    use super::*;
    use crate::database::{Claim, ColumnKind, Engine, Grants, Level, OwnedBy, Owner, Table, TableColumn};
    use crate::reach::{Belonging, Insert, Reach, Whose};

    const fn column(name: &'static str) -> TableColumn {
        TableColumn { name, kind: ColumnKind::Integer, ..TableColumn::PLAIN }
    }

    const OWNER: Owner = Owner::Columns(&[OwnedBy { column: "user_id", claim: Claim::Subject }]);

    const PLAIN: Table = Table {
        name: "folders",
        columns: &[column("id"), column("user_id"), column("org_id")],
        key: "id",
        owner: OWNER,
        owner_path: "user_id",
        tenant: Some("org_id"),
        ..Table::PLAIN
    };

    const fn grants(table: &'static str, levels: &'static [Level]) -> Grants {
        Grants { table, row: "row_id", to: "grantee", level: "level", levels }
    }

    const OF_FOLDERS: &[Level] =
        &[Level { name: "list", writes: false }, Level { name: "comment", writes: false }];
    const OF_FILES: &[Level] =
        &[Level { name: "read", writes: false }, Level { name: "write", writes: true }];

    static FOLDERS: Table = Table { grants: Some(&grants("folder_grants", OF_FOLDERS)), ..PLAIN };
    static FILES: Table = Table {
        name: "files",
        columns: &[column("id"), column("folder_id")],
        owner: Owner::Parent { column: "folder_id", table: || &FOLDERS },
        tenant: None,
        grants: Some(&grants("file_grants", OF_FILES)),
        ..PLAIN
    };
    static PROFILES: Table = Table {
        name: "profiles",
        grants: Some(&grants("profile_grants", OF_FILES)),
        one_per_owner: true,
        ..PLAIN
    };

    fn reached(table: &'static Table, grant: usize) -> Reached {
        let reach = Reach { whose: Whose::Own { column: None, grant: Some(grant) }, tenant: true };
        Reached::new(table, Engine::Postgres, reach, Vec::new())
    }

    /// A grant of a file leads to no file in a folder of another organisation.
    #[test]
    fn a_grant_lifts_no_organisation() {
        let granted = "EXISTS (SELECT 1 FROM \"file_grants\" AS \"grant1\" WHERE \"grant1\".\"row_id\" = \"files\".\"id\" \
                       AND \"grant1\".\"grantee\" = $1 AND \"grant1\".\"level\" IN ('write'))";
        let folder = "EXISTS (SELECT 1 FROM \"folders\" AS \"parent1\" WHERE \"parent1\".\"id\" = \
                      \"files\".\"folder_id\" AND \"parent1\".\"org_id\" = $2)";
        let holds = reached(&FILES, 1).one.text;
        assert!(holds.contains(&format!("({granted} AND {folder})")), "{holds}");
    }

    /// `comment` is the second level of folders and does not write, as the second level of files does.
    #[test]
    fn a_level_of_the_parent_is_none_of_the_rows() {
        let reached = reached(&FILES, 1);
        let insert =
            Insert { belonging: Belonging::Parent, columns: &["id"], rows: 1, upsert: false, returns: true };
        let insert = reached.insert(insert).unwrap();
        for text in [&*reached.find.text, &*reached.delete.text, &*insert.text] {
            assert!(!text.contains("folder_grants"), "{text}");
        }
        assert!(
            Reached::new(&FOLDERS, Engine::Postgres, reached.reach, Vec::new())
                .find
                .text
                .contains("folder_grants")
        );
    }

    /// Whoever was granted the profile of another has no second one.
    #[test]
    fn ones_own_row_is_not_a_granted_one() {
        let reached = reached(&PROFILES, 0);
        assert!(reached.find.text.contains("profile_grants"));
        assert!(!reached.mine.text.contains("profile_grants"));
    }
}
