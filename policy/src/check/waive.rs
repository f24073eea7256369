//! Opt-outs: from a closed list, each with a written reason.
//!
//! Floor 4.

use crate::guarantee::Guarantee;
use crate::report::Report;
use crate::route_policy::Waiver;
use crate::terms::Reason;
use crate::written::{Key, Written};

const WAIVERS: [Key; 7] = [
    Key::WaiveQuery,
    Key::WaiveInput,
    Key::WaiveOutput,
    Key::WaiveRate,
    Key::WaiveWebhook,
    Key::WaiveEgress,
    Key::WaiveTenant,
];

pub(super) fn check(written: &Written, report: &mut Report) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    for key in WAIVERS {
        let Some(literal) = written.text(key) else { continue };
        if let Some(reason) = super::term(Guarantee::Waive, literal, Reason::read, report) {
            waivers.push(Waiver { key, reason });
        }
    }
    waivers
}
