//! What is weak or incomplete does not start, and says everything at once.

use portcullis::identity::{Issuer, KeyRing};
use portcullis::prelude::*;
use portcullis_tests::shop::{self, Role};
use portcullis_tests::{Engine, database, issuer, on_both};

on_both!(
    a_whole_app_starts,
    the_report_names_every_control_and_no_secret,
    routes_that_are_mounted_by_hand,
    places_that_collide,
    roles_of_another_enum,
    tables_that_are_not_as_declared,
    one_table_has_one_owner,
    row_types_of_one_table_agree,
    grants_are_given_and_taken_and_not_written,
    the_table_lists_every_opt_out,
    keys_that_are_weak,
    plain_axum_stands_beside_and_never_before,
);

#[derive(Expose)]
struct Done {
    done: bool,
}

#[secure_route(role = "admin", owns = "order.user_id")]
async fn by_hand(order: OwnedMut<shop::Order>) -> Json<shop::Order> {
    order.into_reply()
}

#[secure_route(public, rate = "5/min")]
async fn plain() -> Json<Done> {
    Json(Done { done: true })
}

#[secure_route(get = "/a/{id}", public)]
async fn first(place: Valid<Path<Id>>) -> Json<Done> {
    Json(Done { done: place.id > 0 })
}

#[secure_route(get = "/a/{number}", public)]
async fn second(place: Valid<Path<Number>>) -> Json<Done> {
    Json(Done { done: place.number > 0 })
}

#[secure_input]
struct Id {
    id: i64,
}

#[secure_input]
struct Number {
    number: i64,
}

#[derive(Service)]
struct Mailer {
    sender: String,
}

#[secure_route(get = "/mail", public)]
async fn mail(mailer: Service<Mailer>) -> Json<Done> {
    Json(Done { done: !mailer.sender.is_empty() })
}

mod other {
    use portcullis::prelude::*;

    #[derive(Clone, Copy, Role)]
    pub(super) enum Role {
        Admin,
    }

    #[secure_route(get = "/other", role = "admin")]
    pub(super) async fn theirs() -> Json<super::Done> {
        Json(super::Done { done: true })
    }
}

#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
struct Renamed {
    id: i64,
    user_id: i64,
    no_such_column: String,
}

#[secure_route(get = "/renamed/{id}", role = "admin", owns = "row.user_id")]
async fn renamed(row: Owned<Renamed>) -> Json<Renamed> {
    row.into_reply()
}

#[derive(Resource, Expose)]
#[resource(table = "loose", owner = "owner")]
struct Loose {
    id: i64,
    owner: String,
}

#[secure_route(get = "/loose/{id}", authenticated, owns = "row.owner")]
async fn loose(row: Owned<Loose>) -> Json<Loose> {
    row.into_reply()
}

async fn faults(app: App) -> Vec<String> {
    match app.build().await {
        Ok(_) => Vec::new(),
        Err(error) => error.faults().to_vec(),
    }
}

async fn app(engine: Engine) -> App {
    App::new(Environment::Production)
        .client_ip(ClientIpSource::socket())
        .roles::<Role>()
        .database(database(engine).await)
        .issuer(issuer())
}

#[track_caller]
fn assert_one(faults: &[String], part: &str) {
    assert!(faults.len() == 1 && faults.iter().all(|fault| fault.contains(part)), "{part}: {faults:?}");
}

#[track_caller]
fn assert_some(faults: &[String], part: &str) {
    assert!(faults.iter().any(|fault| fault.contains(part)), "{part}: {faults:?}");
}

