//! `bench dependencies`: the crates that a service brings in, by hand and with Portcullis.

use std::collections::BTreeSet;

use super::cargo::Cargo;
use super::sources::{Package, Sources};
use crate::Fault;
use crate::table::Table;

/// The crates of a package's normal dependencies: what is linked, or expands macros while it is compiled. Without build scripts,
/// tests, and what other machines than this one would need.
struct Crates {
    /// Those that its manifest names.
    direct: usize,
    /// All of them, as `name vVersion`, without the package itself.
    all: BTreeSet<String>,
}

impl Crates {
    fn of(cargo: &Cargo, package: Package) -> Result<Self, Fault> {
        let tree = |depth: &[&str]| -> Result<BTreeSet<String>, Fault> {
            let tree = ["tree", "-e", "normal", "--prefix", "none", "-p", package.name()];
            let text = cargo.output(&[&tree[..], depth].concat())?;
            let crates = text.lines().map(name_and_version).filter(|name| !name.starts_with(package.name()));
            Ok(crates.collect())
        };
        Ok(Self { direct: tree(&["--depth", "1"])?.len(), all: tree(&[])?.into_iter().collect() })
    }
}

/// `serde v1.0.0 (proc-macro) (*)` is `serde v1.0.0`.
fn name_and_version(line: &str) -> String {
    line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// By hand, and with Portcullis.
fn both() -> Result<[Crates; 2], Fault> {
    let sources = Sources::write(4)?;
    let cargo = Cargo::at(&sources.folder);
    Ok([Crates::of(&cargo, Package::Twin)?, Crates::of(&cargo, Package::Secured)?])
}

/// How many crates each brings in, in a line.
pub(crate) fn summary() -> String {
    match both() {
        Ok([twin, secured]) => format!(
            "crates that a service brings in: {} by hand, {} with portcullis",
            twin.all.len(),
            secured.all.len()
        ),
        Err(fault) => format!("crates were not counted here: {fault}"),
    }
}

/// Prints the counts, and what only one of them brings in.
///
/// # Errors
/// Cargo does not run.
pub(crate) fn list() -> Result<(), Fault> {
    let [twin, secured] = both()?;
    let mut table = Table::new(&["crates", "by hand", "portcullis"]);
    let mut row = |title: &str, twin: usize, secured: usize| {
        table.row(vec![title.to_owned(), twin.to_string(), secured.to_string()]);
    };
    row("named in the manifest", twin.direct, secured.direct);
    row("brought in, all told", twin.all.len(), secured.all.len());
    let shared = twin.all.intersection(&secured.all).count();
    row("of these in both", shared, shared);
    print!("{}", table.text());
    for (title, these, others) in [("by hand", &twin, &secured), ("with portcullis", &secured, &twin)] {
        let only: Vec<&str> = these.all.difference(&others.all).map(String::as_str).collect();
        println!("\nonly {title}: {}", only.join(", "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_tree_is_read() {
        assert_eq!(name_and_version("serde_derive v1.0.1 (proc-macro) (*)"), "serde_derive v1.0.1");
        assert_eq!(name_and_version("portcullis v0.1.0 (/a/runtime)"), "portcullis v0.1.0");
    }

    /// Both have axum and sqlx; each has what the other has not.
    #[test]
    fn both_are_counted() {
        let [twin, secured] = both().unwrap();
        for crates in [&twin, &secured] {
            assert!(crates.all.iter().any(|name| name.starts_with("axum v")));
            assert!(crates.direct >= 2 && crates.all.len() > 100, "{}", crates.all.len());
        }
        assert!(twin.all.iter().any(|name| name.starts_with("governor v")));
        assert!(secured.all.iter().any(|name| name.starts_with("portcullis-macros v")));
    }
}
