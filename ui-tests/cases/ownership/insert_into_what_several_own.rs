//! Rule: whose a new row is is said
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/sales", role = "customer", inserts = "sales")]
async fn handler(sales: Insert<Sale>, sale: Valid<Json<NewSale>>) -> Result<NoContent, Problem> {
    sales.insert(&sale).await?;
    Ok(NoContent)
}

fn main() {}
