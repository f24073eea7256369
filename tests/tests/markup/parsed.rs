//! A page as a browser reads it.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// What a page has, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seen {
    Element(String),
    /// Of which element, its name, its value.
    Attribute(String, String, String),
    /// In which element, and what.
    Text(String, String),
    Comment(String),
}

fn walk(node: &Handle, parent: &str, seen: &mut Vec<Seen>) {
    let mut name = parent.to_owned();
    match &node.data {
        NodeData::Element { name: element, attrs, .. } => {
            name = element.local.to_string();
            seen.push(Seen::Element(name.clone()));
            for attribute in attrs.borrow().iter() {
                let value = attribute.value.to_string();
                seen.push(Seen::Attribute(name.clone(), attribute.name.local.to_string(), value));
            }
        }
        NodeData::Text { contents } => {
            seen.push(Seen::Text(parent.to_owned(), contents.borrow().to_string()));
        }
        NodeData::Comment { contents } => seen.push(Seen::Comment(contents.to_string())),
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, &name, seen);
    }
}

/// Elements, attributes, texts and comments.
pub(crate) fn parsed(page: &str) -> Vec<Seen> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    let mut seen = Vec::new();
    walk(&dom.document, "", &mut seen);
    seen
}

/// A text as a browser keeps it: one kind of line end, and no NUL.
fn kept(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace(['\0', '\u{fffd}'], "")
}

/// What the page should be: that of marks, with the texts in their places.
pub(crate) fn expected(marked: &[Seen], fill: impl Fn(&str) -> String) -> Vec<Seen> {
    plain(marked.iter().map(|seen| match seen {
        Seen::Attribute(element, name, value) => Seen::Attribute(element.clone(), name.clone(), fill(value)),
        Seen::Text(element, text) => {
            let text = fill(text);
            // The first line end in a field of text is dropped.
            let text = match element.as_str() {
                "textarea" => kept(&text).strip_prefix('\n').map_or(text.clone(), str::to_owned),
                _ => text,
            };
            Seen::Text(element.clone(), text)
        }
        other => other.clone(),
    }))
}

/// Without what browsers change in any text, and without empty texts.
pub(crate) fn plain(seen: impl Iterator<Item = Seen>) -> Vec<Seen> {
    seen.map(|seen| match seen {
        Seen::Attribute(element, name, value) => Seen::Attribute(element, name, kept(&value)),
        Seen::Text(element, text) => Seen::Text(element, kept(&text)),
        other => other,
    })
    .filter(|seen| !matches!(seen, Seen::Text(_, text) if text.is_empty()))
    .collect()
}
