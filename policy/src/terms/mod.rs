//! One small value of the grammar a file: read from its text, whole, and printed back to it.
//!
//! Floor 1. Each `read` consumes all of its text or says why not, in words that follow "`value`".

mod host;
mod limits;
mod method;
mod name;
mod owner;
mod path;
mod quota;
mod words;

pub use host::Host;
pub use limits::{BodyLimit, Timeout};
pub use method::Method;
pub use name::Name;
pub use owner::OwnerPath;
pub use path::{Path, Segment};
pub use quota::{Quota, QuotaKey, Window};
pub use words::{Event, Reason, Scope};

/// A whole number without sign, leading zero or separator.
fn whole_number(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = !text.is_empty() && (text == "0" || !text.starts_with('0'));
    (digits && canonical).then(|| text.parse().ok()).flatten()
}

/// Splits `"64kb"` into its number and its unit.
fn number_and_unit(text: &str) -> Option<(u64, &str)> {
    let unit_at = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(unit_at)?;
    Some((whole_number(number)?, unit))
}
