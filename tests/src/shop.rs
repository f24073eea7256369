//! An app with a route for everything that the framework promises.

use std::collections::BTreeMap;
use std::time::Duration;

use portcullis::prelude::*;

/// Who is who.
#[derive(Clone, Copy, Debug, Role)]
pub enum Role {
    /// Orders for themselves.
    Customer,
    /// Sees any order.
    Support,
    /// Does what support does.
    #[role(includes(Support))]
    Admin,
}

/// An order.
#[derive(Clone, Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
pub struct Order {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub user_id: i64,
    /// What.
    pub item: String,
    /// Seen by support.
    #[expose(role = "support")]
    #[resource(server_set)]
    pub risk_score: i64,
    /// Seen by nobody.
    #[expose(never)]
    #[resource(server_set)]
    pub internal_note: Option<String>,
}

/// A document, whose key and owner are texts.
#[derive(Resource, Expose)]
#[resource(table = "documents", owner = "author", key = "name")]
pub struct Document {
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub author: String,
    /// What it says.
    pub text: String,
}

/// What a client sends.
#[secure_input(creates = Order, patches = Order)]
pub struct OrderInput {
    #[validate(length(min = 1, max = 20))]
    item: String,
}

/// What support sets.
#[derive(Change)]
#[change(patches = Order)]
struct Judged {
    risk_score: i64,
}

/// One order.
#[secure_route(
    get = "/orders/{order_id}",
    role = ["customer", "support"],
    owns = "order.user_id",
    or_role = "support"
)]
async fn get_order(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

#[secure_route(
    patch = "/orders/{order_id}",
    role = "customer",
    owns = "order.user_id",
    audit = "order.changed"
)]
async fn change_order(
    mut order: OwnedMut<Order>,
    input: Valid<Json<OrderInput>>,
) -> Result<Json<Order>, Problem> {
    order.update(&input).await?;
    Ok(order.into_reply())
}

#[secure_route(delete = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn delete_order(order: OwnedMut<Order>) -> Result<NoContent, Problem> {
    order.delete().await?;
    Ok(NoContent)
}

#[secure_route(get = "/orders", role = "customer", owns = "orders.user_id")]
async fn list_orders(orders: OwnedSet<Order>, paging: Valid<Query<Paging>>) -> Result<Page<Order>, Problem> {
    orders.page(&paging).await
}

/// A number.
#[derive(Expose)]
pub struct Count {
    count: u64,
}

#[secure_route(get = "/count", role = "customer", owns = "orders.user_id")]
async fn count_orders(orders: OwnedSet<Order>) -> Result<Json<Count>, Problem> {
    Ok(Json(Count { count: orders.count().await? }))
}

#[secure_route(post = "/orders", role = "customer", owns = "orders.user_id")]
async fn place_order(
    orders: OwnedSetMut<Order>,
    input: Valid<Json<OrderInput>>,
) -> Result<Created<Order>, Problem> {
    Ok(Created(orders.insert(&input).await?))
}

#[secure_input]
struct Which {
    which: i64,
}

/// The verbs of a set that name a row by its id.
#[secure_route(post = "/set/{which}/{verb}", role = "customer", owns = "orders.user_id")]
async fn by_id(
    orders: OwnedSetMut<Order>,
    place: Valid<Path<SetVerb>>,
    input: Valid<Json<OrderInput>>,
) -> Result<Json<Order>, Problem> {
    match place.verb {
        Verb::Get => Ok(Json(orders.get(&place.which).await?)),
        Verb::Update => Ok(Json(orders.update(&place.which, &input).await?)),
        Verb::Delete => {
            let order = orders.get(&place.which).await;
            orders.delete(&place.which).await?;
            Ok(Json(order?))
        }
    }
}

#[secure_input]
struct SetVerb {
    which: i64,
    verb: Verb,
}

#[secure_input]
enum Verb {
    Get,
    Update,
    Delete,
}

#[secure_route(post = "/judge/{which}", role = "support", all_rows = "orders", audit = "order.judged")]
async fn judge(orders: AllRowsMut<Order>, place: Valid<Path<Which>>) -> Result<Json<Order>, Problem> {
    Ok(Json(orders.update(&place.which, &Judged { risk_score: 99 }).await?))
}

