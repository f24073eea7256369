//! An app that three senders call, and the senders.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portcullis::WebhookScheme;
use portcullis::prelude::*;
use portcullis::testing::{secret_text, signed_call};
use portcullis_tests::shop::Role;
use portcullis_tests::{Answer, Engine, Server, issuer, token};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

/// What was run, a row each time.
#[derive(Resource, Expose)]
#[resource(table = "runs", unowned)]
pub(crate) struct Run {
    id: i64,
    about: i64,
}

#[derive(Change)]
#[change(creates = Run)]
struct NewRun {
    about: i64,
}

#[secure_input]
pub(crate) struct Event {
    about: i64,
    /// What the handler does.
    #[validate(length(max = 10))]
    then: Option<String>,
}

async fn run(event: &Event, runs: &Insert<'_, Run>) -> Result<NoContent, Problem> {
    runs.insert(&NewRun { about: event.about }).await?;
    match event.then.as_deref() {
        Some("fail") => Err(std::io::Error::other("the handler fails"))?,
        Some("refuse") => Err(Problem::not_found())?,
        Some("panic") => std::panic::panic_any("the handler panics"),
        Some("hang") => tokio::time::sleep(Duration::from_secs(60)).await,
        Some("wait") => tokio::time::sleep(Duration::from_millis(400)).await,
        _ => {}
    }
    Ok(NoContent)
}

#[secure_route(post = "/standard", webhook = "standard", inserts = "runs", rate = "10000/s", timeout = "1s")]
async fn standard(event: Signed<Event>, runs: Insert<Run>) -> Result<NoContent, Problem> {
    run(&event, &runs).await
}

#[secure_route(post = "/github", webhook = "github", inserts = "runs", rate = "10000/s", timeout = "1s")]
async fn github(event: Signed<Event>, runs: Insert<Run>) -> Result<NoContent, Problem> {
    run(&event, &runs).await
}

#[secure_route(post = "/stripe", webhook = "stripe", inserts = "runs", rate = "10000/s", timeout = "1s")]
async fn stripe(event: Signed<Event>, runs: Insert<Run>) -> Result<NoContent, Problem> {
    run(&event, &runs).await
}

/// Writes in a transaction.
#[secure_route(post = "/together", webhook = "together", inserts = "runs", rate = "10000/s", timeout = "1s")]
async fn together(event: Signed<Event>, runs: Insert<Run>, _tx: Tx) -> Result<NoContent, Problem> {
    run(&event, &runs).await
}

#[secure_route(post = "/few", webhook = "few", inserts = "runs", rate = "3/min")]
async fn few(event: Signed<Event>, runs: Insert<Run>) -> Result<NoContent, Problem> {
    run(&event, &runs).await
}

#[secure_route(
    post = "/again",
    webhook = "again",
    inserts = "runs",
    rate = "10000/s",
    waive_webhook = "to run it twice changes nothing"
)]
async fn again(event: Signed<Event>, runs: Insert<Run>) -> Result<NoContent, Problem> {
    run(&event, &runs).await
}

#[secure_input]
struct About {
    about: i64,
}

#[derive(Record, Expose)]
struct Count {
    count: i64,
}

#[secure_route(get = "/runs/{about}", role = "admin", all_rows = "runs", rate = "10000/s")]
async fn runs(about: Valid<Path<About>>, runs: AllRows<Run>) -> Result<Json<Vec<Count>>, Problem> {
    let rows = owned_sql!(runs: Run; "SELECT COUNT(*) AS count FROM runs WHERE about = $1", about.about);
    Ok(Json(rows.all().await?))
}

/// Without a database.
#[secure_route(post = "/standard", webhook = "standard", rate = "10000/s", timeout = "1s")]
async fn alone(event: Signed<Event>) -> Result<NoContent, Problem> {
    RUNS.fetch_add(1, Ordering::SeqCst);
    if event.then.as_deref() == Some("fail") {
        Err(std::io::Error::other("the handler fails"))?;
    }
    Ok(NoContent)
}

/// How often the handler without a database ran.
pub(crate) static RUNS: AtomicI64 = AtomicI64::new(0);

/// A sender and its secret, which is made for the test.
pub(crate) struct Sender {
    pub(crate) scheme: WebhookScheme,
    pub(crate) secret: String,
    pub(crate) path: &'static str,
}

