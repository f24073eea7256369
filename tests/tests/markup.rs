//! Pages over a real socket, with every payload at hand in every place of a template; redirects and downloads with hostile values.

use portcullis::prelude::*;
use portcullis_tests::{Engine, Server, database, issuer};

/// Every page of the shop.
#[markup(path = "layout.html")]
struct Layout<B> {
    title: String,
    body: B,
}

#[markup]
#[derive(Clone, Copy)]
enum Status {
    Open,
    PaidLate,
}

#[markup]
struct Line {
    item: String,
}

#[markup(path = "stamp.html")]
struct Stamp {
    text: String,
}

#[markup(path = "receipt.html")]
struct Receipt {
    text: String,
    paid: bool,
    lines: Vec<Line>,
    note: Option<String>,
    status: Status,
    link: Link,
    stamp: Stamp,
    stamps: Vec<Stamp>,
}

impl Receipt {
    fn of(text: &str) -> Layout<Self> {
        let stamp = || Stamp { text: text.to_owned() };
        let body = Self {
            text: text.to_owned(),
            paid: true,
            lines: vec![Line { item: text.to_owned() }, Line { item: text.to_owned() }],
            note: Some(text.to_owned()),
            status: Status::PaidLate,
            link: Link::to(["orders", text]).unwrap_or(link!("/")),
            stamp: stamp(),
            stamps: vec![stamp(), stamp()],
        };
        Layout { title: text.to_owned(), body }
    }
}

#[secure_input]
pub struct Said {
    #[validate(length(max = 20000))]
    text: String,
}

#[secure_route(post = "/echo", public, rate = "100000/min", body_limit = "1mb")]
async fn echo(said: Valid<Json<Said>>) -> Html<Layout<Receipt>> {
    Html(Receipt::of(&said.text))
}

#[secure_route(get = "/receipt", public)]
async fn receipt() -> Result<Html<Layout<Receipt>>, Problem> {
    Ok(Html(Receipt::of("a lamp")))
}

async fn server() -> Server {
    let app = App::new(Environment::Development).issuer(issuer()).mount(routes![echo, receipt]);
    Server::start(app.database(database(Engine::Sqlite).await)).await
}

#[tokio::test]
async fn a_page_is_answered() {
    let server = server().await;
    let answer = server.get("/receipt", "").await;
    println!("{:#?}\n{}", answer.headers, answer.text);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.text.contains("<p id=\"text\">a lamp</p>"), "{}", answer.text);
}