#[secure_route(get = "/every", role = "admin", all_rows = "orders")]
async fn every(orders: AllRows<Order>, paging: Valid<Query<Paging>>) -> Result<Page<Order>, Problem> {
    orders.page(&paging).await
}

#[secure_route(
    post = "/pairs/{from_id}/{to_id}",
    role = "customer",
    owns = ["from.user_id", "to.user_id"]
)]
async fn pair(from: OwnedMut<Order>, to: OwnedMut<Order>) -> Result<Json<Order>, Problem> {
    from.delete().await?;
    Ok(to.into_reply())
}

#[secure_route(get = "/documents/{name}", authenticated, owns = "document.author")]
async fn get_document(document: Owned<Document>) -> Json<Document> {
    document.into_reply()
}

/// The bare form.
#[secure_route(role = "admin", owns = "order.user_id", rate = "5/min")]
async fn bare(order: OwnedMut<Order>) -> Result<Json<Order>, Problem> {
    let id = order.id;
    order.delete().await?;
    tracing::debug!(id, "gone");
    Err(Problem::conflict("urn:portcullis:gone", "It is gone"))
}

/// A reply.
#[derive(Expose)]
pub struct Done {
    done: bool,
}

fn done() -> Json<Done> {
    Json(Done { done: true })
}

#[secure_route(get = "/public", public)]
async fn public() -> Json<Done> {
    done()
}

#[secure_route(get = "/reports", role = "admin")]
async fn reports() -> Json<Done> {
    done()
}

#[secure_route(get = "/hidden", role = "admin", deny = "404")]
async fn hidden() -> Json<Done> {
    done()
}

#[secure_route(get = "/scoped", authenticated, scope = "reports:read")]
async fn scoped() -> Json<Done> {
    done()
}

/// Who the token says is calling.
#[derive(Expose)]
pub struct Me {
    subject: String,
    admin: bool,
    support: bool,
    client: String,
}

#[secure_route(get = "/me", authenticated)]
async fn me(caller: Principal, client: ClientIp) -> Json<Me> {
    Json(Me {
        subject: caller.subject().to_owned(),
        admin: caller.holds(Role::Admin),
        support: caller.holds(Role::Support),
        client: client.to_string(),
    })
}

#[secure_route(get = "/panic", public)]
async fn panics() -> Json<Done> {
    let secret = String::from("postgres://root:hunter2@db");
    assert!(secret.is_empty(), "cannot reach {secret}");
    done()
}

#[secure_route(get = "/fails", public)]
async fn fails(search: Valid<Query<Search>>) -> Result<Json<Done>, Problem> {
    let quoted = search.q.as_deref().unwrap_or("");
    Err(std::io::Error::other(format!("no such table: secret_table at /srv/app/main.rs:17 {quoted}")))?;
    Ok(done())
}

#[secure_route(get = "/states", public)]
async fn states() -> Result<Json<Done>, Problem> {
    Err(Problem::new(StatusCode::BAD_GATEWAY, "urn:portcullis:partner", "The partner does not answer"))
}

#[secure_route(get = "/nothing", public)]
async fn nothing() -> NoContent {
    NoContent
}

#[secure_input]
struct Measure {
    #[validate(range(min = 0.0, max = 100.0))]
    price: Option<f64>,
    letter: Option<char>,
}

#[secure_route(get = "/measure", public)]
async fn measure(measure: Valid<Query<Measure>>) -> Json<Done> {
    Json(Done { done: measure.price.is_some() || measure.letter.is_some() })
}

#[secure_route(get = "/slow", public, timeout = "200ms")]
async fn slow() -> Json<Done> {
    tokio::time::sleep(Duration::from_secs(30)).await;
    done()
}

/// Whatever a client may send.
#[secure_input]
#[serde(rename_all = "camelCase")]
pub struct Everything {
    #[validate(length(min = 2, max = 10))]
    short_name: String,
    #[validate(email, length(max = 40))]
    mail: Option<String>,
    #[validate(range(min = 1, max = 5))]
    stars: Option<u8>,
    #[validate(length(max = 2))]
    lines: Option<Vec<Line>>,
    #[validate(length(max = 2))]
    tags: Option<BTreeMap<Text<5>, i64>>,
    colour: Option<Colour>,
}

/// A nested input.
#[secure_input]
pub struct Line {
    #[validate(range(min = 1, max = 9))]
    count: i64,
}

/// A closed word.
#[secure_input]
pub enum Colour {
    /// `dark_red`
    DarkRed,
}

