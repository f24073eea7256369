//! Rule: a change is of its own row type
//! Expect: one error at the argument

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(patches = Note)]
struct NoteChange {
    #[validate(length(max = 80))]
    text: Option<String>,
}

#[secure_route(patch = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(mut order: OwnedMut<Order>, change: Valid<Json<NoteChange>>) -> Result<Json<Order>, Problem> {
    order.update(&change).await?;
    Ok(order.into_reply())
}

fn main() {}
