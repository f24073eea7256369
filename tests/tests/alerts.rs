//! The alert rules: what promtool says of them, and that an attack moves what they read, by the route that Prometheus reads.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use portcullis::identity::{self, AccountRoute, Accounts, Issuer, KeyRing};
use portcullis::prelude::*;
use portcullis::{Quota, QuotaKey, prometheus};
use portcullis_tests::{Engine, Server};
use serde_json::{Value, json};
use sqlx::SqlitePool;

fn alerts(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../alerts").join(file)
}

fn promtool(arguments: &[&str], file: &str) -> (bool, String) {
    let output = Command::new("promtool").args(arguments).arg(alerts(file)).output().unwrap_or_else(|error| {
        panic!("these tests need promtool ({error}); run ./test, which installs it, or `apt-get install prometheus`")
    });
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

#[test]
fn the_rules_are_rules() {
    let (passed, text) = promtool(&["check", "rules", "--lint=all", "--lint-fatal"], "portcullis.rules.yml");
    assert!(passed, "{text}");
}

#[test]
fn each_fires_on_what_it_is_for_and_not_without_it() {
    let (passed, text) = promtool(&["test", "rules"], "portcullis.test.yml");
    assert!(passed, "{text}");
}

/// Of each rule in the file.
#[test]
fn each_rule_has_a_test_in_which_it_fires_and_one_in_which_it_does_not() {
    let tests = std::fs::read_to_string(alerts("portcullis.test.yml")).unwrap();
    let cases: Vec<&str> = tests.split("- eval_time:").skip(1).collect();
    for rule in rules() {
        let of = |fires: bool| {
            let named = format!("alertname: {}\n", rule.name);
            cases.iter().filter(|case| case.contains(&named) && case.contains("exp_labels:") == fires).count()
        };
        assert!(of(true) > 0 && of(false) > 0, "{}", rule.name);
    }
}

#[derive(Debug)]
struct Rule {
    name: String,
    /// The series that it reads, as they are written.
    reads: BTreeSet<String>,
}

/// The rules, as far as this asks: their names and selectors.
fn rules() -> Vec<Rule> {
    let text = std::fs::read_to_string(alerts("portcullis.rules.yml")).unwrap();
    let rules: Vec<Rule> = text
        .split("- alert: ")
        .skip(1)
        .map(|rule| {
            let name = rule.lines().next().unwrap().to_owned();
            let expression = rule.split("labels:").next().unwrap();
            let selectors = expression.match_indices("portcullis_").map(|(at, _)| {
                let selector = expression[at..].split('[').next().unwrap();
                selector.trim().to_owned()
            });
            Rule { name, reads: selectors.collect() }
        })
        .collect();
    assert!(rules.len() >= 9 && rules.iter().all(|rule| !rule.reads.is_empty()), "{rules:?}");
    rules
}

/// The series of a text of metrics, by name and labels.
fn series(text: &str) -> BTreeMap<String, f64> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let (series, value) = line.rsplit_once(' ').unwrap();
            (series.to_owned(), value.parse().unwrap())
        })
        .collect()
}

/// The sum of what a selector reads; none where no series is there.
fn read(series: &BTreeMap<String, f64>, selector: &str) -> Option<f64> {
    let (name, labels) = selector.split_once('{').unwrap_or((selector, ""));
    let labels: Vec<&str> =
        labels.trim_end_matches('}').split(',').filter(|label| !label.is_empty()).collect();
    let found = series.iter().filter(|(of, _)| {
        let (of_name, of_labels) = of.split_once('{').unwrap_or((of, ""));
        of_name == name && labels.iter().all(|label| of_labels.contains(label))
    });
    let found: Vec<f64> = found.map(|(_, value)| *value).collect();
    if found.is_empty() { None } else { Some(found.iter().sum()) }
}

#[derive(Clone, Copy, Role)]
enum Role {
    Customer,
    Operator,
}

#[secure_route(get = "/customers", role = "customer")]
async fn customers() -> NoContent {
    NoContent
}

#[secure_route(get = "/nothing", public, waive_rate = "a test asks often")]
async fn nothing() -> NoContent {
    NoContent
}

#[secure_route(get = "/broken", public, waive_rate = "a test asks often")]
async fn broken() -> Result<NoContent, Problem> {
    Err(std::io::Error::other("on purpose"))?;
    Ok(NoContent)
}

const PASSWORD: &str = "violet-kettle-arrives-41";
const MANY: &[Quota] = &[Quota { limit: 1_000_000, seconds: 60, keys: &[QuotaKey::Ip] }];

