//! Sealed columns: what a thief of the database sees, who else sees what, and what happens to values that are moved, changed or sealed anew.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use portcullis::prelude::*;
use portcullis::{SealingKeys, System};
use portcullis_tests::{Answer, Engine, Server, issuer, log, new_folder, on_both, vectors};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{AnyPool, AssertSqlSafe};

on_both!(
    values_lie_sealed_and_leave_to_whom_they_are_declared,
    every_verb_seals,
    a_value_that_was_moved_or_changed_does_not_open,
    rows_written_before_and_by_nobody,
    sealing_anew_under_load,
    a_key_that_another_process_made,
    transactions_undo_what_was_sealed,
);

#[derive(Clone, Copy, Role)]
enum Role {
    Customer,
    Support,
}

#[derive(Clone, Resource, Expose)]
#[resource(table = "customers", owner = "user_id", unique = ["name"])]
struct Customer {
    id: i64,
    user_id: i64,
    name: String,
    #[expose(owner)]
    phone: Sealed<String>,
    #[expose(owner, role = "support")]
    #[resource(server_set)]
    credit: Option<Sealed<i64>>,
    #[expose(never)]
    note: Option<Sealed<String>>,
    #[resource(server_set)]
    seen: i64,
}

#[secure_input(creates = Customer)]
struct NewCustomer {
    #[validate(length(max = 20))]
    name: String,
    phone: Text<30>,
    #[validate(length(max = 1_000))]
    note: Option<String>,
}

#[secure_input(patches = Customer)]
struct Patch {
    phone: Option<Text<30>>,
    #[validate(length(max = 1_000))]
    note: Option<String>,
}

#[derive(Change)]
#[change(patches = Customer)]
struct Judged {
    credit: Option<i64>,
}

#[derive(Change)]
#[change(requires = Customer)]
struct Unseen {
    seen: i64,
}

#[secure_route(post = "/customers", role = "customer", owns = "customers.user_id", rate = "100000/s")]
async fn create(
    customers: OwnedSetMut<Customer>,
    input: Valid<Json<NewCustomer>>,
) -> Result<Created<Customer>, Problem> {
    Ok(Created(customers.insert(&input).await?))
}

#[secure_input]
struct Several {
    #[validate(length(max = 100))]
    customers: Vec<NewCustomer>,
}

#[secure_route(
    post = "/customers/several",
    role = "customer",
    owns = "customers.user_id",
    rate = "100000/s",
    body_limit = "1mb"
)]
async fn create_several(
    customers: OwnedSetMut<Customer>,
    input: Valid<Json<Several>>,
) -> Result<Json<Vec<Customer>>, Problem> {
    Ok(Json(customers.insert_all(&input.customers).await?))
}

#[secure_route(put = "/customers", role = "customer", owns = "customers.user_id", rate = "100000/s")]
async fn put(
    customers: OwnedSetMut<Customer>,
    input: Valid<Json<NewCustomer>>,
) -> Result<Json<Customer>, Problem> {
    Ok(Json(customers.upsert(&input).await?))
}

#[secure_route(get = "/customers", role = "customer", owns = "customers.user_id", rate = "100000/s")]
async fn list(
    customers: OwnedSet<Customer>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Customer>, Problem> {
    customers.page(&paging).await
}

#[secure_route(get = "/customers/{customer_id}", role = ["customer", "support"], owns = "customer.user_id", or_role = "support", rate = "100000/s")]
async fn show(customer: Owned<Customer>) -> Json<Customer> {
    customer.into_reply()
}

#[secure_route(
    patch = "/customers/{customer_id}",
    role = "customer",
    owns = "customer.user_id",
    rate = "100000/s"
)]
async fn change(
    mut customer: OwnedMut<Customer>,
    input: Valid<Json<Patch>>,
) -> Result<Json<Customer>, Problem> {
    customer.update(&input).await?;
    Ok(customer.into_reply())
}

