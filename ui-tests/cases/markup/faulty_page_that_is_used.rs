//! Rule: an expression stands where it can be escaped
//! Expect: one error at the template, though the page is used

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup(source = "<main>{{ body }}</main>")]
struct Layout<B> {
    body: B,
}

#[markup(source = "<script>{{ text }}</script>")]
struct Page {
    text: String,
}

#[secure_route(get = "/page", public)]
async fn page() -> Html<Layout<Page>> {
    Html(Layout { body: Page { text: String::new() } })
}

fn main() {}
