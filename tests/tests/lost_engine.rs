//! A PostgreSQL that goes away while requests run: 503 for what is under way, and service as before once it is back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use portcullis::prelude::*;
use portcullis_tests::engine::run;
use portcullis_tests::shop::{self, Role};
use portcullis_tests::{Answer, Engine, Server, issuer, log, token};
use serde_json::json;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::task::{AbortHandle, JoinSet};

async fn order(server: &Server) -> Answer {
    server.get("/orders/1", &token(1, &[Role::Customer])).await
}

/// Calls from eight clients until told to stop. Gives how many were served and how many were told 503; anything else
/// fails the test.
async fn load(server: Arc<Server>, stop: Arc<AtomicBool>) -> (usize, usize) {
    let mut clients = JoinSet::new();
    for _ in 0..8 {
        let (server, stop) = (Arc::clone(&server), Arc::clone(&stop));
        clients.spawn(async move {
            let (mut served, mut refused) = (0, 0);
            while !stop.load(Ordering::Relaxed) {
                let answer = order(&server).await;
                if answer.status == 200 {
                    served += 1;
                } else {
                    answer.assert_problem(503);
                    assert!(!answer.header("retry-after").is_empty());
                    refused += 1;
                }
            }
            (served, refused)
        });
    }
    let counts = clients.join_all().await;
    counts.into_iter().fold((0, 0), |(served, refused), (more, also)| (served + more, refused + also))
}

