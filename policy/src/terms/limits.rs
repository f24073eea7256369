//! Limits of size and time: `64kb`, `5s`.
//!
//! Floor 1.

use std::fmt::{self, Display};
use std::time::Duration;

use super::number_and_unit;

/// The most bytes that a body may have; at least 1, at most 1 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyLimit(u64);

impl BodyLimit {
    const UNITS: [(&'static str, u64); 3] = [("mb", 1 << 20), ("kb", 1 << 10), ("b", 1)];
    const MOST: u64 = 1 << 30;

    /// Reads a whole text; `kb` is 1024 bytes.
    ///
    /// # Errors
    /// What about the text is not a size.
    pub fn read(text: &str) -> Result<Self, String> {
        match amount(text, &Self::UNITS) {
            Some(bytes) if (1..=Self::MOST).contains(&bytes) => Ok(Self(bytes)),
            Some(_) => Err(format!("`{text}` is out of range; a body limit is from `1b` to `1024mb`")),
            None => {
                Err(format!("`{text}` is not a size; write a number and `b`, `kb` or `mb`, such as `64kb`"))
            }
        }
    }

    /// The limit in bytes.
    pub fn bytes(self) -> u64 {
        self.0
    }
}

impl Display for BodyLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print_in_largest(f, self.0, &Self::UNITS)
    }
}

/// The most time that a request may take; at least 1 ms, at most an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout(u64);

impl Timeout {
    const UNITS: [(&'static str, u64); 3] = [("min", 60_000), ("s", 1_000), ("ms", 1)];
    const MOST: u64 = 3_600_000;

    /// Reads a whole text.
    ///
    /// # Errors
    /// What about the text is not a time.
    pub fn read(text: &str) -> Result<Self, String> {
        match amount(text, &Self::UNITS) {
            Some(millis) if (1..=Self::MOST).contains(&millis) => Ok(Self(millis)),
            Some(_) => Err(format!("`{text}` is out of range; a timeout is from `1ms` to `60min`")),
            None => {
                Err(format!("`{text}` is not a time; write a number and `ms`, `s` or `min`, such as `5s`"))
            }
        }
    }

    /// The limit as a duration.
    pub fn duration(self) -> Duration {
        Duration::from_millis(self.0)
    }
}

impl Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print_in_largest(f, self.0, &Self::UNITS)
    }
}

/// Reads a number and one of the units.
fn amount(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let (number, unit) = number_and_unit(text)?;
    let (_, size) = units.iter().find(|(word, _)| *word == unit)?;
    number.checked_mul(*size)
}

/// Prints in the largest unit that divides the amount; `units` run from large to 1.
fn print_in_largest(f: &mut fmt::Formatter<'_>, amount: u64, units: &[(&str, u64)]) -> fmt::Result {
    match units.iter().find(|(_, size)| amount.is_multiple_of(*size)) {
        Some((unit, size)) => write!(f, "{}{unit}", amount / size),
        None => write!(f, "{amount}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (text, bytes) in [("1b", 1), ("64kb", 65_536), ("1024mb", 1 << 30)] {
            assert_eq!(BodyLimit::read(text).map(BodyLimit::bytes), Ok(bytes));
        }
        for bad in
            ["", "0b", "64", "64 kb", "64KB", "1gb", "-1b", "1025mb", "99999999999999999999mb", "1.5kb"]
        {
            assert!(BodyLimit::read(bad).is_err(), "{bad}");
        }
        assert_eq!(BodyLimit::read("1024b").map(|limit| limit.to_string()), Ok("1kb".to_owned()));
    }

    #[test]
    fn times() {
        for (text, millis) in [("1ms", 1), ("5s", 5_000), ("60min", 3_600_000)] {
            assert_eq!(Timeout::read(text).map(|time| time.duration().as_millis()), Ok(millis));
        }
        for bad in ["", "0s", "5", "5 s", "5sec", "61min", "18446744073709551615min"] {
            assert!(Timeout::read(bad).is_err(), "{bad}");
        }
    }
}
