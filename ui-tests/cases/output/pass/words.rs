//! Rule: closed words leave as they are named; types may bear any name

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
#[expose(rename_all = "camelCase")]
pub enum S {
    VeryOpen,
    #[expose(rename = "closed")]
    Aa,
}

#[secure_input]
pub struct D {
    s: i64,
}

#[derive(Expose)]
pub struct T {
    word: S,
}

#[secure_route(post = "/word", authenticated)]
pub async fn handler(input: Valid<Json<D>>) -> Json<T> {
    Json(T { word: if input.s > 0 { S::VeryOpen } else { S::Aa } })
}
