//! The payloads that attackers try, from collections that nobody here wrote, against every route of the example: no error of the server's, no
//! header that was not meant, no markup that a browser would run, and nobody else's row changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::StreamExt as _;
use portcullis::identity::TokenRequest;
use portcullis_tests::example::{self, Example};
use portcullis_tests::{Engine, issuer, vectors_in};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use sqlx::{AnyPool, AssertSqlSafe, Row as _};

/// Every payload, with the file that it is of.
fn payloads() -> Vec<(String, String)> {
    let mut payloads = Vec::new();
    for folder in ["xss", "sqli", "other"] {
        for (file, bytes) in vectors_in(&format!("payloads/{folder}")) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            payloads.extend(
                text.lines().filter(|line| !line.is_empty()).map(|line| (file.clone(), line.to_owned())),
            );
        }
    }
    let naughty: Vec<String> =
        serde_json::from_slice(&portcullis_tests::vectors("payloads/blns.json")).unwrap();
    payloads.extend(naughty.into_iter().map(|text| ("blns.json".to_owned(), text)));
    assert!(payloads.len() > 3_000, "{}", payloads.len());
    payloads
}

/// Where a payload is put.
#[derive(Debug, Clone, Copy)]
enum Place {
    Path,
    Query,
    Headers,
    Body,
    RawBody,
    Credential,
}

const PLACES: [Place; 6] =
    [Place::Path, Place::Query, Place::Headers, Place::Body, Place::RawBody, Place::Credential];

/// A body of the form that a route takes, with the payload in every text of it.
fn body(path: &str, payload: &str) -> Value {
    match path {
        _ if path.ends_with("/items") || path.contains("/items/") => {
            json!({ "name": payload, "quantity": 1 })
        }
        _ if path.ends_with("/shares") => json!({ "user": payload, "level": payload }),
        _ if path.starts_with("/orders") => json!({ "item": payload, "quantity": 1 }),
        _ if path.starts_with("/documents") => json!({ "title": payload, "text": payload }),
        _ if path.starts_with("/projects") => json!({ "name": payload, "budget": 1 }),
        _ if path.starts_with("/profile") => json!({ "phone": payload }),
        _ if path.ends_with("/roles") => json!({ "roles": [payload] }),
        _ if path.ends_with("/refresh") => json!({ "refresh_token": payload }),
        _ if path.ends_with("/password") => json!({ "current_password": payload, "password": payload }),
        _ if path.ends_with("/delete") => json!({ "password": payload }),
        _ => json!({ "name": payload, "password": payload, payload: payload }),
    }
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The path with the payload for each of its parameters.
fn filled(path: &str, with: &str) -> String {
    let segment = |segment: &str| if segment.starts_with('{') { with.to_owned() } else { segment.to_owned() };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// A request of a route with a payload; none where no client could send it.
fn request(
    client: &reqwest::Client,
    base: &str,
    (method, path): (&str, &str),
    place: Place,
    payload: &str,
    token: &str,
) -> Option<reqwest::RequestBuilder> {
    let own = filled(path, "1");
    let mut headers = HeaderMap::new();
    let url = match place {
        Place::Path => format!("{base}{}", filled(path, &encoded(payload))),
        Place::Query => {
            let value = encoded(payload);
            format!(
                "{base}{own}?limit={value}&after={value}&sort={value}&item.contains={value}&{value}={value}"
            )
        }
        _ => format!("{base}{own}"),
    };
    if let Place::Headers = place {
        for name in
            ["if-match", "accept", "user-agent", "referer", "origin", "x-request-id", "x-payload", "cookie"]
        {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_bytes(payload.as_bytes()).ok()?);
        }
    }
    // Each from an address of its own, so that no quota keeps a payload away.
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    let address = format!(
        "2001:db8:{:x}:{:x}::1",
        u16::from_be_bytes([number[4], number[5]]),
        u16::from_be_bytes([number[6], number[7]])
    );
    headers.insert("x-forwarded-for", HeaderValue::try_from(address).unwrap());
    let mut request = client.request(method.parse().unwrap(), url).headers(headers);
    request = match place {
        Place::Credential => request
            .header("authorization", HeaderValue::from_bytes(format!("Bearer {payload}").as_bytes()).ok()?),
        _ => request.bearer_auth(token),
    };
    Some(match place {
        Place::Body => request.json(&body(path, payload)),
        Place::RawBody => request.header("content-type", "application/json").body(payload.to_owned()),
        _ => request,
    })
}

/// What every header that leaves is called.
const KNOWN: &[&str] = &[
    "accept-ranges",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
    "allow",
    "cache-control",
    "clear-site-data",
    "content-disposition",
    "content-length",
    "content-security-policy",
    "content-type",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "etag",
    "location",
    "permissions-policy",
    "ratelimit",
    "ratelimit-policy",
    "referrer-policy",
    "retry-after",
    "strict-transport-security",
    "transfer-encoding",
    "vary",
    "www-authenticate",
    "x-content-type-options",
    "x-dns-prefetch-control",
    "x-frame-options",
    "x-permitted-cross-domain-policies",
    "x-request-id",
];

/// The one page of the example, for what it says itself.
const RECEIPT: &str = include_str!("../../examples/orders-api/templates/receipt.html");

/// What is wrong with an answer.
fn faults(answer: &Answered, payload: &str) -> Option<String> {
    let Answered { status, headers, text } = answer;
    if *status >= 500 {
        return Some(format!("{status}: {text}"));
    }
    if let Some(name) = headers.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Some(format!("a header {name}"));
    }
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        if payload.len() > 8 && payload.contains(['<', '\'', '"', '%']) && value.contains(payload) {
            return Some(format!("{name}: {value}"));
        }
    }
    let media_type = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let nosniff = headers.get("x-content-type-options").is_some_and(|value| value == "nosniff");
    match media_type {
        _ if !nosniff => Some("without nosniff".to_owned()),
        "" if text.is_empty() => None,
        "application/json" | "application/problem+json" => {
            serde_json::from_str::<Value>(text).err().map(|error| format!("{error}: {text}"))
        }
        "text/html; charset=utf-8"
            if payload.contains('<') && text.contains(payload) && !RECEIPT.contains(payload) =>
        {
            Some(format!("unescaped: {text}"))
        }
        "text/html; charset=utf-8" => None,
        other => Some(format!("a body of {other}")),
    }
}

