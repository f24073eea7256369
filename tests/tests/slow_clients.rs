//! Clients that are slow, many or large, while another goes on: bounded memory, correct refusals, recovery.
//!
//! The others call from 127.0.0.1, the one who must not notice from 127.0.0.9.

use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use axum::response::Response;
use portcullis::Limits;
use portcullis::prelude::*;
use portcullis_tests::{Answer, Server};
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

#[derive(Expose)]
struct Done {
    done: bool,
}

#[secure_input]
struct Note {
    #[validate(length(max = 1_000))]
    text: String,
}

#[secure_route(get = "/quick", public, rate = "100000/s")]
async fn quick() -> Json<Done> {
    Json(Done { done: true })
}

#[secure_route(get = "/long", public, rate = "100000/s", timeout = "3s")]
async fn long() -> Json<Done> {
    sleep(Duration::from_secs(1)).await;
    Json(Done { done: true })
}

#[secure_route(post = "/notes", public, rate = "100000/s", timeout = "2s")]
async fn note(note: Valid<Json<Note>>) -> Json<Done> {
    Json(Done { done: note.text.len() < 1_000 })
}

/// More than any socket holds.
const HUGE: usize = 64 * 1024 * 1024;

#[secure_route(
    get = "/huge",
    public,
    rate = "100000/s",
    waive_output = "one large answer, for a client that takes nothing"
)]
async fn huge() -> Response {
    let chunk = axum::body::Bytes::from_static(&[b'x'; 65_536]);
    let chunks = (0..HUGE / 65_536).map(move |_| Ok::<_, std::io::Error>(chunk.clone()));
    Response::new(axum::body::Body::from_stream(futures_util::stream::iter(chunks)))
}

/// Four mebibytes, which are in memory before they leave.
#[secure_route(get = "/large", public, rate = "100000/s", waive_output = "as many bytes as a queue holds")]
async fn large() -> Download {
    Download::new("large", vec![b'x'; 4 * 1024 * 1024])
}

fn app(limits: Limits) -> App {
    App::new(Environment::Development)
        .client_ip(ClientIpSource::socket())
        .limits(limits)
        .mount(routes![quick, long, note, huge, large])
}

/// Times that a test can wait for.
fn quick_limits() -> Limits {
    Limits::default().head(Duration::from_millis(800)).stall(Duration::from_millis(800))
}

/// The other client: it calls until it is told to stop, and is served within a second each time.
struct Bystander {
    stop: tokio::sync::oneshot::Sender<()>,
    calling: tokio::task::JoinHandle<(usize, Duration)>,
}

impl Bystander {
    fn of(server: &Server) -> Self {
        let (stop, mut stopped) = tokio::sync::oneshot::channel();
        let url = format!("http://{}/quick", server.address);
        let calling = tokio::spawn(async move {
            let elsewhere: IpAddr = [127, 0, 0, 9].into();
            let client = reqwest::Client::builder().local_address(elsewhere).build().unwrap();
            let (mut served, mut slowest) = (0, Duration::ZERO);
            while stopped.try_recv().is_err() {
                let begun = Instant::now();
                let answer = client.get(&url).send().await.expect("the bystander is answered");
                assert_eq!(answer.status(), 200);
                (served, slowest) = (served + 1, slowest.max(begun.elapsed()));
                tokio::task::yield_now().await;
            }
            (served, slowest)
        });
        Self { stop, calling }
    }

    async fn went_on(self) {
        self.stop.send(()).unwrap();
        let (served, slowest) = self.calling.await.unwrap();
        println!("the bystander was served {served} times, the slowest in {slowest:?}");
        assert!(
            served > 0 && slowest < Duration::from_secs(5),
            "{served} served, the slowest in {slowest:?}"
        );
    }
}

/// The memory of this process, in MiB: server, clients and all.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1024
}

async fn connect(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).await.unwrap()
}

