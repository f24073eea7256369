//! Nothing inside is reached: by an address in any spelling, by a name, by a name that changes.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use portcullis_tests::{Server, log};

use super::app::{asks, is_refused, web};
use super::certificates::{Authority, Of};
use super::names::{Asked, Entry, at, serve};
use super::network::{Inside, OTHER, WEB, WEB6, within};
use super::remote::{Remote, text};

const NAMES: [&str; 4] = ["web.example.org", "other.example.org", "changing.example.org", "many.example.org"];

/// A page on the public internet, and a zone.
async fn world(
    zone: impl Fn(&str, usize) -> Entry + Send + Sync + 'static,
) -> (Remote, Asked, Inside, Server) {
    let authority = Authority::of_the_system();
    let remote = Remote::over_tls(WEB, 443, authority.server(&NAMES, Of::Today), |_| text("hello")).await;
    (remote, serve(zone).await, Inside::watch().await, web().await)
}

#[test]
fn what_is_public_is_reached() {
    within("inside::what_is_public_is_reached", || async {
        let (remote, asked, inside, server) = world(|_, _| at("93.184.216.34")).await;
        let answer = asks(&server, "/preview", "https://web.example.org/a/b?c=d#e").await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.json()["text"], "hello");
        assert_eq!(answer.json()["media"], "text/plain");
        let requests = remote.requests();
        assert_eq!(requests.len(), 1);
        let request = requests[0].to_lowercase();
        assert!(request.starts_with("get /a/b?c=d http/1.1\r\n"), "{request}");
        assert!(
            request.contains("host: web.example.org\r\n")
                && request.contains("accept-encoding: identity\r\n"),
            "{request}"
        );
        for header in ["authorization", "cookie", "referer", "x-forwarded", "x-request-id", "proxy"] {
            assert!(!request.contains(header), "{request}");
        }
        // One question for one request, and another for the next.
        assert_eq!(asked.count("web.example.org"), 1);
        assert_eq!(asks(&server, "/preview", "https://web.example.org/").await.status, 200);
        assert_eq!((asked.count("web.example.org"), remote.connections()), (2, 2));
        inside.was_left_alone().await;
    });
}

#[test]
fn by_an_address_in_any_spelling() {
    within("inside::by_an_address_in_any_spelling", || async {
        let (remote, asked, inside, server) = world(|_, _| at("127.0.0.1")).await;
        let mut answers = Vec::new();
        for url in [
            "https://127.0.0.1/",
            "https://127.0.0.2:443/",
            "https://127.1/",
            "https://0/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0x7f.0x1/",
            "https://0177.0.0.01/",
            "https://00000177.1/",
            "https://1%32%37.0.0.1/",
            "https://１２７.0.0.1/",
            "https://①②⑦.⓪.⓪.①/",
            "https://127。0。0。1/",
            "https://127.0.0.1./",
            "https://10.0.0.8/",
            "https://169.254.169.254/latest/meta-data/",
            "https://2852039166/",
            "https://0xa9fea9fe/",
            "https://172.16.0.9/",
            "https://192.168.1.1/",
            "https://192.168.257/",
            "https://100.64.0.1/",
            "https://[::1]/",
            "https://[0:0:0:0:0:0:0:1]/",
            "https://[::]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::ffff:a9fe:a9fe]/",
            "https://[::127.0.0.1]/",
            "https://[64:ff9b::a9fe:a9fe]/",
            "https://[2002:7f00:1::]/",
            "https://[fd00::7]/",
            "https://[fe80::1%25lo]/",
            "https://localhost/",
            "https://LocalHost:443/",
            "https://localhost./",
            "https://ｌｏｃａｌｈｏｓｔ/",
            "https://a.localhost/",
            "https://printer.local/",
            "https://metadata.google.internal/",
            "https://router/",
            "https://nas.home.arpa/",
            "https://user@127.0.0.1/",
            "https://web.example.org@127.0.0.1/",
            "https://127.0.0.1#@web.example.org/",
            "https://127.0.0.1\\@web.example.org/",
            "https://web.example.org:22/",
            "https://web.example.org:6379/",
            "http://web.example.org/",
            "gopher://web.example.org/",
            "file:///etc/passwd",
            "ftp://web.example.org/",
            "//web.example.org/",
            "",
            "https://",
            "https://[::1",
            "https://web.example.org\r\nx: y/",
            "https://127.0.0.1:80/",
            "jar:https://web.example.org/!/",
            "data:text/plain,x",
            "unix:/run/x.sock",
        ] {
            let answer = asks(&server, "/preview", url).await;
            assert_eq!(answer.status, 422, "{url}: {answer:?}");
            answers.push(answer.comparable());
        }
        answers.sort();
        answers.dedup();
        // A port is the operator's matter and told when it is used; but for that, one answer for all.
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert_eq!(asked.all(), Vec::<String>::new());
        assert_eq!(remote.connections(), 0);
        inside.was_left_alone().await;
    });
}