struct Answered {
    status: u16,
    headers: HeaderMap,
    text: String,
}

/// The attackers: their numbers begin here.
const MALLORY: i64 = 1_000_000;

/// A token of somebody who has not called often yet. Whoever only reads is an admin, so that the payloads get as far as they can.
fn token(number: usize, reads: bool) -> String {
    let subject = MALLORY + i64::try_from(number / 4).unwrap();
    let roles: &[orders_api::Role] = if reads {
        &[orders_api::Role::Customer, orders_api::Role::Admin]
    } else {
        &[orders_api::Role::Customer]
    };
    let request = TokenRequest::new(subject).roles(roles.iter().copied()).tenant(66);
    issuer().mint(&request).unwrap().reveal().to_owned()
}

/// Everything that is not the attackers', as the database has it.
async fn rows_of_others(sql: &AnyPool) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (table, columns, condition) in [
        ("users", "id, name, email, note", String::new()),
        ("orders", "id, user_id, item, quantity, status, risk_score", format!("WHERE user_id < {MALLORY}")),
        ("order_items", "id, order_id, name, quantity", String::new()),
        ("documents", "id, user_id, title, text, version", format!("WHERE user_id < {MALLORY}")),
        ("document_grants", "document_id, user_id, level", String::new()),
        ("projects", "id, org_id, lead_id, name, budget", format!("WHERE lead_id < {MALLORY}")),
        ("portcullis_accounts", "id, name, roles, epoch, disabled", "WHERE id <= 4".to_owned()),
    ] {
        let columns: Vec<String> =
            columns.split(", ").map(|column| format!("CAST({column} AS TEXT)")).collect();
        let statement = format!("SELECT {} FROM {table} {condition}", columns.join(" || '|' || "));
        let rows = sqlx::query(AssertSqlSafe(statement)).fetch_all(sql).await.unwrap();
        all.insert(
            table,
            rows.iter().map(|row| row.get::<Option<String>, _>(0).unwrap_or_default()).collect(),
        );
    }
    all
}