async fn a_whole_app_starts(engine: Engine) {
    assert_eq!(
        faults(app(engine).await.at::<by_hand>(Method::POST, "/x/{order_id}")).await,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn engines_that_are_missing() {
    let bare = App::new(Environment::Production)
        .client_ip(ClientIpSource::socket())
        .at::<by_hand>(Method::POST, "/x/{order_id}");
    let found = faults(bare.mount(routes![mail])).await;
    for part in ["has no roles", "no issuer", "no database", "service"] {
        assert!(found.iter().any(|fault| fault.contains(part)), "{part}: {found:?}");
    }
    assert_eq!(found.len(), 4, "all at once: {found:?}");
}

async fn the_report_names_every_control_and_no_secret(engine: Engine) {
    let cursor_key: Vec<u8> = (7..39).collect();
    let ready =
        shop::app(database(engine).await).issuer(issuer()).cursor_key(&cursor_key).build().await.unwrap();
    let line = |control: &str| {
        let found = ready.report().lines().find_map(|line| line.strip_prefix(control));
        found.unwrap_or_else(|| panic!("{control} is not in {}", ready.report())).trim().to_owned()
    };
    assert_eq!(line("environment"), "production");
    assert!(line("connections").contains(" of one address; 2048 requests at once"));
    assert!(line("headers").starts_with("the strictest"));
    assert!(line("tokens").starts_with(portcullis_tests::ISSUER));
    assert!(line("rows").starts_with(if engine == Engine::Sqlite { "SQLite, " } else { "PostgreSQL, " }));
    assert!(line("cursors").ends_with("of the app"));
    let secret = String::from_utf8_lossy(portcullis_tests::SECRET).into_owned();
    assert!(!ready.report().contains(&secret) && !ready.report().contains("postgres://"));
    let nothing =
        App::new(Environment::Development).client_ip(ClientIpSource::x_forwarded_for("10.0.0.0/8").unwrap());
    let report = nothing.build().await.unwrap().report().to_owned();
    for part in
        ["`x-forwarded-for`, believed from 10.0.0.0/8", "no database", "none are taken", "0 behind the gate"]
    {
        assert!(report.contains(part), "{part}: {report}");
    }
}

async fn routes_that_are_mounted_by_hand(engine: Engine) {
    for (method, path, part) in [
        (Method::GET, "/x/{order_id}", "GET promises to change nothing"),
        (Method::POST, "/x", "says which row"),
        (Method::POST, "/x/{user_id}", "says which row"),
        (Method::POST, "/x/{order_id}/{more}", "nothing reads"),
        (Method::POST, "x/{order_id}", "not a path"),
        (Method::POST, "/x/{order_id}/", "not a path"),
        (Method::POST, "/x//{order_id}", "not a path"),
        (Method::HEAD, "/x/{order_id}", "no route is on"),
    ] {
        assert_one(&faults(app(engine).await.at::<by_hand>(method, path)).await, part);
    }
    assert_one(&faults(app(engine).await.mount(routes![by_hand])).await, "declares no method and path");
    assert_one(&faults(app(engine).await.at::<mail>(Method::GET, "/mail")).await, "declares its own");
}

async fn places_that_collide(engine: Engine) {
    let twice = app(engine).await.at::<plain>(Method::POST, "/x").at::<plain>(Method::POST, "/x");
    assert_one(&faults(twice).await, "two routes");
    assert_one(&faults(app(engine).await.mount(routes![first, second])).await, "match the same requests");
}

async fn roles_of_another_enum(engine: Engine) {
    assert_one(
        &faults(app(engine).await.mount(routes![other::theirs])).await,
        "an enum that is not the app's",
    );
    let mapped = Issuer::outside("https://idp.test", "shop", KeyRing::ephemeral(), |_| None)
        .role("a", other::Role::Admin);
    let found = faults(app(engine).await.issuer(mapped)).await;
    assert!(found.iter().any(|fault| fault.contains("an enum that is not the app's")), "{found:?}");
}

async fn tables_that_are_not_as_declared(engine: Engine) {
    let found = faults(app(engine).await.mount(routes![renamed])).await;
    assert_one(&found, "the table `orders` has no column `no_such_column`");
}

/// In such a column the subjects `007` and `7.0` own the rows of 7, or `ALICE` those of `alice`.
#[tokio::test]
async fn tables_that_compare_otherwise_on_sqlite() {
    for (script, part) in [
        ("CREATE TABLE loose (id INTEGER PRIMARY KEY, owner INTEGER)", "declare it TEXT"),
        ("CREATE TABLE loose (id INTEGER PRIMARY KEY, owner STRING)", "declare it TEXT"),
        ("CREATE TABLE loose (id TEXT PRIMARY KEY, owner TEXT)", "declare it INTEGER"),
        ("CREATE TABLE loose (id INTEGER PRIMARY KEY, owner TEXT COLLATE NOCASE)", "remove its COLLATE"),
        ("CREATE TABLE loose (id INTEGER, owner TEXT)", "identifies no single row"),
        (
            "CREATE TABLE loose (id INTEGER, owner TEXT, n INTEGER, UNIQUE (id, n))",
            "identifies no single row",
        ),
        (
            "CREATE TABLE loose (id INTEGER, owner TEXT); CREATE UNIQUE INDEX u ON loose (id, length(owner))",
            "identifies no single row",
        ),
        (
            "CREATE TABLE loose (id INTEGER PRIMARY KEY, owner TEXT UNIQUE ON  CONFLICT REPLACE)",
            "removes another's row",
        ),
        (
            "CREATE TABLE loose (id INTEGER PRIMARY KEY, n TEXT, owner TEXT AS (n) STORED)",
            "computed from others",
        ),
        (
            "CREATE TABLE t (id INTEGER, owner TEXT); CREATE VIEW loose AS SELECT * FROM t",
            "`loose` is a view",
        ),
        ("CREATE TABLE lose (id INTEGER)", "there is no table"),
    ] {
        assert_one(&faults_of_loose(Engine::Sqlite, script).await, part);
    }
}

/// What else PostgreSQL can declare so that one text finds the row of another, or a write misses its row.
#[tokio::test]
async fn tables_that_compare_otherwise_on_postgres() {
    const IGNORES_CASE: &str =
        "CREATE COLLATION ignores_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);";
    for (script, part) in [
        ("CREATE TABLE loose (id BIGINT PRIMARY KEY, owner BIGINT)", "declare it TEXT"),
        ("CREATE TABLE loose (id BIGINT PRIMARY KEY, owner CHAR(20))", "declare it TEXT"),
        ("CREATE TABLE loose (id BIGINT PRIMARY KEY, owner NAME)", "declare it TEXT"),
        // It drops blanks that it has no room for: `alice` would own what `alice ` inserts.
        ("CREATE TABLE loose (id BIGINT PRIMARY KEY, owner VARCHAR(5))", "declare it TEXT"),
        (
            "CREATE DOMAIN short AS VARCHAR(5); CREATE TABLE loose (id BIGINT PRIMARY KEY, owner short)",
            "declared `short`",
        ),
        ("CREATE TABLE loose (id INTEGER PRIMARY KEY, owner TEXT)", "declare it BIGINT"),
        ("CREATE TABLE loose (id NUMERIC PRIMARY KEY, owner TEXT)", "declare it BIGINT"),
        (
            &format!(
                "{IGNORES_CASE} CREATE TABLE loose (id BIGINT PRIMARY KEY, owner TEXT COLLATE ignores_case)"
            ),
            "remove its COLLATE",
        ),
        ("CREATE TABLE loose (id BIGINT, owner TEXT)", "identifies no single row"),
        ("CREATE TABLE loose (id BIGINT, owner TEXT, n BIGINT, UNIQUE (id, n))", "identifies no single row"),
        (
            "CREATE TABLE loose (id BIGINT, owner TEXT); CREATE UNIQUE INDEX ON loose (id, length(owner))",
            "identifies no single row",
        ),
        (
            "CREATE TABLE loose (id BIGINT, owner TEXT); CREATE UNIQUE INDEX ON loose ((id + 0), owner)",
            "identifies no single row",
        ),
        (
            "CREATE TABLE loose (id BIGINT, owner TEXT); CREATE UNIQUE INDEX ON loose (id) WHERE id > 5",
            "identifies no single row",
        ),
        (
            "CREATE TABLE loose (id BIGINT PRIMARY KEY, n TEXT, owner TEXT GENERATED ALWAYS AS (n) STORED)",
            "computed from others",
        ),
        (
            "CREATE TABLE loose (id BIGINT PRIMARY KEY, owner TEXT); CREATE TABLE more () INHERITS (loose)",
            "tables inherit from `loose`",
        ),
        (
            "CREATE TABLE loose (id BIGINT PRIMARY KEY, owner TEXT);
             CREATE RULE r AS ON DELETE TO loose DO INSTEAD UPDATE loose SET owner = 'nobody'",
            "or in its place",
        ),
        (
            "CREATE TABLE loose (id BIGINT PRIMARY KEY, owner TEXT); CREATE TABLE copies (id BIGINT);
             CREATE RULE r AS ON INSERT TO loose DO ALSO INSERT INTO copies VALUES (NEW.id)",
            "something else at a write",
        ),
        ("CREATE TABLE t (id BIGINT, owner TEXT); CREATE VIEW loose AS SELECT * FROM t", "`loose` is a view"),
        ("CREATE MATERIALIZED VIEW loose AS SELECT 1 AS id, 'a' AS owner", "is a materialized view"),
        ("CREATE SEQUENCE loose", "is no table"),
        ("CREATE TABLE lose (id BIGINT)", "there is no table"),
        ("CREATE TABLE loose (id BIGINT PRIMARY KEY)", "has no column `owner`"),
    ] {
        assert_one(&faults_of_loose(Engine::Postgres, script).await, part);
    }
    for script in [
        "CREATE TABLE loose (id BIGINT PRIMARY KEY, owner VARCHAR)",
        "CREATE TABLE loose (id BIGSERIAL UNIQUE, owner VARCHAR(255), other POINT)",
        "CREATE TABLE loose (id BIGINT, owner TEXT) PARTITION BY HASH (id); ALTER TABLE loose ADD PRIMARY KEY (id)",
        "CREATE TABLE loose (id BIGINT, owner TEXT); CREATE UNIQUE INDEX ON loose (id) INCLUDE (owner)",
    ] {
        assert_eq!(faults_of_loose(Engine::Postgres, script).await, Vec::<String>::new(), "{script}");
    }
}

/// What is wrong with the table `loose` that the script makes.
async fn faults_of_loose(engine: Engine, script: &str) -> Vec<String> {
    let database = database(engine).await;
    database.run_script(&*script.to_owned().leak()).await.unwrap();
    let app = App::new(Environment::Production)
        .client_ip(ClientIpSource::socket())
        .database(database)
        .issuer(issuer());
    faults(app.mount(routes![loose])).await
}

#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "id")]
struct Stolen {
    id: i64,
    user_id: i64,
}

#[secure_route(get = "/stolen/{order_id}", authenticated, owns = "order.id")]
async fn stolen(order: Owned<Stolen>) -> Json<Stolen> {
    order.into_reply()
}

#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id", key = "item")]
struct ByItem {
    id: i64,
    user_id: i64,
    item: String,
}

#[secure_route(get = "/items/{row_item}", authenticated, owns = "row.user_id")]
async fn by_item(row: Owned<ByItem>) -> Json<ByItem> {
    row.into_reply()
}

async fn one_table_has_one_owner(engine: Engine) {
    let both = app(engine).await.at::<by_hand>(Method::POST, "/x/{order_id}").mount(routes![stolen]);
    assert_some(&faults(both).await, "name different owners");
    let both = app(engine).await.at::<by_hand>(Method::POST, "/x/{order_id}").mount(routes![by_item]);
    assert_some(&faults(both).await, "name different keys");
    let twice = app(engine).await.database(database(engine).await);
    assert_one(&faults(twice).await, "two databases");
}

#[derive(Resource, Expose)]
#[resource(table = "orders", owner(column = "user_id", claim = "seller"))]
struct BySeller {
    id: i64,
    user_id: i64,
}

#[secure_route(get = "/sold", authenticated, owns = "sold.user_id")]
async fn sold(sold: OwnedSet<BySeller>, paging: Valid<Query<Paging>>) -> Result<Page<BySeller>, Problem> {
    sold.page(&paging).await
}

#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id", version = "quantity")]
struct Counting {
    id: i64,
    user_id: i64,
    quantity: i64,
}

#[secure_route(get = "/counting", authenticated, owns = "orders.user_id")]
async fn counting(
    orders: OwnedSet<Counting>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Counting>, Problem> {
    orders.page(&paging).await
}

#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id", public)]
struct ForAll {
    #[expose(public)]
    id: i64,
    user_id: i64,
}

#[secure_route(get = "/for-all", public, reads = "orders")]
async fn for_all(
    orders: Public<ForAll>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Published<ForAll>>, Problem> {
    orders.page(&paging).await
}

#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
struct Referring {
    id: i64,
    user_id: i64,
    #[resource(references = Paper)]
    item: String,
}

#[secure_route(get = "/referring", authenticated, owns = "orders.user_id")]
async fn referring(
    orders: OwnedSet<Referring>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Referring>, Problem> {
    orders.page(&paging).await
}

#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
struct Plain {
    id: i64,
    user_id: i64,
    item: String,
}

#[secure_route(get = "/plain", authenticated, owns = "orders.user_id")]
async fn unreferring(orders: OwnedSet<Plain>, paging: Valid<Query<Paging>>) -> Result<Page<Plain>, Problem> {
    orders.page(&paging).await
}

#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
struct Bare {
    id: i64,
    user_id: i64,
}

#[secure_route(get = "/bare", authenticated, owns = "orders.user_id")]
async fn bare(orders: OwnedSet<Bare>, paging: Valid<Query<Paging>>) -> Result<Page<Bare>, Problem> {
    orders.page(&paging).await
}

#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
struct Keeping {
    id: i64,
    user_id: i64,
    #[expose(never)]
    item: TokenHash,
}

#[secure_route(get = "/keeping", authenticated, owns = "orders.user_id")]
async fn keeping(orders: OwnedSet<Keeping>, paging: Valid<Query<Paging>>) -> Result<Page<Keeping>, Problem> {
    orders.page(&paging).await
}

/// What a client could do through the one that the other forbids.
async fn row_types_of_one_table_agree(engine: Engine) {
    for (other, what) in [
        (routes![sold], "owners"),
        (routes![counting], "counters of changes"),
        (routes![for_all], "public rows"),
        (routes![referring], "rows that `item` refers to"),
        (routes![keeping], "secrets that `item` keeps"),
    ] {
        let both = app(engine).await.at::<by_hand>(Method::POST, "/x/{order_id}").mount(other);
        assert_some(
            &faults(both).await,
            &format!("two row types of the table `orders` name different {what}"),
        );
    }
    // Also where the first of three has no such column.
    let three = app(engine).await.mount(routes![bare, unreferring, referring]);
    assert_some(&faults(three).await, "name different rows that `item` refers to");
}

/// A part of a table has its rows: declared as one of its own, they would have another owner.
#[tokio::test]
async fn parts_of_tables_on_postgres() {
    for script in [
        "CREATE TABLE whole (id BIGINT, owner TEXT) PARTITION BY RANGE (id);
         CREATE TABLE loose PARTITION OF whole (PRIMARY KEY (id)) FOR VALUES FROM (1) TO (1000)",
        "CREATE TABLE whole (id BIGINT, owner TEXT); CREATE TABLE loose (PRIMARY KEY (id)) INHERITS (whole)",
    ] {
        assert_one(
            &faults_of_loose(Engine::Postgres, script).await,
            "its rows are those of another table too",
        );
    }
}

/// What a reader of a paper may do.
#[derive(Clone, Copy, Level)]
enum Access {
    Read,
}

#[derive(Resource, Expose)]
#[resource(table = "papers", owner = "user_id", grants(table = "paper_grants", row = "paper_id", to = "grantee_id", level = "level", levels = Access))]
struct Paper {
    id: String,
    user_id: i64,
}

#[secure_route(get = "/papers/{paper_id}", authenticated, owns = "paper.user_id", or_grant = "read")]
async fn paper(paper: Owned<Paper>) -> Json<Paper> {
    paper.into_reply()
}

#[derive(Resource, Expose)]
#[resource(table = "paper_grants", owner = "grantee_id")]
struct PaperGrant {
    id: i64,
    grantee_id: i64,
    level: String,
}

#[secure_input(creates = PaperGrant)]
struct NewGrant {
    #[validate(length(max = 9))]
    level: String,
}

#[secure_route(post = "/paper-grants", authenticated, inserts = "grants")]
async fn grant_oneself(grants: Insert<PaperGrant>, new: Valid<Json<NewGrant>>) -> Result<NoContent, Problem> {
    grants.insert(&new).await?;
    Ok(NoContent)
}

#[secure_route(get = "/paper-grants", authenticated, owns = "grants.grantee_id")]
async fn own_grants(
    grants: OwnedSet<PaperGrant>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<PaperGrant>, Problem> {
    grants.page(&paging).await
}

/// Else whoever puts in a row of their own grants themselves the row of another.
async fn grants_are_given_and_taken_and_not_written(engine: Engine) {
    let writing =
        "the route `grant_oneself` writes to `paper_grants`, which says who else reaches rows of `papers`";
    assert_some(&faults(app(engine).await.mount(routes![paper, grant_oneself])).await, writing);
    let reading = faults(app(engine).await.mount(routes![paper, own_grants])).await;
    assert!(!reading.iter().any(|fault| fault.contains("writes to")), "{reading:#?}");
}

#[derive(Service)]
struct Inner {
    #[service(holds = "queues mail for the night")]
    queue: std::sync::Mutex<Vec<String>>,
}

#[derive(Service)]
struct Outer {
    inner: std::sync::Arc<Vec<Inner>>,
}

#[secure_input(waive_input = "old clients write b")]
struct Aliased {
    #[serde(alias = "b")]
    a: u8,
}

#[secure_input]
struct Nesting {
    #[validate(length(max = 3))]
    all: Vec<Aliased>,
    words: Option<Words>,
}

#[secure_input]
struct Words {
    #[input(waive_secret = "what a lexer read")]
    token: Option<Text<20>>,
}

#[derive(Resource, Expose)]
#[resource(table = "words", owner = "user_id")]
struct Word {
    id: i64,
    user_id: i64,
    #[resource(waive_secret = "what a parser reads")]
    #[expose(never)]
    token: String,
}

#[secure_route(get = "/words/{word_id}", authenticated, owns = "word.user_id")]
async fn word(word: Owned<Word>) -> Json<Word> {
    word.into_reply()
}

#[secure_route(post = "/nested", public, rate = "5/min")]
async fn nested(outer: Service<Outer>, input: Valid<Json<Nesting>>) -> Json<Done> {
    let queued = outer
        .inner
        .iter()
        .filter_map(|inner| inner.queue.lock().ok())
        .map(|queue| queue.len())
        .sum::<usize>();
    Json(Done { done: input.all.iter().map(|all| usize::from(all.a)).sum::<usize>() > queued })
}

/// What a map has for its keys.
#[derive(Service)]
struct Labelled {
    #[service(holds = "asks the prices of a provider")]
    queue: std::sync::Mutex<Vec<String>>,
    label: String,
}

impl PartialEq for Labelled {
    fn eq(&self, other: &Self) -> bool {
        self.label == other.label
    }
}

impl Eq for Labelled {}

impl PartialOrd for Labelled {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Labelled {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.label.cmp(&other.label)
    }
}

#[derive(Service)]
struct Mapped {
    by_label: std::collections::BTreeMap<Labelled, i64>,
}

#[secure_route(get = "/mapped", public)]
async fn mapped(mapped: Service<Mapped>) -> Json<Done> {
    let queued = mapped.by_label.keys().filter_map(|label| label.queue.lock().ok()).map(|queue| queue.len());
    Json(Done { done: queued.sum::<usize>() == 0 })
}

/// A reviewer finds every opt-out in the table, however deep it stands.
async fn the_table_lists_every_opt_out(engine: Engine) {
    let outer = Outer { inner: std::sync::Arc::new(vec![Inner { queue: std::sync::Mutex::default() }]) };
    let words = "CREATE TABLE words (id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL, token TEXT NOT NULL);";
    let database = database(engine).await;
    database.run_script(words).await.unwrap();
    let ready = App::new(Environment::Development)
        .database(database)
        .issuer(issuer())
        .service(outer)
        .service(Mapped { by_label: std::collections::BTreeMap::new() })
        .mount(routes![nested, word, mapped])
        .beside(Default::default(), "old pages go on")
        .build()
        .await;
    let table = ready.unwrap().table().to_owned();
    for part in [
        "holds `inner.queue`: queues mail for the night",
        "holds `by_label.keys.queue`: asks the prices of a provider",
        "waive_input of `Aliased` on `nested`: old clients write b",
        "waive_secret of `Words.token` on `nested`: what a lexer read",
        "waive_secret of `words.token` on `word`: what a parser reads",
        "beside the gate: old pages go on",
    ] {
        assert!(table.contains(part), "{part}\n{table}");
    }
}

async fn keys_that_are_weak(engine: Engine) {
    let ephemeral = Issuer::own("https://own.test", "shop", KeyRing::ephemeral());
    assert_one(&faults(app(engine).await.issuer(ephemeral)).await, "ephemeral");
    let empty = Issuer::own("https://own.test", "shop", KeyRing::new());
    assert_one(
        &faults(app(engine).await.issuer(empty)).await,
        "no key; no token of it could be verified; make one",
    );
    let provider = |url: &str| Issuer::provider("https://idp.test", "shop", url, |_| None);
    assert_one(
        &faults(app(engine).await.issuer(provider("http://idp.test/jwks"))).await,
        "use an `https` URL",
    );
    assert_one(&faults(app(engine).await.issuer(provider("https://a:b@idp.test/jwks"))).await, "a password");
    assert_eq!(faults(app(engine).await.issuer(provider("https://idp.test/jwks"))).await, [""; 0]);
    let other =
        || KeyRing::new().hs256("other", &portcullis::testing::secret(portcullis_tests::SECRET)).unwrap();
    let nameless = Issuer::own(" ", "", other());
    assert_eq!(faults(app(engine).await.issuer(nameless)).await.len(), 2);
    let misread = Issuer::own("https://x.test", "shop", other());
    assert_one(&faults(app(engine).await.issuer(misread.role_claim("scope"))).await, "means something else");
    assert_one(&faults(app(engine).await.issuer(issuer())).await, "two issuers are called");
    assert_one(&faults(app(engine).await.beside(Default::default(), "why")).await, "a reason in words");
}

#[tokio::test]
async fn development_listens_on_loopback_only() {
    let ready = App::new(Environment::Development).build().await.unwrap();
    let error = ready.serve(([0, 0, 0, 0], 0).into()).await.unwrap_err();
    assert_one(error.faults(), "loopback only");
}

async fn plain_axum_stands_beside_and_never_before(engine: Engine) {
    let server = portcullis_tests::Server::start(app(engine).await.mount(routes![first])).await;
    assert_eq!(server.get("/a/1", "").await.status, 200);
    server.get("/elsewhere", "").await.assert_problem(404);
}

#[tokio::test]
async fn newcomers_administer_no_accounts() {
    use portcullis::identity::{self, Accounts};
    for (newcomer, admin, is_told) in [
        (Role::Customer, Role::Customer, true),
        // An admin does what support does.
        (Role::Admin, Role::Support, true),
        (Role::Customer, Role::Admin, false),
        (Role::Support, Role::Admin, false),
    ] {
        let database = database(Engine::Sqlite).await;
        let issuer = Issuer::own("https://accounts.test", "shop", KeyRing::ephemeral());
        let accounts = Accounts::on(&database, issuer).newcomers([newcomer]).build().unwrap();
        accounts.migrate().await.unwrap();
        let app = App::new(Environment::Development).roles::<Role>().database(database).accounts(accounts);
        let found = faults(app.mount(identity::routes().administered_by(admin))).await;
        match is_told {
            true => assert_one(&found, "whoever registers holds the role"),
            false => assert!(found.is_empty(), "{found:?}"),
        }
    }
}
