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
            | ("img" | "input" | "audio" | "video", "src")
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
        // A tag that stands where none of its kind may, browsers drop with all its attributes.
        if marked.is_empty() && matches!(*place, "in_value" | "in_link") {
            continue;
        }
        let [found] = marked.as_slice() else {
            return Err(TestCaseError::fail(format!("{template}: {mark} {place}: {marked:?}")));
        };
        let right = match (*place, found) {
            ("in_text", Seen::Text(element, _)) => {
                !matches!(element.as_str(), "script" | "style" | "title" | "textarea")
            }
            ("in_value", Seen::Text(element, _)) => !matches!(element.as_str(), "script" | "style"),
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

/// The value of an attribute, with its quotes.
fn value() -> impl Strategy<Value = String> {
    prop::sample::select(
        &[
            "\"{{ text }}\"",
            "'{{ text }}'",
            "\"a {{ text }} b\"",
            "\"a\"",
            "'a'",
            "a",
            "\"{{ link }}\"",
            "\"/x\"",
            "\"'{{ text }}>\"",
            "'\"{{ text }}<'",
            "\"a={{ text }}{{ text }}\"",
            "\"\"",
        ][..],
    )
    .prop_map(str::to_owned)
}

/// The attributes of a tag.
fn attributes() -> impl Strategy<Value = String> {
    let names = [
        "title", "class", "id", "href", "src", "action", "value", "data-a", "checked", "name", "alt",
        "TITLE", "cite", "for",
    ];
    let one = (
        prop::sample::select(names.to_vec()),
        prop::sample::select(vec!["=", " = ", "=\n"]),
        prop::option::weighted(0.9, value()),
    )
        .prop_map(|(name, equals, value)| match value {
            Some(value) => format!(" {name}{equals}{value}"),
            None => format!(" {name}"),
        });
    prop::collection::vec(one, 0..3).prop_map(|attributes| attributes.concat())
}

/// Well-formed markup, for the most part.
fn markup() -> impl Strategy<Value = String> {
    let leaf =
        prop::sample::select(PIECES.iter().filter(|piece| !piece.contains('=')).copied().collect::<Vec<_>>());
    let leaf = prop_oneof![
        4 => Just("{{ text }}".to_owned()),
        3 => prop::sample::select(vec!["a", "b c", "&amp;", "\n", "'", "\"", "=", "-->", "]]>", "&#6"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["<script>a('<p>')</script>", "<style>p > b {}</style>", "<!-- a -->", "<!-- <p> -->"]).prop_map(str::to_owned),
        1 => leaf.prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let inner = prop::collection::vec(inner, 0..4).prop_map(|parts| parts.concat());
        let paired = [
            "p", "b", "div", "a", "h1", "ul", "li", "form", "button", "label", "title", "textarea", "select", "option", "optgroup", "table",
            "tr", "td", "caption", "pre", "details", "dl", "ruby", "head", "body", "fieldset", "legend", "script", "style", "q", "video", "DIV", "Title",
        ];
        prop_oneof![
            5 => (prop::sample::select(paired.to_vec()), attributes(), inner)
                .prop_map(|(name, attributes, inner)| format!("<{name}{attributes}>{inner}</{name}>")),
            1 => (prop::sample::select(vec!["img", "input", "br", "hr", "wbr", "meta", "link", "col"]), attributes(), prop::sample::select(vec![">", " />", "/>"]))
                .prop_map(|(name, attributes, end)| format!("<{name}{attributes}{end}")),
        ]
    })
}

/// Markup, and what a slip makes of it: a piece more, or some letters less.
fn slipped() -> impl Strategy<Value = String> {
    let slip = (any::<prop::sample::Index>(), prop::option::of(prop::sample::select(PIECES)), 0_usize..3);
    (markup(), prop::collection::vec(slip, 0..2)).prop_map(|(mut template, slips)| {
        for (at, piece, fewer) in slips {
            let mut at = at.index(template.len() + 1);
            while !template.is_char_boundary(at) {
                at -= 1;
            }
            match piece {
                Some(piece) => template.insert_str(at, piece),
                None => template.replace_range(at..(at + fewer).min(template.len()), ""),
            }
        }
        template
    })
}

#[test]
fn expressions_stand_where_browsers_see_them() {
    let taken = Cell::new(0_u32);
    let config =
        Config { cases: 20_000, failure_persistence: None, max_shrink_iters: 2_000, ..Config::default() };
    let outcome = TestRunner::new(config).run(&slipped(), |template| {
        let whole = template.matches("{{ text }}").count() + template.matches("{{ link }}").count();
        if whole > 0 && whole == template.matches("{{").count() && read(&template).is_ok() {
            taken.set(taken.get() + 1);
            agrees(&template)?;
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(taken.get() > 2_000, "only {} templates were taken", taken.get());
}
