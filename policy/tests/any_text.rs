//! Any text is either a policy that prints back to the same policy, or an error; it never panics.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

use portcullis_policy::{Key, RoutePolicy};
use proptest::prelude::*;

const PARAMETERS: [&str; 3] = ["order", "orders", "item"];

fn reads_back(text: &str) -> Result<bool, TestCaseError> {
    let Ok(policy) = RoutePolicy::from_text(text, &PARAMETERS) else { return Ok(false) };
    let printed = policy.to_string();
    let again = RoutePolicy::from_text(&printed, &PARAMETERS);
    match again {
        Ok(again) => {
            prop_assert_eq!(&again, &policy, "{} printed as {}", text, printed);
            prop_assert_eq!(again.to_string(), printed);
        }
        Err(fault) => prop_assert!(false, "{} printed as {} is refused: {}", text, printed, fault),
    }
    Ok(true)
}

/// A value that some key takes, or nearly.
fn value() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "/",
        "/orders",
        "/orders/{order_id}",
        "/orders/{id}/items/{item_id}",
        "admin",
        "support",
        "customer",
        "orders:write",
        "order.user_id",
        "item.order.user_id",
        "orders",
        "order",
        "5/min",
        "60/hour by ip",
        "1/s by user",
        "5/day by ip+body.email",
        "64kb",
        "1024b",
        "5s",
        "1000ms",
        "404",
        "order.viewed",
        "a reason in words",
        "it \"quotes\" and \\ slashes",
        "",
    ]);
    prop_oneof![
        8 => known.prop_map(str::to_owned),
        1 => "[a-z/{}.+ 0-9]{0,20}",
        1 => any::<String>(),
    ]
}

fn entry() -> impl Strategy<Value = String> {
    let key = prop::sample::select(Key::ALL.to_vec());
    let key = prop_oneof![9 => key.prop_map(|key| key.word().to_owned()), 1 => "[a-z_]{1,12}"];
    (key, prop::collection::vec(value(), 0..3)).prop_map(|(key, values)| match values.as_slice() {
        [] => key,
        [one] => format!("{key} = {one:?}"),
        several => format!("{key} = {several:?}"),
    })
}

