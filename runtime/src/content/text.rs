//! Plain text: UTF-8, without control characters, and nothing that a browser or a shell takes for something else.
//!
//! Floor 1.

use super::Unfit;

/// How other kinds begin that are text too.
const OTHERS: [&str; 5] = ["%PDF-", "%!PS", "{\\rtf", "#!", "MIME-Version:"];

pub(super) fn walk(bytes: &[u8]) -> Result<(), Unfit> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unfit::Kind)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r')) {
        return Err(Unfit::Kind);
    }
    let start = text.trim_start();
    let is_markup = start.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || "!?/%".contains(letter))
    });
    if is_markup || OTHERS.iter().any(|other| start.starts_with(other)) {
        return Err(Unfit::Active);
    }
    Ok(())
}
