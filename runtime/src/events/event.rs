//! One event, from its name and its fields to its line.
//!
//! Floor 1. What no subscriber wants costs its counter and a comparison: texts are neutralized while the line is written.

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use tracing::Level;

use super::TARGET;
use super::counters::{Counters, count_text};
use super::name::{Name, Outcome};
use super::text::{NAME, REASON, plain};
use crate::refusal::Refusal;

/// The request in which something happens.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'r> {
    /// Also the id of the incident, where there is one.
    pub(crate) request_id: &'r str,
    pub(crate) route: &'static str,
    /// Who calls.
    pub(crate) subject: Option<&'r str>,
    pub(crate) client: IpAddr,
    pub(crate) since: Instant,
    pub(crate) counters: &'r Arc<Counters>,
}

/// A scene that outlives its request, for what goes on when the client went away.
pub(crate) struct OwnedScene {
    request_id: String,
    route: &'static str,
    subject: Option<String>,
    client: IpAddr,
    since: Instant,
    counters: Arc<Counters>,
}

impl std::fmt::Debug for OwnedScene {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OwnedScene").field("route", &self.route).finish_non_exhaustive()
    }
}

impl Scene<'_> {
    pub(crate) fn to_owned(self) -> OwnedScene {
        OwnedScene {
            request_id: self.request_id.to_owned(),
            route: self.route,
            subject: self.subject.map(str::to_owned),
            client: self.client,
            since: self.since,
            counters: Arc::clone(self.counters),
        }
    }
}

impl OwnedScene {
    pub(crate) fn scene(&self) -> Scene<'_> {
        Scene {
            request_id: &self.request_id,
            route: self.route,
            subject: self.subject.as_deref(),
            client: self.client,
            since: self.since,
            counters: &self.counters,
        }
    }
}

#[derive(Clone, Copy)]
enum Called {
    Known(Name),
    ByTheApp(&'static str),
}

/// Why, in words that are put together where a line is written and not before.
enum Reason<'e> {
    None,
    Said(Cow<'e, str>),
    Refused(&'e Refusal),
}

impl Reason<'_> {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::None => return None,
            Self::Said(reason) => plain(reason, REASON),
            Self::Refused(refusal) => match refusal.reason() {
                Cow::Borrowed(fixed) => plain(fixed, REASON),
                Cow::Owned(reason) => Cow::Owned(plain(&reason, REASON).into_owned()),
            },
        })
    }
}

/// An event on its way to the log.
#[must_use = "an event is written by `write`"]
pub(crate) struct Event<'e> {
    called: Called,
    scene: Scene<'e>,
    account: Option<&'e str>,
    status: Option<u16>,
    reason: Reason<'e>,
    about: Option<String>,
}

impl<'e> Event<'e> {
    pub(crate) fn new(name: Name, scene: Scene<'e>) -> Self {
        Self::called(Called::Known(name), scene)
    }

    /// An event of the app's own.
    pub(crate) fn of_app(name: &'static str, scene: Scene<'e>) -> Self {
        Self::called(Called::ByTheApp(name), scene)
    }

    fn called(called: Called, scene: Scene<'e>) -> Self {
        Self { called, scene, account: None, status: None, reason: Reason::None, about: None }
    }

    /// The account that it is about, where that is another than the caller or there is no caller yet.
    pub(crate) fn account(mut self, account: &'e str) -> Self {
        self.account = Some(account);
        self
    }

    /// The status that the client gets.
    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Why.
    pub(crate) fn reason(mut self, reason: impl Into<Cow<'e, str>>) -> Self {
        self.reason = Reason::Said(reason.into());
        self
    }

    /// Why, as a refusal says it.
    pub(crate) fn because(mut self, refusal: &'e Refusal) -> Self {
        self.reason = Reason::Refused(refusal);
        self
    }

    /// What it is about besides: names and numbers, of the app's own or the framework's.
    pub(crate) fn about(mut self, about: String) -> Self {
        self.about = Some(about).filter(|about| !about.is_empty());
        self
    }

    /// Counts it, and writes its line where a subscriber wants it.
    pub(crate) fn write(self) {
        let (level, outcome) = match self.called {
            Called::Known(name) => {
                self.scene.counters.count(name);
                (name.level(), name.outcome())
            }
            Called::ByTheApp(name) => {
                count_text(name);
                (Level::INFO, Outcome::Success)
            }
        };
        macro_rules! line {
            ($level:ident) => {
                tracing::event!(
                    target: TARGET,
                    Level::$level,
                    event = self.name(),
                    outcome = outcome.text(),
                    request_id = self.request_id(),
                    incident_id = self.incident_id(),
                    route = self.scene.route,
                    subject = self.scene.subject.map(|subject| plain(subject, NAME)).as_deref(),
                    account = self.account.map(|account| plain(account, NAME)).as_deref(),
                    client = %self.scene.client,
                    status = self.status,
                    latency_ms = self.latency(),
                    reason = self.reason.text().as_deref(),
                    about = self.about.as_deref(),
                )
            };
        }
        match level {
            Level::ERROR => line!(ERROR),
            Level::WARN => line!(WARN),
            _ => line!(INFO),
        }
    }

    fn name(&self) -> &'static str {
        match self.called {
            Called::Known(name) => name.text(),
            Called::ByTheApp(name) => name,
        }
    }

    fn is_incident(&self) -> bool {
        self.status.is_some_and(|status| status >= 500)
    }

    /// A client that gets an incident is told its id by that name.
    fn incident_id(&self) -> Option<&str> {
        self.is_incident().then_some(self.scene.request_id)
    }

    fn request_id(&self) -> Option<&str> {
        (!self.is_incident()).then_some(self.scene.request_id)
    }

    fn latency(&self) -> u64 {
        u64::try_from(self.scene.since.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// An event outside any request; `about` is the framework's own word for what it is about, such as the name of a quota or of an issuer.
pub(crate) fn notice(name: Name, about: &str, reason: &str) {
    count_text(name.text());
    macro_rules! line {
        ($level:ident) => {
            tracing::event!(
                target: TARGET,
                Level::$level,
                event = name.text(),
                outcome = name.outcome().text(),
                reason = &*plain(reason, REASON),
                about = &*plain(about, NAME),
            )
        };
    }
    match name.level() {
        Level::ERROR => line!(ERROR),
        Level::WARN => line!(WARN),
        _ => line!(INFO),
    }
}
