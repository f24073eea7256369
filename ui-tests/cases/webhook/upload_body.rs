//! Rule: the body of a webhook is signed, and read as what was signed
//! Expect: one error at the parameter, prescribing `Signed<T>`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct Receipt {
    #[upload(kinds = ["pdf"], size = "10kb", count = 1)]
    receipt: UploadedFile,
}

#[secure_route(post = "/hooks", webhook = "payments", rate = "600/min")]
async fn hook(form: Valid<Multipart<Receipt>>) -> NoContent {
    NoContent
}

fn main() {}
