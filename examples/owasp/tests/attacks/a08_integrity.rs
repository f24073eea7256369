//! Data that would become something else.

use portcullis_tests::Server;
use reqwest::Method;
use serde_json::json;

use crate::{House, customer};

#[tokio::test]
async fn a08_integrity_data_becomes_what_was_declared_and_nothing_else() {
    let house = House::open().await;
    let server = &house.server;
    let alice = customer(1);
    let put = async |body: &str| {
        let request = server.request(Method::PUT, "/settings").bearer_auth(&alice);
        Server::answer(request.header("content-type", "application/json").body(body.to_owned())).await
    };
    let kept = put(r#"{"language":"de","rows_a_page":20}"#).await;
    let own = json!({ "id": 1, "user_id": 1, "language": "de", "rows_a_page": 20, "is_staff": false });
    assert_eq!(kept.json(), own, "{kept:?}");
    for body in [
        // Fields that are the app's, and one that is another's.
        r#"{"language":"de","rows_a_page":20,"is_staff":true}"#,
        r#"{"language":"de","rows_a_page":20,"user_id":2}"#,
        r#"{"language":"de","rows_a_page":20,"id":7}"#,
        r#"{"language":"de","rows_a_page":20,"__proto__":{"is_staff":true}}"#,
        // A type of the sender's choice.
        r#"{"language":{"@type":"java.lang.Runtime"},"rows_a_page":20}"#,
        r#"{"language":["de"],"rows_a_page":20}"#,
        r#"{"language":"de","rows_a_page":"20"}"#,
        r#"{"language":"de","rows_a_page":20.0}"#,
        r#"{"language":"de","rows_a_page":true}"#,
        r#"["de",20]"#,
        // Two readers, two meanings.
        r#"{"language":"de","rows_a_page":20,"rows_a_page":99}"#,
        // Beyond what was declared.
        r#"{"language":"de","rows_a_page":1000000}"#,
        r#"{"language":"a language without end","rows_a_page":20}"#,
    ] {
        put(body).await.assert_problem(422);
    }
    // Forms of serialization that are none here.
    for media in [
        "application/x-java-serialized-object",
        "application/x-yaml",
        "text/xml",
        "application/x-www-form-urlencoded",
    ] {
        let request = server.request(Method::PUT, "/settings").bearer_auth(&alice);
        let answer =
            Server::answer(request.header("content-type", media).body("language: !!python/object x")).await;
        answer.assert_problem(415);
    }
    assert_eq!(server.get("/settings", &alice).await.json(), own);
    server.get("/settings", &customer(2)).await.assert_problem(404);
}
