//! Redirects: each is judged as the first URL was, five are followed, nothing secret goes along.

use portcullis_tests::Server;

use super::app::{asks, is_refused, web};
use super::certificates::{Authority, Of};
use super::names::{at, serve};
use super::network::{Inside, OTHER, WEB, within};
use super::remote::{Remote, place, redirect, text};

/// A page that leads where its path says, and another origin.
async fn world() -> (Remote, Remote, Inside, Server) {
    let authority = Authority::of_the_system();
    let web_tls = authority.server(&["web.example.org"], Of::Today);
    let page = Remote::over_tls(WEB, 443, web_tls, |request| {
        let place = place(request);
        let (status, to) = place.trim_start_matches('/').split_once('/').unwrap_or_default();
        match (status.parse::<u16>(), to) {
            (Ok(status), "to-itself") => redirect(status, place),
            (Ok(status), to) if to.starts_with("steps") => {
                match to.trim_start_matches("steps").parse::<u16>() {
                    Ok(0) | Err(_) => text("arrived"),
                    Ok(steps) => redirect(status, &format!("/{status}/steps{}", steps - 1)),
                }
            }
            (Ok(status), to) => redirect(status, &hex(to)),
            _ => text("arrived"),
        }
    })
    .await;
    let other_tls = authority.server(&["other.example.org"], Of::Today);
    let other = Remote::over_tls(OTHER, 443, other_tls, |_| text("elsewhere")).await;
    serve(|name, _| match name {
        "web.example.org" => at("93.184.216.34"),
        "other.example.org" => at("93.184.216.35"),
        "office.example.org" => at("10.0.0.8"),
        _ => super::names::Entry::Nothing,
    })
    .await;
    (page, other, Inside::watch().await, web().await)
}

/// A place in a path, whatever letters it has.
fn hex(digits: &str) -> String {
    let bytes = digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap());
    String::from_utf8(bytes.collect()).unwrap()
}

fn leading(status: u16, to: &str) -> String {
    let to: String = to.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("https://web.example.org/{status}/{to}")
}

#[test]
fn lead_nowhere_inside() {
    within("redirects::lead_nowhere_inside", || async {
        let (page, other, inside, server) = world().await;
        let nothing = is_refused(&server, "/preview", "https://nothing.example.org/").await;
        for to in [
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://169.254.169.254/latest/meta-data/",
            "https://2130706433/",
            "https://localhost/",
            "https://office.example.org/",
            "https://nothing.example.org/",
            "//127.0.0.1/",
            "//office.example.org/",
            "/\\127.0.0.1/",
            "\\\\127.0.0.1/",
            "https://user:pass@other.example.org/",
            "https://web.example.org:22/",
            "https://127.0.0.1:443",
            "http://127.0.0.1/",
            "http://web.example.org/",
            "http://other.example.org/",
            "file:///etc/passwd",
            "gopher://127.0.0.1:6379/x",
            "ftp://other.example.org/",
            "data:text/plain,x",
            "javascript:x",
            "https://0x7f.1/",
            "https://[64:ff9b::7f00:1]/",
        ] {
            for status in [301, 302, 303, 307, 308] {
                assert_eq!(
                    is_refused(&server, "/preview", &leading(status, to)).await,
                    nothing,
                    "{status} to {to}"
                );
            }
        }
        assert_eq!(page.connections(), 120);
        assert_eq!(other.connections(), 0);
        inside.was_left_alone().await;
    });
}

#[test]
fn lead_in_the_open_where_plain_http_is_waived_but_never_down_from_tls() {
    within("redirects::lead_in_the_open_where_plain_http_is_waived_but_never_down_from_tls", || async {
        let (_, other, inside, server) = world().await;
        let clear = Remote::in_clear(OTHER, 80, |request| match place(request) {
            "/up" => redirect(302, "https://other.example.org/"),
            "/inside" => redirect(302, "http://127.0.0.1/"),
            _ => text("in clear"),
        })
        .await;
        is_refused(&server, "/plain", &leading(302, "http://other.example.org/")).await;
        assert_eq!(clear.connections(), 0);
        let up = asks(&server, "/plain", "http://other.example.org/up").await;
        assert_eq!((up.json()["text"].as_str(), other.connections()), (Some("elsewhere"), 1));
        is_refused(&server, "/plain", "http://other.example.org/inside").await;
        inside.was_left_alone().await;
    });
}

#[test]
fn are_followed_five_times() {
    within("redirects::are_followed_five_times", || async {
        let (page, other, inside, server) = world().await;
        let five = asks(&server, "/preview", "https://web.example.org/302/steps5").await;
        assert_eq!((five.status, five.json()["text"].as_str()), (200, Some("arrived")), "{five:?}");
        assert_eq!(page.requests().len(), 6);
        asks(&server, "/preview", "https://web.example.org/302/steps6").await.assert_problem(503);
        assert_eq!(page.requests().len(), 12);
        asks(&server, "/preview", "https://web.example.org/301/to-itself").await.assert_problem(503);
        assert_eq!(page.requests().len(), 18);
        let elsewhere = asks(&server, "/preview", &leading(302, "https://other.example.org/x?y=z#w")).await;
        assert_eq!(elsewhere.json()["text"], "elsewhere");
        assert!(other.requests()[0].starts_with("GET /x?y=z HTTP/1.1\r\n"), "{:?}", other.requests());
        inside.was_left_alone().await;
    });
}

#[test]
fn carry_no_body_to_another_origin() {
    within("redirects::carry_no_body_to_another_origin", || async {
        let (page, other, inside, server) = world().await;
        for status in [307, 308] {
            asks(&server, "/hook", &leading(status, "https://other.example.org/")).await.assert_problem(503);
        }
        assert_eq!(other.connections(), 0);
        for status in [301, 302, 303] {
            let answer = asks(&server, "/hook", &leading(status, "https://other.example.org/")).await;
            assert_eq!(answer.json()["text"], "elsewhere", "{answer:?}");
        }
        for request in other.requests() {
            let request = request.to_lowercase();
            assert!(request.starts_with("get / ") && !request.contains("the body"), "{request}");
            assert!(!request.contains("content-type") && !request.contains("referer"), "{request}");
        }
        // Within the origin the same request goes again.
        let answer = asks(&server, "/hook", &leading(308, "/here")).await;
        assert_eq!(answer.json()["text"], "arrived");
        let last = page.requests().pop().unwrap();
        assert!(
            last.starts_with("POST /here HTTP/1.1\r\n") && last.ends_with("{\"said\":\"the body\"}"),
            "{last}"
        );
        inside.was_left_alone().await;
    });
}
