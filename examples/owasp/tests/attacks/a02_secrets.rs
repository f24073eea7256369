//! A thief reads the file of the database.

use reqwest::Method;
use serde_json::json;

use crate::{House, customer};

const TAX: &str = "DE-99-TAX-4711";
const TOKEN: &str = "token-of-alice-0123456789";

#[tokio::test]
async fn a02_secrets_a_stolen_database_tells_nothing() {
    let house = House::open().await;
    let server = &house.server;
    let alice = customer(1);
    let member = json!({ "tax_number": TAX, "api_token": TOKEN });
    let kept = server.send(Method::PUT, "/member", &alice, Some(member.clone())).await;
    assert_eq!(kept.json(), json!({ "id": 1, "user_id": 1, "tax_number": TAX }), "{kept:?}");
    // The file, and what is not yet in it.
    let mut stolen = Vec::new();
    for file in ["", "-wal", "-journal"] {
        let mut path = house.database.clone().into_os_string();
        path.push(file);
        stolen.extend(std::fs::read(path).unwrap_or_default());
    }
    let holds = |text: &str| stolen.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("of alice"), "what is not secret is there to be read");
    assert!(!holds(TAX) && !holds(TOKEN));
    // Its owner reads it, nobody else; the token is compared and never told.
    assert_eq!(server.get("/member", &alice).await.json()["tax_number"], TAX);
    let other = server.get("/member", &customer(2)).await;
    assert!(!other.assert_problem(404).text.contains(TAX));
    let check = server.post("/member/check", &alice, member).await;
    assert_eq!(check.json(), json!({ "matches": true }));
    let wrong = json!({ "tax_number": TAX, "api_token": TOKEN.to_uppercase() });
    assert_eq!(server.post("/member/check", &alice, wrong).await.json(), json!({ "matches": false }));
}
