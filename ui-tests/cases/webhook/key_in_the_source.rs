//! Rule: a secret does not stand in the source
//! Expect: one error at the text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn app(app: App) -> App {
    app.webhook("payments", WebhookKeys::standard("the secret of the payments"))
}

fn main() {}