fn assert_no_panic() {
    assert_eq!(log::lines_with("panic"), Vec::<String>::new());
    assert_eq!(log::lines_with("status=500"), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_killed_under_load() {
    log::keep();
    let url = Engine::Postgres.url().await;
    let database = Database::connect(&url).await.unwrap();
    shop::prepare(&database).await;
    let server = Arc::new(Server::start(shop::app(database).issuer(issuer())).await);
    let stop = Arc::new(AtomicBool::new(false));
    let clients = tokio::spawn(load(Arc::clone(&server), Arc::clone(&stop)));
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()";
    for _ in 0..30 {
        tokio::time::sleep(Duration::from_millis(40)).await;
        run(&url, kill).await;
    }
    stop.store(true, Ordering::Relaxed);
    let (served, refused) = clients.await.unwrap();
    assert!(served > 30, "{served} served, {refused} refused");
    for _ in 0..20 {
        assert_eq!(order(&server).await.status, 200, "without a restart");
    }
    assert_no_panic();
}

/// A wire to the server, which can be cut, or swallow what is sent.
struct Wire {
    /// The URL of the database, and through the wire.
    url: String,
    port: u16,
    listening: Option<AbortHandle>,
    /// Grows with `swallow` and with `mend`; while it is odd nothing passes, and what was opened earlier never does again.
    epoch: Arc<AtomicUsize>,
}

impl Wire {
    async fn to(url: String) -> Self {
        let mut wire = Self { url, port: 0, listening: None, epoch: Arc::default() };
        wire.listen().await;
        wire
    }

    fn url(&self) -> String {
        format!("{}&host=127.0.0.1&port={}", self.url, self.port)
    }

    /// Listens, at the same port as before.
    async fn listen(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.port = listener.local_addr().unwrap().port();
        let (url, epoch) = (self.url.clone(), Arc::clone(&self.epoch));
        let task = tokio::spawn(async move {
            // The connections end with their listener.
            let mut open = JoinSet::new();
            while let Ok((near, _)) = listener.accept().await {
                open.spawn(join(near, server_at(&url).await, Arc::clone(&epoch)));
            }
        });
        self.listening = Some(task.abort_handle());
    }

    /// Closes every connection and refuses new ones.
    async fn cut(&mut self) {
        self.listening.take().unwrap().abort();
        while TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// From now on nothing passes and nothing closes, as when a network drops every packet.
    fn swallow(&self) {
        assert!(self.epoch.fetch_add(1, Ordering::SeqCst).is_multiple_of(2));
    }

    /// New connections pass again; those from before never will.
    fn pass(&self) {
        assert!(!self.epoch.fetch_add(1, Ordering::SeqCst).is_multiple_of(2));
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// A connection to the server itself, as sqlx would make it.
async fn server_at(url: &str) -> Box<dyn Stream> {
    let options: PgConnectOptions = url.parse().unwrap();
    let (host, port) = (options.get_host(), options.get_port());
    let folder = options.get_socket().map(|folder| folder.to_str().unwrap()).unwrap_or(host);
    if folder.starts_with('/') {
        return Box::new(UnixStream::connect(format!("{folder}/.s.PGSQL.{port}")).await.unwrap());
    }
    Box::new(TcpStream::connect((host, port)).await.unwrap())
}

async fn join(near: TcpStream, far: Box<dyn Stream>, epoch: Arc<AtomicUsize>) {
    let opened = epoch.load(Ordering::SeqCst);
    let (from_near, to_near) = near.into_split();
    let (from_far, to_far) = split(far);
    tokio::select! {
        () = forward(from_near, to_far, opened, &epoch) => {}
        () = forward(from_far, to_near, opened, &epoch) => {}
    }
}

async fn forward(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    opened: usize,
    epoch: &AtomicUsize,
) {
    let mut chunk = [0_u8; 4096];
    while let Ok(count @ 1..) = from.read(&mut chunk).await {
        if epoch.load(Ordering::SeqCst) != opened || !opened.is_multiple_of(2) {
            return std::future::pending().await;
        }
        if to.write_all(&chunk[..count]).await.is_err() {
            return;
        }
    }
}

/// Calls until it is served, and says after how long.
async fn served_again(server: &Server) -> Duration {
    let start = Instant::now();
    while order(server).await.status != 200 {
        assert!(start.elapsed() < Duration::from_secs(20), "it does not come back");
    }
    start.elapsed()
}

/// Twelve calls at once, more than the pool has places: each is a 503 within the patience of the pool.
async fn assert_unavailable(server: &Arc<Server>) {
    let start = Instant::now();
    let mut calls = JoinSet::new();
    for _ in 0..12 {
        let server = Arc::clone(server);
        calls.spawn(async move { order(&server).await });
    }
    for answer in calls.join_all().await {
        answer.assert_problem(503);
        // Without its id, which is random and may have any digits.
        let text = answer.comparable();
        assert!(!text.contains("5432") && !text.contains("pool"), "{answer:?}");
        // The log has the cause, under the id that the client was given.
        let incident = answer.json()["incident_id"].as_str().unwrap().to_owned();
        let lines = log::lines_with(&incident);
        assert_eq!(lines.len(), 1, "{lines:?}");
        let is_event = lines[0].contains("event=\"request_failed\"") && lines[0].contains("ERROR");
        assert!(is_event && lines[0].contains("an engine does not answer: "), "{lines:?}");
    }
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

async fn shop_through(wire: &Wire) -> Arc<Server> {
    let database = Database::connect(&wire.url()).await.unwrap();
    shop::prepare(&database).await;
    Arc::new(Server::start(shop::app(database).issuer(issuer()).mount(routes![patient])).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_refuses_connections() {
    log::keep();
    let mut wire = Wire::to(Engine::Postgres.url().await).await;
    let server = shop_through(&wire).await;
    for _ in 0..2 {
        assert_eq!(order(&server).await.status, 200);
        wire.cut().await;
        assert_unavailable(&server).await;
        assert_eq!(server.get("/public", "").await.status, 200, "what needs no rows goes on");
        wire.listen().await;
        assert!(served_again(&server).await < Duration::from_secs(4));
    }
    assert_no_panic();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_that_swallows_everything() {
    log::keep();
    let wire = Wire::to(Engine::Postgres.url().await).await;
    let server = shop_through(&wire).await;
    assert_eq!(order(&server).await.status, 200);
    wire.swallow();
    // A connection that was used a moment ago is believed, so its statement waits as long as the route does. All after it
    // know better.
    let start = Instant::now();
    order(&server).await.assert_problem(503);
    assert!(start.elapsed() < Duration::from_secs(11), "{:?}", start.elapsed());
    assert_unavailable(&server).await;
    wire.pass();
    assert!(served_again(&server).await < Duration::from_secs(4));
    assert_no_panic();
}

/// A change whose statement has a second.
#[secure_route(post = "/patient/{order_id}", role = "customer", owns = "order.user_id", timeout = "1s")]
async fn patient(
    mut order: OwnedMut<shop::Order>,
    input: Valid<Json<shop::OrderInput>>,
) -> Result<Json<shop::Order>, Problem> {
    order.update(&input).await?;
    Ok(order.into_reply())
}

/// Every place of the pool is taken by a statement that was given up, and whose connection never answers again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn statements_given_up_do_not_keep_their_place() {
    log::keep();
    let wire = Wire::to(Engine::Postgres.url().await).await;
    let server = shop_through(&wire).await;
    let mut other = PgConnection::connect(&wire.url).await.unwrap();
    sqlx::raw_sql("BEGIN; UPDATE orders SET risk_score = 6 WHERE id = 1").execute(&mut other).await.unwrap();
    let mut calls = JoinSet::new();
    for number in 0..10 {
        let server = Arc::clone(&server);
        calls.spawn(async move {
            let body = json!({ "item": format!("item {number}") });
            server.post("/patient/1", &token(1, &[Role::Customer]), body).await
        });
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    wire.swallow();
    for answer in calls.join_all().await {
        answer.assert_problem(503);
    }
    wire.pass();
    assert!(served_again(&server).await < Duration::from_secs(8));
    assert_no_panic();
}
