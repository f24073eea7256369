//! Words in any order: nothing panics, and what is accepted reaches no table but those of the sets.
//!
//! Floor 3.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use sqlparser::dialect::{Dialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::parser::Parser;

use super::accepted::CASES;
use super::vocabulary::WORDS;
use super::{judged, marked};
use crate::owned_sql::functions;
use crate::owned_sql::read::CTE_MARK;

fn soup() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(select(WORDS), 0..24);
    words.prop_map(|words| format!("SELECT id FROM orders {}", words.join(" ")))
}

fn words(text: &str) -> Vec<String> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ").replace(',', " , ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// A statement that is accepted, after words were put in, taken out, exchanged, or replaced by others of its own.
fn mutation() -> impl Strategy<Value = String> {
    let change = (0..8_u8, any::<Index>(), any::<Index>(), select(WORDS));
    (select(CASES), prop::collection::vec(change, 1..3)).prop_map(|((_, text, _), changes)| {
        let mut words = words(text);
        for (kind, at, other, word) in changes {
            if words.is_empty() {
                break;
            }
            let (at, other) = (at.index(words.len()), other.index(words.len()));
            match kind {
                0 => words.insert(at, word.to_owned()),
                1 => drop(words.remove(at)),
                2 => words[at] = word.to_owned(),
                3 => words.swap(at, other),
                4 => words.insert(at, words[other].clone()),
                _ => words[at] = words[other].clone(),
            }
        }
        words.join(" ")
    })
}

/// The names that follow a form in the parser's own account of all that it read, which leaves nothing out.
fn named<'t>(account: &'t str, form: &'t str) -> impl Iterator<Item = &'t str> {
    account.match_indices(form).map(move |(at, _)| {
        let rest = &account[at + form.len()..];
        let name = rest.strip_prefix("name: ObjectName([Identifier(Ident { value: \"").unwrap_or(rest);
        &name[..name.find('"').unwrap_or(name.len())]
    })
}

fn assert_reaches_nothing_else(text: &str) {
    let text = text.replace("⟨0⟩", "(SELECT 1)").replace("⟨1⟩", "(SELECT 1)");
    for dialect in [&SQLiteDialect {} as &dyn Dialect, &PostgreSqlDialect {}] {
        let parser = Parser::new(dialect).with_recursion_limit(400);
        let statements = parser.try_with_sql(&text).unwrap().parse_statements().unwrap();
        assert_eq!(statements.len(), 1, "{text}");
        let account = format!("{statements:?}");
        assert!(account.starts_with("[Query(Query {"), "{text}");
        for table in named(&account, "Table { ") {
            assert!(table.starts_with(CTE_MARK), "{table} is read in {text}");
        }
        for function in named(&account, "Function { ") {
            assert!(functions::named(function).is_ok(), "{function} is called in {text}");
        }
        for form in [
            "Table(",
            "Insert",
            "Update(",
            "Delete(",
            "Merge",
            "Wildcard",
            "SelectInto",
            "LockClause",
            "UNNEST",
        ] {
            // `count(*)` is the one star.
            let account = account.replace("Unnamed(Wildcard)", "");
            assert!(!account.contains(form), "{form} stands in {text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5000) })]

    #[test]
    fn soups_reach_nothing_else(text in soup()) {
        if let Ok(statement) = judged(&text, 0) {
            assert_reaches_nothing_else(&marked(&statement));
        }
    }

    #[test]
    fn mutations_reach_nothing_else(text in mutation()) {
        for values in 0..3 {
            if let Ok(statement) = judged(&text, values) {
                assert_reaches_nothing_else(&marked(&statement));
            }
        }
    }

    #[test]
    fn any_text_is_judged(text in ".{0,80}") {
        let _ = judged(&text, 0);
        let _ = judged(&format!("SELECT {text} FROM orders"), 0);
    }
}

/// The account does name what the properties look for.
#[test]
fn the_account_names_tables_and_functions() {
    for (text, seen) in [("SELECT 1 FROM users", "Table { "), ("SELECT pg_sleep(1)", "Function { ")] {
        let account = format!("{:?}", Parser::parse_sql(&SQLiteDialect {}, text).unwrap());
        let names: Vec<&str> = named(&account, seen).collect();
        assert!(names == ["users"] || names == ["pg_sleep"], "{names:?}");
    }
    for (_, _, text) in CASES {
        assert_reaches_nothing_else(text);
    }
}

/// Enough of the mutations are accepted for the property to say something.
#[test]
fn mutations_are_often_accepted() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let texts: Vec<String> = (0..500).map(|_| mutation().new_tree(&mut runner).unwrap().current()).collect();
    let accepted = texts.iter().filter(|text| (0..3).any(|values| judged(text, values).is_ok())).count();
    assert!((15..400).contains(&accepted), "{accepted} of 500");
}