#[test]
fn by_a_name() {
    within("inside::by_a_name", || async {
        log::keep();
        let (remote, asked, inside, server) = world(|name, _| match name.split('.').next().unwrap() {
            "loopback" => at("127.0.0.1"),
            "metadata" => at("169.254.169.254"),
            "office" => at("10.0.0.8"),
            "carrier" => at("100.64.0.1"),
            "router" => at("192.168.1.1"),
            "loopback6" => at("::1"),
            "local6" => at("fd00::7"),
            "mapped" => at("::ffff:10.0.0.8"),
            "nat64" => at("64:ff9b::a9fe:a9fe"),
            "zero" => at("0.0.0.0"),
            "group" => at("224.0.0.1"),
            "both" => Entry::At(vec![IpAddr::from(WEB), "10.0.0.8".parse().unwrap()]),
            "both6" => Entry::At(vec![IpAddr::from(WEB), "fd00::7".parse().unwrap()]),
            "last" => Entry::At(
                (1..=20)
                    .map(|n| IpAddr::from([93, 184, 216, n]))
                    .chain(["10.0.0.8".parse().unwrap()])
                    .collect(),
            ),
            "alias" => Entry::Alias("db.office.example.org", vec!["10.0.0.8".parse().unwrap()]),
            "alias-to-localhost" => Entry::Alias("localhost", vec!["127.0.0.1".parse().unwrap()]),
            "long" => Entry::Long(vec![IpAddr::from(WEB), "10.0.0.8".parse().unwrap()]),
            _ => Entry::Nothing,
        })
        .await;
        // A name that does not exist is the same answer.
        let nothing = is_refused(&server, "/preview", "https://nothing.example.org/").await;
        let names = [
            "loopback",
            "metadata",
            "office",
            "carrier",
            "router",
            "loopback6",
            "local6",
            "mapped",
            "nat64",
            "zero",
            "group",
            "both",
            "both6",
            "last",
            "alias",
            "alias-to-localhost",
            "long",
        ];
        for name in names {
            let url = format!("https://{name}.example.org/");
            assert_eq!(is_refused(&server, "/preview", &url).await, nothing, "{name}");
            assert!(asked.count(&format!("{name}.example.org")) >= 1, "{name}");
        }
        assert_eq!(remote.connections(), 0);
        inside.was_left_alone().await;
        let lines = log::lines_with("egress_refused");
        assert_eq!(lines.len(), names.len(), "{lines:#?}");
        assert!(lines.iter().any(|line| line.contains("169.254.169.254 is link-local")), "{lines:#?}");
    });
}

#[test]
fn by_a_name_that_changes() {
    within("inside::by_a_name_that_changes", || async {
        // Public to the first question, inside to every other.
        let (remote, asked, inside, server) = world(|_, before| match before {
            0 => at("93.184.216.34"),
            _ => at("127.0.0.1"),
        })
        .await;
        let url = "https://changing.example.org/";
        assert_eq!(asks(&server, "/preview", url).await.status, 200);
        assert_eq!(asked.count("changing.example.org"), 1, "the connection asked again");
        is_refused(&server, "/preview", url).await;
        assert_eq!(remote.connections(), 1);
        inside.was_left_alone().await;
    });
}