/// What the server still sends until it closes; `None` where it does not close in time.
async fn rest(mut socket: TcpStream, patience: Duration) -> Option<String> {
    let mut rest = Vec::new();
    // A reset closes as well as an end does.
    timeout(patience, socket.read_to_end(&mut rest)).await.ok()?.ok();
    Some(String::from_utf8_lossy(&rest).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_slow_connections() {
    let server = Server::start(app(quick_limits())).await;
    let before = memory();
    let bystander = Bystander::of(&server);
    let mut slow = JoinSet::new();
    let begun = Instant::now();
    for number in 0..1_000_usize {
        let address = server.address;
        slow.spawn(async move {
            let mut socket = connect(address).await;
            // Nothing; half of what HTTP/2 begins with; half a head; HTTP/2 that never answers; a body that never ends.
            let sent: &[u8] = match number % 5 {
                0 => b"",
                1 => b"PRI * HTTP/2.0\r\n",
                2 => b"GET /quick HTTP/1.1\r\nHost: x\r\nX-Slow: ",
                3 => b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00",
                _ => b"POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{",
            };
            socket.write_all(sent).await.unwrap();
            // A drop now and then is still slow.
            for _ in 0..5 {
                sleep(Duration::from_millis(150)).await;
                let drop: &[u8] = if matches!(number % 5, 2 | 4) { b" " } else { b"" };
                let _ = socket.write_all(drop).await;
            }
            (number % 5, rest(socket, Duration::from_secs(8)).await)
        });
    }
    sleep(Duration::from_millis(700)).await;
    let held = memory();
    let (mut refused, mut holding) = (0, Vec::new());
    while let Some(ended) = slow.join_next().await {
        let (kind, answer) = ended.unwrap();
        let Some(answer) = answer else {
            holding.push(kind);
            continue;
        };
        if kind == 4 {
            // Either the body was not there in time, or its address had enough of such bodies.
            let as_it_should = answer.starts_with("HTTP/1.1 408") || answer.starts_with("HTTP/1.1 503");
            assert!(as_it_should, "{answer}");
            refused += usize::from(answer.starts_with("HTTP/1.1 503"));
        } else {
            assert!(!answer.contains("200 OK"), "{answer}");
        }
    }
    assert!(holding.is_empty(), "{} still hold their connection: {holding:?}", holding.len());
    println!("all were closed after {:?}; {before} MiB became {held}", begun.elapsed());
    assert!(refused > 0, "200 bodies of one address are more than it may hold back");
    assert!(held.saturating_sub(before) < 150, "{before} MiB became {held}");
    bystander.went_on().await;
    assert_eq!(server.get("/quick", "").await.status, 200, "who was slow is served again");
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_of_a_hundred_mebibytes() {
    const SIZE: usize = 100 * 1024 * 1024;
    let server = Server::start(app(Limits::default())).await;
    let before = memory();
    let bystander = Bystander::of(&server);
    let mut floods = JoinSet::new();
    for number in 0..200 {
        let address = server.address;
        floods.spawn(async move {
            let (mut read, mut write) = connect(address).await.into_split();
            let chunked = number % 2 == 0;
            let length = if chunked {
                "Transfer-Encoding: chunked".to_owned()
            } else {
                format!("Content-Length: {SIZE}")
            };
            let head = format!(
                "POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{length}\r\n\r\n"
            );
            write.write_all(head.as_bytes()).await.unwrap();
            let writing = tokio::spawn(async move {
                let block = [b'x'; 65_536];
                let mut sent = 0;
                while sent < SIZE {
                    let begun = if chunked { write.write_all(b"10000\r\n").await } else { Ok(()) };
                    let ended = if chunked { write.write_all(b"\r\n").await } else { Ok(()) };
                    if begun.is_err() || write.write_all(&block).await.is_err() || ended.is_err() {
                        break;
                    }
                    sent += block.len();
                }
                sent
            });
            let mut answer = vec![0; 4_096];
            let count = timeout(Duration::from_secs(20), read.read(&mut answer)).await.unwrap().unwrap_or(0);
            answer.truncate(count);
            (String::from_utf8_lossy(&answer).into_owned(), writing)
        });
    }
    let mut most = 0;
    let (mut answered, mut sent) = (0, 0);
    while let Some(flood) = floods.join_next().await {
        let (answer, writing) = flood.unwrap();
        most = most.max(memory());
        // A reset may overtake the answer, where the client is still writing.
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 413") || answer.starts_with("HTTP/1.1 400"),
            "{answer}"
        );
        answered += usize::from(answer.starts_with("HTTP/1.1 413"));
        sent += timeout(Duration::from_secs(20), writing)
            .await
            .expect("nobody reads a hundred mebibytes")
            .unwrap();
    }
    println!("{answered} of 200 heard 413; {} MiB were sent in all; {before} MiB became {most}", sent >> 20);
    assert!(answered >= 100, "{answered}");
    assert!(sent < 200 * SIZE / 4, "{sent} bytes were taken");
    assert!(most.saturating_sub(before) < 100, "{before} MiB became {most}");
    bystander.went_on().await;
    assert_eq!(server.post("/notes", "", json!({ "text": "small" })).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_has_so_many_connections() {
    let server = Server::start(app(Limits::default().connections_by_address(20))).await;
    let held: Vec<TcpStream> = futures_util::future::join_all((0..20).map(|_| connect(server.address))).await;
    // Taken, and closed at once.
    let over = rest(connect(server.address).await, Duration::from_secs(2)).await;
    assert_eq!(over.as_deref(), Some(""));
    let bystander = Bystander::of(&server);
    sleep(Duration::from_millis(300)).await;
    bystander.went_on().await;
    drop(held);
    let mut answer = String::new();
    for _ in 0..50 {
        sleep(Duration::from_millis(20)).await;
        let mut socket = connect(server.address).await;
        socket.write_all(b"GET /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
        answer = rest(socket, Duration::from_secs(2)).await.unwrap();
        if !answer.is_empty() {
            break;
        }
    }
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_all_connections_newcomers_wait() {
    let limits = quick_limits().connections(5);
    let server = Server::start(app(limits)).await;
    let held: Vec<TcpStream> = futures_util::future::join_all((0..5).map(|_| connect(server.address))).await;
    let begun = Instant::now();
    // Its turn comes when those who say nothing are closed.
    assert_eq!(server.get("/quick", "").await.status, 200);
    assert!(begun.elapsed() > Duration::from_millis(400), "{:?}", begun.elapsed());
    drop(held);
}

#[tokio::test(flavor = "multi_thread")]
async fn so_many_requests_are_answered_at_once() {
    let server = Server::start(app(Limits::default().in_flight(3))).await;
    let long = || server.send(Method::GET, "/long", "", None);
    let answers: Vec<Answer> = futures_util::future::join_all((0..10).map(|_| long())).await;
    let busy: Vec<_> = answers.iter().filter(|answer| answer.status != 200).collect();
    assert_eq!(answers.len() - busy.len(), 3, "{answers:?}");
    for answer in busy {
        answer.assert_problem(503);
        assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
        assert_eq!(answer.json()["incident_id"], answer.header("x-request-id"));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert_eq!(long().await.status, 200, "a place is given back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_takes_nothing_is_left() {
    let server = Server::start(app(quick_limits())).await;
    let mut socket = connect(server.address).await;
    socket.write_all(b"GET /huge HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    sleep(Duration::from_millis(2_500)).await;
    // What the sockets hold comes; then it ends, long before the answer would have.
    let mut taken = Vec::new();
    let ended = timeout(Duration::from_secs(5), socket.read_to_end(&mut taken)).await;
    assert!(ended.is_ok() && taken.len() < HUGE / 2, "{} bytes were taken, {ended:?}", taken.len());
    // One who takes it slowly, but takes it, gets all.
    let whole = server.get("/huge", "").await;
    assert_eq!(whole.text.len(), HUGE);
}

/// A frame of HTTP/2 (RFC 9113, section 4.1).
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// A client of HTTP/2 whose streams have no window, so that no byte of an answer can be sent while the connection is as alive as any.
#[tokio::test(flavor = "multi_thread")]
async fn answers_that_nobody_takes_are_not_kept() {
    let server = Server::start(app(Limits::default().stall(Duration::from_millis(1_500)))).await;
    let before = memory();
    let bystander = Bystander::of(&server);
    let mut socket = connect(server.address).await;
    let mut sent = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    sent.extend(frame(4, 0, 0, &[0, 4, 0, 0, 0, 0]));
    for number in 0..100 {
        // GET, http, `:path` and `:authority` as they are.
        let head = [&[0x82, 0x86, 0x04, 6][..], b"/large", &[0x01, 1], b"x"].concat();
        sent.extend(frame(1, 5, 2 * number + 1, &head));
    }
    socket.write_all(&sent).await.unwrap();
    sleep(Duration::from_millis(900)).await;
    let held = memory();
    println!("{before} MiB became {held}");
    assert!(held.saturating_sub(before) < 330, "400 MiB were asked for: {before} MiB became {held}");
    // All the room for large answers is taken; small ones need none.
    let refused = server.get("/large", "").await;
    assert_eq!((refused.status, refused.text.as_str()), (503, ""));
    assert!(
        refused.headers.contains_key("retry-after") && refused.header("x-content-type-options") == "nosniff"
    );
    sleep(Duration::from_millis(2_500)).await;
    // What was not taken is given up, and the room is there again, though the connection goes on.
    bystander.went_on().await;
    let whole = server.get("/large", "").await;
    assert_eq!((whole.status, whole.text.len()), (200, 4 * 1024 * 1024));
    drop(socket);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_grows_only_so_old() {
    let server = Server::start(app(Limits::default().age(Duration::from_millis(600)))).await;
    let mut socket = connect(server.address).await;
    let begun = Instant::now();
    let mut answers = 0;
    let mut answer = vec![0; 4_096];
    loop {
        let sent = socket.write_all(b"GET /quick HTTP/1.1\r\nHost: x\r\n\r\n").await;
        let count = if sent.is_ok() { socket.read(&mut answer).await.unwrap_or(0) } else { 0 };
        if count == 0 {
            break;
        }
        answers += 1;
        sleep(Duration::from_millis(50)).await;
    }
    let age = begun.elapsed();
    assert!(
        answers > 3 && age > Duration::from_millis(400) && age < Duration::from_secs(3),
        "{answers} {age:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_being_answered_at_the_stop_is_answered() {
    let ready = app(Limits::default().drain(Duration::from_millis(1_500))).build().await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(ready.serve_until(listener, async {
        let _ = stopped.await;
    }));
    let url = format!("http://{address}/long");
    let under_way = tokio::spawn(reqwest::get(url.clone()));
    let idle = connect(address).await;
    // Who sends nothing is not waited for longer than the drain.
    let mut slow = connect(address).await;
    slow.write_all(
        b"POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n{",
    )
    .await
    .unwrap();
    sleep(Duration::from_millis(300)).await;
    let begun = Instant::now();
    stop.send(()).unwrap();
    assert_eq!(rest(idle, Duration::from_secs(1)).await.as_deref(), Some(""), "idle connections end at once");
    assert!(reqwest::get(url).await.is_err(), "nobody new is taken");
    assert_eq!(under_way.await.unwrap().unwrap().status(), 200);
    timeout(Duration::from_secs(4), serving).await.expect("the stop ends").unwrap().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_limit_of_nothing_does_not_start() {
    let limits = Limits::default().connections(0).stall(Duration::ZERO);
    let faults = app(limits).build().await.unwrap_err().to_string();
    assert!(faults.contains("`connections` of 0") && faults.contains("`stall`"), "{faults}");
}
