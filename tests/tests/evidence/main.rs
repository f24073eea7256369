//! The evidence: what the documentation says of tests, of programs that must not compile and of crates is so.
//!
//! A page is judged as a text, so that `lies.rs` can show that a page which lies is told from one that does not.

mod components;
mod lies;
mod links;
mod rows;

use std::fs;
use std::path::{Path, PathBuf};

use links::faults_of_links;
use portcullis_tests::vectors;
use rows::{faults_of_ids, faults_of_page};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub(crate) fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).unwrap()
}

#[track_caller]
pub(crate) fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_page_about_asvs_is_true() {
    assert_none(&faults_of_page(&page("asvs.md")));
}

#[test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
fn each_requirement_stands_there_once() {
    let csv = String::from_utf8(vectors("../asvs.csv")).unwrap();
    assert_none(&faults_of_ids(&page("asvs.md"), &csv));
}

#[test]
fn the_page_about_the_top_ten_is_true() {
    let text = page("owasp.md");
    let mut faults = faults_of_links(&text);
    for category in (1..=10).flat_map(|number| [format!("A{number:02}:2021"), format!("A{number:02}:2025")]) {
        if !text.lines().any(|line| line.starts_with('#') && line.contains(&category)) {
            faults.push(format!("no heading is about {category}"));
        }
    }
    assert_none(&faults);
}