impl Sender {
    pub(crate) fn of(scheme: WebhookScheme) -> Self {
        let bytes: [u8; 32] = rand::random();
        let text = STANDARD.encode(bytes);
        let path = match scheme {
            WebhookScheme::Standard => "/standard",
            WebhookScheme::GitHub => "/github",
            WebhookScheme::Stripe => "/stripe",
        };
        Self { scheme, secret: format!("whsec_{text}"), path }
    }

    pub(crate) fn keys(&self) -> WebhookKeys {
        let secret = secret_text(&self.secret);
        match self.scheme {
            WebhookScheme::Standard => WebhookKeys::standard(secret),
            WebhookScheme::GitHub => WebhookKeys::github(secret),
            WebhookScheme::Stripe => WebhookKeys::stripe(secret),
        }
    }

    pub(crate) fn sign(&self, id: &str, at: i64, body: &[u8]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static("application/json"));
        for (name, value) in signed_call(self.scheme, &self.secret, id, at, body) {
            headers.insert(HeaderName::from_static(name), HeaderValue::try_from(value).unwrap());
        }
        headers
    }

    /// A call of this id, signed now.
    pub(crate) async fn call(&self, server: &Server, id: &str, event: &Value) -> Answer {
        let body = body(id, event);
        send(server, self.path, self.sign(id, now(), &body), body).await
    }
}

/// The event, with what a sender adds without a word.
pub(crate) fn body(id: &str, event: &Value) -> Vec<u8> {
    let mut body = event.clone();
    body["id"] = json!(id);
    body["livemode"] = json!({ "added": ["later", null] });
    serde_json::to_vec(&body).unwrap()
}

pub(crate) fn now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

/// A number that no other test has.
pub(crate) fn new_number() -> i64 {
    i64::from(rand::random::<u32>())
}

pub(crate) async fn send(server: &Server, path: &str, headers: HeaderMap, body: Vec<u8>) -> Answer {
    let request = server.request(Method::POST, path).headers(headers).body(body);
    Server::answer(request).await
}

/// The three senders, and the app on a database.
pub(crate) struct Shop {
    pub(crate) standard: Sender,
    pub(crate) github: Sender,
    pub(crate) stripe: Sender,
    pub(crate) few: Sender,
    pub(crate) again: Sender,
    pub(crate) together: Sender,
    pub(crate) database: Database,
}

impl Shop {
    pub(crate) async fn new(engine: Engine) -> Self {
        let database = Database::connect(&engine.url().await).await.unwrap();
        let runs = Script {
            sqlite: "CREATE TABLE runs (id INTEGER PRIMARY KEY, about INTEGER NOT NULL)",
            postgres: "CREATE TABLE runs (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, about BIGINT NOT NULL)",
        };
        database.run_script(runs).await.unwrap();
        WebhookKeys::migrate(&database).await.unwrap();
        WebhookKeys::migrate(&database).await.unwrap();
        let [standard, github, stripe] =
            [WebhookScheme::Standard, WebhookScheme::GitHub, WebhookScheme::Stripe].map(Sender::of);
        let [few, again, together] = ["/few", "/again", "/together"]
            .map(|path| Sender { path, ..Sender::of(WebhookScheme::Standard) });
        Self { standard, github, stripe, few, again, together, database }
    }

    pub(crate) fn senders(&self) -> [&Sender; 3] {
        [&self.standard, &self.github, &self.stripe]
    }

    pub(crate) fn app(&self) -> App {
        App::new(Environment::Production)
            .client_ip(ClientIpSource::socket())
            .default_quota(1_000_000, Per::Minute)
            .failed_credentials(1_000_000)
            .roles::<Role>()
            .issuer(issuer())
            .database(self.database.clone())
            .webhook("standard", self.standard.keys())
            .webhook("github", self.github.keys())
            .webhook("stripe", self.stripe.keys())
            .webhook("few", self.few.keys())
            .webhook("again", self.again.keys())
            .webhook("together", self.together.keys())
            .mount(routes![standard, github, stripe, few, again, together, runs])
    }
}

/// The app without a database.
pub(crate) fn app_alone(keys: WebhookKeys) -> App {
    App::new(Environment::Production)
        .client_ip(ClientIpSource::socket())
        .failed_credentials(1_000_000)
        .webhook("standard", keys)
        .mount(routes![alone])
}

/// How often the handler ran about this.
pub(crate) async fn runs_about(server: &Server, about: i64) -> i64 {
    let answer = server.get(&format!("/runs/{about}"), &token(9, &[Role::Admin])).await;
    answer.json()[0]["count"].as_i64().unwrap_or_else(|| panic!("{answer:?}"))
}
