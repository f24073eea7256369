//! Rule: the body alone lets anyone lock another out, whatever stands beside it
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Login {
    #[validate(length(max = 80))]
    email: String,
    #[validate(length(max = 3))]
    codes: Vec<Text<6>>,
    #[validate(range(min = 0.0, max = 1.0))]
    share: f64,
    #[serde(rename = "e_mail")]
    #[validate(length(max = 80))]
    second: Option<String>,
}

#[secure_route(post = "/login", public, rate = ["5/min by ip", "10/hour by body.email"])]
async fn handler(login: Valid<Json<Login>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
