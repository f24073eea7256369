//! The second half fails.

use serde_json::json;

use crate::{House, customer};

#[tokio::test]
async fn a10_2025_exceptions_half_done_is_not_done() {
    let house = House::open().await;
    let server = &house.server;
    let alice = customer(1);
    let coins = async || {
        let listed = server.get("/jars", &alice).await.json();
        let items = listed["items"].as_array().unwrap().clone();
        items.iter().map(|jar| jar["coins"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let pour = async |path: &str, coins: i64| server.post(path, &alice, json!({ "coins": coins })).await;
    // The other jar has already been filled when the first turns out to have too few.
    let refused = pour("/jars/1/to/2", 11).await;
    assert!(!refused.assert_problem(409).text.contains("CHECK"), "{refused:?}");
    assert_eq!(coins().await, [10, 10]);
    pour("/jars/1/to/3", 1).await.assert_problem(404);
    assert_eq!(pour("/jars/1/to/2", 3).await.json()["coins"], 7);
    assert_eq!(coins().await, [7, 13]);
}

#[tokio::test]
async fn a10_2025_exceptions_an_error_tells_its_id_and_nothing_else() {
    let house = House::open().await;
    let (server, log) = (&house.server, &house.log);
    let failed = server.get("/prices", &customer(1)).await;
    failed.assert_problem(500);
    let problem = failed.json();
    let members: Vec<&String> = problem.as_object().unwrap().keys().collect();
    assert_eq!(members, ["incident_id", "status", "title", "type"]);
    assert!(!failed.text.contains("digit"), "{failed:?}");
    // The log has the cause under the id that the client was told, and the server goes on.
    let told = log.named("request_failed");
    assert_eq!((told.len(), &told[0]["incident_id"]), (1, &problem["incident_id"]));
    assert!(told[0]["reason"].as_str().unwrap().contains("invalid digit"), "{told:?}");
    assert_eq!(server.get("/status", "").await.status, 200);
}