#[test]
fn by_a_name_that_changes_all_the_time() {
    within("inside::by_a_name_that_changes_all_the_time", || async {
        let turn = AtomicBool::new(false);
        let (remote, _, inside, server) = world(move |_, _| match turn.fetch_xor(true, Ordering::SeqCst) {
            true => at("93.184.216.34"),
            false => at("10.0.0.8"),
        })
        .await;
        let server = Arc::new(server);
        let asking = (0..40).map(|_| {
            let server = Arc::clone(&server);
            tokio::spawn(
                async move { asks(&server, "/preview", "https://changing.example.org/").await.status },
            )
        });
        let mut statuses = Vec::new();
        for answer in asking.collect::<Vec<_>>() {
            statuses.push(answer.await.unwrap());
        }
        assert!(statuses.iter().all(|status| [200, 422].contains(status)), "{statuses:?}");
        assert!(statuses.contains(&422), "{statuses:?}");
        assert_eq!(remote.requests().len(), statuses.iter().filter(|status| **status == 200).count());
        inside.was_left_alone().await;
    });
}

#[test]
fn many_public_addresses_are_tried() {
    within("inside::many_public_addresses_are_tried", || async {
        // Nobody listens at the first.
        let (remote, _, inside, server) =
            world(|_, _| Entry::At(vec![WEB6.parse().unwrap(), OTHER.into(), WEB.into()])).await;
        assert_eq!(asks(&server, "/preview", "https://many.example.org/").await.status, 200);
        assert_eq!(remote.connections(), 1);
        inside.was_left_alone().await;
    });
}

#[test]
fn by_name_servers_that_are_slow_or_brief() {
    within("inside::by_name_servers_that_are_slow_or_brief", || async {
        let (remote, _, inside, server) = world(|name, _| match name {
            "silent.example.org" => Entry::Silent,
            _ => Entry::Long(vec![WEB.into()]),
        })
        .await;
        assert_eq!(asks(&server, "/preview", "https://web.example.org/").await.status, 200);
        assert_eq!(remote.connections(), 1);
        for path in ["/preview", "/hurried"] {
            let since = Instant::now();
            let answer = asks(&server, path, "https://silent.example.org/").await;
            answer.assert_problem(503);
            let most = if path == "/hurried" { 1_300 } else { 2_300 };
            assert!(since.elapsed() < Duration::from_millis(most), "{path}: {:?}", since.elapsed());
        }
        inside.was_left_alone().await;
    });
}

#[test]
fn plain_http_is_for_who_waives() {
    within("inside::plain_http_is_for_who_waives", || async {
        let (_, _, inside, server) = world(|name, _| match name {
            "office.example.org" => at("10.0.0.8"),
            _ => at("93.184.216.34"),
        })
        .await;
        let clear = Remote::in_clear(WEB, 80, |_| text("in clear")).await;
        is_refused(&server, "/preview", "http://web.example.org/").await;
        // A URL that was read where `http` may be, on a route where it may not.
        is_refused(&server, "/smuggled", "http://web.example.org/").await;
        assert_eq!(clear.connections(), 0);
        let answer = asks(&server, "/plain", "http://web.example.org/").await;
        assert_eq!((answer.status, answer.json()["text"].as_str()), (200, Some("in clear")));
        is_refused(&server, "/plain", "http://office.example.org/").await;
        is_refused(&server, "/plain", "http://127.0.0.1/").await;
        inside.was_left_alone().await;
    });
}

#[test]
fn by_an_address_of_ipv6() {
    within("inside::by_an_address_of_ipv6", || async {
        let (_, _, inside, server) = world(|_, _| at(WEB6)).await;
        let authority = Authority::of_the_system();
        let tls = authority.server(&["web.example.org", WEB6], Of::Today);
        let remote = Remote::over_tls(WEB6.parse::<IpAddr>().unwrap(), 443, tls, |_| text("six")).await;
        let server = {
            drop(server);
            web().await
        };
        for url in ["https://web.example.org/".to_owned(), format!("https://[{WEB6}]/")] {
            let answer = asks(&server, "/preview", &url).await;
            assert_eq!(answer.json()["text"], "six", "{url}: {answer:?}");
        }
        assert_eq!(remote.connections(), 2);
        inside.was_left_alone().await;
    });
}
