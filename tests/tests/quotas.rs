//! Quotas over real sockets: what passes, what is refused, who pays for whom.

use std::time::Duration;

use portcullis::prelude::*;
use portcullis_tests::shop::Role;
use portcullis_tests::{Answer, Server, issuer, token};
use reqwest::Method;
use serde_json::json;

#[derive(Expose)]
struct Done {
    done: bool,
}

fn done() -> Json<Done> {
    Json(Done { done: true })
}

#[secure_route(get = "/five", public, rate = "5/min")]
async fn five() -> Json<Done> {
    done()
}

#[secure_route(get = "/second", authenticated, rate = "5/s")]
async fn second() -> Json<Done> {
    done()
}

#[secure_route(get = "/both", authenticated, rate = ["3/hour", "5/hour by ip"])]
async fn both() -> Json<Done> {
    done()
}

#[secure_route(get = "/default", authenticated)]
async fn default() -> Json<Done> {
    done()
}

#[secure_route(get = "/open", public)]
async fn open() -> Json<Done> {
    done()
}

#[secure_route(get = "/admins", role = "admin", rate = "2/hour")]
async fn admins() -> Json<Done> {
    done()
}

#[secure_route(get = "/many", public, rate = "1000/hour")]
async fn many() -> Json<Done> {
    done()
}

#[secure_route(get = "/waived", public, waive_rate = "load balancers ask every second")]
async fn waived() -> Json<Done> {
    done()
}

#[secure_route(get = "/largest", public, rate = "1000000/day")]
async fn largest() -> Json<Done> {
    done()
}

#[secure_input]
struct Login {
    #[validate(length(max = 70000))]
    account: String,
    #[validate(range(max = 100))]
    number: Option<i64>,
}

#[secure_route(
    post = "/login",
    public,
    rate = ["3/hour by ip+body.account", "100/hour by ip"],
    body_limit = "256kb"
)]
async fn login(login: Valid<Json<Login>>) -> Json<Done> {
    Json(Done { done: login.number.is_none() })
}

#[secure_route(post = "/remind", public, rate = "1000/hour by ip+body.account")]
async fn remind(login: Valid<Form<Login>>) -> Json<Done> {
    Json(Done { done: login.account.is_empty() })
}

#[secure_route(post = "/transfer", authenticated, rate = ["2/hour by body.number", "100/hour"])]
async fn transfer(login: Valid<Json<Login>>) -> Json<Done> {
    Json(Done { done: login.number.is_some() })
}

fn app() -> App {
    App::new(Environment::Production)
        .roles::<Role>()
        .issuer(issuer())
        .mount(routes![five, second, both, default, open, admins, many, waived, largest])
        .mount(routes![login, remind, transfer, flood, twice])
}

async fn server() -> Server {
    Server::start(app().client_ip(ClientIpSource::socket())).await
}

/// Behind a proxy on this machine, so that a test can come from any address.
async fn behind_proxy(app: App) -> Server {
    Server::start(app.client_ip(ClientIpSource::x_forwarded_for("127.0.0.0/8").unwrap())).await
}

async fn from(server: &Server, address: &str, path: &str, token: &str) -> Answer {
    let request = server.request(Method::GET, path).header("x-forwarded-for", address);
    Server::answer(if token.is_empty() { request } else { request.bearer_auth(token) }).await
}

#[track_caller]
fn assert_exceeded(answer: &Answer, names: &[&str]) -> u64 {
    answer.assert_problem(429);
    let problem = answer.json();
    assert_eq!(problem["type"], "https://iana.org/assignments/http-problem-types#quota-exceeded");
    assert_eq!(problem["violated-policies"], json!(names));
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!(wait >= 1, "{answer:?}");
    wait
}

