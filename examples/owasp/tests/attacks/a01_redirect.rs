//! A link to this site that ends elsewhere.

use crate::{House, customer};

#[tokio::test]
async fn a01_redirect_no_link_leads_elsewhere() {
    let house = House::open().await;
    let server = &house.server;
    let alice = customer(1);
    // Followed by hand, so that it is seen where it leads.
    let ask = async |next: &str| {
        let head = format!(
            "GET /continue?next={next} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {alice}\r\nConnection: close\r\n\r\n"
        );
        server.raw(head.as_bytes()).await.to_ascii_lowercase()
    };
    for (next, place) in [("invoices", "/invoices"), ("settings", "/settings")] {
        let answer = ask(next).await;
        assert!(answer.starts_with("http/1.1 303 "), "{answer}");
        assert!(answer.contains(&format!("\r\nlocation: {place}\r\n")), "{answer}");
    }
    for elsewhere in [
        "https://evil.example",
        "//evil.example",
        "/%5Cevil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "%09//evil.example",
        "invoices%0d%0alocation:%20https://evil.example",
        "invoices&next=https://evil.example",
        "",
    ] {
        let answer = ask(elsewhere).await;
        assert!(answer.starts_with("http/1.1 422 "), "{elsewhere}: {answer}");
        assert!(!answer.contains("\r\nlocation:"), "{elsewhere}: {answer}");
    }
}
