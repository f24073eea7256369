//! Links that lead inside, where somebody listens. What a name leads to, and where redirects lead, is attacked in `tests/tests/egress`, which has a
//! network and name servers of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use portcullis::prelude::*;
use portcullis_tests::Server;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};

use crate::{customer, whole};

#[tokio::test]
async fn a10_ssrf_no_link_leads_inside() {
    let _listening = portcullis_tests::capture::Captured::json();
    let inside = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = inside.local_addr().unwrap();
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&connections);
    tokio::spawn(async move {
        while inside.accept().await.is_ok() {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    // The operator allows the port, so that it is the address alone that is refused.
    let (app, _) = whole().await;
    let app = app.client_ip(ClientIpSource::socket()).public_egress(PublicEgress::new().port(place.port()));
    let server = Server::start(app).await;
    let alice = customer(1);
    for host in [
        "127.0.0.1",
        "127.1",
        "0",
        "0.0.0.0",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "1%32%37.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "127.0.0.1.",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "localhost",
        "LocalHost.",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "a.localhost",
        "user@127.0.0.1",
        "shop.example@127.0.0.1",
        "shop.example\\@127.0.0.1",
        // Where clouds tell credentials.
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "[::ffff:a9fe:a9fe]",
        "[fd00:ec2::254]",
        "metadata.google.internal",
    ] {
        for url in [format!("https://{host}:{}/", place.port()), format!("https://{host}/latest/meta-data/")]
        {
            let answer = server.post("/link-length", &alice, json!({ "url": url })).await;
            answer.assert_problem(422);
            assert_eq!(answer.json()["errors"], json!([{ "field": "url", "rule": "public_url" }]), "{url}");
        }
    }
    for url in [
        format!("http://127.0.0.1:{}/", place.port()),
        format!("gopher://127.0.0.1:{}/_x", place.port()),
        format!("//127.0.0.1:{}/", place.port()),
        "file:///etc/passwd".to_owned(),
        String::new(),
    ] {
        server.post("/link-length", &alice, json!({ "url": url })).await.assert_problem(422);
    }
    // It counts who comes, and the first was this test.
    assert_eq!(connections.load(Ordering::SeqCst), 0);
    drop(TcpStream::connect(place).await.unwrap());
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}
