//! Rule: what stands in a page is declared
//! Expect: one error at the type of the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[markup(source = r#"{% for order in orders %}<p>{{ order.item }}</p>{% endfor %}"#)]
struct Page {
    orders: Vec<Order>,
}

fn main() {}
