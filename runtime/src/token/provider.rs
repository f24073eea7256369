//! The keys of an outside provider, asked for at its URL.
//!
//! Floor 3. What a client sends makes the app ask at most once in half a minute, and a client that goes away stops no answer.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use http::header::{ACCEPT, CACHE_CONTROL};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

use super::issuer::Issuer;
use super::jwk;
use super::live::{Snapshot, uptime};
use super::ring::Keys;
use crate::events::{Name, notice};
use crate::refusal::Refusal;

/// A longer set is not read.
const LONGEST: usize = 256 * 1024;

/// When the provider is asked.
pub(super) struct Timing {
    /// The shortest and the longest time for which an answer is kept, whatever the provider says.
    least: Duration,
    most: Duration,
    /// After a failure.
    retry: Duration,
    /// Between two questions for the sake of an unknown key.
    again: Duration,
    /// How long keys are believed while the provider does not answer.
    stale: Duration,
    connect: Duration,
    whole: Duration,
}

const TIMING: Timing = Timing {
    least: Duration::from_secs(5 * 60),
    most: Duration::from_secs(60 * 60),
    retry: Duration::from_secs(10),
    again: Duration::from_secs(30),
    stale: Duration::from_secs(24 * 60 * 60),
    connect: Duration::from_secs(3),
    whole: Duration::from_secs(5),
};

/// Why the provider is asked.
#[derive(Clone, Copy)]
enum Reason {
    /// The time for which the last answer is kept has passed.
    Due,
    /// No key is believed.
    NoKeys,
    /// A token names a key that is not among those that are known.
    Unknown,
}

/// When it was asked last, by [`uptime`].
#[derive(Default)]
struct Asked {
    due: Duration,
    last: Option<Duration>,
    for_unknown: Option<Duration>,
}

/// Where a provider publishes its keys.
pub(super) struct Provider {
    place: Result<(Url, Client), String>,
    timing: Timing,
    asked: Mutex<Asked>,
    /// Held while an answer is awaited, so that there is one question at a time.
    flight: tokio::sync::Mutex<()>,
}

impl Provider {
    pub(super) fn new(url: &str) -> Self {
        Self::timed(url, TIMING)
    }

    fn timed(url: &str, timing: Timing) -> Self {
        let place = place(url, &timing);
        Self { place, timing, asked: Mutex::default(), flight: tokio::sync::Mutex::default() }
    }

    /// What is wrong with the URL.
    pub(super) fn fault(&self) -> Option<&str> {
        self.place.as_ref().err().map(String::as_str)
    }

    fn asked(&self) -> std::sync::MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the provider may be asked now.
    fn may_ask(&self, reason: Reason) -> bool {
        let (now, asked) = (uptime(), self.asked());
        let long_ago = |last: Option<Duration>, pause| last.is_none_or(|last| now >= last + pause);
        match reason {
            Reason::Due => now >= asked.due,
            Reason::NoKeys => long_ago(asked.last, self.timing.retry),
            Reason::Unknown => long_ago(asked.for_unknown, self.timing.again),
        }
    }

    async fn download(&self) -> Result<(Keys, Duration), String> {
        let (url, client) = self.place.as_ref().map_err(String::clone)?;
        let question = client.get(url.clone()).header(ACCEPT, "application/jwk-set+json, application/json");
        let mut answer = question.send().await.map_err(told)?;
        if answer.status() != http::StatusCode::OK {
            return Err(format!("the status is {}", answer.status().as_u16()));
        }
        let age = max_age(&answer).unwrap_or(self.timing.least).clamp(self.timing.least, self.timing.most);
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(told)? {
            if body.len() + chunk.len() > LONGEST {
                return Err(format!("the answer is over {LONGEST} bytes"));
            }
            body.extend_from_slice(&chunk);
        }
        Ok((jwk::read_set(&body)?, age))
    }
}

