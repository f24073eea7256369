//! Links: each leads to a file, and where it names a test or a program that must not compile, to that.

use std::fs;
use std::path::Path;

use super::root;

/// The macros that make tests of the functions that they are given.
const LISTS: &[&str] = &["on_both!(", "on_all!("];

/// The links of a text: what they say and where they lead.
pub(crate) fn links(text: &str) -> Vec<(&str, &str)> {
    let ends = text.match_indices("](");
    ends.filter_map(|(middle, _)| {
        let begin = text[..middle].rfind('[')?;
        let target = &text[middle + 2..];
        Some((&text[begin + 1..middle], &target[..target.find(')')?]))
    })
    .collect()
}

/// What is wrong with the links of a page in `docs`.
pub(crate) fn faults_of_links(text: &str) -> Vec<String> {
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
pub(crate) fn is_built(file: &Path) -> bool {
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
pub(crate) fn fault_of_test(source: &str, name: &str) -> Option<String> {
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
