//! Rule: a key of the source is no key
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Service)]
struct Payments {
    #[service(holds = "asks the provider of payments")]
    client: std::sync::Mutex<Vec<String>>,
    api_key: &'static str,
}

fn payments() -> Payments {
    Payments { client: Default::default(), api_key: "sk_live_51H8x" }
}

fn main() {}
