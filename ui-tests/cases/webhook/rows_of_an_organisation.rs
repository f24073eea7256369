//! Rule: a webhook is of no organisation
//! Expect: one error at the name of the sender, prescribing `waive_tenant`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    order_id: i64,
}

#[secure_route(post = "/hooks", webhook = "payments", all_rows = "documents", rate = "600/min")]
async fn hook(event: Signed<Paid>, documents: AllRowsMut<Document>) -> NoContent {
    NoContent
}

fn main() {}