struct House {
    server: Server,
    operator: String,
    sql: SqlitePool,
}

impl House {
    async fn open() -> Self {
        let metrics = prometheus::install().unwrap();
        let url = Engine::Sqlite.url().await;
        let database = Database::connect(&url).await.unwrap();
        let issuer = Issuer::own("https://accounts.test", "shop", KeyRing::ephemeral());
        let accounts =
            Accounts::on(&database, issuer).free_guesses(1_000_000).hashing_threads(1).build().unwrap();
        accounts.migrate().await.unwrap();
        let password = portcullis::testing::password(PASSWORD);
        accounts.create("operator", &password, None, [Role::Operator]).await.unwrap().unwrap();
        let routes = [AccountRoute::Login, AccountRoute::Register, AccountRoute::Refresh]
            .into_iter()
            .fold(identity::routes(), |routes, route| routes.quotas(route, MANY));
        let app = App::new(Environment::Development)
            .client_ip(ClientIpSource::x_forwarded_for("127.0.0.0/8").unwrap())
            .default_quota(1_000_000, Per::Minute)
            .failed_credentials(1_000_000)
            .roles::<Role>()
            .database(database)
            .accounts(accounts)
            .mount(routes)
            .mount(routes![customers, nothing, broken])
            .mount(metrics.read_by(Role::Operator));
        let server = Server::start(app).await;
        let mut house =
            Self { server, operator: String::new(), sql: SqlitePool::connect(&url).await.unwrap() };
        house.operator = house.tokens("operator").await["access_token"].as_str().unwrap().to_owned();
        house
    }

    async fn post(&self, from: &str, path: &str, token: &str, body: Value) -> portcullis_tests::Answer {
        let request = self.server.request(Method::POST, path).header("x-forwarded-for", from).json(&body);
        Server::answer(if token.is_empty() { request } else { request.bearer_auth(token) }).await
    }

    async fn tokens(&self, name: &str) -> Value {
        self.post("192.0.2.1", "/auth/login", "", json!({ "name": name, "password": PASSWORD })).await.json()
    }

    async fn get(&self, from: &str, path: &str, token: &str) -> u16 {
        let request = self.server.request(Method::GET, path).header("x-forwarded-for", from);
        Server::answer(if token.is_empty() { request } else { request.bearer_auth(token) }).await.status
    }

    async fn metrics(&self) -> String {
        let answer = self.server.get("/metrics", &self.operator).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
        answer.text
    }

    async fn read(&self) -> BTreeMap<String, f64> {
        series(&self.metrics().await)
    }
}

#[derive(Clone, Copy, Role)]
enum Other {
    Operator,
}

#[tokio::test]
async fn metrics_whose_reader_nobody_can_be_do_not_start() {
    let metrics = prometheus::install().unwrap();
    let app = || App::new(Environment::Development).client_ip(ClientIpSource::socket());
    let faults = |app: App| async move { app.build().await.unwrap_err().to_string() };
    let nobody = faults(app().mount(metrics.read_by(Role::Operator))).await;
    assert!(nobody.contains("`read_metrics`") && nobody.contains("the app has no roles"), "{nobody}");
    assert!(nobody.contains("takes tokens of no issuer"), "{nobody}");
    let issuer = Issuer::own("https://accounts.test", "shop", KeyRing::ephemeral());
    let others = app().roles::<Role>().issuer(issuer).mount(metrics.read_by(Other::Operator));
    assert!(faults(others).await.contains("nobody could ever hold it"));
}

