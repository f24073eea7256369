//! Rule: an address of a user's is judged
//! Expect: one error at the text, prescribing `PublicUrl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Raw {
    #[validate(length(max = 200))]
    url: String,
}

#[secure_route(post = "/done", role = "customer", egress = "public-internet")]
async fn handler(wanted: Valid<Json<Raw>>, web: Egress<PublicInternet>) -> Result<NoContent, Problem> {
    web.get(&wanted.url).send().await?;
    Ok(NoContent)
}

fn main() {}
