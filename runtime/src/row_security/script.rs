//! The policies as a migration, for a person to read and a role of its own to run.
//!
//! Floor 5. To run it again changes nothing but what differs from it.

use super::policies::{NAMES, secured};
use crate::database::Table;
use crate::reach::quoted;

const HEAD: &str = "\
-- Row-level security, as the row types declare it. Written by Portcullis; run it as the owner of the tables, after each change of
-- a row type, then start the app, which compares. It is one transaction, and may be run again.
--
-- The app connects as another role, which owns nothing and passes no policy by. What it needs besides, for each table:
--     CREATE ROLE app LOGIN NOSUPERUSER NOBYPASSRLS;
--     GRANT TEMPORARY ON DATABASE … TO app;
--     GRANT SELECT, INSERT, UPDATE, DELETE ON … TO app;
--
-- A transaction is told of its caller by set_config(…, TRUE): portcullis.subject, portcullis.tenant, portcullis.claims, and in
-- portcullis.lifted what binds them less than the owner of a row does, such as `orders` to read every order and `orders:write` to
-- change any. What is not told denies.

BEGIN;
SET LOCAL client_min_messages = warning;
";

/// The whole script.
pub(crate) fn script(tables: &[&'static Table]) -> String {
    let mut sql = HEAD.to_owned();
    for (table, secured) in secured(tables, &str::to_owned) {
        let name = quoted(table);
        sql.push_str(&format!("\n-- {table}\n"));
        for line in secured.about() {
            sql.push_str(&format!("--   {line}\n"));
        }
        sql.push_str(&format!("ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;\n"));
        sql.push_str(&format!("ALTER TABLE {name} FORCE ROW LEVEL SECURITY;\n"));
        for policy in NAMES {
            sql.push_str(&format!("DROP POLICY IF EXISTS {policy} ON {name};\n"));
        }
        for policy in secured.policies() {
            sql.push_str(&policy.create(table));
            sql.push_str(";\n");
        }
    }
    sql.push_str("\nCOMMIT;\n");
    sql
}
