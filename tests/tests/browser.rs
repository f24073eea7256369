//! Pages in a real browser: what stands in the template runs, what somebody else wrote does not, and nothing is refused that should not be.
//!
//! The browser is that of `CHROMIUM`, or `chromium` on the PATH; `tests/browser.sh` installs one. Without one the tests fail.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use portcullis::prelude::*;
use portcullis_tests::{Engine, Server, example, issuer};

#[markup(path = "browser.html")]
struct Shown {
    text: String,
    link: Link,
}

/// Text that becomes code wherever it is not escaped.
const HOSTILE: &str = "</title></textarea></h1><script>document.documentElement.dataset.injected = 'script'</script>\
                       <img src=x onerror=\"document.documentElement.dataset.injected = 'handler'\">\
                       \" onmouseover=\"a()\" autofocus onfocus=\"document.documentElement.dataset.injected = 'focus'\" ' onclick='a()' \
                       <a href=\"javascript:a()\">x</a><svg onload=\"document.documentElement.dataset.injected = 'svg'\"></svg>";

/// The smallest picture: one point.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63,
    0x60, 0x60, 0x60, 0x60, 0, 0, 0, 5, 0, 1, 0xa5, 0xf6, 0x45, 0x40, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44,
    0xae, 0x42, 0x60, 0x82,
];

#[secure_route(get = "/page", public)]
async fn page() -> Result<Html<Shown>, Problem> {
    Ok(Html(Shown { text: HOSTILE.to_owned(), link: Link::to(["javascript:a()", HOSTILE])? }))
}

#[secure_route(get = "/picture.png", public, waive_output = "a picture is no JSON")]
async fn picture() -> axum::response::Response {
    axum::response::IntoResponse::into_response(([("content-type", "image/png")], PICTURE))
}

/// What the app under attack serves, and the policy that it carries.
#[derive(Service)]
struct Broken {
    body: String,
    policy: String,
}

#[secure_route(
    get = "/broken",
    public,
    waive_output = "shows what the policy does where an escape is missing"
)]
async fn broken(broken: Service<Broken>) -> axum::response::Response {
    let headers = [
        ("content-type", "text/html; charset=utf-8".to_owned()),
        ("content-security-policy", broken.policy.clone()),
    ];
    axum::response::IntoResponse::into_response((headers, broken.body.clone()))
}

fn app(broken_page: Broken) -> App {
    App::new(Environment::Development)
        .issuer(issuer())
        .mount(routes![page, picture, broken])
        .service(broken_page)
}

