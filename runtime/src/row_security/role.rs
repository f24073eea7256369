//! What the role that the app connects as may do besides its policies.
//!
//! Floor 5.

use sqlx::SqlSafeStr as _;

use crate::database::{Column as _, Session};
use crate::refusal::Refusal;

/// Name; whether it may make temporary tables; a superuser that it is or may become, and a role that passes policies by; whether a
/// setting that policies read has a value before it is told one. NULL for none.
const ROLE: &str = "
    SELECT current_user::text, has_database_privilege(current_user, current_database(), 'TEMPORARY'),
        (SELECT rolname::text FROM pg_roles WHERE rolsuper AND pg_has_role(session_user, oid, 'MEMBER')
            ORDER BY rolname <> current_user, rolname LIMIT 1),
        (SELECT rolname::text FROM pg_roles WHERE rolbypassrls AND pg_has_role(session_user, oid, 'MEMBER')
            ORDER BY rolname <> current_user, rolname LIMIT 1),
        (SELECT name FROM unnest(ARRAY['portcullis.subject', 'portcullis.tenant', 'portcullis.claims', 'portcullis.lifted']) AS name
            WHERE current_setting(name, TRUE) <> '' LIMIT 1)";

/// The role of a session.
pub(super) struct Role {
    pub(super) name: String,
    /// Why it cannot be compared what is there with what is meant; none where it can.
    pub(super) cannot_compare: Option<String>,
    pub(super) faults: Vec<String>,
}

pub(super) async fn role(session: &Session) -> Result<Role, Refusal> {
    let rows = session.fetch_all(ROLE.into_sql_str(), session.arguments()).await?;
    let row = rows.first().ok_or_else(|| Refusal::internal("the server names no role"))?;
    let name = String::read(row, 0)?;
    let cannot_compare = (!bool::read(row, 1)?).then(|| {
        format!(
            "row security: the role `{name}` may make no temporary tables, by which the policies are compared; run GRANT TEMPORARY \
             ON DATABASE … TO {name}"
        )
    });
    let mut faults = Vec::new();
    if let Some(setting) = Option::<String>::read(row, 4)? {
        faults.push(format!(
            "row security: `{setting}` has a value before a transaction is told one; remove it from the role, the database or the \
             configuration (ALTER ROLE {name} RESET {setting})"
        ));
    }
    for (column, what) in [(2, "a superuser"), (3, "allowed to pass policies by (BYPASSRLS)")] {
        let Some(unbound) = Option::<String>::read(row, column)? else { continue };
        let who = if unbound == name {
            format!("the app connects as `{name}`, which is {what}")
        } else {
            format!("the app connects as `{name}`, which may become `{unbound}`, {what}")
        };
        faults.push(format!(
            "row security: {who}, so that no policy binds it; connect as a role with NOSUPERUSER NOBYPASSRLS, and run migrations \
             under their own (MIGRATE_DATABASE_URL)"
        ));
        // A superuser is a member of every role, so what else it could become says nothing more.
        break;
    }
    Ok(Role { name, cannot_compare, faults })
}
