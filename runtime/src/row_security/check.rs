//! Whether the tables have the policies that the row types declare, and those alone.
//!
//! Floor 5. PostgreSQL keeps a policy as a tree and prints it in its own words. So the meant policies are made on temporary tables of
//! the same columns, in a transaction that is rolled back, and the two prints are compared: exact, whatever the version.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::policies::{Secured, secured};
use super::role::{Role, role};
use crate::database::{Column as _, Database, Row, Session, Table};
use crate::reach::quoted;
use crate::refusal::Refusal;

/// Policies switched on; for the owner too; whether the role is or may become the owner; whether it has a privilege that no policy
/// binds; the columns as a definition.
const STATE: &str = "
    SELECT relrowsecurity, relforcerowsecurity, pg_has_role(current_user, relowner, 'MEMBER'),
        has_table_privilege(oid, 'TRUNCATE, REFERENCES, TRIGGER'),
        (SELECT string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
            FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped)
    FROM pg_class WHERE oid = to_regclass(quote_ident($1))";

/// Name, verb, whether it is permissive, for whom, the two conditions; in them `$2` is written as the name of `$3`.
const POLICIES: &str = "
    SELECT polname::text,
        CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
        CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
        (SELECT string_agg(CASE member WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(member)::text END, ', ') FROM unnest(polroles) AS member),
        COALESCE(replace(pg_get_expr(polqual, polrelid), $2, quote_ident($3)), ''),
        COALESCE(replace(pg_get_expr(polwithcheck, polrelid), $2, quote_ident($3)), '')
    FROM pg_policy WHERE polrelid = to_regclass(quote_ident($1))";

/// What a policy is asked about, in the order of the columns of [`POLICIES`] after its name.
const ASPECTS: [&str; 5] = ["verb", "kind", "list of roles", "USING", "WITH CHECK"];

type Found = BTreeMap<String, Vec<String>>;

/// What to do about a difference.
const AGAIN: &str =
    "run the script of row security again, as the owner of the tables (App::migrate_row_security)";

