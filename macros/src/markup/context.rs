//! Where in a page a template is: the states of a tokenizer of HTML that takes less than browsers do.
//!
//! Floor 3. <https://html.spec.whatwg.org/multipage/parsing.html#tokenization>. Whatever browsers repair is refused, so what it takes every browser reads
//! as it does: elements are closed where they are opened, tags and values end, and what is code holds nothing that ends it early.

use super::assets::Assets;
use super::names::{self, Content};
use super::tag::{Attribute, Tag};

/// What is wrong, and after how many bytes of the text.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) why: String,
}

/// What an expression stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Between tags.
    Text,
    /// In an element that holds text alone, such as `<title>`.
    TextAlone,
    /// In the value of an attribute.
    Attribute,
    /// The value of an attribute that is an address.
    Link,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Text,
    /// After `<`.
    Opened,
    /// After `<!`.
    Declared(String),
    Comment(String),
    TagName(String),
    EndTagName(String),
    /// After the name in an end tag.
    EndTag(String),
    BeforeAttribute,
    AttributeName(String),
    /// After a name and blanks.
    AfterName(String),
    BeforeValue(String),
    Quoted(Attribute, char),
    Unquoted(Attribute),
    AfterValue,
    /// After `/`.
    Closing,
    /// The content of an element that holds no tags.
    Raw {
        element: String,
        content: String,
    },
}

/// The place, and what leads to it.
#[derive(Clone, Debug)]
pub(super) struct Context {
    state: State,
    /// The elements that are open, from the outermost.
    open: Vec<String>,
    /// The tag that is being written.
    tag: Tag,
    /// What of the page runs or is loaded.
    pub(super) assets: Assets,
    /// Whether nothing but blanks was written yet.
    fresh: bool,
}

impl Context {
    pub(super) fn new() -> Self {
        Self {
            state: State::Text,
            open: Vec::new(),
            tag: Tag::default(),
            assets: Assets::default(),
            fresh: true,
        }
    }

