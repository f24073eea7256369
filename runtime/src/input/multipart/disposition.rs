//! Values of headers with parameters: `form-data; name="avatar"; filename="me.png"`, and the boundary of the form.
//!
//! Floor 10. Whatever can be read in two ways is not read: a parameter that stands twice, one with `*` (RFC 7578, section 4.2), what stands between.

/// A value and its parameters, by names in lower case.
pub(super) struct Disposition<'v> {
    pub(super) value: &'v str,
    parameters: Vec<(String, String)>,
}

impl<'v> Disposition<'v> {
    pub(super) fn read(text: &'v str) -> Option<Self> {
        let (value, mut rest) = match text.split_once(';') {
            Some((value, rest)) => (value, Some(rest)),
            None => (text, None),
        };
        let mut parameters: Vec<(String, String)> = Vec::new();
        while let Some(text) = rest {
            let (name, after) = text.split_once('=')?;
            let name = name.trim_matches([' ', '\t']).to_ascii_lowercase();
            let (value, left) = match after.strip_prefix('"') {
                Some(quoted) => unquoted(quoted)?,
                None => match after.split_once(';') {
                    Some((value, left)) => (value.trim_end().to_owned(), Some(left)),
                    None => (after.trim_end().to_owned(), None),
                },
            };
            let is_token = |text: &str| !text.is_empty() && text.bytes().all(is_token_byte);
            let quoted = after.starts_with('"');
            if !is_token(&name) || name.contains('*') || !(quoted || is_token(&value)) {
                return None;
            }
            if parameters.iter().any(|(known, _)| *known == name) {
                return None;
            }
            parameters.push((name, value));
            rest = left;
        }
        Some(Self { value: value.trim_matches([' ', '\t']), parameters })
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether there are no parameters but these.
    pub(super) fn has_only(&self, names: &[&str]) -> bool {
        self.parameters.iter().all(|(name, _)| names.contains(&name.as_str()))
    }
}

/// RFC 9110, section 5.6.2.
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// A text in quotes, and what stands after the next `;`. Browsers write `%22` for a quote; others escape it by a backslash, which also separates the
/// folders of a path that some send.
fn unquoted(text: &str) -> Option<(String, Option<&str>)> {
    let mut value = String::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => {
                let after = text.get(at.checked_add(1)?..)?.trim_start_matches([' ', '\t']);
                return match after.strip_prefix(';') {
                    Some(left) => Some((value, Some(left))),
                    None => after.is_empty().then_some((value, None)),
                };
            }
            '\\' => match letters.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((_, escaped)) => value.push(escaped),
                None => value.push('\\'),
            },
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_clients_write_and_nothing_that_is_ambiguous() {
        let read = |text: &str| {
            let found = Disposition::read(text)?;
            Some((found.parameter("name")?.to_owned(), found.parameter("filename").map(str::to_owned)))
        };
        let some = |name: &str, file: Option<&str>| Some((name.to_owned(), file.map(str::to_owned)));
        assert_eq!(read(r#"form-data; name="a""#), some("a", None));
        assert_eq!(read(r#"form-data; name=a; filename=b.png"#), some("a", Some("b.png")));
        assert_eq!(
            read(r#"form-data; filename="x;y=\"z\".png" ; name="a""#),
            some("a", Some("x;y=\"z\".png"))
        );
        assert_eq!(
            read(r#"form-data; name="a"; filename="C:\temp\me.png""#),
            some("a", Some(r"C:\temp\me.png"))
        );
        assert_eq!(read(r#"form-data; NAME="a""#), some("a", None));
        for unread in [
            r#"form-data; name="a"; name="b""#,
            r#"form-data; name="a"; Name="b""#,
            r#"form-data; name="a"; filename*=UTF-8''b.png"#,
            r#"form-data; name="a" filename="b""#,
            r#"form-data; name="a"#,
            r#"form-data; name"#,
            r#"form-data; name="a";"#,
            r#"form-data; =a"#,
            r#"form-data"#,
            "",
        ] {
            assert_eq!(read(unread), None, "{unread}");
        }
    }
}
