//! The name that a client gives its file, cleaned: to be shown, never to be a path.
//!
//! Floor 10. OWASP File Upload, "Filename Sanitization"; ASVS 5.0, 5.3.2. What may stay is said, not what must go.

use crate::content::FileKind;
use crate::devices::is_device;
use crate::input::Text;

/// The most characters of a name without its extension.
const LONGEST: usize = 80;

/// The last part of a path, of letters, digits, blanks and `-_()`, with the extension of what the file is; none where nothing of that is left.
pub(super) fn clean(name: &str, kind: FileKind) -> Option<Text<100>> {
    let last = name.rsplit(['/', '\\', ':']).next().unwrap_or("");
    // The extension is ours; of others before it only the letters stay.
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let plain = |letter: char| match letter {
        letter if letter.is_alphanumeric() || "-_() ".contains(letter) => letter,
        _ => '_',
    };
    let stem: String = stem.chars().map(plain).take(LONGEST).collect();
    let stem = stem.trim_matches(['_', ' ', '-']);
    if stem.is_empty() {
        return None;
    }
    let guard = if is_device(stem) { "_" } else { "" };
    Text::new(format!("{guard}{stem}.{}", kind.extension()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned() {
        let clean = |name: &str| clean(name, FileKind::Png).map(Text::into_string);
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(clean("holiday in Sète (2).jpeg"), some("holiday in Sète (2).png"));
        assert_eq!(clean(r"C:\Users\me\me.png"), some("me.png"));
        assert_eq!(clean("../../etc/passwd"), some("passwd.png"));
        assert_eq!(clean("shell.php.png"), some("shell_php.png"));
        assert_eq!(clean("shell.php\0.png"), some("shell_php.png"));
        assert_eq!(clean("%2e%2e%2fx.png"), some("2e_2e_2fx.png"));
        assert_eq!(clean("gnp.\u{202E}exe.png"), some("gnp__exe.png"));
        assert_eq!(clean("a\r\nSet-Cookie: b=c.png"), some("b_c.png"));
        assert_eq!(clean("<img src=x onerror=alert(1)>.png"), some("img src_x onerror_alert(1).png"));
        assert_eq!(clean("CON.png"), some("_CON.png"));
        assert_eq!(clean("com¹.png"), some("_com¹.png"));
        assert_eq!(clean("nul"), some("_nul.png"));
        for nothing in ["", ".png", "..", "../", "...", "\u{200B}.png", "\u{202E}", "/", "___.png", " .png"] {
            assert_eq!(clean(nothing), None, "{nothing:?}");
        }
        let long = clean(&"é".repeat(5000)).unwrap();
        assert_eq!(long.chars().count(), LONGEST + 4);
    }
}
