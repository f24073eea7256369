//! A name in snake case: of a role, a parameter, a column.
//!
//! Floor 1.

use std::fmt::{self, Display};

/// `[a-z_][a-z0-9_]*`, at most 64 characters; not a lone `_`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Reads a whole text.
    ///
    /// # Errors
    /// What about the text is not a name.
    pub fn read(text: &str) -> Result<Self, String> {
        let starts = text.starts_with(|letter: char| letter.is_ascii_lowercase() || letter == '_');
        let continues =
            text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if text.is_empty() {
            Err("a name is missing".to_owned())
        } else if !starts || !continues || text == "_" {
            Err(format!("`{text}` is not a name in snake case, such as `support_agent`"))
        } else if text.len() > 64 {
            Err("a name has at most 64 characters".to_owned())
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the enum variant that stands for it: `support_agent` is `SupportAgent`.
    pub fn variant(&self) -> String {
        self.0
            .split('_')
            .flat_map(|word| {
                let mut letters = word.chars();
                letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
            })
            .collect()
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_snake_case_only() {
        for good in ["a", "user_id", "_x1"] {
            assert_eq!(Name::read(good).map(|name| name.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "_", "Admin", "1a", "a-b", "a b", "ä", "a\0"] {
            assert!(Name::read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_the_variant() {
        assert_eq!(Name::read("support_agent").map(|name| name.variant()), Ok("SupportAgent".to_owned()));
    }
}
