//! A quota: `5/min`, `5/min by ip`, `10/hour by ip+body.email`.
//!
//! Floor 1.

use std::fmt::{self, Display};

use super::name::Name;
use super::whole_number;

/// More calls than this in any window are no limit.
const MOST: u32 = 1_000_000;

/// The length of time in which a quota counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// `s`
    Second,
    /// `min`
    Minute,
    /// `hour`
    Hour,
    /// `day`
    Day,
}

impl Window {
    const ALL: [Self; 4] = [Self::Second, Self::Minute, Self::Hour, Self::Day];

    fn row(self) -> (&'static str, u64) {
        match self {
            Self::Second => ("s", 1),
            Self::Minute => ("min", 60),
            Self::Hour => ("hour", 3_600),
            Self::Day => ("day", 86_400),
        }
    }

    fn named(unit: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|window| window.row().0 == unit)
    }

    /// The length in seconds.
    pub fn seconds(self) -> u64 {
        self.row().1
    }
}

/// What a quota counts by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuotaKey {
    /// The client's address.
    Ip,
    /// The caller's subject.
    User,
    /// A field of the vetted body.
    Body(Name),
}

impl QuotaKey {
    fn read(text: &str) -> Result<Self, String> {
        match (text, text.strip_prefix("body.")) {
            ("ip", _) => Ok(Self::Ip),
            ("user", _) => Ok(Self::User),
            (_, Some(field)) if field.starts_with("r#") => {
                Err(format!("a field is named without `r#`; write `body.{}`", field.trim_start_matches("r#")))
            }
            (_, Some(field)) => Name::read(field).map(Self::Body).map_err(|_| {
                format!("`body.{field}` is no field of the body itself; write its name in Rust, such as `body.email`")
            }),
            ("", _) => Err("a key is missing; write `by ip`, or join two by `+`: `by ip+user`".to_owned()),
            _ if text.contains([',', ' ']) => {
                Err(format!("keys are joined by `+` and nothing else, as in `by ip+user`, not as in `by {text}`"))
            }
            _ => Err(format!("a quota counts by `ip`, `user` or `body.<field>`, not by `{text}`")),
        }
    }
}

impl Display for QuotaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ip => f.write_str("ip"),
            Self::User => f.write_str("user"),
            Self::Body(field) => write!(f, "body.{field}"),
        }
    }
}

/// At most `limit` calls in any window, counted by the joined keys; no keys means the default key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    limit: u32,
    window: Window,
    keys: Vec<QuotaKey>,
}

impl Quota {
    /// Reads a whole text.
    ///
    /// # Errors
    /// What about the text is not a quota.
    pub fn read(text: &str) -> Result<Self, String> {
        if text.contains(',') && text.matches('/').count() > 1 {
            let parts: Vec<String> = text.split(',').map(|part| format!("\"{}\"", part.trim())).collect();
            return Err(format!("several quotas are a list; write `rate = [{}]`", parts.join(", ")));
        }
        let (amount, keys) = match text.split_once(" by ") {
            Some((amount, keys)) => (amount, keys.split('+').map(QuotaKey::read).collect::<Result<_, _>>()?),
            None => (text, Vec::new()),
        };
        let (limit, unit) = amount.split_once('/').ok_or_else(|| {
            format!("rate `{text}` has no unit; write a number and a unit, such as `5/min`")
        })?;
        if let Some((unit, _)) = unit.split_once(' ') {
            let what = "after the unit stands nothing, or a key to count by";
            return Err(format!("{what}; write `{limit}/{unit}` or `{limit}/{unit} by ip`"));
        }
        let digits = !limit.is_empty() && limit.bytes().all(|byte| byte.is_ascii_digit());
        let limit = match whole_number(limit).map(u32::try_from) {
            Some(Ok(0)) => return Err("a rate of zero lets nobody in; write at least 1".to_owned()),
            Some(Ok(limit)) if limit > MOST => {
                return Err(format!(
                    "`{limit}` limits nobody; a rate is at most {MOST}; write what is meant, or why there is none: `waive_rate = \"…\"`"
                ));
            }
            Some(Ok(limit)) => limit,
            Some(Err(_)) => {
                return Err(format!("`{limit}` limits nobody; a rate is at most {MOST}"));
            }
            None if digits && !limit.starts_with('0') => {
                return Err(format!("`{limit}` limits nobody; a rate is at most {MOST}"));
            }
            None => return Err(format!("`{limit}` is not a whole number above zero; write `5/min`")),
        };
        let window = Window::named(unit)
            .ok_or_else(|| format!("unknown unit `{unit}`; write `s`, `min`, `hour` or `day`"))?;
        let mut seen: Vec<&QuotaKey> = Vec::new();
        for key in &keys {
            if seen.contains(&key) {
                return Err(format!("`{key}` is counted twice; name it once"));
            }
            seen.push(key);
        }
        Ok(Self { limit, window, keys })
    }

    /// How many calls pass in a window; above zero.
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// The window.
    pub fn window(&self) -> Window {
        self.window
    }

    /// The keys as written; none for the default key.
    pub fn keys(&self) -> &[QuotaKey] {
        &self.keys
    }
}

impl Display for Quota {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.limit, self.window.row().0)?;
        for (index, key) in self.keys.iter().enumerate() {
            write!(f, "{}{key}", if index == 0 { " by " } else { "+" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_quotas_print_back() {
        for text in ["1/s", "60/min", "5/min by ip", "10/hour by ip+body.email", "1000000/day by user"] {
            assert_eq!(Quota::read(text).map(|quota| quota.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn bad_quotas_are_refused() {
        for text in [
            "",
            "5",
            "5/",
            "/min",
            "0/min",
            "05/min",
            "+5/min",
            "-5/min",
            "5 /min",
            "5/ min",
            "5/minute",
            "5/sec",
            "4294967296/day",
            "99999999999999999999/day",
            "5/min by",
            "5/min by ",
            "5/min by ip+",
            "5/min by ip+ip",
            "5/min by body.",
            "5/min by body",
            "5/min by ip by user",
            "5/min  by ip",
            "5/min by IP",
            "5/min by header.x",
            "5/min garbage",
            "1_000/min",
            "٥/min",
        ] {
            assert!(Quota::read(text).is_err(), "{text}");
        }
    }
}