/// The line that everybody reads first: the sixth call is refused, and whoever waits as long as is said passes.
#[tokio::test]
async fn five_in_a_minute() {
    let server = server().await;
    for left in (0..5).rev() {
        let answer = server.get("/five", "").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit-policy"), r#""5/min by ip";q=5;w=60"#);
        assert_eq!(answer.header("ratelimit"), format!(r#""5/min by ip";r={left};t=60"#));
    }
    let refused = server.get("/five", "").await;
    let wait = assert_exceeded(&refused, &["5/min by ip"]);
    assert!((58..=60).contains(&wait), "{wait}");
    assert_eq!(refused.header("ratelimit"), format!(r#""5/min by ip";r=0;t={wait}"#));
    assert_eq!(refused.header("ratelimit-policy"), r#""5/min by ip";q=5;w=60"#);
    tokio::time::sleep(Duration::from_secs(wait - 2)).await;
    assert_exceeded(&server.get("/five", "").await, &["5/min by ip"]);
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(server.get("/five", "").await.status, 200);
}

#[tokio::test]
async fn each_user_has_a_quota_of_their_own() {
    let server = server().await;
    let (alice, bob) = (token(1, &[]), token(2, &[]));
    for _ in 0..5 {
        assert_eq!(server.get("/second", &alice).await.status, 200);
    }
    let wait = assert_exceeded(&server.get("/second", &alice).await, &["5/s by user"]);
    assert_eq!(server.get("/second", &bob).await.status, 200);
    // Another token of the same user is the same user.
    assert_exceeded(&server.get("/second", &token(1, &[Role::Admin])).await, &["5/s by user"]);
    tokio::time::sleep(Duration::from_secs(wait)).await;
    assert_eq!(server.get("/second", &alice).await.status, 200);
}

#[tokio::test]
async fn all_of_a_list_must_pass_and_a_refusal_spends_nothing() {
    let server = server().await;
    let (alice, bob) = (token(1, &[]), token(2, &[]));
    for left in [2, 1, 0] {
        let answer = server.get("/both", &alice).await;
        let both = format!(r#""3/hour by user";r={left};t=3600, "5/hour by ip";r={};t="#, left + 2);
        assert!(answer.header("ratelimit").starts_with(&both), "{answer:?}");
    }
    for _ in 0..10 {
        assert_exceeded(&server.get("/both", &alice).await, &["3/hour by user"]);
    }
    // Alice's refusals spent nothing of the address that she shares with Bob.
    assert_eq!(server.get("/both", &bob).await.status, 200);
    assert_eq!(server.get("/both", &bob).await.status, 200);
    assert_exceeded(&server.get("/both", &bob).await, &["5/hour by ip"]);
    assert_exceeded(&server.get("/both", &alice).await, &["3/hour by user", "5/hour by ip"]);
    // Who may not call at all spends nothing either.
    for _ in 0..5 {
        server.get("/admins", &alice).await.assert_problem(403);
    }
    assert_eq!(server.get("/admins", &token(1, &[Role::Admin])).await.status, 200);
}

#[tokio::test]
async fn a_route_that_names_none_has_the_default() {
    let app = app().default_quota(3, Per::Hour).client_ip(ClientIpSource::socket());
    let server = Server::start(app).await;
    for path in ["/default", "/open"] {
        for _ in 0..3 {
            let answer = server.get(path, &token(1, &[])).await;
            assert_eq!((answer.status, answer.header("ratelimit-policy")), (200, r#""default";q=3;w=3600"#));
        }
        assert_exceeded(&server.get(path, &token(1, &[])).await, &["default"]);
    }
    assert_eq!(server.get("/default", &token(2, &[])).await.status, 200);
    assert_exceeded(&server.get("/open", &token(2, &[])).await, &["default"]);
    let unlimited = server.get("/waived", "").await;
    assert_eq!((unlimited.status, unlimited.header("ratelimit-policy")), (200, ""));
    let largest = server.get("/largest", "").await;
    assert_eq!(largest.header("ratelimit"), r#""1000000/day by ip";r=999999;t=87750"#);
}

/// By the default key a failed credential is an address's, not a user's.
#[tokio::test]
async fn a_failed_credential_spends_the_address() {
    let app = app().default_quota(3, Per::Hour).client_ip(ClientIpSource::socket());
    let server = Server::start(app).await;
    for wrong in ["a.b.c", "", "x"] {
        let token = if wrong.is_empty() { "...." } else { wrong };
        server.get("/default", token).await.assert_problem(401);
    }
    assert_exceeded(&server.get("/default", "a.b.c").await, &["default"]);
    assert_eq!(server.get("/default", &token(1, &[])).await.status, 200, "whoever proves who they are");
    server.get("/default", "").await.assert_problem(401);
}

#[tokio::test]
async fn an_address_that_fails_too_often_is_heard_no_more() {
    let server = behind_proxy(app().failed_credentials(5)).await;
    let known = token(1, &[]);
    assert_eq!(from(&server, "192.0.2.1", "/default", &known).await.status, 200);
    for path in ["/default", "/second", "/admins", "/default", "/second"] {
        from(&server, "192.0.2.1", path, "a.b.c").await.assert_problem(401);
    }
    for path in ["/default", "/second"] {
        let refused = from(&server, "192.0.2.1", path, "a.b.c").await;
        assert!(assert_exceeded(&refused, &["failed credentials by ip"]) <= 60);
    }
    // Not even a good one is verified now; one that was before still is, and so is one from elsewhere.
    assert_exceeded(
        &from(&server, "192.0.2.1", "/default", &token(2, &[])).await,
        &["failed credentials by ip"],
    );
    assert_eq!(from(&server, "192.0.2.1", "/default", &known).await.status, 200);
    assert_eq!(from(&server, "192.0.2.2", "/default", &token(2, &[])).await.status, 200);
    assert_eq!(from(&server, "192.0.2.1", "/open", "").await.status, 200);
}

/// One host of IPv6 has a whole /64, and an IPv4 address may be written as IPv6.
#[tokio::test]
async fn an_address_is_counted_as_a_host() {
    let server = behind_proxy(app()).await;
    for host in 0..5 {
        assert_eq!(from(&server, &format!("2001:db8::{host}"), "/five", "").await.status, 200);
    }
    assert_eq!(from(&server, "2001:db8::ffff:1:2:3", "/five", "").await.status, 429);
    assert_eq!(from(&server, "2001:db8:0:1::1", "/five", "").await.status, 200);
    for address in ["192.0.2.9", "::ffff:192.0.2.9", "192.0.2.9:80", "[::ffff:192.0.2.9]:80", "192.0.2.9"] {
        assert_eq!(from(&server, address, "/five", "").await.status, 200);
    }
    assert_eq!(from(&server, "::ffff:c000:209", "/five", "").await.status, 429);
}

/// Whatever a client writes before it, the address is the one that the proxy appended.
#[tokio::test]
async fn a_forged_header_gives_no_new_quota() {
    let server = behind_proxy(app()).await;
    let forged = ["1.1.1.1", "127.0.0.1", "unknown", "\"", "", "10.0.0.1, 10.0.0.2", "::", "[", "a=b", "%00"];
    let mut passed = 0;
    for text in forged {
        let line = format!("{text}, 198.51.100.7");
        passed += u16::from(from(&server, &line, "/five", "").await.status == 200);
    }
    assert_eq!(passed, 5);
    assert_eq!(from(&server, "198.51.100.7", "/five", "").await.status, 429);
    // What no proxy writes is not counted as the proxy: that would be a second quota, and everybody else's.
    for unreadable in ["198.51.100.7, x", "198.51.100.7,", "unknown", ""] {
        from(&server, unreadable, "/five", "").await.assert_problem(400);
    }
    assert_eq!(server.get("/five", "").await.status, 200, "the proxy's own");
    let app = app().client_ip(ClientIpSource::forwarded("127.0.0.0/8").unwrap());
    let quoting = Server::start(app).await;
    let forwarded =
        |line: &str| Server::answer(quoting.request(Method::GET, "/five").header("forwarded", line));
    forwarded("for=\"1.1.1.1, for=198.51.100.7").await.assert_problem(400);
    assert_eq!(forwarded("for=1.1.1.1, for=198.51.100.7").await.status, 200);
    // A server that clients reach directly believes none.
    let server = self::server().await;
    for number in 0..5 {
        assert_eq!(from(&server, &format!("192.0.2.{number}"), "/five", "").await.status, 200);
    }
    assert_eq!(from(&server, "192.0.2.77", "/five", "").await.status, 429);
    let request = server.request(Method::GET, "/five").header("forwarded", "for=192.0.2.78");
    assert_eq!(Server::answer(request).await.status, 429);
}

#[tokio::test]
async fn a_body_is_counted_by_what_people_take_for_the_same() {
    let server = server().await;
    let post = |account: &str| {
        let (server, body) = (&server, json!({ "account": account }));
        async move { server.post("/login", "", body).await }
    };
    for same in ["alice@example.com", "  Alice@Example.com", "ＡＬＩＣＥ@example.com"] {
        assert_eq!(post(same).await.status, 200, "{same}");
    }
    let refused = post("ALICE@EXAMPLE.COM ").await;
    assert_exceeded(&refused, &["3/hour by ip+body.account"]);
    assert!(refused.header("ratelimit").starts_with(r#""100/hour by ip";r="#), "{refused:?}");
    assert_eq!(post("bob@example.com").await.status, 200);
    // What is not valid is not counted by the body.
    for _ in 0..5 {
        server.post("/login", "", json!({ "account": "carol", "number": 101 })).await.assert_problem(422);
    }
    let long = "é".repeat(32_768);
    for _ in 0..3 {
        assert_eq!(post(&long).await.status, 200);
    }
    assert_exceeded(&post(&long.to_uppercase()).await, &["3/hour by ip+body.account"]);
    assert_eq!(post(&format!("{long}x")).await.status, 200);
    assert_eq!(post("carol").await.status, 200);
}

#[tokio::test]
async fn a_body_is_counted_by_a_number_or_by_its_absence() {
    let server = server().await;
    let post = |user: i64, body: serde_json::Value| {
        let (server, token) = (&server, token(user, &[]));
        async move { server.post("/transfer", &token, body).await.status }
    };
    assert_eq!(post(1, json!({ "account": "a", "number": 7 })).await, 200);
    assert_eq!(post(2, json!({ "account": "b", "number": 7 })).await, 200);
    assert_eq!(post(3, json!({ "account": "c", "number": 7 })).await, 429);
    assert_eq!(post(3, json!({ "account": "c", "number": 8 })).await, 200);
    for expected in [200, 200, 429] {
        assert_eq!(post(3, json!({ "account": "c" })).await, expected);
    }
}

/// A client writes the body as it likes; that must not give it a new quota each time.
#[tokio::test]
async fn a_body_alone_limits_nobody_so_the_default_does() {
    let app = app().default_quota(4, Per::Hour).client_ip(ClientIpSource::socket());
    let server = Server::start(app).await;
    let post = |number: u32| {
        let request = server.request(Method::POST, "/remind");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        Server::answer(request.body(format!("account={number}")))
    };
    for number in 0..4 {
        assert_eq!(post(number).await.status, 200);
    }
    assert_exceeded(&post(5).await, &["default"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_at_once() {
    let server = std::sync::Arc::new(server().await);
    let calls = (0..64).map(|_| {
        let server = std::sync::Arc::clone(&server);
        tokio::spawn(async move {
            let mut passed = 0;
            for _ in 0..160 {
                let status = server.get("/many", "").await.status;
                assert!(status == 200 || status == 429, "{status}");
                passed += u32::from(status == 200);
            }
            passed
        })
    });
    let mut passed = 0;
    for call in calls.collect::<Vec<_>>() {
        passed += call.await.unwrap();
    }
    assert_eq!(passed, 1_000);
}

#[secure_route(public, rate = "3/hour")]
async fn by_hand() -> Json<Done> {
    done()
}

/// One route is one quota, at however many places it stands.
#[tokio::test]
async fn a_route_at_three_places_has_one_quota() {
    let app = app().client_ip(ClientIpSource::socket());
    let app = app
        .at::<by_hand>(Method::POST, "/a")
        .at::<by_hand>(Method::PUT, "/a")
        .at::<by_hand>(Method::POST, "/b");
    let server = Server::start(app).await;
    let mut statuses = Vec::new();
    for (method, path) in
        [(Method::POST, "/a"), (Method::PUT, "/a"), (Method::POST, "/b"), (Method::PUT, "/a")]
    {
        statuses.push(server.send(method, path, "", None).await.status);
    }
    assert_eq!(statuses, [200, 200, 200, 429]);
}

/// Who writes many accounts shares cells with themselves alone, however full the table is.
#[tokio::test]
async fn one_address_does_not_fill_the_table_of_all() {
    let server = behind_proxy(app().quota_keys(1024).default_quota(1_000_000, Per::Minute)).await;
    let post = |address: String, account: String| {
        let request = server.request(Method::POST, "/flood").header("x-forwarded-for", address);
        Server::answer(request.json(&json!({ "account": account })))
    };
    for account in 0..1600 {
        post("198.51.100.7".to_owned(), account.to_string()).await;
    }
    let mut served = 0;
    for stranger in 0..30 {
        let address = format!("203.0.113.{stranger}");
        served += u16::from(post(address, "mine".to_owned()).await.status == 200);
    }
    assert!(served >= 25, "{served} of 30 strangers were served");
}

#[secure_route(post = "/flood", public, rate = "3/hour by ip+body.account")]
async fn flood(login: Valid<Json<Login>>) -> Json<Done> {
    Json(Done { done: login.number.is_none() })
}

/// Whoever waits as long as is said passes, whichever of the two decisions is the longer.
#[tokio::test]
async fn the_longer_wait_is_told() {
    let server = server().await;
    let post = || server.post("/twice", "", json!({ "account": "alice" }));
    assert_eq!(post().await.status, 200);
    let refused = post().await;
    assert!(assert_exceeded(&refused, &["1/s by ip+body.account"]) > 3_500, "{refused:?}");
}

#[secure_route(post = "/twice", public, rate = ["1/s by ip+body.account", "2/hour by ip"])]
async fn twice(login: Valid<Json<Login>>) -> Json<Done> {
    Json(Done { done: login.number.is_none() })
}

async fn faults(app: App) -> Vec<String> {
    match app.build().await {
        Ok(_) => Vec::new(),
        Err(error) => error.faults().to_vec(),
    }
}

#[tokio::test]
async fn what_is_weak_does_not_start() {
    let silent = faults(app()).await;
    assert!(silent.len() == 1 && silent[0].contains("set CLIENT_IP"), "{silent:?}");
    let app = || app().client_ip(ClientIpSource::socket());
    assert_eq!(faults(app()).await, Vec::<String>::new());
    for (weak, part) in [
        (app().client_ip(ClientIpSource::socket()), "two sources"),
        (app().default_quota(0, Per::Minute), "lets nobody in"),
        (app().quota_keys(0), "from 1 to"),
        (app().quota_keys(usize::MAX), "from 1 to"),
        (app().failed_credentials(0), "give at least 1"),
    ] {
        let found = faults(weak).await;
        assert!(found.len() == 1 && found[0].contains(part), "{part}: {found:?}");
    }
    // Development listens on loopback alone, where the socket is the client.
    assert_eq!(faults(App::new(Environment::Development).mount(routes![open])).await, Vec::<String>::new());
}
