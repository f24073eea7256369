//! The evidence: what the documentation says of tests, of programs that must not compile and of crates is so.
//!
//! A page is judged as a text, so that the last test can show that a page which lies is told from one that does not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use portcullis_tests::vectors;

/// What the pages may still owe. A word that no page uses any more has to go.
const PENDING: &[&str] = &["webhook", "egress", "exec", "supply-chain"];

const KINDS: &[&str] = &["proved", "proved in part", "inherited", "application", "pending"];

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

/// The macros that make tests of the functions that they are given.
const LISTS: &[&str] = &["on_both!(", "on_all!("];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).unwrap()
}

/// The links of a text: what they say and where they lead.
fn links(text: &str) -> Vec<(&str, &str)> {
    let ends = text.match_indices("](");
    ends.filter_map(|(middle, _)| {
        let begin = text[..middle].rfind('[')?;
        let target = &text[middle + 2..];
        Some((&text[begin + 1..middle], &target[..target.find(')')?]))
    })
    .collect()
}

/// What is wrong with the links of a page in `docs`.
fn faults_of_links(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (says, target) in links(text) {
        if target.starts_with("https://") {
            continue;
        }
        let file = root().join("docs").join(target);
        let fault = if !file.is_file() {
            Some("there is no such file".to_owned())
        } else if target.ends_with(".rs") {
            says.strip_prefix('`').and_then(|says| says.strip_suffix('`')).map_or_else(
                || Some("a link to a program says what of it in backticks".to_owned()),
                |says| fault_of_program(says, target, &file),
            )
        } else {
            None
        };
        faults.extend(fault.map(|fault| format!("[{says}]({target}): {fault}")));
    }
    faults
}

/// What is wrong with a link to a file of Rust: a case is called by its folder and its name, a program by its file, a test by its function.
fn fault_of_program(says: &str, target: &str, file: &Path) -> Option<String> {
    let fails = target.contains("/cases/") || target.contains("/insecure/");
    if fails && !file.with_extension("stderr").is_file() {
        return Some("no error stands beside it".to_owned());
    }
    if let Some((_, case)) = target.split_once("ui-tests/cases/") {
        return (case != format!("{says}.rs")).then(|| "it is called otherwise".to_owned());
    }
    if says.ends_with(".rs") {
        return (!target.ends_with(&format!("/{says}"))).then(|| "it is called otherwise".to_owned());
    }
    if !is_built(file) {
        return Some("no program is built of it".to_owned());
    }
    fault_of_test(&fs::read_to_string(file).unwrap(), says)
}

/// Whether a file is a program of tests by itself, or is named by a file beside it or by that of its folder.
fn is_built(file: &Path) -> bool {
    let folder = file.parent().unwrap();
    let stem = file.file_stem().unwrap().to_string_lossy();
    let programs = if stem == "main" { folder.parent().unwrap() } else { folder };
    if programs.ends_with("tests") && programs.with_file_name("Cargo.toml").is_file() {
        return true;
    }
    let (module, beside) = if stem == "mod" {
        (folder.file_name().unwrap().to_string_lossy().into_owned(), folder.parent().unwrap())
    } else {
        (stem.into_owned(), folder)
    };
    let files = fs::read_dir(beside).unwrap().map(|entry| entry.unwrap().path());
    let named = [format!("mod {module};"), format!("#[path = \"{module}.rs\"]")];
    files.chain([beside.with_extension("rs")]).filter(|other| other != file).any(|other| {
        fs::read_to_string(other).is_ok_and(|text| named.iter().any(|named| text.contains(named)))
    })
}

/// What is wrong with a test of this name in this source: it is not there, is no test, or does not run.
fn fault_of_test(source: &str, name: &str) -> Option<String> {
    let lines: Vec<&str> = source.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
    let declares = |line: &str| {
        let line = line.strip_prefix("async ").unwrap_or(line);
        line.strip_prefix("fn ")
            .and_then(|line| line.strip_prefix(name))
            .is_some_and(|rest| rest.starts_with('('))
    };
    let Some(at) = lines.iter().position(|line| declares(line)) else {
        return Some(format!("it has no function `{name}`"));
    };
    let above: Vec<&str> =
        lines[..at].iter().rev().take_while(|line| line.starts_with("#[")).copied().collect();
    let is_test = |line: &&str| *line == "#[test]" || line.starts_with("#[tokio::test");
    let code = lines.join("\n");
    let attributes = if above.iter().any(is_test) { Some(above) } else { listed(&code, name) };
    let Some(attributes) = attributes else {
        return Some(format!("`{name}` is no test"));
    };
    // Where the vectors are not at hand, what needs them is reported as ignored; that is all that may be.
    let is_ignored =
        |line: &&str| line.contains("ignore") && !line.starts_with("#[cfg_attr(not(vectors), ignore = ");
    attributes.iter().any(is_ignored).then(|| format!("`{name}` is ignored"))
}

/// The attributes of a function where a macro makes tests of it.
fn listed<'s>(source: &'s str, name: &str) -> Option<Vec<&'s str>> {
    LISTS.iter().find_map(|list| {
        let (_, block) = source.split_once(list)?;
        let mut rest = block.split_once(");").map_or(block, |(block, _)| block);
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
            if rest.starts_with("#[") {
                let (attribute, after) = rest.split_at(rest.find(']')? + 1);
                attributes.push(attribute);
                rest = after;
                continue;
            }
            let end =
                rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
            match rest.split_at(end) {
                ("", _) => return None,
                (word, _) if word == name => return Some(attributes),
                (_, after) => rest = after,
            }
            attributes.clear();
        }
    })
}