/// The page as it stands once it has loaded, and what the browser said.
async fn opened(address: SocketAddr, path: &str) -> (String, String) {
    let profile = std::env::temp_dir().join(format!("portcullis-browser-{:032x}", rand::random::<u128>()));
    std::fs::create_dir(&profile).unwrap();
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let mut command = tokio::process::Command::new(&browser);
    command
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
        ])
        .args([
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--enable-logging=stderr",
            "--v=0",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg("--dump-dom")
        .arg(format!("http://{address}{path}"))
        .stdin(Stdio::null())
        .kill_on_drop(true);
    let answer = tokio::time::timeout(Duration::from_secs(120), command.output()).await;
    let _ = std::fs::remove_dir_all(&profile);
    let answer = answer.unwrap_or_else(|_| panic!("{browser} does not come back"));
    let answer = answer
        .unwrap_or_else(|error| panic!("no browser `{browser}` ({error}); tests/browser.sh installs one"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&answer.stdout), text(&answer.stderr))
}

/// What the page's own script has written of it.
fn written<'p>(page: &'p str, name: &str) -> Option<&'p str> {
    let (head, _) = page.split_once("<head>").unwrap_or_else(|| panic!("no page: {page:?}"));
    let (_, rest) = head.split_once(&format!("data-{name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

async fn server() -> Server {
    Server::start(app(Broken { body: String::new(), policy: String::new() })).await
}

/// The page with its escapes taken away, below this policy.
async fn without_escapes(policy: impl FnOnce(&str) -> String) -> Server {
    let clean = server().await.get("/page", "").await;
    let escaped = HOSTILE.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let escaped = escaped.replace('"', "&#34;").replace('\'', "&#39;");
    assert!(clean.text.matches(&escaped).count() >= 6, "{}", clean.text);
    let policy = policy(clean.header("content-security-policy"));
    Server::start(app(Broken { body: clean.text.replace(&escaped, HOSTILE), policy })).await
}

#[tokio::test]
async fn a_page_runs_what_is_its_own_and_breaks_no_rule() {
    let server = server().await;
    let (page, said) = opened(server.address, "/page").await;
    for (name, value) in [
        ("own", "ran"),
        ("color", "rgb(1, 2, 3)"),
        ("image", "1"),
        ("scripts", "1"),
        ("forms", "1"),
        ("links", "http:"),
        ("handlers", "0"),
        // Text that a script makes markup of is refused too.
        ("sink", "TypeError"),
    ] {
        assert_eq!(written(&page, name), Some(value), "{name}\n{page}\n{said}");
    }
    assert_eq!(written(&page, "injected"), None, "{page}");
    // The one rule that was broken is the one that the script tried.
    let violations = written(&page, "violations").unwrap_or_default();
    assert_eq!(violations, "require-trusted-types-for by trusted-types-sink", "{page}\n{said}");
    let refused = said.lines().filter(|line| line.contains("CONSOLE") && line.contains("Security Policy"));
    let refused: Vec<&str> = refused.filter(|line| !line.contains("TrustedHTML")).collect();
    assert!(refused.is_empty(), "{refused:?}");
}

#[tokio::test]
async fn what_was_put_in_does_not_run_below_the_policy() {
    let server = without_escapes(str::to_owned).await;
    let (page, said) = opened(server.address, "/broken").await;
    assert_eq!(written(&page, "own"), Some("ran"), "{page}\n{said}");
    assert_eq!(written(&page, "injected"), None, "{page}\n{said}");
    let violations = written(&page, "violations").unwrap_or_default();
    assert!(violations.contains("script-src-elem by inline"), "{violations}\n{said}");
    assert!(violations.contains("script-src-attr by inline"), "{violations}\n{said}");
}

/// The same attack where nothing stops it: the two above can fail.
#[tokio::test]
async fn what_was_put_in_runs_without_both() {
    let server = without_escapes(|_| "default-src 'self' 'unsafe-inline'".to_owned()).await;
    let (page, said) = opened(server.address, "/broken").await;
    assert!(written(&page, "injected").is_some(), "{page}\n{said}");
}

/// Adds the credential to what a browser asks for, as a client of the example would, and hands over what it is answered.
async fn signed_in(behind: SocketAddr, token: String) -> SocketAddr {
    let forward = move |uri: axum::http::Uri| {
        let (token, url) = (token.clone(), format!("http://{behind}{uri}"));
        async move {
            let answer = reqwest::Client::new().get(url).bearer_auth(token).send().await.unwrap();
            let mut response = axum::http::Response::builder().status(answer.status());
            for (name, value) in answer.headers() {
                if name != "transfer-encoding" && name != "content-length" {
                    response = response.header(name, value);
                }
            }
            response.body(axum::body::Body::from(answer.bytes().await.unwrap())).unwrap()
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback(forward)).await });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receipt_of_the_example() {
    let example = example::start(Engine::Sqlite).await;
    let request = portcullis::identity::TokenRequest::new(1).roles([orders_api::Role::Customer]).tenant(10);
    let token = issuer().mint(&request).unwrap().reveal().to_owned();
    // What fits into a name, each of which would run where it is not escaped.
    for name in [
        "<script>document.documentElement.dataset.injected = 1</script>",
        "<img src=x onerror=\"document.documentElement.dataset.injected=2\">",
        "\"></td><svg onload='document.documentElement.dataset.injected=3'>",
    ] {
        let item = serde_json::json!({ "name": name, "quantity": 1 });
        assert_eq!(example.server.post("/orders/1/items", &token, item).await.status, 201);
    }
    let (page, said) = opened(signed_in(example.server.address, token).await, "/orders/1/receipt").await;
    assert!(page.contains("This page can be printed."), "its own script ran: {page}\n{said}");
    assert!(page.contains("&lt;script&gt;document"), "{page}");
    assert!(!page.contains("data-injected"), "{page}");
    let refused: Vec<&str> =
        said.lines().filter(|line| line.contains("CONSOLE") && line.contains("Security Policy")).collect();
    assert!(refused.is_empty(), "{refused:?}");
}
