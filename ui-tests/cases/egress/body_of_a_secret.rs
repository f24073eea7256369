//! Rule: a secret does not leave
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Signup {
    #[validate(length(max = 80))]
    password: Secret<String>,
}

#[secure_route(post = "/done", role = "customer", egress = "billing")]
async fn handler(signup: Valid<Json<Signup>>, billing: EgressMut) -> Result<NoContent, Problem> {
    billing.post(path!("/v1")).json(&signup.password).send().await?;
    Ok(NoContent)
}

fn main() {}
