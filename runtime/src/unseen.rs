//! What turns the order of reading, ends a line, or has no width: a text with it is read as another.
//!
//! Floor 0. Unicode Technical Standard 39; Unicode Standard Annex 9.

/// Marks of direction, the separators of lines and paragraphs, and what has no width.
pub(crate) fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}
