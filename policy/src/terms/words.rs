//! Values that are words: a scope, an event, a reason.
//!
//! Floor 1.

use std::fmt::{self, Display};

macro_rules! word {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

word! {
    /// A scope as RFC 6749, section 3.3 writes one (`scope-token`), at most 128 characters.
    Scope
}

impl Scope {
    /// Reads a whole text.
    ///
    /// # Errors
    /// What about the text is not one scope.
    pub fn read(text: &str) -> Result<Self, String> {
        let token = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
        if text.contains(' ') {
            Err(format!("`{text}` is more than one scope; a route needs one, such as `orders:write`"))
        } else if text.is_empty() || text.len() > 128 || !text.bytes().all(token) {
            Err(format!("`{text}` is not a scope; write a word such as `orders:write`"))
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

word! {
    /// The name of an event: words in snake case joined by dots, at most 64 characters.
    Event
}

impl Event {
    /// Reads a whole text.
    ///
    /// # Errors
    /// What about the text is not an event.
    pub fn read(text: &str) -> Result<Self, String> {
        let word = |word: &str| {
            word.starts_with(|letter: char| letter.is_ascii_lowercase())
                && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        if text.len() <= 64 && text.split('.').all(word) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("`{text}` is not an event; write words joined by dots, such as `order.viewed`"))
        }
    }
}

word! {
    /// Why a guarantee is waived, for the reviewer: at least two words, 10 to 300 characters on one line.
    Reason
}

impl Reason {
    /// Reads a whole text.
    ///
    /// # Errors
    /// What about the text is not a reason.
    pub fn read(text: &str) -> Result<Self, String> {
        let length = text.chars().count();
        if text.trim() != text || text.chars().any(char::is_control) {
            Err("a reason is one line without space at its ends".to_owned())
        } else if length < 10
            || text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() < 2
        {
            Err(format!("`{text}` tells a reviewer nothing; write why in at least two words"))
        } else if length > 300 {
            Err("a reason has at most 300 characters".to_owned())
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_whole() {
        assert!(Scope::read("orders:write").is_ok());
        assert!(Event::read("order.viewed").is_ok());
        assert!(Reason::read("load balancers call it every second").is_ok());
        for bad in ["", "a b", "a\"b", "a\\b", "ä", "a\n"] {
            assert!(Scope::read(bad).is_err(), "{bad}");
        }
        for bad in ["", ".", "order.", "Order.viewed", "order viewed", "1.a", "a\n"] {
            assert!(Event::read(bad).is_err(), "{bad}");
        }
        for bad in [
            "",
            "because",
            "todo",
            "          ",
            " two words here",
            "a b",
            "two words\nand lines",
            "- - - - - -",
            "1234 5678 90",
        ] {
            assert!(Reason::read(bad).is_err(), "{bad}");
        }
    }
}