async fn attack(engine: Engine, every: usize) {
    let Example { server, routes, url, .. } = example::start(engine).await;
    sqlx::any::install_default_drivers();
    let sql = AnyPool::connect(&url).await.unwrap();
    let before = rows_of_others(&sql).await;
    let (client, base) = (reqwest::Client::new(), format!("http://{}", server.address));
    let (payloads, routes_at_all) = (payloads(), routes.len());
    let calls = payloads.iter().enumerate().flat_map(|(number, (file, payload))| {
        let routes = routes.iter().enumerate().filter(move |(at, _)| (number + at) % every == 0);
        routes
            .filter_map(|(at, (method, path))| {
                let place = PLACES[(number / every + at) % PLACES.len()];
                // Where nothing of the kind is, the payload goes into the query.
                let place = match place {
                    Place::Path if !path.contains('{') => Place::Query,
                    Place::Body | Place::RawBody if matches!(method.as_str(), "GET" | "DELETE") => {
                        Place::Query
                    }
                    place => place,
                };
                let token = token(number * routes_at_all / every + at, method == "GET");
                let call = request(&client, &base, (method, path), place, payload, &token)?;
                Some((call, format!("{method} {path} {place:?} {file}"), payload.clone()))
            })
            .collect::<Vec<_>>()
    });
    let sent = futures_util::stream::iter(calls).map(|(call, what, payload)| async move {
        let response = call.send().await.unwrap_or_else(|error| panic!("{what} {payload:?}: {error}"));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap_or_default();
        let fault = faults(&Answered { status, headers, text }, &payload);
        (status, fault.map(|fault| format!("{what}\n  {payload:?}\n  {fault}")))
    });
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    let mut found = Vec::new();
    let mut sent = sent.buffer_unordered(16);
    while let Some((status, fault)) = sent.next().await {
        *statuses.entry(status).or_default() += 1;
        found.extend(fault);
    }
    println!("{engine:?}: {} routes, answers by status: {statuses:?}", routes.len());
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found[..found.len().min(20)].join("\n"));
    assert!(!statuses.contains_key(&429), "no quota kept a payload away: {statuses:?}");
    assert!(
        statuses.values().sum::<usize>() * every > payloads.len() * routes.len() * 9 / 10,
        "{statuses:?}"
    );
    assert_eq!(rows_of_others(&sql).await, before, "a row of somebody else changed");
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
async fn payloads_on_every_route_on_sqlite() {
    // All of them on all routes take a minute and a half: `PORTCULLIS_PAYLOADS=all`.
    let all = std::env::var("PORTCULLIS_PAYLOADS").is_ok_and(|which| which == "all");
    attack(Engine::Sqlite, if all { 1 } else { 3 }).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
async fn payloads_on_every_route_on_postgres() {
    attack(Engine::Postgres, 11).await;
}

/// What no library of clients would send: the payload as it is, in the line of the request and in a header.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
async fn bytes_as_they_are() {
    let Example { server, .. } = example::start(Engine::Sqlite).await;
    let payloads = payloads();
    let raw = payloads.iter().filter(|(file, _)| {
        file.contains("crlf")
            || file.contains("traversal")
            || file.contains("redirect")
            || file.contains("blns")
    });
    let answers = futures_util::stream::iter(raw).map(|(_, payload)| {
        let server = &server;
        async move {
            let line = format!("GET /orders/{payload} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            let header = format!("GET /health HTTP/1.1\r\nhost: x\r\nx-payload: {payload}\r\norigin: {payload}\r\nconnection: close\r\n\r\n");
            (payload, server.raw(line.as_bytes()).await, server.raw(header.as_bytes()).await)
        }
    });
    let answers: Vec<_> = answers.buffer_unordered(16).collect().await;
    assert!(answers.len() > 500);
    for (payload, line, header) in answers {
        for answer in [line, header] {
            let status = answer.split(' ').nth(1).unwrap_or("none");
            assert!(status.starts_with(['2', '4']), "{payload:?}: {answer}");
            let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase();
            assert!(!head.contains("set-cookie") && !head.contains("crlf="), "{payload:?}: {answer}");
        }
    }
}