#[secure_route(post = "/customers/{customer_id}/credit", role = ["customer", "support"], owns = "customer.user_id", or_role = "support", rate = "100000/s")]
async fn judge(mut customer: OwnedMut<Customer>) -> Result<Json<Customer>, Problem> {
    customer.update_if(&Unseen { seen: 0 }, &Judged { credit: Some(700) }).await?;
    Ok(customer.into_reply())
}

#[derive(Expose)]
struct Digits {
    digits: usize,
}

#[secure_route(
    get = "/customers/{customer_id}/digits",
    role = "customer",
    owns = "customer.user_id",
    rate = "100000/s"
)]
async fn digits(customer: Owned<Customer>) -> Result<Json<Digits>, Problem> {
    let phone = customer.phone.open()?;
    assert_eq!(format!("{phone:?} {:?}", customer.phone), "Opened(…) Sealed(…)");
    Ok(Json(Digits { digits: phone.chars().filter(char::is_ascii_digit).count() }))
}

/// What a careless handler does to the rows of others, before it gives them to a caller whom nobody has named.
#[secure_route(get = "/support/claims", role = "support", all_rows = "customers", rate = "100000/s")]
async fn claim(
    caller: Principal,
    customers: AllRows<Customer>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Customer>, Problem> {
    let mut page = customers.page(&paging).await?;
    for customer in &mut page.items {
        customer.user_id = caller.subject().parse().map_err(|_| Problem::not_found())?;
    }
    Ok(page)
}

#[secure_route(post = "/customers/fails", role = "customer", owns = "customers.user_id", rate = "100000/s")]
async fn create_and_fail(
    _tx: Tx,
    customers: OwnedSetMut<Customer>,
    input: Valid<Json<NewCustomer>>,
) -> Result<Json<Customer>, Problem> {
    customers.insert(&input).await?;
    Err(Problem::conflict("urn:test:no", "No"))
}

#[secure_route(
    post = "/customers/together",
    role = "customer",
    owns = "customers.user_id",
    rate = "100000/s"
)]
async fn create_together(
    _tx: Tx,
    customers: OwnedSetMut<Customer>,
    input: Valid<Json<NewCustomer>>,
) -> Result<Json<Customer>, Problem> {
    Ok(Json(customers.insert(&input).await?))
}

struct Firm {
    server: Server,
    sql: AnyPool,
    engine: Engine,
    keys: PathBuf,
    system: System,
}

async fn start(url: &str, keys: &Path) -> (Server, System) {
    let database = Database::connect(url).await.unwrap();
    let mut app = App::new(Environment::Development)
        .client_ip(ClientIpSource::socket())
        .roles::<Role>()
        .issuer(issuer())
        .database(database)
        .sealing(SealingKeys::from_directory(keys).unwrap())
        .mount(routes![
            create,
            create_several,
            put,
            list,
            show,
            change,
            judge,
            digits,
            create_and_fail,
            create_together,
            claim
        ]);
    let system = app.system("seals values anew after a rotation");
    (Server::start(app).await, system)
}

impl Firm {
    async fn open(engine: Engine) -> (Self, String) {
        let (url, keys) = (engine.url().await, new_folder());
        let database = Database::connect(&url).await.unwrap();
        database
            .run_script(Script {
                sqlite: "CREATE TABLE customers (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, name TEXT NOT NULL, phone BLOB NOT NULL, \
                         credit BLOB, note BLOB, seen INTEGER NOT NULL DEFAULT 0, UNIQUE (user_id, name))",
                postgres: "CREATE TABLE customers (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id BIGINT NOT NULL, name TEXT NOT NULL, \
                           phone BYTEA NOT NULL, credit BYTEA, note BYTEA, seen BIGINT NOT NULL DEFAULT 0, UNIQUE (user_id, name))",
            })
            .await
            .unwrap();
        SealingKeys::make_key(&keys).unwrap();
        let (server, system) = start(&url, &keys).await;
        sqlx::any::install_default_drivers();
        let sql = AnyPool::connect(&url).await.unwrap();
        (Self { server, sql, engine, keys, system }, url)
    }

