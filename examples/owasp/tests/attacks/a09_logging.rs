//! Somebody who writes into the log.

use serde_json::json;

use crate::{House, customer};

#[tokio::test]
async fn a09_logging_nobody_writes_a_line_and_nothing_passes_unseen() {
    let house = House::open().await;
    let (server, log) = (&house.server, &house.log);
    let alice = customer(1);
    let forged = "x\r\n{\"event\":\"refund_made\",\"subject\":\"2\"}\u{2028}\u{1b}[31m";
    server
        .post("/refunds", &alice, json!({ "cents": 5, "reason": "x", forged: 1 }))
        .await
        .assert_problem(422);
    // Each line is an object of its own, and none says what was forged.
    assert_eq!(log.named("refund_made").len(), 0, "{}", log.text());
    let refused = log.named("input_validation_fail");
    assert_eq!((refused.len(), &refused[0]["subject"], &refused[0]["status"]), (1, &json!("1"), &json!(422)));
    let done = server.post("/refunds", &alice, json!({ "cents": 5, "reason": forged })).await;
    assert_eq!(done.status, 204);
    let (made, sized) = (log.named("refund_made"), log.named("refund_sized"));
    assert_eq!((made.len(), sized.len()), (1, 1), "{}", log.text());
    assert_eq!((&made[0]["subject"], &made[0]["outcome"]), (&json!("1"), &json!("success")));
    assert_eq!(sized[0]["about"], "cents=5 explained=true");
    // What was refused has left a trace too, and no credential has.
    server.post("/refunds", "", json!({ "cents": 5, "reason": "x" })).await.assert_problem(401);
    server.get("/invoices/2", &alice).await.assert_problem(404);
    assert_eq!(log.named("authz_fail").len(), 2, "{}", log.text());
    assert!(!log.text().contains(&alice));
}
