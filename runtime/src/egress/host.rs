//! What the operator says of what routes reach: a host by its name, and the public internet.
//!
//! Floor 4. Where a host is comes from the environment, `EGRESS_BILLING` for `billing`, unless the app says it.

use std::time::Duration;

use http::HeaderMap;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use reqwest::Certificate;
use url::Url;

use super::reach::{Bounds, is_the_connections};
use crate::secret::Secret;

/// A credential of fewer characters is guessed, or is none.
const SHORTEST: usize = 16;

/// A host that routes name by `egress = "billing"`: what goes with every request to it, and what its replies may cost. Handlers see none of it.
///
/// Where it is, the environment says: `EGRESS_BILLING=https://billing.internal.example/v2`. It is the operator's choice and may be inside the network; no request and no redirect
/// leaves it.
///
/// ```no_run
/// use portcullis::prelude::*;
///
/// # fn app(app: App) -> Result<App, portcullis::SecretFault> {
/// let billing = EgressHost::named("billing").bearer(Secret::from_env("BILLING_TOKEN")?);
/// let app = app.egress(billing);
/// # Ok(app)
/// # }
/// ```
#[derive(Debug)]
#[must_use = "a host is given to the app by `.egress(…)`"]
pub struct EgressHost {
    pub(super) name: String,
    pub(super) base: Option<String>,
    headers: Vec<(String, Given)>,
    roots: Vec<Vec<u8>>,
    pub(super) bounds: Bounds,
}

/// A credential, and how it is written.
#[derive(Debug)]
struct Given {
    secret: Secret<String>,
    bearer: bool,
}

impl EgressHost {
    /// The host that routes call by this name.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            base: None,
            headers: Vec::new(),
            roots: Vec::new(),
            bounds: Bounds::default(),
        }
    }

    /// Where it is, instead of what the environment says: `https`, a host, and if need be a port and a path below which all of it lies.
    pub fn at(mut self, base: impl Into<String>) -> Self {
        self.base = Some(base.into());
        self
    }

    /// Sends `Authorization: Bearer …` (RFC 6750), of at least 16 characters.
    pub fn bearer(mut self, token: Secret<String>) -> Self {
        self.headers.push((AUTHORIZATION.as_str().to_owned(), Given { secret: token, bearer: true }));
        self
    }

    /// Sends a secret in a header of this name, such as `x-api-key`, of at least 16 characters.
    pub fn header(mut self, name: impl Into<String>, value: Secret<String>) -> Self {
        self.headers.push((name.into(), Given { secret: value, bearer: false }));
        self
    }

    /// Believes this authority too, a certificate in PEM: for a host whose certificate is of the company's own.
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(pem.into());
        self
    }

    /// The most time for a reply, redirects and body included; by default 5 s. The time limit of the route holds besides.
    pub fn timeout(mut self, most: Duration) -> Self {
        self.bounds.time = most;
        self
    }

    /// The most bytes of a reply; by default 1 MiB.
    pub fn reply_limit(mut self, bytes: usize) -> Self {
        self.bounds.bytes = bytes;
        self
    }

    /// The most requests at the same time, by default 32. Others wait, within their time.
    pub fn at_once(mut self, requests: usize) -> Self {
        self.bounds.at_once = requests;
        self
    }

    /// What goes with every request.
    pub(super) fn headers(&self, faults: &mut Vec<String>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, given) in &self.headers {
            let place = format!("the credential `{name}` of the host `{}`", self.name);
            let text = given.secret.reveal();
            if text.chars().count() < SHORTEST {
                faults.push(format!("{place} has fewer than {SHORTEST} characters; give the whole of it"));
                continue;
            }
            let name = match HeaderName::try_from(name.as_str()) {
                Ok(name) if !is_the_connections(&name) => name,
                _ => {
                    faults.push(format!(
                        "{place} stands in a header that carries none; name one such as `x-api-key`"
                    ));
                    continue;
                }
            };
            let value = if given.bearer {
                HeaderValue::try_from(format!("Bearer {text}"))
            } else {
                HeaderValue::try_from(text)
            };
            let Ok(mut value) = value else {
                faults.push(format!("{place} has letters that no header carries"));
                continue;
            };
            value.set_sensitive(true);
            if headers.insert(name, value).is_some() {
                faults.push(format!("{place} is given twice; a header carries one"));
            }
        }
        headers
    }

    /// The authorities that are believed besides those of the system.
    pub(super) fn roots(&self, faults: &mut Vec<String>) -> Vec<Certificate> {
        let mut roots = Vec::new();
        for pem in &self.roots {
            match Certificate::from_pem_bundle(pem) {
                Ok(found) if !found.is_empty() => roots.extend(found),
                _ => faults.push(format!("a root certificate of the host `{}` is none in PEM", self.name)),
            }
        }
        roots
    }
}