/// `https`, or `http` on this machine; without a password, which would stand in the source.
fn place(text: &str, timing: &Timing) -> Result<(Url, Client), String> {
    let url = Url::parse(text).map_err(|error| format!("the URL of its keys is none: {error}"))?;
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
        return Err(
            "its keys come over plain http, where anybody on the way may give others; use an `https` URL"
                .to_owned(),
        );
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(
            "the URL of its keys has a password, which keys that are public do not need; leave it out"
                .to_owned(),
        );
    }
    let client = Client::builder()
        .redirect(Policy::none())
        .connect_timeout(timing.connect)
        .timeout(timing.whole)
        .https_only(url.scheme() == "https");
    let client = if is_here { client.no_proxy() } else { client };
    let client = client.build().map_err(|error| format!("its keys cannot be asked for: {}", told(error)))?;
    Ok((url, client))
}

/// An error with its causes, on one line.
fn told(error: reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// `max-age` of `Cache-Control` (RFC 9111, section 5.2.2.1).
fn max_age(answer: &Response) -> Option<Duration> {
    let directives = answer.headers().get(CACHE_CONTROL)?.to_str().ok()?;
    let age = directives.split(',').find_map(|one| one.trim().strip_prefix("max-age="))?;
    age.trim_matches('"').parse().ok().map(Duration::from_secs)
}

/// The keys, asked for where this id is not among them. Without any key that may be believed, there is no answer about any token.
pub(super) async fn keys_with(issuer: &Arc<Issuer>, id: &str) -> Result<Arc<Snapshot>, Refusal> {
    let (ring, snapshot) = (&issuer.ring, issuer.ring.snapshot());
    let is_trusted = ring.is_trusted();
    if is_trusted && snapshot.keys.find(id).is_some() {
        return Ok(snapshot);
    }
    let reason = if is_trusted { Reason::Unknown } else { Reason::NoKeys };
    // In a task of its own, which a client that goes away does not end.
    let _ = tokio::spawn(ask(Arc::clone(issuer), reason)).await;
    if ring.is_trusted() {
        return Ok(ring.snapshot());
    }
    Err(Refusal::Unavailable(format!("the keys of `{}` cannot be had", issuer.name()).into()))
}

/// Asks the provider, if it may be asked for this reason once whoever asks already has an answer.
async fn ask(issuer: Arc<Issuer>, reason: Reason) {
    let Some(provider) = &issuer.provider else { return };
    let _flight = provider.flight.lock().await;
    if !provider.may_ask(reason) {
        return;
    }
    {
        let mut asked = provider.asked();
        asked.last = Some(uptime());
        if matches!(reason, Reason::Unknown) {
            asked.for_unknown = asked.last;
        }
    }
    let answer = provider.download().await;
    let now = uptime();
    match answer {
        Ok((keys, age)) => {
            provider.asked().due = now + age;
            // Where nothing has changed, nothing has to be verified anew.
            if jwk::published(&keys) != jwk::published(&issuer.ring.snapshot().keys) {
                let ids = keys.keys.iter().map(|key| key.id.as_str()).collect::<Vec<_>>().join(", ");
                let reason = format!("the keys of the provider have changed: {ids}");
                notice(Name::KeysChange, issuer.name(), &reason);
                issuer.ring.replace(keys);
            }
            issuer.ring.trust_until(now + provider.timing.stale);
        }
        Err(fault) => {
            provider.asked().due = now + provider.timing.retry;
            let reason = format!("the keys of the provider cannot be had: {fault}");
            notice(Name::KeysFail, issuer.name(), &reason);
        }
    }
}

/// Asks for the keys whenever they are due, for as long as the issuer is used.
pub(super) async fn refresh(issuer: Weak<Issuer>) {
    loop {
        let pause = {
            let Some(issuer) = issuer.upgrade() else { return };
            if issuer.provider.is_none() {
                return;
            }
            ask(Arc::clone(&issuer), Reason::Due).await;
            let due = issuer.provider.as_ref().map_or(Duration::ZERO, |provider| provider.asked().due);
            due.saturating_sub(uptime()).max(Duration::from_millis(10))
        };
        tokio::time::sleep(pause).await;
    }
}

#[cfg(test)]
#[path = "provider_tests.rs"]
mod tests;
