//! Whoever writes into a request writes into no line but as text.

use portcullis_tests::capture::Captured;
use portcullis_tests::shop::Role::Customer;
use portcullis_tests::{Engine, Server, token};
use serde_json::{Value, json};

/// Texts that forge a line where they are written as they are.
const HOSTILE: [&str; 8] = [
    "7\r\n2026-01-01T00:00:00Z  INFO portcullis::event: event=\"authn_login_success\"",
    "7\n{\"event\":\"authn_login_success\",\"target\":\"portcullis::event\"}",
    "7\",\"event\":\"authn_login_success",
    "7\" event=\"authn_login_success",
    "7\u{1b}[2K\u{1b}[31mevent=\"authn_login_success\"\u{9b}0m",
    "7\u{2028}{\"event\":\"authn_login_success\"}\u{2029}\u{85}",
    "7\u{202e}sseccus_nigol\u{202c}\u{2066}\u{200f}\u{feff}",
    "7\\\" event=\"authn_login_success\0",
];

/// Sends each where a client's text gets into an event: the name of a field, a cause, a subject. Gives how many events that are.
async fn attack(server: &Server) -> usize {
    let mut sent = 0;
    for hostile in HOSTILE {
        server.post("/input", "", json!({ hostile: 1 })).await.assert_problem(422);
        let query = hostile.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
        let status = if hostile.contains('\0') { 422 } else { 500 };
        server.get(&format!("/fails?q={query}"), "").await.assert_problem(status);
        sent += 2;
        // A token whose subject is so; one with controls is no credential.
        let refused = server.get("/orders/3", &token(hostile, &[Customer])).await;
        let status = if hostile.chars().any(char::is_control) { 401 } else { 404 };
        refused.assert_problem(status);
        sent += 1;
    }
    let long = "x".repeat(1_900);
    server.post("/input", "", json!({ long: 1 })).await.assert_problem(422);
    sent + 1
}

fn assert_plain(text: &str) {
    let told = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{200f}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(told), "{text:?}");
}

#[tokio::test]
async fn json_lines_stay_objects_of_their_own_names() {
    let (log, _guard) = Captured::json();
    let server = Server::shop(Engine::Sqlite).await;
    let before = log.events().len();
    let sent = attack(&server).await;
    let events = log.events();
    assert_eq!(events.len() - before, sent, "{}", log.text());
    assert_eq!(log.named("authn_login_success"), Vec::<Value>::new());
    for event in events {
        for (_, value) in event.as_object().unwrap() {
            if let Some(text) = value.as_str() {
                assert_plain(text);
                assert!(text.chars().count() <= 2_049, "{text}");
            }
        }
    }
    // What the app itself logs, however carelessly, is an object too.
    for hostile in HOSTILE {
        tracing::info!(target: "app", user = hostile, shown = %hostile, odd = f64::NAN, "said {hostile}");
        tracing::info_span!("a span", hostile).in_scope(|| tracing::info!(target: "app", "within"));
    }
    let logged = log.objects().into_iter().filter(|object| object["target"] == "app").collect::<Vec<_>>();
    assert_eq!(logged.len(), 2 * HOSTILE.len());
    assert!(
        logged.iter().all(|object| object.get("event").is_none() && object.get("span").is_none()),
        "{logged:?}"
    );
    // Nothing was lost on the way either: what was sent can be read.
    let text = log.text();
    assert!(text.contains(r"\\r\\n2026-01-01") && text.contains(r"\\u{202e}sseccus"), "{text}");
}

#[tokio::test]
async fn plain_lines_are_one_an_event_and_nothing_leaves_its_quotes() {
    let (log, _guard) = Captured::plain();
    let server = Server::shop(Engine::Sqlite).await;
    let before = log.text().lines().count();
    let sent = attack(&server).await;
    let text = log.text();
    // What the server says of itself at its start may come late.
    let lines = text.lines().skip(before).filter(|line| !line.contains("portcullis::start"));
    let lines: Vec<&str> = lines.collect();
    assert_eq!(lines.len(), sent, "{text}");
    for line in lines {
        assert_plain(line);
        assert!(line.contains("portcullis::event: event=\""), "{line}");
        // Outside quotes there are names and numbers alone.
        let mut outside = String::new();
        let (mut quoted, mut escaped) = (false, false);
        for letter in line.chars() {
            match letter {
                '"' if !escaped => quoted = !quoted,
                _ if !quoted => outside.push(letter),
                _ => {}
            }
            escaped = letter == '\\' && !escaped && quoted;
        }
        assert!(!quoted, "{line}");
        assert!(!outside.contains("authn_login_success") && !outside.contains("FORGED"), "{outside}");
        assert_eq!(outside.matches("event=").count(), 1, "{outside}");
    }
    assert!(text.contains("authn_login_success"), "what was sent can be read");
}
