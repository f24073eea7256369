//! However a request ends, nothing of what it started is left.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::{Server, app, assert_ends, assert_reaped, assert_starts, new_tag, post, running, server, text};

/// A request whose client does not wait.
async fn begin(server: &Server, path: &str, mode: &str, tag: &str) -> TcpStream {
    let body = json!({ "mode": mode, "tag": tag }).to_string();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: t\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let mut socket = TcpStream::connect(server.address).await.unwrap();
    socket.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    socket
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_hangs_up() {
    let server = server().await;
    for (mode, processes) in [("hang", 1), ("close", 1), ("brood", 5)] {
        let tag = new_tag();
        let socket = begin(&server, "/run", mode, &tag).await;
        assert_starts(&tag, processes).await;
        let since = Instant::now();
        drop(socket);
        assert_ends(&tag).await;
        assert!(since.elapsed() < Duration::from_secs(3), "{mode}: its time is 5 seconds");
    }
    assert_reaped().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_of_the_route_passes() {
    let server = server().await;
    for mode in ["hang", "brood"] {
        let (tag, since) = (new_tag(), Instant::now());
        post(&server, "/late", mode, 0, &tag).await.assert_problem(503);
        assert!(since.elapsed() < Duration::from_secs(3), "{:?}", since.elapsed());
        assert_ends(&tag).await;
    }
    assert_reaped().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_handler_panics() {
    let server = server().await;
    let tag = new_tag();
    let (answer, ()) = tokio::join!(post(&server, "/panic", "brood", 0, &tag), assert_starts(&tag, 5));
    answer.assert_problem(500);
    assert_ends(&tag).await;
    assert_reaped().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_handler_gives_up_one_call_and_makes_another() {
    let server = server().await;
    for _ in 0..3 {
        let tag = new_tag();
        let answer = post(&server, "/twice", "hang", 0, &tag).await;
        assert_eq!(answer.json()["code"], 7, "{answer:?}");
        assert_ends(&tag).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_leaves_others_behind() {
    let server = server().await;
    let (tag, since) = (new_tag(), Instant::now());
    let answer = post(&server, "/run", "brood_and_leave", 0, &tag).await;
    assert_eq!(text(&answer).trim(), "left them");
    assert!(
        since.elapsed() < Duration::from_secs(3),
        "those who hold its pipes open are not waited for: {:?}",
        since.elapsed()
    );
    assert!(running(&tag).is_empty(), "{:?}: in a group, in a session, nobody's child", running(&tag));
    assert_reaped().await;
}

/// Its own end does not hang on its group, and its place is free again.
#[tokio::test(flavor = "multi_thread")]
async fn a_program_goes_into_another_group() {
    let server = server().await;
    for _ in 0..6 {
        let (tag, since) = (new_tag(), Instant::now());
        post(&server, "/brief", "in_another_group", 0, &tag).await.assert_problem(503);
        assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
        assert_ends(&tag).await;
    }
    assert_reaped().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_stops() {
    let tag = new_tag();
    let path = tag.clone();
    // A runtime of its own, which ends in the middle.
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let server = Server::start(app()).await;
            let _socket = begin(&server, "/run", "brood", &path).await;
            assert_starts(&path, 5).await;
        });
        runtime.shutdown_timeout(Duration::from_secs(2));
    })
    .join()
    .unwrap();
    assert_ends(&tag).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_hang_up_at_once() {
    let server = server().await;
    let tag = new_tag();
    let mut sockets = Vec::new();
    for _ in 0..30 {
        sockets.push(begin(&server, "/run", "hang", &tag).await);
    }
    assert_starts(&tag, 30).await;
    drop(sockets);
    assert_ends(&tag).await;
    assert_reaped().await;
    // All places are free again.
    let again = futures_util::future::join_all((0..60).map(|_| post(&server, "/run", "exit", 0, "t"))).await;
    assert!(again.iter().all(|answer| answer.status == 200), "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn other_children_of_the_app_are_its_own() {
    let server = server().await;
    let mut own = tokio::process::Command::new("/bin/sleep").arg("1").spawn().unwrap();
    let tag = new_tag();
    post(&server, "/brief", "brood", 0, &tag).await.assert_problem(503);
    assert!(own.wait().await.unwrap().success(), "it was neither killed nor reaped by us");
    let mut plain = std::process::Command::new("/bin/true").spawn().unwrap();
    assert_eq!(post(&server, "/run", "exit", 0, "t").await.status, 200);
    assert!(plain.wait().unwrap().success());
}
