//! Method and path: at most one, and its path well formed.
//!
//! Floor 4.

use crate::guarantee::Guarantee;
use crate::report::Report;
use crate::route_policy::Endpoint;
use crate::terms::{Method, Path};
use crate::written::{Key, Written};

/// `None` after a fault; `Some(None)` for a route that is mounted by hand.
pub(super) fn check(written: &Written, report: &mut Report) -> Option<Option<Endpoint>> {
    let given: Vec<Method> =
        Method::ALL.into_iter().filter(|method| written.at(Key::of(*method)).is_some()).collect();
    match given.as_slice() {
        [] => Some(None),
        [method] => {
            let literal = written.text(Key::of(*method))?;
            let path = super::term(Guarantee::Grammar, literal, Path::read, report)?;
            Some(Some(Endpoint { method: *method, path }))
        }
        [first, second, ..] => {
            let why = "a route is on one method; write a second handler for the second method";
            report.add(written.conflict(Guarantee::Grammar, Key::of(*first), Key::of(*second), why));
            None
        }
    }
}