    async fn post(&self, path: &str, subject: i64, body: Value) -> Answer {
        self.server.post(path, &token(subject, &[Role::Customer]), body).await
    }

    async fn get(&self, path: &str, subject: i64) -> Answer {
        self.server.get(path, &token(subject, &[Role::Customer])).await
    }

    async fn run(&self, statement: &str) {
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&self.sql).await.unwrap();
    }

    /// What a thief of the database finds in a column of a row.
    async fn stolen(&self, column: &str, id: i64) -> Option<Vec<u8>> {
        let statement = format!("SELECT {column} FROM customers WHERE id = {id}");
        sqlx::query_scalar(AssertSqlSafe(statement)).fetch_one(&self.sql).await.unwrap()
    }
}

fn token(subject: i64, roles: &[Role]) -> String {
    let request = portcullis::identity::TokenRequest::new(subject).roles(roles.iter().copied());
    issuer().mint(&request).unwrap().reveal().to_owned()
}

const PHONE: &str = "+49 30 901820";

fn customer(name: &str) -> Value {
    json!({ "name": name, "phone": PHONE, "note": "prefers the evening" })
}

/// Whether bytes hold a text.
fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

async fn values_lie_sealed_and_leave_to_whom_they_are_declared(engine: Engine) {
    let (firm, _) = Firm::open(engine).await;
    let made = firm.post("/customers", 1, customer("Alice")).await;
    assert_eq!(made.status, 201, "{made:?}");
    let id = made.json()["id"].as_i64().unwrap();
    assert_eq!(made.json()["phone"], PHONE, "its owner made it");
    for column in ["phone", "note"] {
        let stolen = firm.stolen(column, id).await.unwrap();
        assert!(stolen.len() > 40 && !holds(&stolen, "901820") && !holds(&stolen, "evening"), "{stolen:?}");
    }
    let path = format!("/customers/{id}");
    assert_eq!(
        firm.get(&path, 1).await.json(),
        json!({ "id": id, "user_id": 1, "name": "Alice", "phone": PHONE, "credit": null, "seen": 0 })
    );
    assert_eq!(firm.get(&path, 2).await.status, 404);
    assert_eq!(firm.get(&format!("{path}/digits"), 1).await.json(), json!({ "digits": 10 }));
    // Support reaches the row without owning it: it sees the credit, and no phone.
    let judged = firm.server.post(&format!("{path}/credit"), &token(9, &[Role::Support]), json!(null)).await;
    assert_eq!(
        judged.json(),
        json!({ "id": id, "user_id": 1, "name": "Alice", "credit": 700, "seen": 0 }),
        "{judged:?}"
    );
    assert_eq!(firm.get(&path, 1).await.json()["credit"], 700);
    // To write one's own number over the owner of a row makes nobody its owner.
    let claimed = firm.server.get("/support/claims", &token(9, &[Role::Support])).await;
    assert!(claimed.status == 200 && !claimed.text.contains("901820"), "{claimed:?}");
    assert_eq!(claimed.json()["items"][0]["credit"], 700, "which their role sees: {claimed:?}");
    // Whoever has both sees both.
    let own = firm.server.get(&path, &token(1, &[Role::Customer, Role::Support])).await;
    assert_eq!((own.json()["phone"].as_str(), own.json()["credit"].as_i64()), (Some(PHONE), Some(700)));
    let page = firm.get("/customers", 1).await;
    assert_eq!(page.json()["items"][0]["phone"], PHONE, "{page:?}");
}

