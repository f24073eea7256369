//! Rule: a row has the owners that it declares
//! Expect: one error at the owners

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/sales", role = "customer", owns = "sales.any")]
async fn handler(sales: OwnedSetMut<Sale>, sale: Valid<Json<NewSale>>) -> Result<NoContent, Problem> {
    sales.insert_with(&[7, 8], &sale).await?;
    Ok(NoContent)
}

fn main() {}
