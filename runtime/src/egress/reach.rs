//! What a route reaches: one host of the operator's, or the public internet; and one request to it, within its limits.
//!
//! Floor 4. The client knows no proxy, follows nothing by itself and unpacks nothing; its verification cannot be switched off. What other crates of an application
//! switch on in `reqwest` changes none of that.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method, StatusCode};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, ClientBuilder, Response};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use url::Url;

use super::fault::Fault;
use super::redirects::Hop;
use super::threads::Threads;
use super::url::{UrlFault, judge, judge_port};

/// What one reply may cost.
#[derive(Debug, Clone)]
pub(super) struct Bounds {
    /// For everything: the name, the connection, redirects, the last byte.
    pub(super) time: Duration,
    /// Of the body.
    pub(super) bytes: usize,
    /// Requests at the same time.
    pub(super) at_once: usize,
}

/// Redirects that are followed.
const REDIRECTS: usize = 5;
/// Headers of a reply. Their bytes are bounded by hyper, at about 400 kB.
const HEADERS: usize = 64;

impl Default for Bounds {
    fn default() -> Self {
        Self { time: Duration::from_secs(5), bytes: 1024 * 1024, at_once: 32 }
    }
}

/// Where requests may go.
pub(super) enum Place {
    /// To one origin, with the credentials of the operator.
    Own { base: Url, headers: HeaderMap },
    /// To whatever is public, on the port of the scheme or one of these.
    Public { ports: Vec<u16> },
}

/// What a route reaches.
pub(crate) struct Reach {
    pub(super) name: &'static str,
    pub(super) place: Place,
    client: Client,
    bounds: Bounds,
    slots: Semaphore,
    threads: Arc<Threads>,
}

/// What a handler asks for.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) body: Option<Bytes>,
    /// Whether the route may speak plain http.
    pub(crate) plain: bool,
}

/// What the other host answers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) media: Option<String>,
    pub(crate) body: Bytes,
}