/// A policy that is very likely valid, in any order of keys.
fn likely() -> impl Strategy<Value = String> {
    let pick = |choices: &[&str]| {
        prop::sample::select(choices.iter().map(|&text| text.to_owned()).collect::<Vec<String>>())
    };
    (
        pick(&["", r#"get = "/""#, r#"post = "/orders/{order_id}""#, r#"delete = "/a/{b}""#]),
        pick(&[
            "public",
            "authenticated",
            r#"role = "admin""#,
            r#"role = ["admin", "support"]"#,
            r#"webhook = "payments""#,
        ]),
        pick(&["", r#"owns = "order.user_id""#, r#"owns = ["order.user_id", "item.order.user_id"]"#]),
        pick(&[
            "",
            r#"or_role = "support""#,
            r#"or_grant = "read""#,
            r#"all_rows = "orders""#,
            r#"reads = "orders""#,
            r#"inserts = ["orders", "item"]"#,
        ]),
        pick(&[
            "",
            r#"rate = "5/min""#,
            r#"rate = ["5/min by ip", "100/day"]"#,
            r#"waive_rate = "no need here""#,
        ]),
        pick(&[
            "",
            r#"timeout = "90000ms""#,
            r#"body_limit = "2048b""#,
            r#"deny = "404""#,
            r#"audit = "a.b""#,
            r#"egress = "billing""#,
            r#"egress = "public-internet""#,
            r#"exec = "ping""#,
        ]),
    )
        .prop_map(|(a, b, c, d, e, f)| vec![a, b, c, d, e, f])
        .prop_map(|parts| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>())
        .prop_shuffle()
        .prop_map(|parts| parts.join(", "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        reads_back(&text)?;
    }

    #[test]
    fn shuffled_entries_read_back(entries in prop::collection::vec(entry(), 0..8)) {
        reads_back(&entries.join(", "))?;
    }

    #[test]
    fn likely_policies_read_back(text in likely()) {
        reads_back(&text)?;
    }
}

/// The property above would hold of a reader that refuses everything.
#[test]
fn likely_policies_are_often_valid() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let valid = (0..500)
        .filter(|_| {
            let text = likely().new_tree(&mut runner).unwrap().current();
            RoutePolicy::from_text(&text, &PARAMETERS).is_ok()
        })
        .count();
    assert!(valid > 50, "{valid} of 500");
}

#[test]
fn all_faults_come_at_once() {
    let text =
        r#"get = "orders", rolle = "admin", owns = "ordr.user_id", rate = "0/min", role = "Admin", public"#;
    let fault = RoutePolicy::from_text(text, &PARAMETERS).unwrap_err();
    let messages: Vec<String> = fault.into_iter().map(|fault| fault.to_string()).collect();
    for part in [
        "grammar: unknown key `rolle`; did you mean `role`?",
        "grammar: path `orders` does not begin with `/`; write `/orders`",
        "access: `public` and `role` both say who may call this route; keep the one that is meant",
        "ownership: the handler has no parameter `ordr`; did you mean `order`?",
        "rate: a rate of zero lets nobody in; write at least 1",
    ] {
        assert!(messages.iter().any(|message| message == part), "{part}\n{messages:#?}");
    }
}

#[test]
fn every_contradiction_is_refused() {
    for text in [
        "",
        r#"get = "/""#,
        "public, authenticated",
        r#"public, role = "admin""#,
        r#"authenticated, role = "admin""#,
        r#"get = "/", post = "/", public"#,
        r#"get = "/", get = "/", public"#,
        r#"get = "/", public, scope = "a""#,
        r#"get = "/", public, deny = "404""#,
        r#"get = "/", role = "admin", deny = "403""#,
        r#"get = "/", public, owns = "order.user_id""#,
        r#"get = "/", role = "admin", or_role = "support""#,
        r#"get = "/", authenticated, all_rows = "orders""#,
        r#"get = "/", public, all_rows = "orders""#,
        r#"get = "/", role = "admin", all_rows = "orders", owns = "orders.user_id""#,
        r#"get = "/", role = "admin", owns = ["order.user_id", "order.approver_id"]"#,
        r#"get = "/", role = "admin", owns = "other.user_id""#,
        r#"get = "/", role = []"#,
        r#"get = "/", role = ["a", "a"]"#,
        r#"get = "/", role = "admin", rate = "5/min", waive_rate = "both of them""#,
        r#"get = "/", public, rate = "5/min by user""#,
        r#"post = "/", public, rate = "5/min by body.email""#,
        r#"get = "/", public, rate = "5/min by ip+body.email""#,
        r#"post = "/", public"#,
        r#"public"#,
        r#"get = "/", role = "admin", rate = ["5/min", "5/min"]"#,
        r#"get = "/", public = "yes""#,
        r#"get = "/", role"#,
        r#"get = "/", role ="#,
        r#"get = "/", role = ADMIN"#,
        r#"get = "/", role = "admin" "support""#,
        r#"get = "/", role = "admin" && owner"#,
        r#"get = ["/a", "/b"], public"#,
        r#"get = "/", role = "admin"x"#,
        r#"get = "/", role == "admin""#,
        r#"get = "/", role: "admin""#,
        r#"get = "/", role("admin")"#,
        r#"get = "/", public, waive_rate = "no""#,
        r#"post = "/", webhook = "payments""#,
        r#"post = "/", webhook = "Payments", rate = "5/min""#,
        r#"post = "/", webhook = "payments", role = "admin", rate = "5/min""#,
        r#"post = "/", webhook = "payments", public, rate = "5/min""#,
        r#"post = "/", webhook = "payments", scope = "a", rate = "5/min""#,
        r#"post = "/", webhook = "payments", deny = "404", rate = "5/min""#,
        r#"post = "/", webhook = "payments", rate = "5/min by user""#,
        r#"post = "/", webhook = "payments", owns = "order.user_id", rate = "5/min""#,
        r#"get = "/", webhook = "payments", rate = "5/min""#,
        r#"delete = "/", webhook = "payments", rate = "5/min""#,
        r#"post = "/", authenticated, waive_webhook = "there is none here""#,
        r#"post = "/", authenticated, waive_egress = "there is none here""#,
        r#"post = "/", authenticated, egress = "https://example.org""#,
        r#"post = "/", authenticated, egress = ["a", "b"]"#,
        r#"post = "/", authenticated, exec = "/bin/ping""#,
        r#"post = "/", authenticated, exec = "ping -c 1""#,
    ] {
        assert!(RoutePolicy::from_text(text, &PARAMETERS).is_err(), "{text}");
    }
}

#[test]
fn the_bare_form_is_a_whole_policy() {
    let text = r#"role = "admin", owns = "order.user_id", rate = "5/min""#;
    let policy = RoutePolicy::from_text(text, &PARAMETERS).unwrap();
    assert!(policy.changes_state() && policy.endpoint().is_none());
}
