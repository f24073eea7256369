//! PostgreSQL as the second lock: the conditions of the row types once more, as policies of the tables themselves.
//!
//! Floor 5.

mod settings;

pub(crate) use settings::settings;