/// Every difference, in words.
///
/// # Errors
/// The database does not answer, or refuses the comparison.
pub(crate) async fn faults(database: &Database, tables: &[&'static Table]) -> Result<Vec<String>, Refusal> {
    let session = Session::together(database, None, true);
    let told = compare(&session, tables).await;
    session.roll_back().await;
    told
}

async fn compare(session: &Session, tables: &[&'static Table]) -> Result<Vec<String>, Refusal> {
    let role = role(session).await?;
    let mut faults = declared_faults(tables);
    faults.extend(role.faults.iter().cloned());
    let names: Vec<&'static str> = secured(tables, &str::to_owned).into_keys().collect();
    let stand_in = |table: &str| {
        let at = names.iter().position(|name| *name == table).unwrap_or_default();
        format!("portcullis_check_{at}")
    };
    for (table, meant) in secured(tables, &|table| stand_in(table)) {
        faults.extend(compare_table(session, &role, (table, &stand_in(table)), &meant).await?);
    }
    faults.extend(role.cannot_compare);
    Ok(faults)
}

async fn compare_table(
    session: &Session,
    role: &Role,
    (table, stand_in): (&str, &str),
    meant: &Secured,
) -> Result<Vec<String>, Refusal> {
    let rows = texts(session, STATE, &[table]).await?;
    let Some(row) = rows.first() else { return Ok(Vec::new()) };
    let mut faults = state_faults(role, table, row)?;
    if role.cannot_compare.is_some() {
        return Ok(faults);
    }
    let columns = String::read(row, 4)?;
    run(session, format!("CREATE TEMPORARY TABLE {} ({columns})", quoted(stand_in))).await?;
    for policy in meant.policies() {
        run(session, policy.create(stand_in)).await?;
    }
    let found = policies(session, &[table, "", table]).await?;
    let meant = policies(session, &[stand_in, stand_in, table]).await?;
    faults.extend(differences(table, &found, &meant));
    Ok(faults)
}

/// Whether the table obeys its policies at all, and the role too.
fn state_faults(role: &Role, table: &str, row: &Row) -> Result<Vec<String>, Refusal> {
    let mut faults = Vec::new();
    let (enabled, forced, owns) = (bool::read(row, 0)?, bool::read(row, 1)?, bool::read(row, 2)?);
    let name = &role.name;
    if !enabled {
        faults.push(format!("row security: it is switched off for the table `{table}`; {AGAIN}"));
    }
    match (forced, owns) {
        (true, false) if bool::read(row, 3)? => faults.push(format!(
            "row security: `{name}` has privileges on `{table}` that no policy binds; run REVOKE TRUNCATE, REFERENCES, TRIGGER ON \
             \"{table}\" FROM {name}, or from the role that it has them of"
        )),
        (true, false) => {}
        (true, true) => tracing::warn!(
            target: "portcullis::boot",
            table,
            role = name,
            "the app connects as the owner of a table, who can switch its policies off; give it a role that owns nothing",
        ),
        (false, true) => faults.push(format!(
            "row security: the app connects as `{name}`, which is or may become the owner of the table `{table}`, and that is not \
             forced to obey its policies; {AGAIN}"
        )),
        (false, false) => faults.push(format!(
            "row security: the table `{table}` does not bind its owner (NO FORCE ROW LEVEL SECURITY); {AGAIN}"
        )),
    }
    Ok(faults)
}

/// What no script can repair.
pub(crate) fn declared_faults(tables: &[&'static Table]) -> Vec<String> {
    let secured = secured(tables, &str::to_owned);
    let mut faults = Vec::new();
    for table in tables {
        let Some(grants) = table.grants else { continue };
        let name = table.name;
        if secured.get(grants.table).is_some_and(Secured::looks_elsewhere) {
            faults.push(format!(
                "row security: the grants of `{name}` in `{}` are rows below others too, so that the policies would look into each other \
                 without end; give the row type of `{0}` an owner of its own",
                grants.table
            ));
        }
        if table.tenant.is_none() && super::conditions::of_tenant(table, name, 1).is_some() {
            faults.push(format!(
                "row security: `{name}` has grants of its own, and its organisation is known from the rows above it alone, which who is \
                 granted a row of it does not see; give `{name}` a column of its own and write `tenant = \"…\"`"
            ));
        }
    }
    faults
}

fn differences(table: &str, found: &Found, meant: &Found) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, meant) in meant {
        let Some(found) = found.get(name) else {
            faults.push(format!("row security: the policy `{name}` of `{table}` is missing; {AGAIN}"));
            continue;
        };
        let aspects =
            ASPECTS.iter().zip(found.iter().zip(meant)).filter(|(_, (found, meant))| found != meant);
        for (aspect, (found, meant)) in aspects {
            faults.push(format!(
                "row security: the policy `{name}` of `{table}` differs in its {aspect}: it has `{found}`, where `{meant}` is meant; \
                 {AGAIN}"
            ));
        }
    }
    for name in found.keys().filter(|name| !meant.contains_key(*name)) {
        faults.push(format!(
            "row security: the policy `{name}` of `{table}` is none of Portcullis', and may admit more; run DROP POLICY \"{name}\" \
             ON \"{table}\""
        ));
    }
    faults
}

async fn policies(session: &Session, names: &[&str]) -> Result<Found, Refusal> {
    let mut found = Found::new();
    for row in &texts(session, POLICIES, names).await? {
        let aspects =
            (1..=ASPECTS.len()).map(|column| String::read(row, column)).collect::<Result<_, _>>()?;
        found.insert(String::read(row, 0)?, aspects);
    }
    Ok(found)
}

/// The rows of a statement to which texts are bound.
async fn texts(session: &Session, statement: &'static str, texts: &[&str]) -> Result<Vec<Row>, Refusal> {
    let mut arguments = session.arguments();
    texts.iter().try_for_each(|text| (*text).to_owned().bind(&mut arguments))?;
    session.fetch_all(statement.into_sql_str(), arguments).await
}

/// Runs a statement that is put together from constants of row types and the server's own words.
async fn run(session: &Session, statement: String) -> Result<(), Refusal> {
    session.execute(AssertSqlSafe(statement).into_sql_str(), session.arguments()).await.map(drop)
}
