//! What the database answers, as the gate answers it.
//!
//! Floor 3. A lost or exhausted engine is 503, a refusal by the schema 409; anything else is ours. One schema answers alike
//! on both engines.

use sqlx::error::DatabaseError;
use sqlx::postgres::{PgDatabaseError, PgSeverity};

use crate::events::{Name, notice};
use crate::refusal::Refusal;

/// What in PostgreSQL raises the error of a row that a policy does not let be written.
const BY_POLICY: &str = "ExecWithCheckOptions";

/// Whose fault an error is.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    /// A constraint or trigger of the schema refuses what the client sent: 409.
    Schema,
    /// The engine is lost, full, busy or read-only, and may not be the next time: 503.
    Engine,
    /// A policy of row-level security refuses a write that its statement let through: the row is someone else's, 404.
    Policy,
    /// Ours: an incident.
    Ours,
}

pub(super) fn refusal(error: sqlx::Error) -> Refusal {
    use sqlx::Error::{Database, Io, PoolClosed, PoolTimedOut, Protocol, Tls, WorkerCrashed};
    let fault = match &error {
        // Protocol: an answer that is no answer, from a connection that broke or from what is no server.
        Io(_) | Tls(_) | Protocol(_) | PoolTimedOut | PoolClosed | WorkerCrashed => Fault::Engine,
        Database(answer) => fault(answer.as_ref()),
        _ => Fault::Ours,
    };
    match fault {
        Fault::Schema => Refusal::Conflict,
        Fault::Policy => Refusal::NotFound,
        Fault::Engine => Refusal::Unavailable(error.into()),
        Fault::Ours => Refusal::internal(error),
    }
}

fn fault(answer: &dyn DatabaseError) -> Fault {
    let found = match answer.try_downcast_ref::<PgDatabaseError>() {
        // Whatever the reason, the server has ended the connection, or has not begun it.
        Some(answer) if matches!(answer.severity(), PgSeverity::Fatal | PgSeverity::Panic) => Fault::Engine,
        // A table was changed while the server runs; the connection prepares its statements anew.
        Some(answer) if answer.code() == "0A000" && answer.message().contains("cached plan") => Fault::Engine,
        // The code alone would also be a privilege that the role lacks, which is ours.
        Some(answer) if answer.code() == "42501" && answer.routine() == Some(BY_POLICY) => Fault::Policy,
        Some(answer) => postgres(answer.code()),
        // What PostgreSQL says by class 22: a value that an operator cannot take.
        None if VALUES.contains(&answer.message()) => Fault::Schema,
        None => sqlite(answer.code().and_then(|code| code.parse().ok())),
    };
    if found == Fault::Policy {
        let about = answer.table().unwrap_or_default();
        notice(Name::RowSecurity, about, "a policy refused a write that its statement let through");
    }
    if found == Fault::Schema {
        // Not the message, which quotes values.
        let (code, table, constraint) = (answer.code(), answer.table(), answer.constraint());
        tracing::debug!(?code, ?table, ?constraint, "the schema refused a write");
    }
    found
}

/// By SQLSTATE ("PostgreSQL Error Codes", appendix A of its manual): the first two letters are the class.
fn postgres(code: &str) -> Fault {
    match (code.get(..2).unwrap_or(""), code) {
        // Values sent in a form that the statement does not have, or too few of them: a bug here, not a lost engine.
        (_, "22P03" | "08P01") => Fault::Ours,
        // RAISE in a trigger. SQLite's RAISE is a violated constraint too.
        (_, "P0001") => Fault::Schema,
        // 22: a value that the column cannot hold, such as one too long for VARCHAR(20) or out of NUMERIC(5, 2). Clients choose
        // values, so it is no incident; on SQLite the schema says the same by CHECK, so it is the same answer.
        // 23: a constraint. 44: WITH CHECK OPTION. 54: larger than an index takes, such as a text of 3 kB.
        ("22" | "23" | "44" | "54", _) => Fault::Schema,
        // A serialization failure or a deadlock (40); a lock that was not had in time; a read-only server; a statement
        // cancelled or a server going down (57); connections, resources, files (08, 53, 58). The next try may pass.
        (_, "55P03" | "25006") | ("08" | "40" | "53" | "57" | "58", _) => Fault::Engine,
        _ => Fault::Ours,
    }
}

/// What SQLite says of values that an operator cannot take; it has no code of its own for them.
const VALUES: [&str; 2] = ["integer overflow", "LIKE or GLOB pattern too complex"];

/// By result code; the low byte is the primary one, the rest says more ("Result and Error Codes").
fn sqlite(code: Option<u32>) -> Fault {
    match code.map(|code| code & 0xff) {
        // CONSTRAINT, which triggers raise too.
        Some(19) => Fault::Schema,
        // BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN.
        Some(5 | 6 | 7 | 8 | 10 | 13 | 14) => Fault::Engine,
        _ => Fault::Ours,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        for code in ["23505", "23503", "23502", "23514", "23P01", "22001", "22003", "P0001", "54000"] {
            assert_eq!(postgres(code), Fault::Schema, "{code}");
        }
        for code in ["40001", "40P01", "55P03", "57014", "57P01", "53300", "53100", "08006", "25006", "58030"]
        {
            assert_eq!(postgres(code), Fault::Engine, "{code}");
        }
        for code in ["42601", "42P01", "42501", "22P03", "08P01", "XX000", "P0002", "0A000", "", "é"] {
            assert_eq!(postgres(code), Fault::Ours, "{code}");
        }
        assert_eq!((sqlite(Some(2067)), sqlite(Some(1811))), (Fault::Schema, Fault::Schema));
        assert_eq!(
            (sqlite(Some(5)), sqlite(Some(261)), sqlite(Some(8))),
            (Fault::Engine, Fault::Engine, Fault::Engine)
        );
        assert_eq!((sqlite(Some(1)), sqlite(None)), (Fault::Ours, Fault::Ours));
    }
}