async fn every_verb_seals(engine: Engine) {
    let (firm, _) = Firm::open(engine).await;
    // Many rows at once: each has its own value, whatever the order in which the engine gives them back.
    let several: Vec<Value> = (0..60)
        .map(|number| match number % 3 {
            0 => json!({ "name": format!("c{number}"), "phone": format!("+49 {number}"), "note": format!("note {number}") }),
            _ => json!({ "name": format!("c{number}"), "phone": format!("+49 {number}") }),
        })
        .collect();
    let made = firm.post("/customers/several", 1, json!({ "customers": several })).await;
    assert_eq!(made.status, 200, "{made:?}");
    for row in made.json().as_array().unwrap() {
        let number = row["name"].as_str().unwrap().trim_start_matches('c');
        assert_eq!(row["phone"], format!("+49 {number}"));
        let kept = firm.get(&format!("/customers/{}", row["id"]), 1).await.json();
        assert_eq!(kept["phone"], row["phone"]);
        let note = firm.stolen("note", row["id"].as_i64().unwrap()).await;
        assert_eq!(note.is_some(), number.parse::<u32>().unwrap() % 3 == 0);
    }
    let id = made.json()[0]["id"].as_i64().unwrap();
    let before = firm.stolen("phone", id).await;
    let patch = firm
        .server
        .send(
            Method::PATCH,
            &format!("/customers/{id}"),
            &token(1, &[Role::Customer]),
            Some(json!({ "note": "other" })),
        )
        .await;
    assert_eq!(patch.json()["phone"], "+49 0", "{patch:?}");
    assert_eq!(firm.stolen("phone", id).await, before, "what is not named stays as it is");
    let patch = firm
        .server
        .send(
            Method::PATCH,
            &format!("/customers/{id}"),
            &token(1, &[Role::Customer]),
            Some(json!({ "phone": "+49 1" })),
        )
        .await;
    assert_eq!(patch.json()["phone"], "+49 1");
    assert_ne!(firm.stolen("phone", id).await, before);
    for phone in ["+1", "+2"] {
        let body = json!({ "name": "c0", "phone": phone });
        let put = firm.server.send(Method::PUT, "/customers", &token(1, &[Role::Customer]), Some(body)).await;
        assert_eq!(
            (put.json()["id"].as_i64(), put.json()["phone"].as_str()),
            (Some(id), Some(phone)),
            "{put:?}"
        );
    }
    let judge = format!("/customers/{id}/credit");
    assert_eq!(firm.post(&judge, 1, json!(null)).await.json()["credit"], 700);
    // What is required does not hold: nothing is written.
    firm.run(&format!("UPDATE customers SET seen = 1, credit = NULL WHERE id = {id}")).await;
    assert_eq!(firm.post(&judge, 1, json!(null)).await.json()["credit"], Value::Null);
    assert_eq!(firm.stolen("credit", id).await, None);
}

