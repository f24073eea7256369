//! What the route reaches outside of the app: hosts and programs, each by a name that the operator gives a meaning to.
//!
//! Floor 4.

use crate::guarantee::Guarantee;
use crate::report::Report;
use crate::spanned::Spanned;
use crate::terms::{Host, Name};
use crate::written::{Key, Written};

pub(super) fn egress(written: &Written, report: &mut Report) -> Option<Spanned<Host>> {
    if let (Some(at), None) = (written.at(Key::WaiveEgress), written.at(Key::Egress)) {
        let why = "`waive_egress` lets `egress` speak plain http, and there is no `egress`; remove it";
        report.add(Guarantee::Egress.fault_at(at, why));
    }
    super::term(Guarantee::Egress, written.text(Key::Egress)?, Host::read, report)
}

pub(super) fn exec(written: &Written, report: &mut Report) -> Option<Spanned<Name>> {
    let literal = written.text(Key::Exec)?;
    let read = |text: &str| match text.contains([' ', '/', '-', '.']) {
        true => Err(format!(
            "`{text}` is no name of a program; write a name such as `ping`, whose path the app gives by `.program(\"ping\", …)`"
        )),
        false => Name::read(text),
    };
    super::term(Guarantee::Exec, literal, read, report)
}
