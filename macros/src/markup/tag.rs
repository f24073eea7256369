//! A start tag while it is read: its attributes, and what they may say.
//!
//! Floor 3.

use super::address::{self, Leads};
use super::assets::Assets;
use super::context::Place;
use super::names::{self, Value};

/// An attribute while its value is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    name: String,
    value: Value,
    text: String,
    /// Whether an expression stands in it.
    dynamic: bool,
}

impl Attribute {
    /// Whether both are the same one.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.name == other.name
    }

    /// A letter of the value.
    pub(super) fn letter(&mut self, letter: char) -> Result<(), String> {
        if self.dynamic && self.value != Value::Text && self.value != Value::Name {
            return Err(self.whole());
        }
        self.text.push(letter);
        Ok(())
    }

    /// What an expression in the value stands in.
    pub(super) fn expression(&mut self) -> Result<Place, String> {
        let name = &self.name;
        let place = match self.value {
            Value::Text => Place::Attribute,
            Value::Name if self.text.is_empty() => {
                return Err(format!(
                    "scripts find elements by `{name}`, so a value that somebody else chooses could stand for another; begin it with letters of your own: \
                     `{name}=\"order-{{{{ id }}}}\"`"
                ));
            }
            Value::Name => Place::Attribute,
            Value::Link | Value::Loaded if self.dynamic || !self.text.is_empty() => return Err(self.whole()),
            Value::Link | Value::Loaded => Place::Link,
            Value::Fixed | Value::Code => {
                return Err(format!(
                    "the value of `{name}` is written in the template; choose between values by `{{% if … %}}` around the element"
                ));
            }
        };
        self.dynamic = true;
        Ok(place)
    }

    fn whole(&self) -> String {
        format!(
            "the value of `{0}` is one address: write `{0}=\"{{{{ link }}}}\"` with a `Link`, which `Link::to` puts together",
            self.name
        )
    }

    /// Whether a branch may begin in the value.
    pub(super) fn branch(&self) -> Result<(), String> {
        match self.value {
            Value::Text | Value::Name => Ok(()),
            _ => {
                Err(format!("the value of `{}` is one; let the branch begin before the attribute", self.name))
            }
        }
    }
}

/// A start tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    name: String,
    /// What is said, and what of it is written in the template.
    said: Vec<(String, String)>,
}

impl Tag {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), said: Vec::new() }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    fn says(&self, attribute: &str) -> Option<&str> {
        self.said.iter().find(|(name, _)| name == attribute).map(|(_, text)| text.as_str())
    }

    /// Whether code is loaded, so that the element holds none.
    pub(super) fn loads_code(&self) -> bool {
        self.says("src").is_some()
    }

    /// An attribute begins.
    pub(super) fn attribute(&self, name: &str) -> Result<Attribute, String> {
        let Some(value) = names::value(&self.name, name) else {
            return Err(names::why_not(&self.name, name));
        };
        if self.says(name).is_some() {
            return Err(format!("`{name}` stands twice; browsers take the first"));
        }
        Ok(Attribute { name: name.to_owned(), value, text: String::new(), dynamic: false })
    }

    /// An attribute ends.
    pub(super) fn take(&mut self, attribute: Attribute) -> Result<(), String> {
        let Attribute { name, value, text, dynamic } = attribute;
        if !dynamic {
            judge(&name, value, &text)?;
        }
        self.said.push((name, text));
        Ok(())
    }

    /// Whether a branch may begin between the attributes.
    pub(super) fn branch(&self) -> Result<(), String> {
        match self.name.as_str() {
            "script" | "style" | "link" | "meta" => {
                Err(format!("a branch within `<{0}>`; write the whole `<{0}>` in each branch", self.name))
            }
            _ => Ok(()),
        }
    }

    /// What another branch says too.
    pub(super) fn add(&mut self, other: Self) {
        for (name, text) in other.said {
            if self.says(&name).is_none() {
                self.said.push((name, text));
            }
        }
    }

    /// The tag is whole: what it loads, and what no attribute alone can say.
    pub(super) fn finish(&self, assets: &mut Assets) -> Result<(), String> {
        match self.name.as_str() {
            "script" => {
                let kind = self.says("type").unwrap_or_default();
                if !matches!(kind, "" | "module" | "text/javascript") {
                    return Err(format!(
                        "a script of the type `{kind}`; write a script, or one of the type `module`"
                    ));
                }
                assets.own_scripts |= self.loads_code();
            }
            "style" if !matches!(self.says("type"), None | Some("text/css")) => {
                return Err("a style is of the type `text/css`; remove `type`".to_owned());
            }
            "link" => match self.says("rel").unwrap_or_default().to_ascii_lowercase().as_str() {
                "stylesheet" => assets.own_styles = true,
                "icon" | "canonical" | "alternate" | "next" | "prev" | "author" | "help" | "license" => {}
                other => {
                    return Err(format!(
                        "a `<link>` with `rel=\"{other}\"`; `stylesheet` and `icon` are what a page loads by one"
                    ));
                }
            },
            "meta" if self.says("name").is_some_and(|name| name.eq_ignore_ascii_case("referrer")) => {
                return Err(
                    "what other sites learn of the page is a header; say it by `SecurityHeaders::referring`"
                        .to_owned(),
                );
            }
            "audio" | "video" | "source" | "track" => {
                assets.media |= self.says("src").is_some() || self.says("poster").is_some();
            }
            _ => {}
        }
        Ok(())
    }
}

/// What is written in the template as the value of an attribute.
fn judge(name: &str, value: Value, text: &str) -> Result<(), String> {
    match value {
        Value::Text | Value::Name => Ok(()),
        Value::Fixed if text.contains('&') => {
            Err(format!("a reference in `{name}`; write the letter that it stands for"))
        }
        Value::Fixed
            if name == "rel"
                && text.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("opener")) =>
        {
            Err("`opener` gives the page that is opened a hold on this one; remove it".to_owned())
        }
        Value::Fixed => Ok(()),
        Value::Link | Value::Loaded | Value::Code => {
            let address = text.replace("&amp;", "\u{0}");
            if address.contains('&') {
                return Err(format!("an `&` in `{name}` that could begin a reference; write `&amp;`"));
            }
            let leads = address::judge(&address.replace('\u{0}', "&"))?;
            match (value, leads) {
                (Value::Link, _) | (_, Leads::Within) => Ok(()),
                _ => Err(format!(
                    "`{name}` loads `{text}` from another host, which the page's policy forbids; serve it from your own"
                )),
            }
        }
    }
}