async fn a_value_that_was_moved_or_changed_does_not_open(engine: Engine) {
    log::keep();
    let (firm, _) = Firm::open(engine).await;
    let alice = firm.post("/customers", 1, customer("Alice")).await.json()["id"].as_i64().unwrap();
    let mallory = firm.post("/customers", 6, customer("Mallory")).await.json()["id"].as_i64().unwrap();
    let own = firm.stolen("phone", mallory).await.unwrap();
    // Whoever can write to the database puts Alice's number where Mallory may read: another row; her note into the column of phones; a bit
    // turned; nothing; what stands in until a value is sealed.
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let literal = |bytes: &[u8]| match firm.engine {
        Engine::Sqlite => format!("X'{}'", hex(bytes)),
        Engine::Postgres => format!("'\\x{}'::bytea", hex(bytes)),
    };
    let mut turned = own.clone();
    *turned.last_mut().unwrap() ^= 1;
    let moved = [
        format!("(SELECT phone FROM customers WHERE id = {alice})"),
        format!("(SELECT note FROM customers WHERE id = {mallory})"),
        literal(&turned),
        literal(b""),
        literal(&[0, 0, 0, 0, 0, 0, 0, 0, 0]),
        literal(PHONE.as_bytes()),
    ];
    for value in &moved {
        firm.run(&format!("UPDATE customers SET phone = {value} WHERE id = {mallory}")).await;
        for path in
            [format!("/customers/{mallory}"), "/customers".to_owned(), format!("/customers/{mallory}/digits")]
        {
            let answer = firm.get(&path, 6).await;
            answer.assert_problem(500);
            let incident = answer.json()["incident_id"].as_str().unwrap().to_owned();
            assert!(!log::lines_with(&incident).is_empty(), "the log has the incident");
        }
        assert_eq!(firm.get(&format!("/customers/{alice}"), 1).await.json()["phone"], PHONE);
    }
    let told = log::lines_with("crypt_decrypt_fail");
    assert!(told.len() >= moved.len() && told.iter().all(|line| !line.contains("901820")), "{told:?}");
    firm.run(&format!("UPDATE customers SET phone = {} WHERE id = {mallory}", literal(&own))).await;
    assert_eq!(
        firm.get(&format!("/customers/{mallory}"), 6).await.json()["phone"],
        PHONE,
        "back at its place"
    );
    // Under a table of another name it does not open either, and who may not see it is told nothing.
    let support = firm.server.get(&format!("/customers/{mallory}"), &token(9, &[Role::Support])).await;
    assert!(support.status == 200 && !support.text.contains("phone"), "{support:?}");
}

async fn rows_written_before_and_by_nobody(engine: Engine) {
    let (firm, url) = Firm::open(engine).await;
    let id = firm.post("/customers", 1, customer("Alice")).await.json()["id"].as_i64().unwrap();
    // The key is gone: nothing opens, nothing is lost, and what is not sealed is served on.
    let others = new_folder();
    SealingKeys::make_key(&others).unwrap();
    let (stranger, _) = start(&url, &others).await;
    stranger.get(&format!("/customers/{id}"), &token(1, &[Role::Customer])).await.assert_problem(500);
    assert_eq!(stranger.get(&format!("/customers/{id}"), &token(9, &[Role::Support])).await.status, 200);
    // The same id with another key is no key either.
    let first = std::fs::read_dir(&firm.keys).unwrap().next().unwrap().unwrap().path();
    let anew = new_folder();
    std::fs::create_dir(&anew).unwrap();
    std::fs::copy(
        std::fs::read_dir(&others).unwrap().next().unwrap().unwrap().path(),
        anew.join(first.file_name().unwrap()),
    )
    .unwrap();
    let (impostor, _) = start(&url, &anew).await;
    impostor.get(&format!("/customers/{id}"), &token(1, &[Role::Customer])).await.assert_problem(500);
    assert_eq!(firm.get(&format!("/customers/{id}"), 1).await.json()["phone"], PHONE);
}

