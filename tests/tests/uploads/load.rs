//! Many at once: all are served in turn, in bounded memory.

use std::sync::Arc;

use portcullis_tests::{Engine, Server, token};
use reqwest::Method as Verb;

use super::genuine::{chunk, png_with};
use super::{Folder, Form, app, database};

/// Kilobytes of this process in memory.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_at_once_take_turns() {
    let folder = Folder::new();
    let noise: Vec<u8> = (0..50_000).map(|_| rand::random()).collect();
    let content = Arc::new(png_with(1, 1, &chunk(b"noIs", &noise)));
    // Room for thirteen of them.
    let uploads = folder.uploads().memory(13 * 80 * 1024);
    let server = Arc::new(Server::start(app(database(Engine::Sqlite).await, uploads)).await);
    let mut sending = Vec::new();
    let before = resident();
    for _ in 0..1000 {
        let (server, content) = (Arc::clone(&server), Arc::clone(&content));
        sending.push(tokio::spawn(async move {
            let form = Form::new().file("photo", "x.png", "image/png", &content).text("caption", "x");
            let answer = form.send(&server, Verb::POST, "/patient/photos", &token(1, &[])).await;
            answer.status
        }));
    }
    let mut most = 0;
    for sent in sending {
        assert_eq!(sent.await.unwrap(), 204);
        most = most.max(resident());
    }
    assert_eq!(folder.names().len(), 1000);
    // The clients' own bodies, 50 MB of them, are in this process too.
    assert!(most.saturating_sub(before) < 200_000, "{before} kB before, {most} kB at most");
}

/// Who finds no room within the time of the route is told to come again, and holds nobody's room.
#[tokio::test]
async fn who_finds_no_room_comes_again() {
    let folder = Folder::new();
    let uploads = folder.uploads().memory(80 * 1024);
    let server = Server::start(app(database(Engine::Sqlite).await, uploads)).await;
    let alice = token(1, &[]);
    // One who never ends takes all the room, and is told so in time.
    let head = format!(
        "POST /photos HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {alice}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 81920\r\n\r\n"
    );
    let (slow, waiting) = tokio::join!(server.raw(head.as_bytes()), async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        super::photo(&server, "x", "image/png", &super::genuine::png(1, 1)).await
    });
    assert!(slow.starts_with("HTTP/1.1 408"), "{slow}");
    assert!([201, 503].contains(&waiting.status), "{waiting:?}");
    assert_eq!(super::photo(&server, "x", "image/png", &super::genuine::png(1, 1)).await.status, 201);
}

/// Whoever holds bodies with files back has so many places, as for any body, so that a few clients do not take up all that is in flight.
#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_held_back_have_so_many_places() {
    let folder = Folder::new();
    let server = super::server(Engine::Sqlite, &folder).await;
    let head = format!(
        "POST /photos HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 500\r\n\r\n",
        token(1, &[])
    );
    let answers = futures_util::future::join_all((0..150).map(|_| server.raw(head.as_bytes()))).await;
    let count = |status: &str| answers.iter().filter(|answer| answer.starts_with(status)).count();
    assert_eq!((count("HTTP/1.1 408"), count("HTTP/1.1 503")), (128, 22), "{:?}", answers.first());
}
