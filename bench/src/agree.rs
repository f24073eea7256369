//! Before anything is measured: do the services do the same?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::Fault;
use crate::cases::{Case, SERVICES, Service};
use crate::measure::{Answer, Way};

/// What was found, in words for the reader of the table.
pub(crate) struct Found {
    /// What is not measured, and why; one for each case, empty where all is well.
    pub left_out: Vec<String>,
    /// Headers that only one of the two services with controls sends, and who.
    pub headers: BTreeMap<String, &'static str>,
}

/// Asks every service every case, and holds what comes back against what is expected.
///
/// A service that lets a caller over the quota pass is left out of that case rather than failed: its quotas do not
/// count yet.
///
/// # Errors
/// Another status than the expected one, or another body.
pub(crate) fn check(way: &mut dyn Way, cases: &mut [Case]) -> Result<Found, Fault> {
    let mut found = Found { left_out: Vec::new(), headers: BTreeMap::new() };
    for case in cases {
        let mut words = String::new();
        let mut answers: Vec<(Service, Answer)> = Vec::new();
        for service in SERVICES {
            let Some(asked) = case.of(service) else { continue };
            // Twice, because the first of a quota of one passes.
            let shot = if case.once_each { asked.shots.len() - 1 } else { 0 };
            let status = asked.status;
            way.ask(case, service, shot)?;
            // A row that is gone does not go again; the three share their rows.
            let again = if case.deletes { 1 + 2 * service as usize } else { shot };
            let answer = way.ask(case, service, again)?;
            if answer.status == 200 && status == 429 {
                words = format!("not counted yet by {}", service.name());
                case.leave_out(service);
                continue;
            }
            if answer.status != status {
                return Err(format!(
                    "{}: {} answers {} and not {status}: {}",
                    case.title,
                    service.name(),
                    answer.status,
                    String::from_utf8_lossy(&answer.body)
                )
                .into());
            }
            answers.push((service, answer));
        }
        for pair in answers.windows(2) {
            let [(left, one), (right, other)] = pair else { continue };
            if essence(case, one)? != essence(case, other)? {
                return Err(format!(
                    "{}: {} and {} answer differently: {} {}",
                    case.title,
                    left.name(),
                    right.name(),
                    String::from_utf8_lossy(&one.body),
                    String::from_utf8_lossy(&other.body)
                )
                .into());
            }
        }
        if let [.., (Service::Twin, twin), (Service::Portcullis, portcullis)] = answers.as_slice() {
            for name in only(twin, portcullis) {
                found.headers.insert(name, Service::Twin.name());
            }
            for name in only(portcullis, twin) {
                found.headers.insert(name, Service::Portcullis.name());
            }
        }
        found.left_out.push(words);
    }
    Ok(found)
}

/// The headers that the first has and the second has not. The length is left to the server where there is one.
fn only(first: &Answer, second: &Answer) -> BTreeSet<String> {
    let names = first.headers.iter().filter(|name| !second.headers.contains(name));
    names.filter(|name| *name != "content-length").cloned().collect()
}

/// What of a body must be equal: all of it, but for the ids of new rows; of a refusal the status that it states.
fn essence(case: &Case, answer: &Answer) -> Result<Value, Fault> {
    if answer.body.is_empty() {
        return Ok(Value::Null);
    }
    let mut body: Value = serde_json::from_slice(&answer.body)?;
    if answer.status >= 400 {
        return Ok(body.get("status").cloned().unwrap_or_default());
    }
    if let (true, Some(members)) = (case.changes, body.as_object_mut()) {
        members.remove("id");
    }
    // The next page is named by an id by hand, by a sealed cursor here.
    if let Some(next) = body.get_mut("next") {
        *next = Value::Bool(next.is_string());
    }
    Ok(body)
}
