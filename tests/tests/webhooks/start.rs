//! A webhook that could verify nothing does not start.

use portcullis::WebhookScheme;
use portcullis::prelude::*;
use portcullis::testing::secret_text;
use portcullis_tests::{Engine, Server};
use serde_json::json;

use super::shop::{Sender, Shop, app_alone, body, now, send};

async fn faults(app: App) -> Vec<String> {
    match app.build().await {
        Ok(_) => Vec::new(),
        Err(error) => error.faults().to_vec(),
    }
}

#[tokio::test]
async fn weak_configurations_do_not_start() {
    let keys = || Sender::of(WebhookScheme::Standard).keys();
    assert_eq!(faults(app_alone(keys())).await, Vec::<String>::new());
    let told = faults(app_alone(keys()).webhook("payment", keys())).await;
    assert!(told.len() == 1 && told[0].contains("no route says `webhook = \"payment\"`"), "{told:?}");
    let told = faults(app_alone(keys()).webhook("standard", keys())).await;
    assert!(told.len() == 1 && told[0].contains("given twice"), "{told:?}");
    for weak in ["", "hunter2", "whsec_c2hvcnQ=", "change-me-change-me-change-me"] {
        let told = faults(app_alone(WebhookKeys::standard(secret_text(weak)))).await;
        assert!(
            told.len() == 1 && told[0].starts_with("a secret of the webhook `standard` is not"),
            "{told:?}"
        );
        assert!(weak.is_empty() || !told[0].contains(weak), "{told:?}");
    }
    let strong = Sender::of(WebhookScheme::Standard);
    let told = faults(app_alone(strong.keys().also(secret_text("mysecret")))).await;
    assert_eq!(told.len(), 1, "{told:?}");
}

/// What is signed for one route is nothing to another.
#[tokio::test]
async fn one_key_is_for_one_route() {
    let shop = Shop::new(Engine::Sqlite).await;
    let server = Server::start(shop.app()).await;
    let call = body("evt_1", &json!({ "about": 1 }));
    let headers = shop.standard.sign("evt_1", now(), &call);
    for elsewhere in ["/few", "/again", "/github", "/stripe"] {
        send(&server, elsewhere, headers.clone(), call.clone()).await.assert_problem(401);
    }
    let keys = || Sender::of(WebhookScheme::GitHub).keys();
    let told = faults(app_alone(keys()).webhook("lonely", keys()).mount(routes![lonely, another])).await;
    assert!(
        told.len() == 1 && told[0].contains("`another` and `lonely` take calls of one webhook"),
        "{told:?}"
    );
    // Two handlers of one name, as a macro writes them, are two routes.
    macro_rules! hooks {
        ($($path:literal),*) => {
            [$({
                #[secure_route(post = $path, webhook = "lonely", rate = "5/min")]
                async fn hook(event: Signed<Anything>) -> NoContent {
                    let _ = event.about;
                    NoContent
                }
                routes![hook]
            }),*]
        };
    }
    let hooks = hooks!("/one", "/other").into_iter().flatten();
    let told = faults(app_alone(keys()).webhook("lonely", keys()).mount(hooks)).await;
    assert!(told.len() == 1 && told[0].contains("`hook` and `hook` take calls of one webhook"), "{told:?}");
    let shared = Sender::of(WebhookScheme::Standard);
    let told = faults(
        app_alone(shared.keys())
            .webhook("lonely", keys().also(secret_text(&shared.secret)))
            .mount(routes![lonely]),
    )
    .await;
    assert_eq!(told, Vec::<String>::new(), "the same text is another secret to another scheme");
    let told = faults(app_alone(shared.keys()).webhook("lonely", shared.keys()).mount(routes![lonely])).await;
    assert!(told.len() == 1 && told[0].contains("have the same secret"), "{told:?}");
}

