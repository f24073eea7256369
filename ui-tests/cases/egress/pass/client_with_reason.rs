//! A component that reaches other hosts for a reason.

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Service)]
struct Mailer {
    #[service(holds = "sends mail by the provider's own API")]
    client: reqwest::Client,
}

#[secure_route(post = "/mail", role = "customer")]
async fn mail(_mailer: Service<Mailer>) -> NoContent {
    NoContent
}
