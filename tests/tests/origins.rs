//! Pages of other origins: those on the list read answers, others do not, and asking first costs nobody anything.

use portcullis::{Environment, Origins};
use portcullis_tests::shop::{self, Role};
use portcullis_tests::{Answer, Engine, Server, database, issuer, on_both, token};
use reqwest::Method;

on_both!(only_listed_origins_read_answers, preflights_cost_no_quota);

const SHOP: &str = "https://shop.example";

async fn server(engine: Engine) -> Server {
    let origins = Origins::list([SHOP, "https://admin.shop.example:8443"]).unwrap();
    Server::start(shop::app(database(engine).await).issuer(issuer()).origins(origins)).await
}

async fn ask(server: &Server, method: Method, path: &str, origin: &str, token: &str) -> Answer {
    let request = server.request(method, path).header("origin", origin);
    Server::answer(if token.is_empty() { request } else { request.bearer_auth(token) }).await
}

async fn preflight(server: &Server, path: &str, origin: &str) -> Answer {
    let request = server.request(Method::OPTIONS, path).header("origin", origin);
    let request = request.header("access-control-request-method", "PATCH");
    Server::answer(request.header("access-control-request-headers", "authorization,content-type")).await
}

fn granted(answer: &Answer) -> Vec<String> {
    let granted = answer.headers.keys().filter(|name| name.as_str().starts_with("access-control-"));
    granted.map(ToString::to_string).collect()
}

async fn only_listed_origins_read_answers(engine: Engine) {
    let server = server(engine).await;
    let alice = token(1, &[Role::Customer]);
    for origin in [SHOP, "https://admin.shop.example:8443"] {
        // Also why there is no answer.
        for (path, token, status) in [
            ("/orders/1", &*alice, 200),
            ("/orders/1", "", 401),
            ("/orders/3", &alice, 404),
            ("/nowhere", "", 404),
            ("/reports", &alice, 403),
        ] {
            let answer = ask(&server, Method::GET, path, origin, token).await;
            assert_eq!(
                (answer.status, answer.header("access-control-allow-origin")),
                (status, origin),
                "{path}"
            );
            assert_eq!(answer.header("vary"), "origin");
            assert!(answer.header("access-control-expose-headers").contains("retry-after"));
            assert_eq!(answer.header("access-control-allow-credentials"), "");
        }
        let asked = preflight(&server, "/orders/1", origin).await;
        assert_eq!((asked.status, asked.header("access-control-allow-origin")), (204, origin));
        assert_eq!(asked.header("access-control-allow-methods"), "GET, PATCH, DELETE, HEAD, OPTIONS");
        assert_eq!(asked.header("access-control-allow-headers"), "authorization, content-type, if-match");
        assert_eq!(asked.header("access-control-allow-credentials"), "");
    }
    for origin in [
        "null",
        "https://evil.example",
        "https://shop.example.evil.example",
        "https://evilshop.example",
        "https://shop.example:8443",
        "https://admin.shop.example",
        "http://shop.example",
        "https://SHOP.example",
        "https://shop.example/",
        "*",
        "https://shop.example, https://evil.example",
        "ü",
    ] {
        for answer in [
            ask(&server, Method::GET, "/orders/1", origin, &alice).await,
            preflight(&server, "/orders/1", origin).await,
        ] {
            assert!(matches!(answer.status, 200 | 204), "{origin} {answer:?}");
            assert_eq!(granted(&answer), Vec::<String>::new(), "{origin}");
            assert_eq!(answer.header("vary"), "origin", "a cache must not give this answer to the shop");
        }
    }
    let twice = server
        .request(Method::GET, "/public")
        .header("origin", SHOP)
        .header("origin", "https://evil.example");
    assert_eq!(granted(&Server::answer(twice).await), Vec::<String>::new());
    // A listed origin that only asks for the options is told those alone.
    let options = ask(&server, Method::OPTIONS, "/orders/1", SHOP, "").await;
    assert_eq!(options.header("access-control-allow-methods"), "");
    // Without a list there is nothing to tell apart.
    let none = Server::shop(engine).await;
    let answer = ask(&none, Method::GET, "/public", SHOP, "").await;
    assert_eq!((granted(&answer).len(), answer.header("vary")), (0, ""));
}

async fn preflights_cost_no_quota(engine: Engine) {
    let server = server(engine).await;
    let alice = token(1, &[Role::Customer]);
    let left = async || {
        let answer = ask(&server, Method::GET, "/orders/1", SHOP, &alice).await;
        let text =
            answer.header("ratelimit").split("r=").nth(1).unwrap().split(';').next().unwrap().to_owned();
        text.parse::<u64>().unwrap()
    };
    let before = left().await;
    for _ in 0..50 {
        assert_eq!(preflight(&server, "/orders/1", SHOP).await.status, 204);
    }
    assert_eq!(left().await, before - 1);
}

#[tokio::test]
async fn production_lists_no_origin_in_clear() {
    let origins = Origins::list(["http://localhost:3000", SHOP]).unwrap();
    let app = shop::app(database(Engine::Sqlite).await).issuer(issuer()).origins(origins.clone());
    let faults = app.build().await.unwrap_err().to_string();
    assert!(faults.contains("http://localhost:3000") && !faults.contains(SHOP), "{faults}");
    let app = portcullis::App::new(Environment::Development)
        .client_ip(portcullis::ClientIpSource::socket())
        .origins(origins);
    let ready = app.build().await.unwrap();
    assert!(ready.table().contains("read by pages of http://localhost:3000"), "{}", ready.table());
}
