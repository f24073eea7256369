//! Every case under `cases/` fails to compile, with the error that stands beside it, and so does every insecure program of the catalogue of OWASP's
//! categories.
//!
//! `TRYBUILD=overwrite cargo test -p portcullis-ui-tests --test fail` writes the errors anew; read the difference before
//! committing it.

use std::fs;
use std::path::{Path, PathBuf};

const CATALOGUE: &str = "../examples/owasp/insecure";

/// Relative to this crate, as the compiler is given them.
fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = vec![root.join("cases"), root.join(CATALOGUE)];
    let mut cases = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("pass") {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                cases.push(path.strip_prefix(root).unwrap().to_owned());
            }
        }
    }
    cases.sort();
    cases
}

#[test]
fn cases_fail_to_compile() {
    let tests = trybuild::TestCases::new();
    for case in cases() {
        tests.compile_fail(case);
    }
}

/// One error, in plain words: no internal name in its message or label.
#[test]
fn each_error_stands_alone_and_is_plain() {
    let mut faults = Vec::new();
    for case in cases() {
        let name = case.display().to_string();
        let text = fs::read_to_string(&case).unwrap();
        let mut lines = text.lines();
        if !lines.next().is_some_and(|line| line.starts_with("//! Rule: "))
            || !lines.next().is_some_and(|line| line.starts_with("//! Expect: "))
        {
            faults.push(format!("{name}: the first two lines say neither the rule nor what to expect"));
        }
        let Ok(error) = fs::read_to_string(case.with_extension("stderr")) else {
            faults.push(format!("{name}: no error stands beside it"));
            continue;
        };
        let is_head = |line: &&str| line.starts_with("error");
        let heads: Vec<&str> = error.lines().filter(is_head).collect();
        if heads.len() != 1 {
            faults.push(format!("{name}: {} errors instead of one: {heads:?}", heads.len()));
        }
        if error.lines().any(|line| line.starts_with("warning")) {
            faults.push(format!("{name}: a warning stands beside the error"));
        }
        // Who reads on finds no way past the macros.
        if error.contains("__private") {
            faults.push(format!("{name}: an internal path"));
        }
        // The head, and the labels under the user's own lines. What follows is the compiler's own help.
        let own = error.lines().take_while(|line| {
            let line = line.trim_start();
            !["= note", "= help", "note:", "help:"].iter().any(|start| line.starts_with(start))
        });
        for line in own {
            let internal =
                ["__private", "::seal", "sealed::", "hints::", "__route", "InputShape", "{closure"];
            // Where a constant stands, the compiler says for itself; it names the body of an `async fn` so.
            let line = line.split("evaluation of `").next().unwrap_or(line);
            let is_source = line.trim_start().starts_with(|first: char| first.is_ascii_digit());
            if !is_source && internal.iter().any(|name| line.contains(name)) {
                faults.push(format!("{name}: an internal name in {line:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
