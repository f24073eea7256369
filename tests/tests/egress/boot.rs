//! What does not start, and what the table says of what does.

use std::time::Duration;

use portcullis::prelude::*;
use portcullis::testing;

use super::app::{bills, web_app};

async fn faults(app: App) -> String {
    app.build().await.err().map(|error| error.to_string()).unwrap_or_default()
}

fn billing() -> EgressHost {
    EgressHost::named("billing")
}

fn secret(text: &str) -> Secret<String> {
    testing::password(text)
}

#[tokio::test]
async fn a_host_is_somewhere() {
    let told = faults(bills()).await;
    assert!(told.contains("nothing says where it is; set `EGRESS_BILLING`"), "{told}");
    for (base, why) in [
        ("http://billing.example.org", "is plain http"),
        ("ftp://billing.example.org", "is of another scheme"),
        ("https://user:hunter2@billing.example.org", "has a name or a password before its host"),
        ("https://billing.example.org?x=1", "has a query or a fragment"),
        ("https://billing.example.org/#x", "has a query or a fragment"),
        ("https://billing.example.org//v1", "an empty part in its path"),
        ("billing.example.org", "is no URL"),
        ("https://", "is no URL"),
        ("", "is no URL"),
        ("https://billing example.org", "is no URL"),
    ] {
        let told = faults(bills().egress(billing().at(base))).await;
        assert!(told.contains("`EGRESS_BILLING`") && told.contains(why), "{base}: {told}");
        assert!(!told.contains("hunter2"), "a fault tells a password: {told}");
    }
    let told = faults(bills().egress(billing().at("https://billing.example.org/v2/"))).await;
    assert_eq!(told, "");
}

#[tokio::test]
async fn what_is_given_is_used_and_is_strong() {
    let at = || billing().at("https://billing.example.org");
    for (app, why) in [
        (bills().egress(at()).egress(EgressHost::named("shipping")), "no route declares it"),
        (bills().egress(at()).egress(at()), "is given twice"),
        (bills().egress(at()).public_egress(PublicEgress::new()), "no route declares it"),
        (web_app().egress(EgressHost::named("public-internet")), "no route declares it"),
        (web_app().public_egress(PublicEgress::new()).public_egress(PublicEgress::new()), "says twice"),
        (web_app().public_egress(PublicEgress::new().port(0)), "port 0"),
        (web_app().public_egress(PublicEgress::new().timeout(Duration::ZERO)), "time limit"),
        (web_app().public_egress(PublicEgress::new().reply_limit(usize::MAX)), "takes replies of"),
        (bills().egress(at().at_once(0)), "requests at once"),
        (bills().egress(at().bearer(secret("short"))), "fewer than 16 characters"),
        (bills().egress(at().header("x-api-key", secret("fifteen letters"))), "fewer than 16 characters"),
        (bills().egress(at().header("host", secret("sixteen letters or more"))), "carries none"),
        (bills().egress(at().header("x api", secret("sixteen letters or more"))), "carries none"),
        (
            bills().egress(at().bearer(secret("sixteen letters\r\nx-evil: 1"))),
            "letters that no header carries",
        ),
        (
            bills().egress(
                at().bearer(secret("sixteen letters or more")).bearer(secret("sixteen letters and more")),
            ),
            "is given twice",
        ),
        (bills().egress(at().root_certificate("no certificate")), "none in PEM"),
    ] {
        let told = faults(app).await;
        assert!(told.contains(why), "{why}: {told}");
        assert!(
            !told.contains("letters or more") && !told.contains("x-evil"),
            "a fault tells a secret: {told}"
        );
    }
}

#[tokio::test]
async fn the_table_and_the_report_tell_what_is_reached() {
    let app = bills()
        .egress(billing().at("https://billing.example.org/v2/").bearer(secret("sixteen letters or more")));
    let ready = app.build().await.unwrap();
    let (table, report) = (ready.table(), ready.report());
    assert!(table.contains("egress of `charge`: billing (https://billing.example.org/v2)\n"), "{table}");
    assert!(report.contains("billing; TLS is verified"), "{report}");
    assert!(!table.contains("sixteen") && !report.contains("sixteen"), "{table}{report}");
    let ready = web_app().build().await.unwrap();
    let table = ready.table();
    assert!(table.contains("egress of `preview`: public-internet\n"), "{table}");
    assert!(table.contains("waive_egress on `plain`: pages of another age\n"), "{table}");
}
