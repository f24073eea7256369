//! Why a request to another host came to nothing, and what the client of the app learns of that.
//!
//! Floor 4. Nothing of what the other host says is told.

use std::error::Error;

use super::resolver::NameFault;
use super::url::{UrlFault, not_public};
use crate::refusal::Refusal;

/// Why there is no reply.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The address is inside; for the log, which and what it is of.
    Inside(String),
    /// The URL, or the one that a redirect leads to, is none to go to.
    Url(UrlFault),
    /// No address has this name.
    NoSuchName,
    /// The limit of time passed.
    TimedOut,
    /// No connection, no verified certificate, or no whole reply; for the log, why.
    Unreachable(String),
    /// The reply is over a limit, or of a form that is not taken.
    NotTaken(&'static str),
}

impl Fault {
    /// What is written as an event: the request would have led inside.
    pub(crate) fn inside(&self) -> Option<String> {
        match self {
            Self::Inside(what) => Some(format!("an address that is not public: {what}")),
            Self::Url(fault) => Some(fault.to_string()),
            Self::NoSuchName | Self::TimedOut | Self::Unreachable(_) | Self::NotTaken(_) => None,
        }
    }

    /// What the client of the app learns. Where a user chose the URL, a host inside and one that does not exist are the same.
    pub(crate) fn refusal(self, chosen_by_a_user: bool) -> Refusal {
        match self {
            Self::Inside(_) | Self::Url(_) | Self::NoSuchName if chosen_by_a_user => not_public(),
            Self::Inside(what) => unavailable(format!("an address that is not public: {what}")),
            Self::Url(fault) => unavailable(fault.to_string()),
            Self::NoSuchName => unavailable("no address has its name".to_owned()),
            Self::TimedOut => unavailable("its time limit passed".to_owned()),
            Self::Unreachable(why) => unavailable(why),
            Self::NotTaken(why) => unavailable(why.to_owned()),
        }
    }
}

/// 503, with the cause for the log alone.
pub(crate) fn unavailable(why: String) -> Refusal {
    Refusal::Unavailable(format!("a request to another host: {why}").into())
}

/// An error of the client, with its causes, without the URL that a user may have chosen.
impl From<reqwest::Error> for Fault {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::TimedOut;
        }
        let error = error.without_url();
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            match error.downcast_ref::<NameFault>() {
                Some(NameFault::Inside { address, of }) => return Self::Inside(format!("{address} is {of}")),
                Some(NameFault::None) => return Self::NoSuchName,
                Some(NameFault::TimedOut) => return Self::TimedOut,
                Some(NameFault::Server(_)) | None => {}
            }
            text = format!("{text}: {error}");
            cause = error.source();
        }
        Self::Unreachable(text)
    }
}