async fn sealing_anew_under_load(engine: Engine) {
    let (firm, url) = Firm::open(engine).await;
    let several: Vec<Value> = (0..100)
        .map(|number| json!({ "name": format!("c{number}"), "phone": format!("+49 {number}") }))
        .collect();
    for owner in 1..=5 {
        assert_eq!(firm.post("/customers/several", owner, json!({ "customers": several })).await.status, 200);
    }
    let old = SealingKeys::from_directory(&firm.keys).unwrap();
    let old = format!("{old:?}").split('"').nth(1).unwrap().to_owned();
    let new = SealingKeys::make_key(&firm.keys).unwrap();
    assert!(new > old);
    // The process that is there goes on with the old key, the new one seals by the new; both serve while values are sealed anew.
    let (server, system) = start(&url, &firm.keys).await;
    let (server, done) = (Arc::new(server), Arc::new(AtomicBool::new(false)));
    let mut clients = Vec::new();
    for owner in 1..=4_i64 {
        let (address, done) =
            (if owner % 2 == 0 { server.address } else { firm.server.address }, Arc::clone(&done));
        clients.push(tokio::spawn(async move {
            let (client, bearer) = (reqwest::Client::new(), token(owner, &[Role::Customer]));
            let (mut number, mut written) = (0, std::collections::BTreeMap::new());
            let page = client
                .get(format!("http://{address}/customers?limit=100"))
                .bearer_auth(&bearer)
                .send()
                .await
                .unwrap();
            let page: Value = page.json().await.unwrap();
            let ids: Vec<i64> =
                page["items"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect();
            while !done.load(Ordering::Acquire) || number < 40 {
                let id = ids[number % ids.len()];
                let phone = format!("+{owner} {number}");
                let url = format!("http://{address}/customers/{id}");
                let patched = client
                    .patch(&url)
                    .bearer_auth(&bearer)
                    .json(&json!({ "phone": phone }))
                    .send()
                    .await
                    .unwrap();
                assert_eq!(patched.status(), 200);
                let read: Value =
                    client.get(&url).bearer_auth(&bearer).send().await.unwrap().json().await.unwrap();
                assert_eq!(read["phone"], phone.as_str(), "what was written is read, whoever sealed it");
                written.insert(id, phone);
                number += 1;
            }
            written
        }));
    }
    let mut rounds = Vec::new();
    for _ in 0..3 {
        rounds.push(system.all::<Customer>().unwrap().reseal().await.unwrap());
    }
    done.store(true, Ordering::Release);
    let mut written = std::collections::BTreeMap::new();
    for client in clients {
        written.append(&mut client.await.unwrap());
    }
    let resealed: u64 = rounds.iter().map(|round| round.resealed).sum();
    assert!(resealed > 100 && rounds.iter().all(|round| round.unreadable == 0), "{rounds:?}");
    // The old process is gone; one more round, and the old key is of no use.
    let last = system.all::<Customer>().unwrap().reseal().await.unwrap();
    assert_eq!((last.overtaken, last.unreadable), (0, 0));
    std::fs::remove_file(firm.keys.join(format!("{old}.key"))).unwrap();
    let (alone, system) = start(&url, &firm.keys).await;
    for owner in 1..=5_i64 {
        let page = alone.get("/customers?limit=100", &token(owner, &[Role::Customer])).await;
        let items = page.json()["items"].as_array().unwrap_or_else(|| panic!("{page:?}")).clone();
        assert_eq!(items.len(), 100, "no row is lost");
        for row in items {
            let name = row["name"].as_str().unwrap().trim_start_matches('c').to_owned();
            let expected =
                written.get(&row["id"].as_i64().unwrap()).cloned().unwrap_or(format!("+49 {name}"));
            assert_eq!(row["phone"], expected, "no value is lost");
        }
    }
    let nothing = system.all::<Customer>().unwrap().reseal().await.unwrap();
    assert_eq!((nothing.resealed, nothing.overtaken, nothing.unreadable), (0, 0, 0));
}

async fn a_key_that_another_process_made(engine: Engine) {
    let (firm, url) = Firm::open(engine).await;
    SealingKeys::make_key(&firm.keys).unwrap();
    let (newer, _) = start(&url, &firm.keys).await;
    let made = newer.post("/customers", &token(1, &[Role::Customer]), customer("Alice")).await;
    // The older process has never heard of that key, and looks.
    let read = firm.get(&format!("/customers/{}", made.json()["id"]), 1).await;
    assert_eq!(read.json()["phone"], PHONE, "{read:?}");
    assert_eq!(
        firm.system.all::<Customer>().unwrap().reseal().await.unwrap().resealed,
        0,
        "and seals by it from then on"
    );
}

async fn transactions_undo_what_was_sealed(engine: Engine) {
    let (firm, _) = Firm::open(engine).await;
    assert_eq!(firm.post("/customers/fails", 1, customer("Alice")).await.status, 409);
    assert_eq!(firm.get("/customers", 1).await.json()["items"], json!([]));
    let made = firm.post("/customers/together", 1, customer("Alice")).await;
    assert_eq!(made.json()["phone"], PHONE, "{made:?}");
    // A second row of the name is refused, and leaves nothing half sealed.
    assert_eq!(firm.post("/customers", 1, customer("Alice")).await.status, 409);
    assert_eq!(firm.get("/customers", 1).await.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn without_keys_nothing_starts() {
    let database = Database::connect(&Engine::Sqlite.url().await).await.unwrap();
    let app = App::new(Environment::Development)
        .client_ip(ClientIpSource::socket())
        .roles::<Role>()
        .issuer(issuer())
        .database(database)
        .mount(routes![show]);
    let faults = app.build().await.unwrap_err().to_string();
    assert!(faults.contains("sealed columns") && faults.contains("SealingKeys::make_key"), "{faults}");
}

#[test]
fn keys_that_are_weak_or_open_are_not_taken() {
    let refused = |prepare: &dyn Fn(&Path)| {
        let folder = new_folder();
        std::fs::create_dir(&folder).unwrap();
        prepare(&folder);
        SealingKeys::from_directory(&folder).unwrap_err().to_string()
    };
    let put = |folder: &Path, name: &str, text: &str| {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::write(folder.join(name), text).unwrap();
        std::fs::set_permissions(folder.join(name), std::fs::Permissions::from_mode(0o600)).unwrap();
    };
    let good = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";
    for (prepare, part) in [
        (&(|_: &Path| ()) as &dyn Fn(&Path), "holds no key"),
        (&|folder| put(folder, "a.key", "c2hvcnQ="), "32 random bytes"),
        (&|folder| put(folder, "a.key", "not base64 at all"), "32 random bytes"),
        (&|folder| put(folder, "a.key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), "can be guessed"),
        (&|folder| put(folder, "a.pem", good), "no `.key`"),
        (&|folder| put(folder, "a b.key", good), "no id"),
        (
            &|folder| {
                use std::os::unix::fs::PermissionsExt as _;
                put(folder, "a.key", good);
                std::fs::set_permissions(folder.join("a.key"), std::fs::Permissions::from_mode(0o644))
                    .unwrap();
            },
            "chmod 600",
        ),
        (
            &|folder| {
                use std::os::unix::fs::PermissionsExt as _;
                put(folder, "a.key", good);
                std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o777)).unwrap();
            },
            "chmod 700",
        ),
    ] {
        let told = refused(prepare);
        assert!(told.contains(part) && !told.contains("q83vEjRW"), "{part}: {told}");
    }
}

/// Wycheproof: every valid value opens and is sealed alike, no invalid one opens.
#[test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
fn vectors_of_the_cipher() {
    use portcullis::testing::{open_vector, seal_vector};
    let vectors: Value =
        serde_json::from_slice(&vectors("crypto/wycheproof_xchacha20_poly1305_test.json")).unwrap();
    let hex = |value: &Value| -> Vec<u8> {
        let text = value.as_str().unwrap();
        (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()).collect()
    };
    let (mut valid, mut invalid) = (0, 0);
    for case in
        vectors["testGroups"].as_array().unwrap().iter().flat_map(|group| group["tests"].as_array().unwrap())
    {
        let [key, iv, aad, msg, ct, tag] =
            ["key", "iv", "aad", "msg", "ct", "tag"].map(|name| hex(&case[name]));
        let sealed = [ct, tag].concat();
        let opened = open_vector(&key, &iv, &aad, &sealed);
        if case["result"] == "valid" {
            assert_eq!(opened, Some(msg.clone()), "{case}");
            assert_eq!(seal_vector(&key, &iv, &aad, &msg), Some(sealed), "{case}");
            valid += 1;
        } else {
            assert_eq!(opened, None, "{case}");
            invalid += 1;
        }
    }
    assert!(valid > 100 && invalid > 30, "{valid} valid, {invalid} invalid");
    println!("{valid} valid opened and sealed, {invalid} invalid refused");
}
