//! Each way to lie is told.

use super::links::{fault_of_test, is_built};
use super::rows::{faults_of_ids, faults_of_page, rows};
use super::{assert_none, page, root};

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
    let duty = "application: draws codes and seeds from the operating system; the accounts make none yet. |";
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
        (crate_row, "pending: telepathy |", "not exactly one kind"),
        (sentence, "application: cares. | | application: quotes fields", "cells instead of five"),
        ("| exec | proved", "| execution | proved", "is no guarantee"),
        (duty, "application: takes care |", "nothing stands behind"),
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
