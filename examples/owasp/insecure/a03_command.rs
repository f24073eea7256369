//! Rule: a text that is put together is no argument
//! Expect: one error at `format!`
//!
//! A03:2021, A05:2025 Injection: a semicolon in the name, and the rest of it is a command; a hyphen, and it is an option.
//! The secure form is `src/a03_command.rs`; the guarantee's own program `ui-tests/cases/exec/formatted.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[secure_input]
struct Named {
    #[validate(length(max = 80))]
    name: String,
}

#[secure_route(post = "/file-names/check", authenticated, exec = "pathchk")]
async fn check_file_name(named: Valid<Json<Named>>, exec: Exec) -> Result<NoContent, Problem> {
    exec.value(format!("-p {}", named.name)).run().await?;
    Ok(NoContent)
}

fn main() {}
