//! What is left open, and what does not start.

use owasp_catalogue::a05_configuration::status;
use owasp_catalogue::a08_webhook::parcel_delivered;
use portcullis::identity::{Issuer, KeyRing};
use portcullis::prelude::*;
use portcullis_tests::Server;

use crate::{House, whole};

#[tokio::test]
async fn a05_configuration_other_origins_read_nothing() {
    let house = House::open().await;
    let server = &house.server;
    let from = async |origin: &str| {
        Server::answer(server.request(Method::GET, "/status").header("origin", origin)).await
    };
    let listed = from("https://shop.example").await;
    assert_eq!(listed.header("access-control-allow-origin"), "https://shop.example");
    for origin in
        ["https://evil.example", "null", "https://shop.example.evil.example", "http://shop.example", "*"]
    {
        let answer = from(origin).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, ""), "{origin}");
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("server", ""),
    ] {
        assert_eq!(listed.header(name), value, "{name}");
    }
}

#[tokio::test]
async fn a05_configuration_half_of_the_settings_does_not_start() {
    let _listening = portcullis_tests::capture::Captured::json();
    let faults = async |app: App| app.build().await.unwrap_err().faults().join("\n");
    // Nothing says where the address of a client comes from.
    let (app, _) = whole().await;
    assert!(faults(app).await.contains("CLIENT_IP"));
    // Keys that die with the process, and an issuer without an audience.
    let weak = Issuer::own("https://weak.example", "", KeyRing::ephemeral());
    let app = App::new(Environment::Production).client_ip(ClientIpSource::socket()).issuer(weak);
    let told = faults(app.mount(routes![status])).await;
    assert!(told.contains("ephemeral") && told.contains("audience"), "{told}");
    // A sender of whom nobody knows the key, so that anybody would do.
    let keyless = App::new(Environment::Production).client_ip(ClientIpSource::socket());
    let told = faults(keyless.mount(routes![parcel_delivered])).await;
    assert!(told.contains("the webhook `carrier` has no keys"), "{told}");
}
