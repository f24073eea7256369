//! Text that is put together while the program is compiled.
//!
//! Floor 0. The words of an error are joined from what the types say.

/// At most `N` bytes of text. Too long a text does not compile.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ConstText<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

#[allow(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler alone, where an index out of bounds is a compile error"
)]
impl<const N: usize> ConstText<N> {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; N], length: 0 }
    }

    /// Appends a text.
    pub(crate) const fn text(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        let mut index = 0;
        while index < text.len() {
            self.bytes[self.length] = text[index];
            self.length += 1;
            index += 1;
        }
        self
    }

    /// The whole text.
    pub(crate) const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.length);
        match std::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

/// Whether two texts are equal, for use in constants.
pub(crate) const fn same(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    loop {
        match (left, right) {
            ([], []) => return true,
            ([l, rest_left @ ..], [r, rest_right @ ..]) if *l == *r => {
                left = rest_left;
                right = rest_right;
            }
            _ => return false,
        }
    }
}

/// Whether a text begins with another, for use in constants.
pub(crate) const fn begins(text: &str, with: &str) -> bool {
    let (mut text, mut with) = (text.as_bytes(), with.as_bytes());
    loop {
        match (text, with) {
            (_, []) => return true,
            ([l, rest_text @ ..], [r, rest_with @ ..]) if *l == *r => {
                text = rest_text;
                with = rest_with;
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins() {
        const TEXT: ConstText<32> = ConstText::new().text("a = ").text("b");
        assert_eq!(TEXT.as_str(), "a = b");
    }

    #[test]
    fn compares() {
        assert!(same("", "") && same("ab", "ab"));
        assert!(!same("a", "ab") && !same("ab", "a") && !same("ab", "ax"));
        assert!(begins("ab", "") && begins("ab", "a") && begins("ab", "ab"));
        assert!(!begins("ab", "abc") && !begins("ab", "b") && !begins("", "a"));
    }
}
