//! How problems look is the app's to say; what they say is not: never the text of an error, in any mode.

use portcullis::prelude::*;
use portcullis::{ProblemBody, ProblemDetails};
use portcullis_tests::shop::{self, Role};
use portcullis_tests::{Engine, Server, database, issuer, log, token};
use reqwest::Method;
use serde_json::json;

fn as_one_shop_has_it(problem: &ProblemDetails<'_>) -> ProblemBody {
    if problem.asks_for_a_page() {
        return ProblemBody::text("Something went wrong. We are on it.");
    }
    ProblemBody::json(&json!({
        "error": problem.kind(),
        "reference": problem.id(),
        "at": problem.status().as_u16(),
        "title": problem.title(),
        "fields": problem.errors().iter().map(|fault| fault.field.clone()).collect::<Vec<_>>(),
    }))
}

async fn shop() -> App {
    shop::app(database(Engine::Sqlite).await).issuer(issuer())
}

#[tokio::test]
async fn an_app_renders_every_problem() {
    log::keep();
    let plain = axum::Router::new()
        .route("/boom", axum::routing::get(async || -> &'static str { panic!("plain secret text") }));
    let server =
        Server::start(shop().await.problems(as_one_shop_has_it).beside(plain, "a page of another crate"))
            .await;
    let alice = token(1, &[Role::Customer]);
    for (method, path, token, body, status) in [
        (Method::GET, "/nowhere", "", None, 404),
        (Method::PUT, "/orders", "", None, 405),
        (Method::GET, "/orders/1", "", None, 401),
        (Method::GET, "/orders/3", &*alice, None, 404),
        (Method::POST, "/orders", &*alice, Some(json!({ "item": "", "evil": 1 })), 422),
        (Method::GET, "/panic", "", None, 500),
        (Method::GET, "/fails", "", None, 500),
        (Method::GET, "/slow", "", None, 503),
        (Method::GET, "/boom", "", None, 500),
    ] {
        let answer = server.send(method, path, token, body).await;
        assert_eq!(answer.status, status, "{path} {answer:?}");
        let told = answer.json();
        assert_eq!(told["at"], status, "{path} {answer:?}");
        assert_eq!(told["reference"], answer.header("x-request-id"), "{path} {answer:?}");
        assert!(told.get("type").is_none() && !answer.text.contains("secret"), "{path} {answer:?}");
        // What a status asks for stays.
        assert_eq!(answer.headers.contains_key("www-authenticate"), status == 401);
        assert_eq!(answer.headers.contains_key("retry-after"), status == 503);
        assert_eq!(answer.headers.contains_key("allow"), status == 405);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        if status >= 500 {
            let lines = log::lines_with(told["reference"].as_str().unwrap());
            assert!(!lines.is_empty(), "the log has the incident of {path}");
            assert!(
                path != "/boom" || lines.iter().any(|line| line.contains("plain secret text")),
                "{lines:?}"
            );
        }
    }
    let page = server.request(Method::GET, "/panic").header("accept", "text/html, */*;q=0.8");
    let page = Server::answer(page).await;
    assert_eq!((page.status, page.text.as_str()), (500, "Something went wrong. We are on it."));
    assert_eq!(page.header("content-type"), "text/plain; charset=utf-8");
}

#[tokio::test]
async fn a_renderer_that_panics_costs_nobody_the_answer() {
    let server = Server::start(shop().await.problems(|problem: &ProblemDetails<'_>| -> ProblemBody {
        panic!("no template for {}", problem.kind())
    }))
    .await;
    server.get("/panic", "").await.assert_problem(500);
    server.get("/nowhere", "").await.assert_problem(404);
}

#[tokio::test]
async fn problems_are_rendered_in_one_way() {
    let faults = shop().await.problems(as_one_shop_has_it).problems(as_one_shop_has_it).build().await;
    assert!(faults.unwrap_err().to_string().contains("two ways"));
}
