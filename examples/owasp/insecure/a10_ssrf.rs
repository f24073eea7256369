//! Rule: nothing that reaches any host enters a handler
//! Expect: one error at the client, prescribing `Egress`
//!
//! A10:2021 Server-Side Request Forgery (CWE-918): the link leads to whatever only this machine can reach.
//! The secure form is `src/a10_ssrf.rs`; the guarantee's own program `ui-tests/cases/egress/client_as_a_parameter.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[secure_input]
struct Wanted {
    #[validate(length(max = 200))]
    url: String,
}

#[secure_route(post = "/link-length", authenticated)]
async fn measure_link(wanted: Valid<Json<Wanted>>, client: reqwest::Client) -> Result<NoContent, Problem> {
    client.get(&wanted.url).send().await?;
    Ok(NoContent)
}

fn main() {}
