//! Tests of an app through its real gate.
//!
//! Floor 14. A client mints tokens with a key of its own, which it adds to the app; nothing else of the app changes.

use std::fmt::Display;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, Method, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use tokio::sync::OnceCell;
use tower::ServiceExt;

use crate::app::App;
use crate::role::Roles;
use crate::secret::Secret;
use crate::token::{Issuer, KeyRing, TokenRequest};
use crate::webhook::WebhookScheme;

/// A client of an app, signed in as nobody.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::testing;
///
/// #[derive(Clone, Copy, Role)]
/// enum Role {
///     Admin,
///     Customer,
/// }
///
/// #[derive(Expose)]
/// struct Figures {
///     orders: u64,
/// }
///
/// #[secure_route(get = "/figures", role = "admin")]
/// async fn figures() -> Json<Figures> {
///     Json(Figures { orders: 3 })
/// }
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// let app = App::new(Environment::Production).roles::<Role>().mount(routes![figures]);
/// let client = testing::client(app);
/// assert_eq!(client.get("/figures").await.status, 401);
/// assert_eq!(client.as_user(1, [Role::Customer]).get("/figures").await.status, 403);
/// assert_eq!(client.as_user(2, [Role::Admin]).get("/figures").await.json()["orders"], 3);
/// # });
/// ```
pub fn client(app: App) -> Client {
    let ring = KeyRing::random("portcullis-testing");
    let issuer = Arc::new(Issuer::own("urn:portcullis:testing", "urn:portcullis:testing", ring));
    let app = app.for_tests(Arc::clone(&issuer));
    Client {
        served: Arc::new(Served { app: std::sync::Mutex::new(Some(app)), router: OnceCell::new() }),
        issuer,
        token: None,
    }
}

/// A password of a test's own, which may stand in its source.
pub fn password(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// A secret of a test, which may stand in its source: `KeyRing::new().signing_hs256("test", &testing::secret(…))`. Bytes for HS256 are taken as they
/// are, without base64.
pub fn secret(bytes: impl AsRef<[u8]>) -> Secret<Vec<u8>> {
    Secret::new(bytes.as_ref().to_vec())
}

/// A text that is the secret of a test, which may stand in its source.
pub fn secret_text(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// Whether a key of this ring signed this token, whatever the token says: the signature layer, for test vectors.
#[doc(hidden)]
pub fn is_signed(ring: &KeyRing, token: &str) -> bool {
    ring.signed(token)
}

/// The ring of a JWK Set that a provider publishes, for test vectors.
#[doc(hidden)]
pub fn ring_of_jwks(set: &[u8]) -> Option<KeyRing> {
    KeyRing::of_jwks(set)
}

/// A ring of a shared secret that no other constructor takes, for test vectors with a key of zeros.
#[doc(hidden)]
pub fn ring_of_weak_secret(id: &str, secret: &[u8]) -> KeyRing {
    KeyRing::weak(id, secret)
}

/// The headers of a webhook call, as a sender with this secret signs it: for tests of an app's own webhooks. GitHub signs neither id nor time, and Stripe's id
/// stands in the body.
pub fn signed_call(
    scheme: WebhookScheme,
    secret: &str,
    id: &str,
    timestamp: i64,
    body: &[u8],
) -> Vec<(&'static str, String)> {
    crate::webhook::sign(scheme, secret, id, timestamp, body)
}

/// Whether a sender with this secret, however weak, has signed this call, for test vectors.
#[doc(hidden)]
pub fn is_signed_call(
    scheme: WebhookScheme,
    secret: &str,
    headers: &HeaderMap,
    body: &[u8],
    now: i64,
) -> bool {
    crate::webhook::is_signed(scheme, secret, headers, body, now)
}

/// Whether this is the whole HMAC-SHA256 of a message, for test vectors.
#[doc(hidden)]
pub fn is_hmac(key: &[u8], message: &[u8], claimed: &[u8]) -> bool {
    crate::webhook::is_hmac(key, message, claimed)
}

/// Opens a value that XChaCha20-Poly1305 has sealed, for test vectors: key, nonce, what is authenticated with it, and what is sealed with its tag.
#[doc(hidden)]
pub fn open_vector(key: &[u8], nonce: &[u8], aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    crate::sealed::open_vector(key, nonce, aad, sealed)
}

/// Seals a value by XChaCha20-Poly1305, for test vectors.
#[doc(hidden)]
pub fn seal_vector(key: &[u8], nonce: &[u8], aad: &[u8], value: &[u8]) -> Option<Vec<u8>> {
    crate::sealed::seal_vector(key, nonce, aad, value)
}

struct Served {
    app: std::sync::Mutex<Option<App>>,
    router: OnceCell<Router>,
}

/// Sends requests through the gate of an app, in process.
///
/// Its calls panic where a test should fail: when the app does not start, or a path is not a path.
#[derive(Clone)]
pub struct Client {
    served: Arc<Served>,
    issuer: Arc<Issuer>,
    token: Option<String>,
}

/// A whole response.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Response {
    /// The body as JSON; `null` where it is not.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

#[allow(clippy::panic, clippy::expect_used, reason = "a test client fails the test that uses it")]
impl Client {
    /// The same app, called by this subject with these roles.
    #[must_use]
    pub fn as_user<R: Roles>(&self, subject: impl Display, roles: impl IntoIterator<Item = R>) -> Self {
        self.with_token(&TokenRequest::new(subject).roles(roles))
    }

    /// The same app, called with a token that says this.
    #[must_use]
    pub fn with_token(&self, request: &TokenRequest) -> Self {
        let token = self.issuer.mint(request).expect("the issuer of tests signs");
        Self { token: Some(token.reveal().to_owned()), ..self.clone() }
    }

    /// The same app, called by nobody.
    #[must_use]
    pub fn as_nobody(&self) -> Self {
        Self { token: None, ..self.clone() }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Response {
        self.send(Method::GET, path, None).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> Response {
        self.send(Method::POST, path, Some(body)).await
    }

    /// PUT with a JSON body.
    pub async fn put(&self, path: &str, body: Value) -> Response {
        self.send(Method::PUT, path, Some(body)).await
    }

    /// PATCH with a JSON body.
    pub async fn patch(&self, path: &str, body: Value) -> Response {
        self.send(Method::PATCH, path, Some(body)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Response {
        self.send(Method::DELETE, path, None).await
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.request(request.body(body).expect("the path is a path")).await
    }

    /// Any request, as it is.
    pub async fn request(&self, mut request: Request) -> Response {
        let address: std::net::SocketAddr = ([127, 0, 0, 1], 49_152).into();
        request.extensions_mut().insert(ConnectInfo(address));
        let router = self.served.router.get_or_init(|| self.start()).await.clone();
        let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map(http_body_util::Collected::to_bytes);
        Response { status: parts.status, headers: parts.headers, body: body.unwrap_or_default() }
    }

    async fn start(&self) -> Router {
        let app = self.served.app.lock().expect("no test panicked here").take();
        match app.expect("an app starts once").build().await {
            Ok(ready) => ready.into_router(),
            Err(error) => panic!("{error}"),
        }
    }
}
