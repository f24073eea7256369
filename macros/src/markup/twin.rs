//! The tokenizer against a parser of browsers: where it says that an expression stands, there that one finds it.
//!
//! Floor 3. Random templates of pieces that open, close and quote; those that are taken are filled with marks, and with hostile text that is escaped, and
//! read by html5ever.

use std::cell::Cell;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::tests::{places, read};

/// Where a mark was found, or what else there is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Seen {
    Element(String),
    Attribute(String, String, String),
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
                seen.push(Seen::Attribute(
                    name.clone(),
                    attribute.name.local.to_string(),
                    attribute.value.to_string(),
                ));
            }
        }
        NodeData::Text { contents } => {
            seen.push(Seen::Text(parent.to_owned(), contents.borrow().to_string()))
        }
        NodeData::Comment { contents } => seen.push(Seen::Comment(contents.to_string())),
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, &name, seen);
    }
}

fn parsed(page: &str) -> Vec<Seen> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    let mut seen = Vec::new();
    walk(&dom.document, "", &mut seen);
    seen
}

/// The template with each expression replaced, in its order.
fn filled(template: &str, with: impl Fn(usize) -> String) -> String {
    let mut page = String::new();
    let mut rest = template;
    let mut number = 0;
    while let Some(at) = rest.find("{{ ") {
        let end = rest[at..].find(" }}").unwrap() + at;
        page.push_str(&rest[..at]);
        page.push_str(&with(number));
        number += 1;
        rest = &rest[end + 3..];
    }
    page.push_str(rest);
    page
}

fn is_address(element: &str, attribute: &str) -> bool {
    matches!(
        (element, attribute),
        ("a" | "area", "href")
            | ("form", "action")
            | ("img" | "input", "src")
            | (_, "formaction" | "cite" | "poster")
    )
}

fn agrees(template: &str) -> Result<(), TestCaseError> {
    let places = places(template);
    let mark = |number: usize| format!("MARK{number}E");
    let seen = parsed(&filled(template, mark));
    for (number, place) in places.iter().enumerate() {
        let mark = mark(number);
        let marked: Vec<&Seen> = seen
            .iter()
            .filter(|seen| match seen {
                Seen::Element(text) | Seen::Comment(text) => {
                    text.contains(&mark) || text.contains(&mark.to_lowercase())
                }
                Seen::Attribute(_, name, value) => {
                    value.contains(&mark) || name.contains(&mark.to_lowercase())
                }
                Seen::Text(_, text) => text.contains(&mark),
            })
            .collect();
        let [found] = marked.as_slice() else {
            return Err(TestCaseError::fail(format!("{template}: {mark} {place}: {marked:?}")));
        };
        let right = match (*place, found) {
            ("in_text", Seen::Text(element, _)) => {
                !matches!(element.as_str(), "script" | "style" | "title" | "textarea")
            }
            ("in_value", Seen::Text(element, _)) => {
                matches!(element.as_str(), "title" | "textarea" | "select" | "option")
            }
            ("in_value", Seen::Attribute(element, name, _)) => {
                !is_address(element, name) && !name.starts_with("on") && name != "style" && name != "srcdoc"
            }
            ("in_link", Seen::Attribute(element, name, value)) => is_address(element, name) && *value == mark,
            _ => false,
        };
        prop_assert!(right, "{}: {} is at {:?}", template, place, found);
    }
    // What is escaped adds nothing: the same elements, attributes, comments; and the text is the one that was given.
    let escaped = "&#34;&#39;&gt;&lt;b onclick=a()&gt;--&gt;&lt;/title&gt;&lt;/textarea&gt;&lt;/script&gt;&lt;script&gt;";
    let clear = "\"'><b onclick=a()>--></title></textarea></script><script>";
    let hostile = parsed(&filled(template, |_| escaped.to_owned()));
    let expected: Vec<Seen> = parsed(&filled(template, |_| "MARKE".to_owned()))
        .into_iter()
        .map(|seen| match seen {
            Seen::Attribute(element, name, value) => {
                Seen::Attribute(element, name, value.replace("MARKE", clear))
            }
            Seen::Text(element, text) => Seen::Text(element, text.replace("MARKE", clear)),
            other => other,
        })
        .collect();
    prop_assert_eq!(hostile, expected, "{}", template);
    Ok(())
}

const PIECES: &[&str] = &[
    "{{ text }}",
    "{{ text }}",
    "{{ text }}",
    "{{ link }}",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<p title=\"",
    "<p title='",
    "<p title=",
    "<p class=a id=\"x-",
    "\">",
    "'>",
    "\"></p>",
    "'></p>",
    ">",
    "/>",
    " ",
    "\n",
    "\" ",
    "' ",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<select>",
    "</select>",
    "<option>",
    "</option>",
    "<option value=\"",
    "<script>",
    "</script>",
    "<script>a('<p>')</script>",
    "<style>",
    "</style>",
    "<style>p{}</style>",
    "<!--",
    "-->",
    "<!-- a -->",
    "<a href=\"",
    "<a href=\"/x",
    "</a>",
    "<img src=\"",
    "<input value=\"",
    "<input ",
    "<br>",
    "<table><tr><td>",
    "</td></tr></table>",
    "<ul><li>",
    "</li></ul>",
    "<form action=\"",
    "</form>",
    "<h1>",
    "</h1>",
    "<details>",
    "</details>",
    "<button>",
    "</button>",
    "a",
    "&",
    "&lt;",
    "&#6",
    "=",
    "x=y",
    "-",
    "--",
    "!",
    "/",
    "<",
    "title",
    "data-a=\"",
    "<!doctype html>",
    "<html><body>",
    "</body></html>",
    "<head>",
    "</head>",
    "<ruby>",
    "</ruby>",
    "<label for=\"x-",
    "<dl><dt>",
    "</dt></dl>",
    "<pre>",
    "</pre>",
    "<table>",
    "</table>",
    "<caption>",
    "</caption>",
    "<legend>",
    "</legend>",
];

#[test]
fn expressions_stand_where_browsers_see_them() {
    let taken = Cell::new(0_u32);
    let mut runner =
        TestRunner::new(Config { cases: 60_000, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&prop::collection::vec(prop::sample::select(PIECES), 1..9), |pieces| {
        let template = pieces.concat();
        if read(&template).is_ok_and(|_| template.contains("{{ ")) {
            taken.set(taken.get() + 1);
            agrees(&template)?;
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(taken.get() > 500, "only {} templates were taken", taken.get());
}
