//! What the end-to-end tests share: a server on a real socket, callers with real tokens, the log.

#![forbid(unsafe_code)]
pub mod capture;
pub mod engine;
pub mod example;
pub mod log;
pub mod second_lock;
pub mod shop;

use std::net::SocketAddr;
use std::path::PathBuf;

pub use engine::{Engine, new_folder};
use portcullis::identity::{Issuer, KeyRing, TokenRequest};
use portcullis::{App, Database, Ready};
use reqwest::Method;
use serde_json::Value;
use shop::Role;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// The secret that the tests sign with. It signs nothing else.
pub const SECRET: &[u8; 48] = b"0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778";
/// The id of the key.
pub const KEY_ID: &str = "test-2026";
/// The issuer of the tests.
pub const ISSUER: &str = "https://issuer.test";
/// The audience of the tests.
pub const AUDIENCE: &str = "shop";

/// The issuer that servers of the tests trust.
pub fn issuer() -> Issuer {
    let secret = portcullis::testing::secret(SECRET);
    Issuer::own(ISSUER, AUDIENCE, KeyRing::new().signing_hs256(KEY_ID, &secret).unwrap())
}

/// A token for this subject with these roles.
pub fn token(subject: impl std::fmt::Display, roles: &[Role]) -> String {
    let request = TokenRequest::new(subject).roles(roles.iter().copied());
    issuer().mint(&request).unwrap().reveal().to_owned()
}

/// The shop's tables, in a database of their own.
pub async fn database(engine: Engine) -> Database {
    let database = Database::connect(&engine.url().await).await.unwrap();
    shop::prepare(&database).await;
    database
}

/// A server under test. It stops when it is dropped.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    client: reqwest::Client,
    _stop: tokio::sync::oneshot::Sender<()>,
}

/// An answer, whole.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: reqwest::header::HeaderMap,
    /// The body.
    pub text: String,
}

impl Answer {
    /// The body as JSON; `null` where it is not.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    /// A header as text; empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The body without what differs between any two requests.
    pub fn comparable(&self) -> String {
        let id = self.header("x-request-id");
        assert_eq!(id.len(), 32, "{self:?}");
        self.text.replace(id, "<id>")
    }

    /// Asserts a problem of RFC 9457 with this status and nothing but its members.
    pub fn assert_problem(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(problem["status"], status, "{self:?}");
        let kind = problem["type"].as_str().unwrap();
        let registered = "https://iana.org/assignments/http-problem-types#quota-exceeded";
        assert!(kind.starts_with("urn:portcullis:") || kind == registered, "{self:?}");
        let members = problem.as_object().unwrap().keys();
        let known = ["type", "title", "status", "request_id", "incident_id", "errors", "violated-policies"];
        assert!(members.clone().all(|member| known.contains(&member.as_str())), "{self:?}");
        self
    }
}

impl Server {
    /// Serves the app on a free port.
    pub async fn start(app: App) -> Self {
        Self::of(app.build().await.unwrap_or_else(|error| panic!("{error}"))).await
    }

    /// Serves an app that was built.
    pub async fn of(ready: Ready) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
        // As `Ready::serve` listens, where a thousand connect at once.
        let listener = socket.listen(4_096).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        tokio::spawn(ready.serve_until(listener, async {
            let _ = stopped.await;
        }));
        // Whatever proxy the environment names, a test asks its own server.
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { address, client, _stop: stop }
    }

    /// The shop on a database of its own.
    pub async fn shop(engine: Engine) -> Self {
        Self::start(shop::app(database(engine).await).issuer(issuer())).await
    }

    /// Sends a request; an empty token sends none.
    pub async fn send(&self, method: Method, path: &str, token: &str, body: Option<Value>) -> Answer {
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        Self::answer(request).await
    }

    /// Sends a request as it was built.
    pub async fn answer(request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    /// Begins a request by hand.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    /// GET.
    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.send(Method::GET, path, token, None).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.send(Method::POST, path, token, Some(body)).await
    }

    /// Sends bytes as they are and reads until the server closes or `patience` ends. Gives the status line and
    /// everything after it.
    pub async fn raw(&self, bytes: &[u8]) -> String {
        let mut socket = TcpStream::connect(self.address).await.unwrap();
        socket.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        let reading = async {
            let mut chunk = [0_u8; 4096];
            while let Ok(count) = socket.read(&mut chunk).await {
                if count == 0 {
                    break;
                }
                answer.extend_from_slice(chunk.get(..count).unwrap());
            }
        };
        let _ = tokio::time::timeout(std::time::Duration::from_secs(3), reading).await;
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// The files of a folder of the vectors, by name.
pub fn vectors_in(folder: &str) -> Vec<(String, Vec<u8>)> {
    let Some(root) = option_env!("PORTCULLIS_VECTORS_ROOT") else {
        panic!("a test without vectors is ignored")
    };
    let files = std::fs::read_dir(PathBuf::from(root).join(folder)).expect("the folder of vectors is whole");
    let mut names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), vectors(&format!("{folder}/{name}")))).collect()
}

/// A file of the vectors that nobody here wrote. Tests that read one carry
/// `#[cfg_attr(not(vectors), ignore = "no vectors here")]`.
pub fn vectors(file: &str) -> Vec<u8> {
    let Some(root) = option_env!("PORTCULLIS_VECTORS_ROOT") else {
        panic!("a test without vectors is ignored")
    };
    std::fs::read(PathBuf::from(root).join(file)).expect("the folder of vectors is whole")
}