/// What `egress = "public-internet"` reaches, where the defaults do not fit.
///
/// ```no_run
/// use portcullis::prelude::*;
///
/// # fn app(app: App) -> App {
/// app.public_egress(PublicEgress::new().port(8443).reply_limit(256 * 1024))
/// # }
/// ```
#[derive(Debug, Default)]
#[must_use = "it is given to the app by `.public_egress(…)`"]
pub struct PublicEgress {
    pub(super) ports: Vec<u16>,
    pub(super) bounds: Bounds,
}

impl PublicEgress {
    /// Ports 443, and 80 where `waive_egress` allows plain http; 5 s, 1 MiB and 32 requests at once.
    pub fn new() -> Self {
        Self::default()
    }

    /// One port more.
    pub fn port(mut self, port: u16) -> Self {
        self.ports.push(port);
        self
    }

    /// The most time for a reply, redirects and body included.
    pub fn timeout(mut self, most: Duration) -> Self {
        self.bounds.time = most;
        self
    }

    /// The most bytes of a reply.
    pub fn reply_limit(mut self, bytes: usize) -> Self {
        self.bounds.bytes = bytes;
        self
    }

    /// The most requests at the same time. Others wait, within their time.
    pub fn at_once(mut self, requests: usize) -> Self {
        self.bounds.at_once = requests;
        self
    }
}

impl Bounds {
    /// Limits that limit nothing, or everything.
    pub(super) fn faults(&self, place: &str, faults: &mut Vec<String>) {
        if self.time.is_zero() || self.time > Duration::from_secs(300) {
            faults.push(format!(
                "{place} has a time limit of {:?}; give more than none and at most 5 min",
                self.time
            ));
        }
        if self.bytes == 0 || self.bytes > 64 * 1024 * 1024 {
            faults.push(format!("{place} takes replies of {} bytes; give from 1 to 64 MiB", self.bytes));
        }
        if self.at_once == 0 || self.at_once > 4096 {
            faults.push(format!("{place} takes {} requests at once; give from 1 to 4096", self.at_once));
        }
    }
}

/// The variable that says where a host is.
pub(super) fn variable(name: &str) -> String {
    format!("EGRESS_{}", name.to_ascii_uppercase())
}

/// Where a host is.
pub(super) fn base(name: &str, text: &str, plain: bool) -> Result<Url, String> {
    let fault = |why: &str| Err(format!("`{}` {why}", variable(name)));
    let Ok(url) = Url::parse(text) else {
        return fault("is no URL; write `https://`, the host, and if need be a port and a path");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return fault(
            "has a name or a password before its host, which logs would show; give the credential by `EgressHost::named(…).bearer(…)`",
        );
    }
    match url.scheme() {
        "https" => {}
        "http" if plain => {}
        "http" => {
            return fault(
                "is plain http, where anybody on the way reads and changes what is said; use `https`, or write `waive_egress = \"reason\"` on its routes",
            );
        }
        _ => return fault("is of another scheme than `https`"),
    }
    if url.query().is_some() || url.fragment().is_some() {
        return fault("has a query or a fragment, which no path can follow; leave it out");
    }
    if !url.has_host() || url.path().contains("//") {
        return fault("has no host, or an empty part in its path");
    }
    Ok(url)
}
