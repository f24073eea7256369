//! Replies that are too much, too slow or not what they say: each ends within its limits, and the client of the app learns nothing of them.

use std::time::{Duration, Instant};

use portcullis_tests::Server;

use super::app::{asks, web};
use super::certificates::{Authority, Of};
use super::names::{at, serve};
use super::network::{Inside, WEB, within};
use super::remote::{Act, Remote, place, reply, text};

const SECRET: &str = "said by the other host";

fn send(text: impl Into<Vec<u8>>) -> Act {
    Act::Send(text.into())
}

/// A host that answers each path in its own bad way.
async fn world() -> (Remote, Inside, Server) {
    let authority = Authority::of_the_system();
    let tls = authority.server(&["web.example.org"], Of::Today);
    let remote = Remote::over_tls(WEB, 443, tls, |request| answer(place(request))).await;
    serve(|_, _| at("93.184.216.34")).await;
    (remote, Inside::watch().await, web().await)
}

fn answer(place: &str) -> Vec<Act> {
    let start = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n";
    let chunk = format!("400\r\n{}\r\n", "a".repeat(1024));
    let minute = Duration::from_secs(60);
    match place {
        "/good" => text("good"),
        "/most" => text(&"a".repeat(64 * 1024)),
        "/one-more" => text(&"a".repeat(64 * 1024 + 1)),
        "/endless" => vec![
            send(format!("{start}transfer-encoding: chunked\r\n\r\n")),
            Act::Forever(chunk.into(), Duration::ZERO),
        ],
        "/endless-to-the-close" => {
            vec![send(format!("{start}\r\n")), Act::Forever(vec![b'a'; 1024], Duration::ZERO)]
        }
        "/endless-head" => vec![
            send(start),
            Act::Forever(b"x-a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".to_vec(), Duration::ZERO),
        ],
        "/endless-header" => {
            vec![send(format!("{start}x-a: ")), Act::Forever(vec![b'a'; 1024], Duration::ZERO)]
        }
        "/interim" => {
            vec![Act::Forever("HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000).into(), Duration::ZERO)]
        }
        "/many-headers" => {
            let headers: String = (0..80).map(|n| format!("x-{n}: a\r\n")).collect();
            reply(200, &headers, SECRET)
        }
        "/drip" => vec![
            send(format!("{start}content-length: 1000\r\n\r\n")),
            Act::Forever(b"a".to_vec(), Duration::from_millis(100)),
        ],
        "/drip-head" => vec![send(start), Act::Forever(b"x-a: a\r\n".to_vec(), Duration::from_millis(200))],
        "/silent" => vec![Act::Wait(minute)],
        "/half" => vec![send(format!("{start}content-length: 1000\r\n\r\n{SECRET}")), Act::Wait(minute)],
        "/too-long-said" => {
            vec![send(format!("{start}content-length: 99999999999\r\n\r\n{SECRET}")), Act::Wait(minute)]
        }
        "/gzip" => {
            let mut head =
                format!("{start}content-encoding: gzip\r\ncontent-length: 20\r\n\r\n").into_bytes();
            head.extend([31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            vec![send(head)]
        }
        "/brotli" => reply(200, "content-encoding: br\r\n", SECRET),
        "/twice-packed" => reply(200, "content-encoding: identity\r\ncontent-encoding: gzip\r\n", SECRET),
        "/not-http" => vec![send("SSH-2.0-OpenSSH_9.6\r\n"), Act::Wait(minute)],
        "/two-lengths" => {
            vec![send(format!("{start}content-length: 4\r\ncontent-length: 9\r\n\r\ngood{SECRET}"))]
        }
        "/not-utf8" => vec![send([start.as_bytes(), b"content-length: 4\r\n\r\n\xff\xfe\xfd\xfc"].concat())],
        "/nul" => text("a\0b"),
        "/error" => reply(500, "content-type: text/plain\r\n", SECRET),
        "/unauthorized" => reply(401, "www-authenticate: Basic\r\nset-cookie: a=b\r\n", SECRET),
        _ => reply(404, "", SECRET),
    }
}

#[test]
fn end_within_their_limits() {
    within("replies::end_within_their_limits", || async {
        let (remote, inside, server) = world().await;
        for (path, fast) in [
            ("one-more", true),
            ("endless", true),
            ("endless-to-the-close", true),
            ("endless-head", false),
            ("endless-header", false),
            ("many-headers", true),
            ("drip", false),
            ("drip-head", false),
            ("silent", false),
            ("half", false),
            ("too-long-said", true),
            ("gzip", true),
            ("brotli", true),
            ("twice-packed", true),
            ("not-http", true),
            ("two-lengths", true),
            ("not-utf8", true),
            ("nul", true),
            ("error", true),
            ("unauthorized", true),
            ("absent", true),
        ] {
            let since = Instant::now();
            let answer = asks(&server, "/preview", &format!("https://web.example.org/{path}")).await;
            assert_eq!(answer.status, 503, "{path}: {answer:?}");
            answer.assert_problem(503);
            let told = format!("{:?}", answer);
            for word in [SECRET, "gzip", "OpenSSH", "set-cookie", "www-authenticate", "web.example.org"] {
                assert!(!told.contains(word), "{path}: {told}");
            }
            let most = if fast { 1_500 } else { 2_500 };
            assert!(since.elapsed() < Duration::from_millis(most), "{path} took {:?}", since.elapsed());
        }
        // What is within its limits still comes, so nothing is held by what was left.
        for (path, length) in [("good", 4), ("most", 64 * 1024)] {
            let answer = asks(&server, "/preview", &format!("https://web.example.org/{path}")).await;
            assert_eq!((answer.status, answer.json()["length"].as_u64()), (200, Some(length)), "{answer:?}");
        }
        for _ in 0..100 {
            if remote.open() == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(remote.open(), 0, "a connection outlived its request");
        inside.was_left_alone().await;
    });
}

#[test]
fn end_with_the_time_of_their_route() {
    within("replies::end_with_the_time_of_their_route", || async {
        let (remote, _, server) = world().await;
        for path in ["silent", "drip", "half"] {
            let since = Instant::now();
            asks(&server, "/hurried", &format!("https://web.example.org/{path}")).await.assert_problem(503);
            let took = since.elapsed();
            assert!((900..1_400).contains(&took.as_millis()), "{path} took {took:?}");
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(remote.open(), 0, "a connection outlived its request");
    });
}

/// A client that reads as long as there is something keeps nobody waiting but those who ask other hosts.
#[test]
fn of_no_end_keep_no_thread_that_serves() {
    within("replies::of_no_end_keep_no_thread_that_serves", || async {
        let (_, _, server) = world().await;
        let server = std::sync::Arc::new(server);
        let began = Instant::now();
        let asking: Vec<_> = (0..4)
            .map(|_| {
                let server = std::sync::Arc::clone(&server);
                tokio::spawn(async move {
                    asks(&server, "/preview", "https://web.example.org/interim").await.status
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(300)).await;
        for _ in 0..10 {
            let since = Instant::now();
            assert_eq!(server.get("/no-such-path", "").await.status, 404);
            assert!(since.elapsed() < Duration::from_secs(3), "{:?}", since.elapsed());
        }
        for answer in asking {
            assert_eq!(answer.await.unwrap(), 503);
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    });
}

#[test]
fn are_awaited_so_many_at_a_time() {
    within("replies::are_awaited_so_many_at_a_time", || async {
        let (remote, _, server) = world().await;
        let server = std::sync::Arc::new(server);
        let asking: Vec<_> = (0..12)
            .map(|_| {
                let server = std::sync::Arc::clone(&server);
                tokio::spawn(async move {
                    asks(&server, "/preview", "https://web.example.org/silent").await.status
                })
            })
            .collect();
        let since = Instant::now();
        for answer in asking {
            assert_eq!(answer.await.unwrap(), 503);
        }
        // Who waits for a place waits within the same time.
        assert!(since.elapsed() < Duration::from_secs(3), "{:?}", since.elapsed());
        assert_eq!(remote.most_open(), 4);
    });
}
