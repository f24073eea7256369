//! Rows: each requirement has one kind of evidence, and something stands behind it.

use std::collections::BTreeMap;
use std::fs;

use super::links::{faults_of_links, links};
use super::root;

const KINDS: &[&str] = &["proved", "proved in part", "inherited", "application"];

const GUARANTEES: &[&str] = &[
    "mount",
    "access",
    "role",
    "ownership",
    "input",
    "output",
    "rate",
    "query",
    "method",
    "secret",
    "token",
    "egress",
    "exec",
    "markup",
    "webhook",
    "csrf",
    "boot",
    "waive",
    "-",
];

/// A row about a requirement.
pub(crate) struct Row<'t> {
    pub(crate) id: &'t str,
    pub(crate) level: &'t str,
    guarantees: &'t str,
    evidence: &'t str,
}

/// The rows of a page, and what is wrong with their form.
pub(crate) fn rows(text: &str) -> (Vec<Row<'_>>, Vec<String>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for line in text.lines().filter(|line| line.starts_with("| V")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        match cells[..] {
            [id, level, _, guarantees, evidence] => rows.push(Row { id, level, guarantees, evidence }),
            _ => faults.push(format!("{} cells instead of five: {line}", cells.len())),
        }
    }
    (rows, faults)
}

/// What is wrong with the evidence of one row; its kind, where it has one.
fn judged(row: &Row<'_>) -> (Option<&'static str>, Vec<String>) {
    let mut faults = Vec::new();
    let said = |kind: &str| row.evidence.match_indices(&format!("{kind}: ")).count();
    let kind = KINDS.iter().copied().find(|kind| row.evidence.starts_with(&format!("{kind}: ")));
    let Some(kind) = kind.filter(|_| KINDS.iter().map(|kind| said(kind)).sum::<usize>() == 1) else {
        return (None, vec![format!("{}: not exactly one kind of evidence: {}", row.id, row.evidence)]);
    };
    let rest = row.evidence.split_once(": ").map_or("", |(_, rest)| rest);
    let words = |text: &str| text.split_whitespace().count();
    // A test or a program that must not compile, and no other file.
    let proves = |(says, target): &&(&str, &str)| target.ends_with(".rs") && !says.ends_with(".rs`");
    let proofs = links(row.evidence).iter().filter(proves).count();
    let is_good = match kind {
        "proved" => proofs > 0,
        "proved in part" => proofs > 0 && rest.split_once("Rest: ").is_some_and(|(_, rest)| words(rest) >= 4),
        "inherited" => {
            let crates: Vec<&str> = rest
                .split([';', '.'])
                .next()
                .unwrap()
                .split(", ")
                .map(|name| name.trim_matches('`'))
                .collect();
            let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
            crates.iter().all(|name| lock.contains(&format!("\nname = \"{name}\"\n")))
        }
        _ => words(rest) >= 4,
    };
    if !is_good {
        faults.push(format!("{}: nothing stands behind {}", row.id, row.evidence));
    }
    for guarantee in row.guarantees.split(", ").filter(|word| !GUARANTEES.contains(word)) {
        faults.push(format!("{}: `{guarantee}` is no guarantee", row.id));
    }
    (Some(kind), faults)
}

/// What is wrong with the page about ASVS, whichever requirements it should have.
pub(crate) fn faults_of_page(text: &str) -> Vec<String> {
    let (rows, mut faults) = rows(text);
    let mut counts: BTreeMap<&str, usize> = KINDS.iter().map(|kind| (*kind, 0)).collect();
    for row in &rows {
        let (kind, found) = judged(row);
        faults.extend(found);
        *counts.entry(kind.unwrap_or("none")).or_default() += 1;
    }
    for (kind, count) in counts {
        if !text.contains(&format!("| `{kind}` | {count} |")) {
            faults.push(format!("the head does not say that {count} are `{kind}`"));
        }
    }
    faults.extend(faults_of_links(text));
    faults
}

/// What is wrong with the ids of the page: each requirement stands there once, with its level.
pub(crate) fn faults_of_ids(text: &str, csv: &str) -> Vec<String> {
    let (rows, mut faults) = rows(text);
    let wanted: Vec<(&str, &str)> = csv
        .lines()
        .filter(|line| line.starts_with('V'))
        .filter_map(|line| {
            let mut cells = line.split(',');
            Some((cells.next()?, cells.next()?))
        })
        .collect();
    assert!(wanted.len() > 180, "{} requirements", wanted.len());
    for wanted in &wanted {
        let found = rows.iter().filter(|row| (row.id, row.level) == *wanted).count();
        if found != 1 {
            faults.push(format!("{} of level {} stands there {found} times", wanted.0, wanted.1));
        }
    }
    for row in rows.iter().filter(|row| !wanted.contains(&(row.id, row.level))) {
        faults.push(format!("{} of level {} is no requirement", row.id, row.level));
    }
    faults
}
