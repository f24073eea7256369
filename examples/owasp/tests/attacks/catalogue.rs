//! The list is whole: each program that does not compile is in it, and says which program of its guarantee stands behind it.

use std::collections::BTreeSet;
use std::path::Path;

use owasp_catalogue::CATALOGUE;

#[test]
fn each_insecure_program_is_listed_and_names_its_guarantee() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed: BTreeSet<String> = CATALOGUE.iter().map(|entry| entry.insecure.to_owned()).collect();
    let files = std::fs::read_dir(root.join("insecure")).unwrap().map(|file| file.unwrap().path());
    let programs = files.filter(|file| file.extension().is_some_and(|extension| extension == "rs"));
    let programs: BTreeSet<String> =
        programs.map(|file| file.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(programs, listed);
    for entry in CATALOGUE {
        let name = entry.insecure;
        let source = std::fs::read_to_string(root.join(format!("insecure/{name}.rs"))).unwrap();
        assert!(source.contains(&format!("`src/{name}.rs`")), "{name} names its secure form");
        let case = source.split("`ui-tests/cases/").nth(1).and_then(|rest| rest.split('`').next()).unwrap();
        assert!(root.join("../../ui-tests/cases").join(case).is_file(), "{name}: {case}");
        assert!(entry.error.starts_with("error"), "{name}: {}", entry.error);
        assert!(root.join(format!("tests/attacks/{name}.rs")).is_file(), "{name} is attacked");
    }
}
