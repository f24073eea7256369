//! The bans of `examples/orders-api/clippy.toml`, which applications copy, fire: clippy runs on `tests/banned`, where each line that
//! is banned names the bans that it must be reported for, with their reasons, and no other line is reported.
//!
//! Entries are passed over where their crate is missing, so a misspelt path would be passed over too; hence each has a line there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The bans that are reported for a line, each with the words of its report.
type Reports = BTreeMap<(String, usize), BTreeMap<String, String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// The paths of the bans, each with its reason: one entry a line, so that a look is enough to read them.
fn bans() -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join("examples/orders-api/clippy.toml")).unwrap();
    let mut bans = BTreeMap::new();
    for entry in text.lines().filter(|line| line.contains("path = ")) {
        let entry = entry.trim().strip_prefix("{ path = \"").unwrap_or_else(|| panic!("{entry}"));
        let (path, rest) = entry.split_once("\", reason = ").unwrap();
        let reason = rest.strip_suffix(", allow-invalid = true },").unwrap().trim_matches(['"', '\'']);
        // A type whose constructor is banned too is there twice.
        let before = bans.insert(path.to_owned(), reason.to_owned());
        assert!(before.is_none_or(|before| before == reason), "{path} is banned for two reasons");
    }
    bans
}

/// Copies the crate to where tests may write, beside the lock file of this workspace.
fn copied() -> PathBuf {
    let (from, to) = (root().join("tests/banned"), Path::new(env!("CARGO_TARGET_TMPDIR")).join("banned"));
    fs::create_dir_all(to.join("src")).unwrap();
    let manifest = fs::read_to_string(from.join("Cargo.toml")).unwrap();
    let manifest = manifest.replace("\"../../", &format!("\"{}/", root().display()));
    fs::write(to.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root().join("Cargo.lock"), to.join("Cargo.lock")).unwrap();
    for file in ["lib.rs", "clean.rs"] {
        fs::copy(from.join("src").join(file), to.join("src").join(file)).unwrap();
    }
    to
}

/// What clippy says of the crate.
fn reports() -> Reports {
    let folder = copied();
    // The target of this run, as far as it can be told: CARGO_TARGET_TMPDIR is a folder in it.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let clippy = Command::new(env!("CARGO"))
        .args(["clippy", "--offline", "--message-format=json"])
        .current_dir(&folder)
        .env("CLIPPY_CONF_DIR", root().join("examples/orders-api"))
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let mut reports = Reports::new();
    for line in String::from_utf8(clippy.stdout).unwrap().lines() {
        let told: Value = serde_json::from_str(line).unwrap();
        if told["target"]["name"] != "banned" || told["reason"] != "compiler-message" {
            continue;
        }
        let Some(code) = told["message"]["code"]["code"].as_str() else {
            // How many there were; a fault without a code ends the run, and is told below.
            continue;
        };
        let words = told["message"]["rendered"].as_str().unwrap().to_owned();
        assert!(code.starts_with("clippy::disallowed_"), "{words}");
        let place = &told["message"]["spans"][0];
        let at =
            (place["file_name"].as_str().unwrap().to_owned(), place["line_start"].as_u64().unwrap() as usize);
        // use of a disallowed method `std::vec::Vec::leak`
        let ban = told["message"]["message"].as_str().unwrap().split('`').nth(1).unwrap().to_owned();
        reports.entry(at).or_default().insert(ban, words);
    }
    assert!(clippy.status.success(), "clippy fails:\n{}", String::from_utf8_lossy(&clippy.stderr));
    reports
}

#[test]
fn each_ban_is_reported_with_its_reason_and_nothing_else_is() {
    let bans = bans();
    let mut reports = reports();
    let (mut faults, mut shown) = (Vec::new(), BTreeSet::new());
    for file in ["src/lib.rs", "src/clean.rs"] {
        let text = fs::read_to_string(root().join("tests/banned").join(file)).unwrap();
        for (index, line) in text.lines().enumerate() {
            let place = format!("{file}:{}", index + 1);
            let mut told = reports.remove(&(file.to_owned(), index + 1)).unwrap_or_default();
            let marked = line.split_once("//~ ").map(|(_, bans)| bans).unwrap_or_default();
            for ban in marked.split(", ").filter(|ban| !ban.is_empty()) {
                let Some(reason) = bans.get(ban) else {
                    faults.push(format!("{place}: `{ban}` is not banned"));
                    continue;
                };
                match told.remove(ban) {
                    Some(words) if words.contains(reason.as_str()) => drop(shown.insert(ban.to_owned())),
                    Some(words) => faults.push(format!("{place}: reported without its reason:\n{words}")),
                    None => faults.push(format!("{place}: `{ban}` is not reported")),
                }
            }
            faults.extend(
                told.keys().map(|ban| format!("{place}: reported for `{ban}`, which it does not name")),
            );
        }
    }
    faults
        .extend(reports.keys().map(|(file, line)| format!("{file}:{line}: reported, and not of the sample")));
    faults.extend(
        bans.keys().filter(|ban| !shown.contains(*ban)).map(|ban| format!("`{ban}` is shown by no line")),
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A reason says what to do instead: it names a key, a type or a macro.
#[test]
fn a_reason_prescribes() {
    for (ban, reason) in bans() {
        assert!(reason.contains('`'), "{ban}: {reason}");
    }
}