#[secure_route(post = "/input", public, rate = "1000/s", body_limit = "2kb", timeout = "700ms")]
async fn input(input: Valid<Json<Everything>>) -> Json<Done> {
    let all = [
        input.short_name.is_empty(),
        input.mail.is_none(),
        input.stars.is_none(),
        input.lines.iter().flatten().any(|line| line.count == 0),
        input.tags.is_none(),
        matches!(input.colour, Some(Colour::DarkRed)),
    ];
    Json(Done { done: !all.is_empty() })
}

#[secure_route(post = "/form", public, rate = "1000/s")]
async fn form(input: Valid<Form<Line>>) -> Json<Done> {
    Json(Done { done: input.count > 0 })
}

#[secure_input]
struct Search {
    #[validate(length(max = 100))]
    q: Option<String>,
    count: Option<i64>,
}

#[secure_route(get = "/search", public)]
async fn search(search: Valid<Query<Search>>) -> Json<Done> {
    Json(Done { done: search.q.is_some() || search.count.is_some() })
}

#[secure_input]
struct Named {
    #[validate(length(max = 50))]
    name: String,
}

#[secure_route(get = "/named/{name}", public)]
async fn named(place: Valid<Path<Named>>) -> Json<Done> {
    Json(Done { done: !place.name.is_empty() })
}

#[secure_input]
struct Precondition {
    #[validate(length(max = 10))]
    if_match: Option<String>,
}

#[secure_route(get = "/headers", public)]
async fn headers(headers: Valid<Headers<Precondition>>) -> Json<Done> {
    Json(Done { done: headers.if_match.is_some() })
}

#[secure_route(post = "/raw", public, rate = "1000/s", waive_input = "the partner sends no JSON")]
async fn raw(request: RawRequest) -> Json<Done> {
    let request = request.into_inner();
    Json(Done { done: request.headers().get("authorization").is_none() })
}

const SQLITE: &str = "
    CREATE TABLE orders (
        id INTEGER PRIMARY KEY,
        user_id INTEGER NOT NULL,
        item TEXT NOT NULL CHECK (length(item) < 15),
        risk_score INTEGER NOT NULL DEFAULT 5,
        internal_note TEXT,
        UNIQUE (user_id, item)
    );
    CREATE TABLE documents (name TEXT PRIMARY KEY, author TEXT NOT NULL, text TEXT NOT NULL);";

const POSTGRES: &str = "
    CREATE TABLE orders (
        id BIGINT GENERATED BY DEFAULT AS IDENTITY (START 5) PRIMARY KEY,
        user_id BIGINT NOT NULL,
        item TEXT NOT NULL CHECK (length(item) < 15),
        risk_score BIGINT NOT NULL DEFAULT 5,
        internal_note TEXT,
        UNIQUE (user_id, item)
    );
    CREATE TABLE documents (name TEXT PRIMARY KEY, author TEXT NOT NULL, text TEXT NOT NULL);";

const ROWS: &str = "
    INSERT INTO orders (id, user_id, item, internal_note) VALUES
        (1, 1, 'lamp', 'SECRETNOTE'), (2, 1, 'chair', NULL), (3, 2, 'book', NULL), (4, 1, 'desk', NULL);
    INSERT INTO documents VALUES ('plan', 'alice', 'hers'), ('notes', 'bob', 'his');";

/// The tables, and rows of two users who want each other's.
pub async fn prepare(database: &Database) {
    database.run_script(Script { sqlite: SQLITE, postgres: POSTGRES }).await.unwrap();
    database.run_script(ROWS).await.unwrap();
}

/// The app on this database, without an issuer.
pub fn app(database: Database) -> App {
    App::new(Environment::Production)
        .client_ip(ClientIpSource::socket())
        // The tests of everything else send more from one address than any person does.
        .default_quota(1_000_000, Per::Minute)
        .failed_credentials(1_000_000)
        .roles::<Role>()
        .database(database)
        .mount(routes![get_order, change_order, delete_order, list_orders, count_orders, place_order, by_id])
        .mount(routes![judge, every, pair, get_document, public, reports, hidden, scoped, me])
        .mount(routes![
            panics, fails, states, nothing, measure, slow, input, form, search, named, headers, raw
        ])
        .at::<bare>(Method::POST, "/bare/{order_id}")
}
