//! PostgreSQL as the second lock: the conditions of the row types once more, as policies of the tables themselves.
//!
//! Floor 5. What is generated is at least what the statements of [`reach`](crate::reach) reach, so that nothing changes while both locks
//! hold; it is as little more as a policy can say without knowing the route. `settings` and `lifts` say what a transaction is told,
//! `conditions` and `policies` what the tables ask of it, `script` is that as a migration, `check` compares it with what is there.

mod check;
mod conditions;
mod lifts;
mod policies;
mod role;
mod script;
mod settings;

#[cfg(all(test, feature = "uuid", feature = "chrono", feature = "decimal"))]
pub(crate) use check::declared_faults;
pub(crate) use check::faults;
pub(crate) use lifts::Lifts;
pub(crate) use policies::claims;
pub(crate) use script::script;
pub(crate) use settings::settings;
