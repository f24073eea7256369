//! The app under test: previews of pages that users name, and a bill at a host of the operator's.

use std::time::Duration;

use portcullis::prelude::*;
use portcullis_tests::shop::Role;
use portcullis_tests::{Answer, Server, issuer};
use serde_json::json;

#[secure_input]
struct Wanted {
    url: PublicUrl,
}

#[secure_input]
struct WantedPlain {
    url: PublicUrl<PlainHttp>,
}

#[derive(Expose)]
struct Seen {
    status: u16,
    media: Option<String>,
    length: usize,
    text: String,
}

fn seen(reply: EgressReply) -> Result<Json<Seen>, Problem> {
    let (status, media, length) =
        (reply.status().as_u16(), reply.media_type().map(str::to_owned), reply.length());
    Ok(Json(Seen { status, media, length, text: reply.excerpt::<40>()?.into_string() }))
}

#[secure_route(post = "/preview", public, egress = "public-internet", rate = "10000/min by ip")]
async fn preview(wanted: Valid<Json<Wanted>>, web: Egress<PublicInternet>) -> Result<Json<Seen>, Problem> {
    seen(web.get(&wanted.url).send().await?)
}

#[secure_route(
    post = "/plain",
    public,
    egress = "public-internet",
    rate = "10000/min by ip",
    waive_egress = "pages of another age"
)]
async fn plain(wanted: Valid<Json<WantedPlain>>, web: Egress<PublicInternet>) -> Result<Json<Seen>, Problem> {
    seen(web.get(&wanted.url).send().await?)
}

#[secure_route(post = "/smuggled", public, egress = "public-internet", rate = "10000/min by ip")]
async fn smuggled(
    wanted: Valid<Json<WantedPlain>>,
    web: Egress<PublicInternet>,
) -> Result<Json<Seen>, Problem> {
    seen(web.get(&wanted.url).send().await?)
}

#[secure_route(
    post = "/hurried",
    public,
    egress = "public-internet",
    rate = "10000/min by ip",
    timeout = "1s"
)]
async fn hurried(wanted: Valid<Json<Wanted>>, web: Egress<PublicInternet>) -> Result<Json<Seen>, Problem> {
    seen(web.get(&wanted.url).send().await?)
}

/// What goes to another host.
#[derive(Expose)]
struct Notice {
    said: &'static str,
    #[expose(role = "support")]
    risk: i64,
    #[expose(never)]
    #[allow(dead_code, reason = "what never leaves is not read either")]
    own: i64,
}

const NOTICE: Notice = Notice { said: "the body", risk: 7, own: 8 };

#[secure_route(post = "/hook", public, egress = "public-internet", rate = "10000/min by ip")]
async fn hook(wanted: Valid<Json<Wanted>>, web: EgressMut<PublicInternet>) -> Result<Json<Seen>, Problem> {
    seen(web.post(&wanted.url).json(&NOTICE).send().await?)
}

#[secure_input]
struct Customer {
    id: i64,
    #[validate(length(max = 10))]
    name: String,
    kind: Option<Kind>,
    address: Option<Address>,
}

#[secure_input]
enum Kind {
    Company,
    Person,
}

#[secure_input]
struct Address {
    #[validate(length(max = 20))]
    street: String,
}

#[derive(Expose)]
struct Told {
    id: i64,
    name: String,
    street: Option<String>,
    company: bool,
}

impl From<Customer> for Told {
    fn from(customer: Customer) -> Self {
        let company = matches!(customer.kind, Some(Kind::Company));
        Self { id: customer.id, name: customer.name, street: customer.address.map(|at| at.street), company }
    }
}

#[secure_input]
struct Id {
    #[validate(length(max = 200))]
    id: String,
}

#[secure_route(get = "/customers/{id}", public, egress = "billing")]
async fn customer(path: Valid<Path<Id>>, billing: Egress) -> Result<Json<Told>, Problem> {
    let place = path!("/v1/customers/{}/whole", path.id);
    let customer: Customer =
        billing.get(place).query("as", &path.id).query("limit", 5).send().await?.json()?;
    Ok(Json(customer.into()))
}

#[secure_route(get = "/customers", public, egress = "billing")]
async fn customers(billing: Egress) -> Result<Json<Vec<Told>>, Problem> {
    let list: Vec<Customer> = billing.get(path!("/v1/customers")).send().await?.list()?;
    Ok(Json(list.into_iter().map(Told::from).collect()))
}

#[secure_route(post = "/charges", authenticated, egress = "billing")]
async fn charge(billing: EgressMut) -> Result<Json<Seen>, Problem> {
    seen(billing.post(path!("/v1/charges")).json(&NOTICE).send().await?)
}

#[secure_route(delete = "/charges/{id}", public, rate = "10000/min by ip", egress = "billing")]
async fn cancel(path: Valid<Path<Id>>, billing: EgressMut) -> Result<NoContent, Problem> {
    billing.delete(path!("/v1/charges/{}", path.id)).send().await?.success()?;
    Ok(NoContent)
}

/// Previews alone.
pub(crate) async fn web() -> Server {
    Server::start(web_app().public_egress(settings())).await
}

fn settings() -> PublicEgress {
    PublicEgress::new().port(8443).reply_limit(64 * 1024).timeout(Duration::from_secs(2)).at_once(4)
}

/// The same before it is built.
pub(crate) fn web_app() -> App {
    App::new(Environment::Development)
        .client_ip(ClientIpSource::socket())
        .mount(portcullis::routes![preview, plain, smuggled, hurried, hook])
}

/// Bills alone.
pub(crate) fn bills() -> App {
    App::new(Environment::Development)
        .client_ip(ClientIpSource::socket())
        .roles::<Role>()
        .issuer(issuer())
        .mount(portcullis::routes![customer, customers, charge, cancel])
}

/// What a preview of this URL answers.
pub(crate) async fn asks(server: &Server, path: &str, url: &str) -> Answer {
    server.post(path, "", json!({ "url": url })).await
}

/// That it is the one answer for all that is not public, of which only the id differs.
pub(crate) async fn is_refused(server: &Server, path: &str, url: &str) -> String {
    let answer = asks(server, path, url).await;
    assert_eq!(answer.status, 422, "{url}: {answer:?}");
    let problem = answer.json();
    assert_eq!(problem["errors"], json!([{ "field": "url", "rule": "public_url" }]), "{url}: {answer:?}");
    answer.comparable()
}
