//! A03:2021 and A05:2025, Injection: HTML and scripts (CWE-79).
//!
//! The attack: a name that is markup, in a link that is sent to somebody else. The guard: a page is a template, and each value is escaped for
//! the place that it stands in; the page's own policy runs no other script.

use portcullis::prelude::*;

use crate::Entry;

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A03:2021, A05:2025 Injection (HTML)",
    insecure: "a03_page",
    error: include_str!("../insecure/a03_page.stderr"),
    secure: "GET /greeting?name=…",
    attack: "names that are elements, attributes and ends of what stands before them",
};

pub(crate) const TABLES: &str = "";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![greet])
}

/// A page.
#[markup(source = r#"<p title="{{ name }}">Hello, {{ name }}</p>"#)]
pub struct Greeting {
    name: String,
}

/// Who is greeted.
#[secure_input]
pub struct Greeted {
    #[validate(length(max = 200))]
    name: String,
}

/// Greets.
#[secure_route(get = "/greeting", public)]
pub async fn greet(greeted: Valid<Query<Greeted>>) -> Html<Greeting> {
    Html(Greeting { name: greeted.into_inner().name })
}
