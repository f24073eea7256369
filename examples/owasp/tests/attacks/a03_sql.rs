//! A title that is SQL.

use serde_json::json;

use crate::{House, customer};

#[tokio::test]
async fn a03_sql_a_title_is_a_title() {
    let house = House::open().await;
    let server = &house.server;
    let alice = customer(1);
    let ask = async |title: &str| {
        let mut url = reqwest::Url::parse("http://x/notes").unwrap();
        url.query_pairs_mut().append_pair("title", title);
        server.get(&format!("/notes?{}", url.query().unwrap()), &alice).await
    };
    assert_eq!(ask("of alice").await.json(), json!([{ "title": "of alice", "notes": 1 }]));
    // Bob's notes are not there to be counted, whatever they are called.
    assert_eq!(ask("of bob").await.json(), json!([]));
    for attack in [
        "' OR '1'='1",
        "x' OR 1=1 --",
        "' UNION SELECT title, 1 FROM notes --",
        "'; DELETE FROM notes; --",
        "$1",
        "%",
        "\\'",
        "' || (SELECT title FROM notes LIMIT 1) || '",
    ] {
        let answer = ask(attack).await;
        assert_eq!((answer.status, answer.json()), (200, json!([])), "{attack}: {answer:?}");
    }
    assert_eq!(ask("of alice").await.json()[0]["notes"], 1, "nothing was deleted");
}