    /// Reads text of the template.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Fault> {
        for (at, letter) in text.char_indices() {
            self.letter(letter).map_err(|why| Fault { at, why })?;
        }
        Ok(())
    }

    fn letter(&mut self, letter: char) -> Result<(), String> {
        if letter.is_control() && !matches!(letter, '\n' | '\t') {
            return Err(format!("`{}` is a control character; remove it", letter.escape_default()));
        }
        let blank = letter.is_ascii_whitespace();
        let state = std::mem::replace(&mut self.state, State::Text);
        self.state = match state {
            State::Text if letter == '<' => State::Opened,
            State::Text => {
                self.fresh = self.fresh && blank;
                State::Text
            }
            State::Opened => match letter {
                '/' => State::EndTagName(String::new()),
                '!' => State::Declared(String::new()),
                letter if letter.is_ascii_alphabetic() => {
                    State::TagName(letter.to_ascii_lowercase().to_string())
                }
                _ => return Err("a `<` that begins no tag; write `&lt;`".to_owned()),
            },
            State::Declared(text) => self.declared(text, letter)?,
            State::Comment(text) => comment(text, letter)?,
            State::TagName(mut name) => match letter {
                '>' | '/' => {
                    self.begin(&name)?;
                    return self.after_tag_part(letter);
                }
                _ if blank => {
                    self.begin(&name)?;
                    State::BeforeAttribute
                }
                letter if letter.is_ascii_alphanumeric() => {
                    name.push(letter.to_ascii_lowercase());
                    State::TagName(name)
                }
                _ => return Err(format!("`{letter}` stands in no name of an element of a page")),
            },
            State::EndTagName(mut name) => match letter {
                '>' => self.end(&name)?,
                _ if blank && !name.is_empty() => State::EndTag(name),
                letter if letter.is_ascii_alphanumeric() => {
                    name.push(letter.to_ascii_lowercase());
                    State::EndTagName(name)
                }
                _ => return Err(format!("`{letter}` stands in no end tag")),
            },
            State::EndTag(name) => match letter {
                '>' => self.end(&name)?,
                _ if blank => State::EndTag(name),
                _ => return Err("an end tag has a name alone".to_owned()),
            },
            State::BeforeAttribute => match letter {
                _ if blank => State::BeforeAttribute,
                '>' | '/' => return self.after_tag_part(letter),
                letter => State::AttributeName(name_letter(letter)?.to_string()),
            },
            State::AttributeName(mut name) => match letter {
                '=' => State::BeforeValue(name),
                _ if blank => State::AfterName(name),
                '>' | '/' => {
                    self.without_value(&name)?;
                    return self.after_tag_part(letter);
                }
                letter => {
                    name.push(name_letter(letter)?);
                    State::AttributeName(name)
                }
            },
            State::AfterName(name) => match letter {
                '=' => State::BeforeValue(name),
                _ if blank => State::AfterName(name),
                _ => {
                    self.without_value(&name)?;
                    match letter {
                        '>' | '/' => return self.after_tag_part(letter),
                        letter => State::AttributeName(name_letter(letter)?.to_string()),
                    }
                }
            },
            State::BeforeValue(name) => match letter {
                _ if blank => State::BeforeValue(name),
                '"' | '\'' => State::Quoted(self.tag.attribute(&name)?, letter),
                letter => {
                    let mut attribute = self.tag.attribute(&name)?;
                    unquoted(&mut attribute, letter)?;
                    State::Unquoted(attribute)
                }
            },
            State::Quoted(attribute, quote) if letter == quote => {
                self.tag.take(attribute)?;
                State::AfterValue
            }
            State::Quoted(mut attribute, quote) => {
                attribute.letter(letter)?;
                State::Quoted(attribute, quote)
            }
            State::Unquoted(mut attribute) => match letter {
                '>' => {
                    self.tag.take(attribute)?;
                    return self.after_tag_part(letter);
                }
                _ if blank => {
                    self.tag.take(attribute)?;
                    State::BeforeAttribute
                }
                letter => {
                    unquoted(&mut attribute, letter)?;
                    State::Unquoted(attribute)
                }
            },
            State::AfterValue => match letter {
                _ if blank => State::BeforeAttribute,
                '>' | '/' => return self.after_tag_part(letter),
                _ => return Err("a blank is missing after the value of an attribute".to_owned()),
            },
            State::Closing => match letter {
                '>' => self.begun(true)?,
                _ => return Err("a `/` in a tag stands right before its `>`".to_owned()),
            },
            State::Raw { element, content } => self.raw(element, content, letter)?,
        };
        Ok(())
    }

    /// `>` or `/` where a tag may end.
    fn after_tag_part(&mut self, letter: char) -> Result<(), String> {
        self.state = if letter == '>' { self.begun(false)? } else { State::Closing };
        Ok(())
    }

    /// After the name of a start tag.
    fn begin(&mut self, name: &str) -> Result<(), String> {
        if names::content(name).is_none() {
            return Err(names::no_element(name));
        }
        let within_select = matches!(self.open.last().map(String::as_str), Some("select" | "optgroup"));
        if within_select && !matches!(name, "option" | "optgroup" | "hr") {
            return Err(format!("browsers drop `<{name}>` within `<select>`; remove it"));
        }
        if self.open.last().is_some_and(|open| open == "option") {
            return Err(format!("browsers drop `<{name}>` within `<option>`; remove it"));
        }
        self.fresh = false;
        self.tag = Tag::new(name);
        Ok(())
    }

    /// A start tag is whole.
    fn begun(&mut self, closed: bool) -> Result<State, String> {
        let name = self.tag.name().to_owned();
        let content = names::content(&name).unwrap_or(Content::Void);
        self.tag.finish(&mut self.assets)?;
        if content == Content::Void {
            return Ok(State::Text);
        }
        if closed {
            return Err(format!("browsers do not close `<{name}/>`; write `<{name}></{name}>`"));
        }
        self.open.push(name.clone());
        Ok(match content {
            Content::Text | Content::Code => State::Raw { element: name, content: String::new() },
            Content::Markup | Content::Void => State::Text,
        })
    }

    /// An end tag is whole.
    fn end(&mut self, name: &str) -> Result<State, String> {
        match self.open.last() {
            Some(open) if open == name => {
                self.open.pop();
                Ok(State::Text)
            }
            Some(open) => Err(format!(
                "`</{name}>` comes before `</{open}>`; close each element within the one that it began in"
            )),
            None => Err(format!("`</{name}>` closes nothing")),
        }
    }

    /// After `<!`: a comment, or the type of the document.
    fn declared(&self, mut text: String, letter: char) -> Result<State, String> {
        text.push(letter.to_ascii_lowercase());
        match text.as_str() {
            "--" => Ok(State::Comment(String::new())),
            "doctype html>" if self.fresh => Ok(State::Text),
            begun if "--".starts_with(begun) || (self.fresh && "doctype html>".starts_with(begun)) => {
                Ok(State::Declared(text))
            }
            _ => Err("after `<!` comes `--`, or at the beginning of the page `doctype html>`".to_owned()),
        }
    }

    /// Within an element that holds no tags.
    fn raw(&mut self, element: String, mut content: String, letter: char) -> Result<State, String> {
        content.push(letter);
        let code = names::content(&element) == Some(Content::Code);
        let ends = |what: &str| ends_with(&content, what);
        if code && ends("<!--") {
            return Err(format!("`<!--` in `<{element}>` changes where it ends; remove it"));
        }
        if element == "script" && ends("<script") {
            return Err("`<script` within a script changes where it ends; write `\\x3cscript`".to_owned());
        }
        let end = format!("</{element}");
        if !ends(&format!("{end}>")) {
            let mut shorter = content.chars();
            shorter.next_back();
            if ends_with(shorter.as_str(), &end) {
                return Err(format!("write the end of the element as `{end}>`"));
            }
            return Ok(State::Raw { element, content });
        }
        content.truncate(content.len().saturating_sub(end.len() + 1));
        if code {
            self.assets.content(&element, &content, self.tag.loads_code())?;
        }
        self.open.pop();
        Ok(State::Text)
    }

    /// An attribute without a value.
    fn without_value(&mut self, name: &str) -> Result<(), String> {
        let attribute = self.tag.attribute(name)?;
        self.tag.take(attribute)
    }

    /// What an expression here stands in.
    pub(super) fn expression(&mut self) -> Result<Place, String> {
        match &mut self.state {
            State::Text => {
                self.fresh = false;
                match self.open.last().map(String::as_str) {
                    Some("select" | "optgroup" | "option") => Ok(Place::TextAlone),
                    _ => Ok(Place::Text),
                }
            }
            State::Raw { element, .. } if element == "style" => {
                Err("an expression in `<style>` would be code; write rules for classes, and choose the `class`".to_owned())
            }
            State::Raw { element, .. } if names::content(element) == Some(Content::Code) => Err(format!(
                "an expression in `<{element}>` would be code; put the value into a `data-` attribute and read it from there"
            )),
            State::Raw { element, content } => whole(element, content).map(|()| Place::TextAlone),
            State::Quoted(attribute, _) => attribute.expression(),
            State::Unquoted(_) | State::BeforeValue(_) => {
                Err("an expression in a value without quotes can begin another attribute; put the value into quotes".to_owned())
            }
            State::Comment(_) | State::Declared(_) => {
                Err("an expression in a comment of the page; remove it, or write `{# … #}` around it".to_owned())
            }
            State::Opened | State::TagName(_) | State::EndTagName(_) | State::EndTag(_) => {
                Err("an expression in the name of a tag; write the names, and choose by `{% if … %}`".to_owned())
            }
            State::BeforeAttribute | State::AttributeName(_) | State::AfterName(_) | State::AfterValue | State::Closing => {
                Err("an expression in the place of an attribute; write its name, and the expression in its quoted value".to_owned())
            }
        }
    }

    /// Before and after the branches of a template: whether a blank is written there, so that no attribute runs on into what follows.
    pub(super) fn settle(&mut self) -> Result<bool, String> {
        let state = std::mem::replace(&mut self.state, State::BeforeAttribute);
        match state {
            State::TagName(name) => self.begin(&name)?,
            State::AttributeName(name) | State::AfterName(name) => self.without_value(&name)?,
            State::Unquoted(attribute) => self.tag.take(attribute)?,
            State::AfterValue => {}
            other => {
                self.state = other;
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a branch may begin here.
    pub(super) fn branch(&self) -> Result<(), String> {
        match &self.state {
            State::Text => Ok(()),
            State::BeforeAttribute => self.tag.branch(),
            State::Quoted(attribute, _) => attribute.branch(),
            State::Raw { element, content } if names::content(element) == Some(Content::Text) => {
                whole(element, content)
            }
            State::Raw { element, .. } => Err(format!(
                "a branch in `<{element}>` would be code that differs; write the whole element in each branch"
            )),
            State::Comment(_) | State::Declared(_) => {
                Err("a branch in a comment of the page; remove it".to_owned())
            }
            _ => {
                Err("a branch within a name; let it begin where a tag, an attribute or a value does"
                    .to_owned())
            }
        }
    }

    /// After a branch that began in `before`: whether it ends where it began.
    pub(super) fn join(&self, before: &Self) -> Result<(), String> {
        let alike = match (&self.state, &before.state) {
            (State::Quoted(one, quote), State::Quoted(other, before)) => one.is(other) && quote == before,
            (State::Raw { element, .. }, State::Raw { element: before, .. }) => element == before,
            (one, other) => one == other,
        };
        let within =
            |context: &Self| context.open.last().map_or("the page".to_owned(), |open| format!("`<{open}>`"));
        if !alike {
            return Err("a branch ends in another place of the page than it began in; let each hold whole elements, attributes or values".to_owned());
        }
        if self.open != before.open {
            return Err(format!(
                "a branch ends within {} and began within {}; let each hold whole elements",
                within(self),
                within(before)
            ));
        }
        Ok(())
    }

    /// Another branch, which begins where this one did; what it loads is kept. Gives the tag as this branch leaves it.
    pub(super) fn rewind(&mut self, before: &Self) -> Tag {
        self.state = before.state.clone();
        self.open.clone_from(&before.open);
        std::mem::replace(&mut self.tag, before.tag.clone())
    }

    /// What one of the branches says of the tag that they stand in.
    pub(super) fn add(&mut self, tag: Tag) {
        self.tag.add(tag);
    }

    /// The end of the template.
    pub(super) fn finish(self) -> Result<Assets, String> {
        if let Some(open) = self.open.last() {
            return Err(format!("`<{open}>` is not closed"));
        }
        match self.state {
            State::Text => Ok(self.assets),
            State::Comment(_) => Err("a comment is not closed".to_owned()),
            _ => Err("a tag is not closed".to_owned()),
        }
    }
}

/// A letter of the name of an attribute, in lower case.
fn name_letter(letter: char) -> Result<char, String> {
    match letter {
        letter if letter.is_ascii_alphanumeric() || letter == '-' => Ok(letter.to_ascii_lowercase()),
        '<' => Err("a `<` in a tag; close the tag before it".to_owned()),
        letter => Err(format!("`{letter}` stands in no name of an attribute of a page")),
    }
}

/// A letter of a value without quotes.
fn unquoted(attribute: &mut Attribute, letter: char) -> Result<(), String> {
    match letter {
        '"' | '\'' | '<' | '>' | '=' | '`' => {
            Err("a value without quotes that browsers repair; put it into quotes".to_owned())
        }
        letter => attribute.letter(letter),
    }
}

/// Within a comment.
fn comment(mut text: String, letter: char) -> Result<State, String> {
    text.push(letter);
    if let Some(before) = text.strip_suffix("-->") {
        return match before.contains("--") || before.ends_with('-') {
            true => Err("`--` within a comment; remove it".to_owned()),
            false => Ok(State::Text),
        };
    }
    if text.starts_with('>') || text.starts_with("->") || text.ends_with("--!>") || text.ends_with("<!--") {
        return Err("a comment that browsers end early; write `<!-- … -->` alone".to_owned());
    }
    Ok(State::Comment(text))
}

/// Whether a text ends so, in whatever case.
fn ends_with(text: &str, end: &str) -> bool {
    let tail = text.len().checked_sub(end.len()).and_then(|at| text.as_bytes().get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
}

/// Whether no end tag has begun that what comes could complete.
fn whole(element: &str, content: &str) -> Result<(), String> {
    let end = format!("</{element}");
    match (1..=end.len()).filter_map(|length| end.get(..length)).any(|begun| ends_with(content, begun)) {
        true => Err("a `<` right before an expression; write `&lt;`".to_owned()),
        false => Ok(()),
    }
}
