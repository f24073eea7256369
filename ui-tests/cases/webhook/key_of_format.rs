//! Rule: a secret does not come from a text
//! Expect: one error at the text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn app(app: App, secret: String) -> App {
    app.webhook("payments", WebhookKeys::github(format!("{secret}")))
}

fn main() {}