/// One test, because all that a process counts is one set of series.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attack_moves_what_the_rules_read_and_makes_no_new_series() {
    let house = House::open().await;

    // Who reads.
    house.post("192.0.2.1", "/auth/register", "", json!({ "name": "alice", "password": PASSWORD })).await;
    let alice = house.tokens("alice").await;
    let token = alice["access_token"].as_str().unwrap().to_owned();
    house.server.get("/metrics", "").await.assert_problem(401);
    house.server.get("/metrics", "not.a.token").await.assert_problem(401);
    let refused = house.server.get("/metrics", &token).await;
    refused.assert_problem(403);
    assert!(!refused.text.contains("portcullis_"), "{refused:?}");

    // Every series that a rule reads is there before anything has happened. No row security is on SQLite, and no keys fail here.
    let rest: BTreeSet<&str> = BTreeSet::from(["PortcullisRowSecurityRefused", "PortcullisKeysUnavailable"]);
    let before = house.read().await;
    for rule in rules() {
        for selector in &rule.reads {
            assert!(read(&before, selector).is_some(), "{}: {selector} is not there", rule.name);
        }
    }

    // The attacks.
    for attempt in 0..70 {
        let guess = json!({ "name": "alice", "password": "a guess" });
        house.post(&format!("198.51.100.{attempt}"), "/auth/login", "", guess).await.assert_problem(401);
        assert_eq!(house.get("192.0.2.1", "/customers", &token).await, 403);
        assert_eq!(house.get("192.0.2.1", "/broken", "").await, 500);
        assert_eq!(house.get(&format!("10.{attempt}.0.1"), "/customers", &token).await, 403);
    }
    let stolen = json!({ "refresh_token": alice["refresh_token"] });
    assert_eq!(house.post("192.0.2.1", "/auth/refresh", "", stolen.clone()).await.status, 200);
    let long_ago = "UPDATE portcullis_refresh_tokens SET rotated_at = 1 WHERE rotated_at IS NOT NULL";
    sqlx::query(long_ago).execute(&house.sql).await.unwrap();
    house.post("192.0.2.1", "/auth/refresh", "", stolen).await.assert_problem(401);
    let flood = (0..200).map(|guess| {
        let credentials = json!({ "name": format!("flood{guess}"), "password": "a guess" });
        house.post("203.0.113.1", "/auth/login", "", credentials)
    });
    let answers = futures_util::future::join_all(flood).await;
    assert!(answers.iter().any(|answer| answer.status == 503), "the queue was full");

    let after = house.read().await;
    for rule in rules() {
        for selector in &rule.reads {
            let moved = read(&after, selector).unwrap() - read(&before, selector).unwrap();
            assert_eq!(
                moved > 0.0,
                !rest.contains(&*rule.name),
                "{}: {selector} moved by {moved}",
                rule.name
            );
        }
    }
    let moved = |selector: &str| read(&after, selector).unwrap() - read(&before, selector).unwrap();
    // A step for a burst, not for a failure.
    assert!(
        (1.0..10.0).contains(&moved("portcullis_detections_total{detector=\"login_failures_by_account\"}"))
    );
    assert!(
        (1.0..=3.0).contains(&moved("portcullis_detections_total{detector=\"login_failures_by_network\"}"))
    );
    assert_eq!(moved("portcullis_detections_total{detector=\"authorization_failures\"}"), 1.0);
    assert!(moved("portcullis_detections_total{detector=\"new_network\"}") > 20.0);
    assert_eq!(moved("portcullis_events_total{event=\"authn_token_reuse\"}"), 1.0);
    assert_eq!(moved("portcullis_requests_total{route=\"broken\",class=\"5xx\"}"), 70.0);
    assert_eq!(moved("portcullis_requests_total{route=\"broken\",class=\"2xx\"}"), 0.0);
    assert_eq!(moved("portcullis_request_duration_seconds_count{route=\"broken\"}"), 70.0);
    assert!(moved("portcullis_database_wait_seconds_count") > 0.0);
    assert!(read(&after, "portcullis_database_connections").unwrap() >= 1.0);
    assert_eq!(read(&after, "portcullis_password_queue"), Some(0.0));

    // Many names, addresses, paths and methods: the series are those of before, and none has any of them.
    house.get("192.0.2.1", "/nothing", "").await;
    let before: BTreeSet<String> = house.read().await.into_keys().collect();
    for attempt in 0..120 {
        let from = format!("2001:db8:{attempt:x}::1");
        let credentials = json!({ "name": format!("victim{attempt}"), "password": "a guess" });
        house.post(&from, "/auth/login", "", credentials).await;
        house.get(&from, &format!("/no-such-path-{attempt}"), "").await;
        house.get(&from, "/customers", &format!("not.a.token{attempt}")).await;
        let method = Method::from_bytes(format!("BREW{attempt}").as_bytes()).unwrap();
        Server::answer(house.server.request(method, "/nothing").header("x-forwarded-for", &from)).await;
    }
    let text = house.metrics().await;
    let after: BTreeSet<String> = series(&text).into_keys().collect();
    assert_eq!(before.symmetric_difference(&after).collect::<Vec<_>>(), Vec::<&String>::new());
    for attacker in
        ["victim", "alice", "flood", "2001:", "198.51", "192.0.2", "no-such", "BREW", "not.a.token"]
    {
        assert!(!text.contains(attacker), "{attacker}");
    }
}
