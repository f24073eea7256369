//! Before anything is measured: do the services do the same?

use std::collections::BTreeSet;

use serde_json::Value;

use crate::Fault;
use crate::cases::{Case, SERVICES, Service};
use crate::measure::{Answer, Way};

/// What was found, in words for the reader of the table.
pub(crate) struct Found {
    /// What is not measured, and why; one for each case, empty where all is well.
    pub left_out: Vec<String>,
    /// Header names that only one of the two services with controls sends.
    pub headers: BTreeSet<String>,
}

/// Asks every service every case, and holds what comes back against what is expected.
///
/// A service that lets a caller over the quota pass is left out of that case rather than failed: its quotas do not
/// count yet.
///
/// # Errors
/// Another status than the expected one, or another body.
pub(crate) fn check(way: &mut dyn Way, cases: &mut [Case]) -> Result<Found, Fault> {
    let mut found = Found { left_out: Vec::new(), headers: BTreeSet::new() };
    for case in cases {
        let mut words = String::new();
        let mut answers: Vec<(Service, Answer)> = Vec::new();
        for service in SERVICES {
            let Some(asked) = case.of(service) else { continue };
            // Twice, because the first of a quota of one passes.
            let shot = if case.once_each { asked.shots.len() - 1 } else { 0 };
            let status = asked.status;
            way.ask(case, service, shot)?;
            let answer = way.ask(case, service, shot)?;
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
            for (name, twin, portcullis) in differing(twin, portcullis) {
                let who = if twin && !portcullis { "twin" } else { "portcullis" };
                found.headers.insert(format!("{name} (only {who}, {})", case.id));
            }
        }
        found.left_out.push(words);
    }
    Ok(found)
}

fn differing(twin: &Answer, portcullis: &Answer) -> Vec<(String, bool, bool)> {
    let names: BTreeSet<&String> = twin.headers.iter().chain(&portcullis.headers).collect();
    names
        .into_iter()
        .map(|name| (name.clone(), twin.headers.contains(name), portcullis.headers.contains(name)))
        .filter(|(_, twin, portcullis)| twin != portcullis)
        .collect()
}

/// What of a body must be equal: all of it, but for the ids of new rows; of a refusal the status that it states.
fn essence(case: &Case, answer: &Answer) -> Result<Value, Fault> {
    let mut body: Value = serde_json::from_slice(&answer.body)?;
    if answer.status >= 400 {
        return Ok(body.get("status").cloned().unwrap_or_default());
    }
    if let (true, Some(members)) = (case.inserts, body.as_object_mut()) {
        members.remove("id");
    }
    Ok(body)
}
