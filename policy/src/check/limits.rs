//! Limits of size and time, and the event written on success.
//!
//! Floor 4.

use crate::guarantee::Guarantee;
use crate::report::Report;
use crate::terms::{BodyLimit, Event, Timeout};
use crate::written::{Key, Written};

pub(super) fn body(written: &Written, report: &mut Report) -> Option<BodyLimit> {
    let literal = written.text(Key::BodyLimit)?;
    super::term(Guarantee::Grammar, literal, BodyLimit::read, report).map(|limit| *limit)
}

pub(super) fn timeout(written: &Written, report: &mut Report) -> Option<Timeout> {
    let literal = written.text(Key::Timeout)?;
    super::term(Guarantee::Grammar, literal, Timeout::read, report).map(|timeout| *timeout)
}

pub(super) fn audit(written: &Written, report: &mut Report) -> Option<Event> {
    let literal = written.text(Key::Audit)?;
    super::term(Guarantee::Grammar, literal, Event::read, report).map(|event| event.value().clone())
}
