//! Starts the program as a newcomer does, and pastes what it prints; then the same with a `DATABASE_URL` of PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a test fails by panicking"
)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use portcullis_tests::{Engine, on_both};
use serde_json::{Value, json};

on_both!(
    what_the_readme_shows,
    customers_support_and_admins,
    an_interrupt_stops_it_and_the_data_stays,
    an_internal_error_is_an_incident,
    what_is_printed_can_be_pasted,
);

/// The program, in a folder of its own; stopped when dropped.
struct Program {
    child: Child,
    printed: String,
    address: String,
    // Kept, so that what the program says at its end has a reader.
    _lines: BufReader<std::process::ChildStdout>,
    folder: std::path::PathBuf,
    /// What `DATABASE_URL` says, or would say.
    url: String,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Program {
    async fn start(engine: Engine, name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("orders-api-{name}-{engine:?}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let url = match engine {
            Engine::Sqlite => format!("sqlite://{}", folder.join("orders-api.db").display()),
            Engine::Postgres => engine.url().await,
        };
        Self::start_in(folder, engine, url)
    }

    fn start_in(folder: std::path::PathBuf, engine: Engine, url: String) -> Self {
        // A port that is free now; the program takes it at once.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_orders-api"));
        match engine {
            Engine::Sqlite => command.env_remove("DATABASE_URL"),
            Engine::Postgres => command.env("DATABASE_URL", &url),
        };
        let mut child = command
            .current_dir(&folder)
            .env("BIND_ADDR", &address)
            .env_remove("RUST_LOG")
            .env_remove("DATA_DIR")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut printed = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        while !printed.contains("Listening at") {
            assert!(lines.read_line(&mut printed).unwrap() > 0, "it stopped: {printed}");
        }
        for _ in 0..100 {
            if std::net::TcpStream::connect(&address).is_ok() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        Self { child, printed, address, _lines: lines, folder, url }
    }

    /// Signs in as a demo account, with the password that was printed.
    async fn token(&self, name: &str) -> String {
        let password = self.printed.lines().find_map(|line| line.strip_prefix("PASSWORD='")).unwrap();
        let body =
            json!({ "name": format!("{name}@example.com"), "password": password.trim_end_matches('\'') });
        let (status, tokens) = self.call("POST", "/auth/login", "", Some(body)).await;
        assert_eq!(status, 200, "{tokens}");
        serde_json::from_str::<Value>(&tokens).unwrap()["access_token"].as_str().unwrap().to_owned()
    }

    async fn call(&self, method: &str, path: &str, token: &str, body: Option<Value>) -> (u16, String) {
        let url = format!("http://{}{path}", self.address);
        let mut request = reqwest::Client::new().request(method.parse().unwrap(), url);
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        if status == 401 {
            assert!(response.headers().contains_key("www-authenticate"));
        }
        (status, response.text().await.unwrap().replace(&id, "<id>"))
    }
}

async fn what_the_readme_shows(engine: Engine) {
    let program = Program::start(engine, "readme").await;
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md")).unwrap();
    let table: Vec<&str> = program.printed.lines().take_while(|line| !line.is_empty()).collect();
    assert!(
        table.len() > 9 && readme.contains(&table.join("\n")),
        "the route table of the README:\n{}",
        table.join("\n")
    );

    let (alice, bob) = (program.token("alice").await, program.token("bob").await);
    let (status, order) = program.call("GET", "/orders/1", &alice, None).await;
    assert_eq!(status, 200);
    assert!(readme.contains(&order), "{order}");
    let (foreign, absent) = (
        program.call("GET", "/orders/1", &bob, None).await,
        program.call("GET", "/orders/999", &bob, None).await,
    );
    assert_eq!((foreign.0, &foreign), (404, &absent), "equal but for the request id");
    let (status, seen) = program.call("GET", "/orders/1", &program.token("support").await, None).await;
    assert!(status == 200 && seen.contains("\"risk_score\":5"), "{seen}");
    assert!(!order.contains("risk_score"));
    assert_eq!(program.call("GET", "/orders/1", "", None).await.0, 401);
    let body = json!({ "quantity": 1, "user_id": 2 });
    let (status, refused) = program.call("POST", "/orders", &bob, Some(body)).await;
    assert!(status == 422 && refused.contains(r#""field":"user_id""#), "{refused}");
    assert_eq!(program.call("GET", "/health", "", None).await.0, 200);
}

async fn customers_support_and_admins(engine: Engine) {
    let program = Program::start(engine, "roles").await;
    let (alice, bob, admin) =
        (program.token("alice").await, program.token("bob").await, program.token("admin").await);
    let placed = json!({ "item": "a desk", "quantity": 60 });
    let (status, placed) = program.call("POST", "/orders", &bob, Some(placed)).await;
    assert_eq!(status, 201, "{placed}");
    let id = serde_json::from_str::<Value>(&placed).unwrap()["id"].clone();
    let path = format!("/orders/{id}");
    assert_eq!(program.call("PATCH", &path, &alice, Some(json!({ "quantity": 1 }))).await.0, 404);
    let (_, changed) = program.call("PATCH", &path, &bob, Some(json!({ "quantity": 2 }))).await;
    assert!(changed.contains("\"quantity\":2") && changed.contains("a desk"), "{changed}");
    assert_eq!(program.call("POST", &format!("{path}/cancel"), &alice, None).await.0, 404);
    let (_, cancelled) = program.call("POST", &format!("{path}/cancel"), &bob, None).await;
    assert!(cancelled.contains("cancelled"), "{cancelled}");
    assert_eq!(program.call("POST", &format!("{path}/cancel"), &bob, None).await.0, 409);
    let (_, list) = program.call("GET", "/orders", &bob, None).await;
    assert!(list.contains("a book") && !list.contains("a lamp"), "{list}");
    assert_eq!(program.call("GET", "/users", &alice, None).await.0, 403);
    let (status, users) = program.call("GET", "/users", &admin, None).await;
    assert!(status == 200 && users.contains("Bob") && !users.contains("pays late"), "{users}");
    // The large order was judged by the app, and support sees it.
    let (_, judged) = program.call("GET", &path, &admin, None).await;
    assert_eq!(program.call("GET", "/me", &admin, None).await.1, r#"{"subject":"4","admin":true}"#);
    assert!(judged.contains("\"risk_score\":80"), "{judged}");
}

async fn an_interrupt_stops_it_and_the_data_stays(engine: Engine) {
    let mut program = Program::start(engine, "stop").await;
    let bob = program.token("bob").await;
    program.call("POST", "/orders", &bob, Some(json!({ "item": "a pen", "quantity": 1 }))).await;
    let id = program.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let stopped = program.child.wait().unwrap();
    assert!(stopped.success(), "{stopped}");
    let mut log = String::new();
    program.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.contains("order.placed") && !log.contains(&bob), "{log}");
    assert_eq!(program.folder.join("orders-api.db").exists(), engine == Engine::Sqlite);
    // Started again, it has what was ordered, once, and the next order gets the next number.
    let again = Program::start_in(program.folder.clone(), engine, program.url.clone());
    let bob = again.token("bob").await;
    let (_, list) = again.call("GET", "/orders", &bob, None).await;
    assert_eq!(list.matches("a pen").count(), 1, "{list}");
    let (_, placed) =
        again.call("POST", "/orders", &bob, Some(json!({ "item": "ink", "quantity": 1 }))).await;
    assert!(placed.contains("\"id\":5"), "{placed}");
}

async fn an_internal_error_is_an_incident(engine: Engine) {
    let mut program = Program::start(engine, "incident").await;
    let alice = program.token("alice").await;
    let database = portcullis::Database::connect(&program.url).await.unwrap();
    database.run_script("DROP TABLE order_items; DROP TABLE orders").await.unwrap();
    let url = format!("http://{}/orders/1", program.address);
    let response = reqwest::Client::new().get(url).bearer_auth(&alice).send().await.unwrap();
    assert_eq!(response.status(), 500);
    let problem: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    let members: Vec<&String> = problem.as_object().unwrap().keys().collect();
    assert_eq!(members, ["incident_id", "status", "title", "type"], "and nothing else");
    program.child.kill().unwrap();
    let mut log = String::new();
    program.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    let incident = problem["incident_id"].as_str().unwrap();
    let cause = match engine {
        Engine::Sqlite => "no such table: orders",
        Engine::Postgres => "relation \"orders\" does not exist",
    };
    // What is of others stands in quotes.
    let log = log.replace("\\\"", "\"");
    assert!(log.lines().any(|line| line.contains(incident) && line.contains(cause)), "{log}");
}

/// Every line that the start prints, given to a shell; the comments before the lines say the statuses.
async fn what_is_printed_can_be_pasted(engine: Engine) {
    let program = Program::start(engine, "paste").await;
    let lines: Vec<&str> =
        program.printed.lines().skip_while(|line| !line.starts_with("PASSWORD=")).collect();
    // What is between the two blocks of lines is prose, and so is the end.
    let prose = ["Paste that", "Listening at"];
    let script = lines.into_iter().filter(|line| !prose.iter().any(|start| line.starts_with(start)));
    let script = script.collect::<Vec<_>>().join("\n");
    let said: Vec<String> = script
        .lines()
        .filter(|line| line.starts_with('#'))
        .flat_map(|line| line.split(|letter: char| !letter.is_ascii_digit()))
        .filter(|word| word.len() == 3)
        .map(str::to_owned)
        .collect();
    let folder = program.folder.clone();
    let pasted = tokio::task::spawn_blocking(move || {
        (Command::new("bash").current_dir(folder).args(["-c", &script]).output().unwrap(), script)
    });
    let (output, script) = pasted.await.unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    // The body of one answer and the head of the next are one line.
    let heads = output.split("HTTP/1.1 ").skip(1);
    let seen: Vec<&str> = heads.filter_map(|head| head.get(..3)).collect();
    assert!(said.len() > 30, "{script}");
    assert_eq!(seen, said, "{output}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let kept = program.folder.join("orders-api-data/demo-password");
        assert_eq!(std::fs::metadata(kept).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

/// `orders-api keys` makes a key that nobody else reads, and another that signs after it.
#[test]
fn the_program_makes_keys() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = std::env::temp_dir().join(format!("orders-api-keys-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let made = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_orders-api"));
        let output = command.arg("keys").env_remove("DATA_DIR").current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        text.split('`').nth(1).unwrap().to_owned()
    };
    let (first, second) = (made(), made());
    assert!(first < second, "{first} {second}");
    let keys = folder.join(orders_api::keys::folder(std::path::Path::new("orders-api-data")));
    let ring = portcullis::identity::KeyRing::from_directory(&keys).unwrap();
    assert_eq!(format!("{ring:?}"), format!("KeyRing {{ ids: [{first:?}, {second:?}], .. }}"));
    for path in [keys.clone(), keys.join(format!("{first}.pem"))] {
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o077, 0);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
