//! An app of pages: a layout, its parts, words, lists, links; and what leads elsewhere or is saved.

use portcullis::Media;
use portcullis::prelude::*;
use portcullis_tests::shop::Role;
use portcullis_tests::{Server, issuer};

/// Every page of the shop.
#[markup(path = "layout.html")]
struct Layout<B> {
    title: String,
    body: B,
}

#[markup]
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

/// What a client says that a page then shows.
#[secure_input]
struct Said {
    #[validate(length(max = 20000))]
    text: String,
    #[validate(length(max = 20000))]
    place: String,
}

/// What an input may not say, an app may all the same have: a NUL, which is sent as the sign for it.
pub(crate) const NUL_SIGN: char = '\u{2400}';

fn meant(text: &str) -> String {
    text.replace(NUL_SIGN, "\0")
}

fn receipt_of(text: &str, place: &str) -> Result<Html<Layout<Receipt>>, Problem> {
    let (text, place) = (&meant(text), &meant(place));
    let stamp = || Stamp { text: text.to_owned() };
    let line = || Line { item: text.to_owned() };
    let body = Receipt {
        text: text.to_owned(),
        paid: true,
        lines: vec![line(), line()],
        note: Some(text.to_owned()),
        status: if text == "open" { Status::Open } else { Status::PaidLate },
        link: Link::to(["orders", place])?,
        stamp: stamp(),
        stamps: vec![stamp(), stamp()],
    };
    Ok(Html(Layout { title: text.to_owned(), body }))
}

#[secure_route(post = "/receipt", public, rate = "100000/min", body_limit = "1mb")]
async fn show(said: Valid<Json<Said>>) -> Result<Html<Layout<Receipt>>, Problem> {
    receipt_of(&said.text, &said.place)
}

#[secure_route(get = "/receipt", public, rate = "100000/min")]
async fn receipt() -> Result<Html<Layout<Receipt>>, Problem> {
    receipt_of("a lamp", "1")
}

#[markup(source = "<p>{{ text }}</p>")]
struct Note {
    text: String,
}

#[secure_route(get = "/note", public)]
async fn note() -> Html<Note> {
    Html(Note { text: "nothing runs here".to_owned() })
}

#[secure_route(get = "/absent", public)]
async fn absent() -> Result<Html<Note>, Problem> {
    Err(Problem::not_found())
}

#[secure_input]
struct Named {
    #[validate(length(max = 20000))]
    shelf: String,
    #[validate(length(max = 20000))]
    name: String,
}

#[secure_route(get = "/shelves/{shelf}/books/{name}", public, rate = "100000/min")]
async fn book(named: Valid<Path<Named>>) -> Html<Note> {
    Html(Note { text: format!("{} {}", named.shelf, named.name) })
}

#[secure_route(post = "/go", public, rate = "100000/min", body_limit = "1mb")]
async fn go(named: Valid<Json<Named>>) -> Redirect {
    Redirect::to::<book>((meant(&named.shelf), &named.name))
}

#[secure_route(post = "/elsewhere", public, rate = "100000/min")]
async fn elsewhere() -> Redirect {
    Redirect::outside(outside!("https://example.org/a?b=c"))
}

#[secure_route(get = "/moved", public)]
async fn moved() -> Redirect {
    Redirect::to::<receipt>(()).permanent()
}

#[secure_route(
    post = "/file",
    public,
    rate = "100000/min",
    body_limit = "1mb",
    waive_output = "a text of the test"
)]
async fn file(said: Valid<Json<Said>>) -> Download {
    Download::new(meant(&said.place), said.text.clone()).media(Media::Csv)
}

#[secure_route(
    post = "/blob",
    public,
    rate = "100000/min",
    body_limit = "1mb",
    waive_output = "a text of the test"
)]
async fn blob(said: Valid<Json<Said>>) -> Result<Download, Problem> {
    Ok(Download::new(meant(&said.place), said.text.clone()))
}

/// What support may see more of than others.
#[derive(Expose)]
struct Export {
    orders: Vec<i64>,
    #[expose(role = "support")]
    risk: i64,
}

#[secure_route(get = "/export", authenticated)]
async fn export() -> Download<Json<Export>> {
    Download::json("orders.json", Json(Export { orders: vec![1, 2], risk: 87 }))
}

pub(crate) fn app() -> App {
    let routes = routes![show, receipt, note, absent, book, go, elsewhere, moved, file, blob, export];
    App::new(Environment::Development).issuer(issuer()).roles::<Role>().mount(routes)
}

pub(crate) async fn server() -> Server {
    Server::start(app()).await
}
