//! The inventory: each crate in `Cargo.lock` comes from crates.io with its checksum, or is one of this workspace.

use std::collections::BTreeSet;
use std::fs;

use super::{assert_none, root};

/// The registry that the crates come from: that of `serde`, which everybody knows.
fn registry(lock: &str) -> &str {
    let serde = &lock[lock.find("\nname = \"serde\"\n").unwrap()..];
    let source = value(serde, "source").unwrap();
    assert!(source.starts_with("registry+https://") && source.ends_with("crates.io-index"), "{source}");
    source
}

/// The value of a key in a part of a lock file or a manifest.
fn value<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let quoted = |line: &'t str| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"');
    text.lines().find_map(quoted)
}

/// The crates of the workspace, by the manifests of its members.
fn own() -> BTreeSet<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let members = manifest.split_once("members = [").unwrap().1.split_once(']').unwrap().0;
    let names = members.split('"').skip(1).step_by(2).map(|folder| {
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        value(&manifest, "name").unwrap().to_owned()
    });
    names.collect()
}

/// What is wrong with where the crates of a lock file come from. One of ours that comes from a registry is somebody else's of the same name.
fn faults_of_lock(lock: &str, own: &BTreeSet<String>) -> Vec<String> {
    let packages: Vec<&str> = lock.split("[[package]]").skip(1).collect();
    assert!(packages.len() > 200, "{} crates", packages.len());
    let registry = registry(lock);
    let fault = |package: &&str| {
        let name = value(package, "name").unwrap();
        let is_ours = own.contains(name);
        let is_good = match value(package, "source") {
            None => is_ours,
            Some(source) => {
                source == registry
                    && !is_ours
                    && value(package, "checksum").is_some_and(|sum| sum.len() == 64)
            }
        };
        (!is_good).then(|| format!("`{name}` is not of the expected place"))
    };
    packages.iter().filter_map(fault).collect()
}

#[test]
fn each_component_is_of_the_expected_place_and_has_a_checksum() {
    let (own, lock) = (own(), fs::read_to_string(root().join("Cargo.lock")).unwrap());
    assert_none(&faults_of_lock(&lock, &own));
    let registry = registry(&lock);
    let one = &lock[lock.find("\nname = \"axum\"\n").unwrap()..];
    let one = &one[..one.find("\ndependencies").unwrap()];
    let ours = "\nname = \"portcullis\"\nversion = \"0.1.0\"\n";
    for (honest, lie, name) in [
        (one, one.replace(registry, "git+https://git.example/axum#0123456"), "axum"),
        (one, one.replace(registry, "registry+https://crates.example/index"), "axum"),
        (one, one.replace("\nchecksum", "\n# checksum"), "axum"),
        (one, one.replace("\nsource", "\n# source"), "axum"),
        (ours, format!("{ours}source = \"{registry}\"\nchecksum = \"{}\"\n", "0".repeat(64)), "portcullis"),
    ] {
        assert!(lock.contains(honest), "{honest}");
        let faults = faults_of_lock(&lock.replacen(honest, &lie, 1), &own);
        assert_eq!(faults, [format!("`{name}` is not of the expected place")], "{lie}");
    }
}