#[tokio::test]
async fn a_sender_without_keys_and_a_memory_without_its_table_do_not_start() {
    let shop = Shop::new(Engine::Sqlite).await;
    let without_keys =
        App::new(Environment::Production).client_ip(ClientIpSource::socket()).mount(routes![lonely]);
    let told = faults(without_keys).await;
    assert!(told.len() == 1 && told[0].contains("the webhook `lonely` has no keys"), "{told:?}");
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let empty = Database::connect(&engine.url().await).await.unwrap();
        let told = faults(app_alone(shop.standard.keys()).database(empty)).await;
        assert!(told.len() == 1 && told[0].contains("WebhookKeys::migrate"), "{told:?}");
    }
}

#[secure_input]
struct Anything {
    about: i64,
}

#[secure_route(post = "/lonely", webhook = "lonely", rate = "5/min")]
async fn lonely(event: Signed<Anything>) -> NoContent {
    let _ = event.about;
    NoContent
}

#[secure_route(post = "/another", webhook = "lonely", rate = "5/min")]
async fn another(event: Signed<Anything>) -> NoContent {
    let _ = event.about;
    NoContent
}

#[secure_route(webhook = "lonely", rate = "5/min")]
async fn by_hand(event: Signed<Anything>) -> NoContent {
    let _ = event.about;
    NoContent
}

/// Where a route is put by hand, it has a body all the same.
#[tokio::test]
async fn a_webhook_without_a_body_does_not_start() {
    let app = |method| {
        App::new(Environment::Production)
            .client_ip(ClientIpSource::socket())
            .webhook("lonely", Sender::of(WebhookScheme::GitHub).keys())
            .at::<by_hand>(method, "/by-hand")
    };
    assert_eq!(faults(app(Method::POST)).await, Vec::<String>::new());
    for method in [Method::GET, Method::DELETE] {
        assert_eq!(faults(app(method)).await.len(), 1);
    }
}

/// While a sender changes its secret, both verify; afterwards the old one does not.
#[tokio::test]
async fn keys_are_changed_without_a_gap() {
    let [old, new] = [(); 2].map(|()| Sender::of(WebhookScheme::Standard));
    let both = Server::start(app_alone(old.keys().also(secret_text(&new.secret)))).await;
    assert_eq!(old.call(&both, "evt_1", &json!({ "about": 1 })).await.status, 204);
    assert_eq!(new.call(&both, "evt_2", &json!({ "about": 1 })).await.status, 204);
    let only_new = Server::start(app_alone(new.keys())).await;
    old.call(&only_new, "evt_3", &json!({ "about": 1 })).await.assert_problem(401);
    // A sender that signs with both is verified by either.
    let sent = body("evt_4", &json!({ "about": 1 }));
    let (mut headers, at) = (old.sign("evt_4", now(), &sent), now());
    let [first, second] = [&old, &new].map(|sender| sender.sign("evt_4", at, &sent));
    let joined = format!(
        "v1a,AAAA {} {}",
        first["webhook-signature"].to_str().unwrap(),
        second["webhook-signature"].to_str().unwrap()
    );
    headers.insert("webhook-signature", joined.parse().unwrap());
    headers.insert("webhook-timestamp", at.to_string().parse().unwrap());
    assert_eq!(send(&only_new, "/standard", headers, sent).await.status, 204);
}

/// A reviewer reads who may call.
#[tokio::test]
async fn the_table_and_the_report_name_the_senders() {
    let shop = Shop::new(Engine::Sqlite).await;
    let ready = shop.app().build().await.unwrap();
    let line = ready.table().lines().find(|line| line.ends_with("  few")).unwrap().to_owned();
    assert!(line.contains("webhook few") && line.contains("3/min by sender"), "{line}");
    assert!(ready.table().contains("waive_webhook on `again`: to run it twice changes nothing"));
    assert!(ready.report().contains("standard (Standard Webhooks, 1 secret)"), "{}", ready.report());
}