impl Reach {
    pub(super) fn new(
        name: &'static str,
        place: Place,
        bounds: Bounds,
        client: ClientBuilder,
        roots: Vec<Certificate>,
        threads: &Arc<Threads>,
    ) -> Result<Self, String> {
        // A connection to the public is looked up and judged for each request; one to a host of the operator's is kept.
        let kept = match place {
            Place::Own { .. } => bounds.at_once,
            Place::Public { .. } => 0,
        };
        let client = client
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .referer(false)
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .http1_only()
            .http1_max_headers(HEADERS)
            .tls_backend_rustls()
            .tls_version_min(reqwest::tls::Version::TLS_1_2)
            .tls_certs_merge(roots)
            .connect_timeout(bounds.time)
            .pool_max_idle_per_host(kept)
            .pool_idle_timeout(Duration::from_secs(30))
            .user_agent(concat!("portcullis/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| format!("no client can be made: {error}"))?;
        let slots = Semaphore::new(bounds.at_once);
        Ok(Self { name, place, client, bounds, slots, threads: Arc::clone(threads) })
    }

    /// What it is called in events.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// The origin and path below which it lies, where it is one host.
    pub(crate) fn base(&self) -> Option<&Url> {
        match &self.place {
            Place::Own { base, .. } => Some(base),
            Place::Public { .. } => None,
        }
    }

    /// The URL of a path on the own host. The path begins with `/` and is encoded.
    pub(crate) fn own_url(&self, path: &str) -> Option<Url> {
        let base = self.base()?;
        let whole = format!("{}{path}", base.as_str().trim_end_matches('/'));
        let url = Url::parse(&whole).ok()?;
        // What was encoded is not read anew as something else.
        (url.as_str() == whole && url.origin() == base.origin()).then_some(url)
    }

    /// Asks, follows and reads, within the limits, on threads that serve nobody.
    pub(crate) async fn send(self: &Arc<Self>, call: Call) -> Result<Answer, Fault> {
        let reach = Arc::clone(self);
        let time = self.bounds.time;
        let running = self.threads.run(async move { timeout(time, reach.follow(call)).await });
        // Here too: whoever keeps such a thread busy keeps nobody waiting for longer.
        match timeout(time, running).await {
            Ok(Ok(Ok(answer))) => answer,
            Ok(Err(ended)) => Err(Fault::Unreachable(ended.to_string())),
            Ok(Ok(Err(_))) | Err(_) => Err(Fault::TimedOut),
        }
    }

    async fn follow(&self, call: Call) -> Result<Answer, Fault> {
        let _slot = self.slots.acquire().await.map_err(|_| Fault::NotTaken("the app is ending"))?;
        let plain = call.plain;
        let mut hop = Hop { method: call.method, url: call.url, body: call.body };
        for _ in 0..=REDIRECTS {
            let response = self.ask(&hop, plain).await?;
            match hop.next(response.status(), response.headers())? {
                Some(next) => hop = next,
                None => return self.read(response).await,
            }
        }
        Err(Fault::NotTaken("more redirects than are followed"))
    }

    /// One request, once its URL is judged.
    async fn ask(&self, hop: &Hop, plain: bool) -> Result<Response, Fault> {
        let mut headers = HeaderMap::new();
        match &self.place {
            Place::Public { ports } => {
                judge(&hop.url, plain).and_then(|()| judge_port(&hop.url, ports)).map_err(Fault::Url)?;
            }
            Place::Own { base, headers: own } => {
                if !is_below(&hop.url, base) {
                    return Err(Fault::NotTaken(
                        "a redirect leads away from the host, or from the path that it lies below",
                    ));
                }
                if hop.url.scheme() != "https" && !plain {
                    return Err(Fault::Url(UrlFault::Scheme));
                }
                headers.extend(own.iter().map(|(name, value)| (name.clone(), value.clone())));
            }
        }
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let mut request = self.client.request(hop.method.clone(), hop.url.clone());
        if let Some(body) = &hop.body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            request = request.body(body.clone());
        }
        Ok(request.headers(headers).send().await?)
    }

    /// The body, counted while it comes. It is taken as it is: what is packed would have to be unpacked to be counted.
    async fn read(&self, mut response: Response) -> Result<Answer, Fault> {
        let packed = response.headers().get_all(CONTENT_ENCODING).iter();
        if packed.into_iter().any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity")) {
            return Err(Fault::NotTaken("the reply is compressed, which was not asked for"));
        }
        let most = self.bounds.bytes;
        let too_long = || Fault::NotTaken("the reply is longer than is taken");
        let declared = response.content_length().unwrap_or(0);
        if usize::try_from(declared).map_or(true, |declared| declared > most) {
            return Err(too_long());
        }
        let media = response.headers().get(CONTENT_TYPE).and_then(|media| media.to_str().ok());
        let media = media.map(|media| {
            media.split(';').next().unwrap_or_default().trim().chars().take(120).collect::<String>()
        });
        let status = response.status();
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > most {
                return Err(too_long());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status, media: media.map(|media| media.to_ascii_lowercase()), body: body.freeze() })
    }
}

/// Whether a URL is of the origin of the base, below its path, and names nobody.
fn is_below(url: &Url, base: &Url) -> bool {
    let path = base.path().trim_end_matches('/');
    let below = url.path().strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    url.origin() == base.origin() && below && url.username().is_empty() && url.password().is_none()
}

/// Headers that are not the operator's to give: the connection's own, and what says where the body ends or who is meant.
pub(super) fn is_the_connections(name: &HeaderName) -> bool {
    [
        "host",
        "content-length",
        "content-type",
        "content-encoding",
        "transfer-encoding",
        "connection",
        "keep-alive",
        "te",
        "trailer",
        "upgrade",
        "expect",
        "accept",
        "accept-encoding",
        "proxy-authorization",
        "proxy-connection",
    ]
    .contains(&name.as_str())
}
