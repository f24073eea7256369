//! What the database answers, as the gate answers it.
//!
//! Floor 3. A lost or exhausted engine is 503, a constraint 409; anything else is ours.

use sqlx::error::ErrorKind;

use crate::refusal::Refusal;

pub(super) fn refusal(error: sqlx::Error) -> Refusal {
    use sqlx::Error::{Database, Io, PoolClosed, PoolTimedOut, Tls, WorkerCrashed};
    match &error {
        Io(_) | Tls(_) | PoolTimedOut | PoolClosed | WorkerCrashed => Refusal::Unavailable(error.into()),
        Database(database) => match database.kind() {
            ErrorKind::UniqueViolation
            | ErrorKind::ForeignKeyViolation
            | ErrorKind::NotNullViolation
            | ErrorKind::CheckViolation => Refusal::Conflict,
            _ if primary(database.code().as_deref()) == Some(SQLITE_CONSTRAINT) => Refusal::Conflict,
            _ if is_busy(database.code().as_deref()) => Refusal::Unavailable(error.into()),
            _ => Refusal::internal(error),
        },
        _ => Refusal::internal(error),
    }
}

/// Every refusal by the schema, triggers too.
const SQLITE_CONSTRAINT: u32 = 19;

/// The primary code of SQLite behind an extended one.
fn primary(code: Option<&str>) -> Option<u32> {
    code.and_then(|code| code.parse::<u32>().ok()).map(|code| code & 0xff)
}

/// SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_CANTOPEN and their extensions.
fn is_busy(code: Option<&str>) -> bool {
    matches!(primary(code), Some(5 | 6 | 13 | 14))
}
