//! Texts that others have written, as events have them: on one line, in reading order, not too long.
//!
//! Floor 1. OWASP ASVS 5.0, 16.4.1. Whatever writes the line, a plain formatter too, gets nothing that could begin another.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::unseen::is_unseen;

/// The most characters of a name, a subject or a field.
pub(super) const NAME: usize = 256;
/// The most characters of a reason: a cause has causes of its own.
pub(super) const REASON: usize = 2_048;

/// What could end a line, command a terminal, turn the order of reading, or hide: controls, the separators of lines and paragraphs, marks
/// of direction, and what has no width.
fn is_unsafe(letter: char) -> bool {
    letter.is_control() || is_unseen(letter)
}

/// At most so many characters of a text, each unsafe one as its escape, `\u{a}`.
pub(super) fn plain(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut letters = text.chars();
    let mut plain = String::new();
    for letter in letters.by_ref().take(most) {
        if is_unsafe(letter) {
            // A string takes everything.
            let _ = write!(plain, "{}", letter.escape_unicode());
        } else {
            plain.push(letter);
        }
    }
    if letters.next().is_some() {
        plain.push('…');
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_begin_a_line_or_turn_it_is_escaped() {
        assert!(matches!(plain("alice@example.com", NAME), Cow::Borrowed("alice@example.com")));
        for (hostile, told) in [
            ("a\r\nb", "a\\u{d}\\u{a}b"),
            ("\u{1b}[31m", "\\u{1b}[31m"),
            ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
            ("\u{202e}gpj.exe\u{202c}", "\\u{202e}gpj.exe\\u{202c}"),
            ("\u{85}\u{9b}0m", "\\u{85}\\u{9b}0m"),
            ("a\u{200b}b\u{feff}", "a\\u{200b}b\\u{feff}"),
            ("\0", "\\u{0}"),
            ("ünï", "ünï"),
        ] {
            assert_eq!(plain(hostile, NAME), told);
        }
    }

    #[test]
    fn every_letter_that_is_left_is_one_that_a_line_holds() {
        for letter in '\0'..=char::MAX {
            let mut text = [0; 4];
            let told = plain(letter.encode_utf8(&mut text), NAME).into_owned();
            assert_eq!(told.lines().count(), 1);
            assert!(!told.contains(['\r', '\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']));
            assert!(told.chars().all(|letter| !letter.is_control()));
        }
    }

    #[test]
    fn nothing_is_longer_than_its_limit_allows() {
        assert_eq!(plain(&"a".repeat(NAME), NAME).chars().count(), NAME);
        assert_eq!(plain(&"a".repeat(1_000_000), NAME).chars().count(), NAME + 1);
        assert_eq!(plain(&"é".repeat(NAME), NAME), "é".repeat(NAME));
        // An escape has ten characters at most.
        assert!(plain(&"\u{e0001}".repeat(1_000_000), NAME).len() <= NAME * 10 + 3);
    }
}
