//! What a template writes to: its own markup as it is, everything else escaped.
//!
//! Floor 9. HTML standard, 13.3 "Escaping a string"; OWASP Cross Site Scripting Prevention, rules 1 and 2.

use std::fmt::{self, Display, Write};

/// A page while it is written. What is in it can be read by the reply alone.
#[derive(Debug)]
pub struct Sheet(String);

impl Sheet {
    pub(super) fn new(size: usize) -> Self {
        Self(String::with_capacity(size))
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    /// What stands in the template.
    pub fn markup(&mut self, text: &'static str) {
        self.0.push_str(text);
    }

    /// Text of any origin. The five letters are enough between tags and in values with quotes; elsewhere the macro lets nothing stand.
    pub fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            let (plain, tail) = rest.split_at(at);
            self.0.push_str(plain);
            let mut letters = tail.chars();
            self.0.push_str(match letters.next() {
                Some('&') => "&amp;",
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('"') => "&#34;",
                _ => "&#39;",
            });
            rest = letters.as_str();
        }
        self.0.push_str(rest);
    }

    /// What a type prints, escaped too.
    pub(super) fn display(&mut self, value: impl Display) {
        // Nothing here fails.
        let _ = write!(Escaped(self), "{value}");
    }
}

struct Escaped<'s>(&'s mut Sheet);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.text(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_five_letters_and_no_more() {
        let mut sheet = Sheet::new(0);
        sheet.text("a<b>&'\"`= \u{0}ä\u{202e}</b>");
        assert_eq!(sheet.finish(), "a&lt;b&gt;&amp;&#39;&#34;`= \u{0}ä\u{202e}&lt;/b&gt;");
        let mut sheet = Sheet::new(0);
        sheet.markup("<b>");
        sheet.display('<');
        sheet.text("");
        assert_eq!(sheet.finish(), "<b>&lt;");
    }
}