/// A row about a requirement.
struct Row<'t> {
    id: &'t str,
    level: &'t str,
    guarantees: &'t str,
    evidence: &'t str,
}

/// The rows of a page, and what is wrong with their form.
fn rows(text: &str) -> (Vec<Row<'_>>, Vec<String>) {
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
    let proofs = links(row.evidence).iter().filter(|(_, target)| target.ends_with(".rs")).count();
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
        "application" => words(rest) >= 4,
        _ => PENDING.contains(&rest),
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
fn faults_of_page(text: &str) -> Vec<String> {
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
fn faults_of_ids(text: &str, csv: &str) -> Vec<String> {
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

#[track_caller]
fn assert_none(faults: &[String]) {
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
    for rest in text.split("`pending: ").skip(1) {
        let word = rest.split('`').next().unwrap();
        if !PENDING.contains(&word) {
            faults.push(format!("`{word}` is not pending"));
        }
    }
    assert_none(&faults);
}

#[test]
fn what_is_pending_is_still_owed() {
    let pages = page("asvs.md") + &page("owasp.md");
    for word in PENDING {
        assert!(pages.contains(&format!("pending: {word}")), "`{word}` is there: take it from the list");
    }
}

/// Each way to lie, on a page that is true without it.
#[test]
fn a_page_that_lies_is_told() {
    let text = page("asvs.md");
    assert_none(&faults_of_page(&text));
    assert!(!is_built(&root().join("tests/tests/accounts/gone.rs")));
    let one = "[`odd_paths`](../tests/tests/bad_input.rs)";
    let case = "[`input/raw_json`](../ui-tests/cases/input/raw_json.rs)";
    let crate_row = "inherited: `h2` |";
    let sentence = "application: quotes fields";
    for (honest, lie, told) in [
        (one, "[`odd_paths`](../tests/tests/gone.rs)", "no such file"),
        (one, "[`odd_ways`](../tests/tests/bad_input.rs)", "no function `odd_ways`"),
        (one, "[`cases`](../tests/tests/bad_input.rs)", "`cases` is no test"),
        (one, "[odd paths](../tests/tests/bad_input.rs)", "in backticks"),
        (case, "[`input/raw_json`](../ui-tests/cases/input/raw_form.rs)", "called otherwise"),
        (
            case,
            "[`input/pass/all_parts`](../ui-tests/cases/input/pass/all_parts.rs)",
            "no error stands beside it",
        ),
        (crate_row, "inherited: `h4` |", "nothing stands behind"),
        (crate_row, "inherited |", "not exactly one kind"),
        (crate_row, "inherited: `h2` application: does all of the rest itself |", "not exactly one kind"),
        (crate_row, "proved: by its authors |", "nothing stands behind"),
        (crate_row, "pending: telepathy |", "nothing stands behind"),
        (sentence, "application: cares. | | application: quotes fields", "cells instead of five"),
        ("| exec | pending: exec |", "| execution | pending: exec |", "is no guarantee"),
        ("| exec | pending: exec |", "| exec | application: takes care |", "nothing stands behind"),
        ("| `proved` | ", "| `proved` | 1", "the head does not say"),
    ] {
        assert!(text.contains(honest), "{honest}");
        let faults = faults_of_page(&text.replacen(honest, lie, 1));
        assert!(faults.iter().any(|fault| fault.contains(told)), "{lie}: {faults:#?}");
    }

    let csv: String = rows(&text).0.iter().map(|row| format!("{},{},…\n", row.id, row.level)).collect();
    assert_none(&faults_of_ids(&text, &csv));
    let line = text.lines().find(|line| line.starts_with("| V1.1.1 ")).unwrap();
    for (other, told) in [
        (String::new(), "V1.1.1 of level 2 stands there 0 times"),
        (format!("{line}\n{line}"), "V1.1.1 of level 2 stands there 2 times"),
        (line.replace("| 2 |", "| 1 |"), "V1.1.1 of level 1 is no requirement"),
    ] {
        let faults = faults_of_ids(&text.replacen(line, &other, 1), &csv);
        assert!(faults.iter().any(|fault| fault == told), "{told}: {faults:#?}");
    }

    let source = "
        on_both!(
            #[ignore = \"slow\"]
            left_out,
            #[cfg_attr(not(vectors), ignore = \"no vectors here\")]
            run,
        );
        async fn left_out(engine: Engine) {}
        async fn run(engine: Engine) {}
        // #[test]
        fn helper() {}
        #[test]
        #[ignore]
        fn late() {}
        #[tokio::test(flavor = \"multi_thread\")]
        async fn at_once() {}
        // fn gone() {}";
    for (name, told) in [
        ("left_out", Some("`left_out` is ignored")),
        ("run", None),
        ("helper", Some("`helper` is no test")),
        ("late", Some("`late` is ignored")),
        ("at_once", None),
        ("gone", Some("it has no function `gone`")),
    ] {
        assert_eq!(fault_of_test(source, name).as_deref(), told);
    }
}
