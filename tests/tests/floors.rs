//! The floors: a file uses only lower floors or its own folder.
//!
//! Each file says its floor in its header, `Floor N.`; this test holds that what it names by `crate::` and `super::` is
//! lower, or in its own folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(crate_root: &Path) -> Vec<PathBuf> {
    let mut open = vec![crate_root.join("src")];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// `ownership/rows.rs` and `ownership/mod.rs` are both of the module `ownership`; `proof.rs` is `proof`.
fn module(crate_root: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(crate_root.join("src")).unwrap();
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn floor(file: &Path, text: &str) -> u32 {
    let line = text.lines().take(40).find_map(|line| line.strip_prefix("//! Floor "));
    let number =
        line.and_then(|line| line.split(['.', ':', ' ']).next()).and_then(|number| number.parse().ok());
    number.unwrap_or_else(|| panic!("{} does not say its floor", file.display()))
}

/// What a text names by `crate::name`, outside comments.
fn named(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if code[..at].ends_with('$') || rest.starts_with('{') {
            continue;
        }
        let name: String =
            rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        names.push(name);
    }
    names
}

fn check(name: &str) {
    let crate_root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    let mut floors: BTreeMap<String, u32> = BTreeMap::new();
    let mut files = Vec::new();
    for file in sources(&crate_root) {
        let text = fs::read_to_string(&file).unwrap();
        let (module, floor) = (module(&crate_root, &file), floor(&file, &text));
        let lowest = floors.entry(module.clone()).or_insert(floor);
        *lowest = (*lowest).max(floor);
        files.push((file, module, floor, text));
    }
    let mut faults = Vec::new();
    for (file, module, floor, text) in &files {
        for name in named(text).iter().filter(|name| *name != module) {
            // A name at the root of the crate is a re-export, for the top alone.
            let other = floors.get(name).copied().unwrap_or(u32::MAX);
            if other >= *floor {
                faults.push(format!("{} (floor {floor}) uses `{name}` (floor {other})", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(files.len() > 10, "{name} was read");
}

#[test]
fn policy() {
    check("policy");
}

#[test]
fn macros() {
    check("macros");
}

#[test]
fn runtime() {
    check("runtime");
}
