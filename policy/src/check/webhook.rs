//! What a webhook needs besides its sender: a body that is signed, and nothing that asks for a caller.
//!
//! Floor 4.

use crate::guarantee::Guarantee;
use crate::report::Report;
use crate::terms::Method;
use crate::written::{Key, Written};

pub(super) fn check(written: &Written, report: &mut Report) {
    let Some(_) = written.at(Key::Webhook) else {
        if let Some(at) = written.at(Key::WaiveWebhook) {
            let why = "`waive_webhook` lets a signed call be replayed, and there is no `webhook`; remove it";
            report.add(Guarantee::Webhook.fault_at(at, why));
        }
        return;
    };
    let bodiless = Method::ALL.into_iter().filter(|method| !method.has_body()).map(Key::of);
    if let Some(key) = bodiless.into_iter().find(|key| written.at(*key).is_some()) {
        let why = format!(
            "a signature is over a body, and requests of `{}` have none; put the webhook on `post`",
            key.word()
        );
        report.add(written.conflict(Guarantee::Webhook, key, Key::Webhook, &why));
    }
    let why = "a webhook has no caller who could own a row; take `AllRows<T>` or `AllRowsMut<T>` and name it in `all_rows`";
    if written.at(Key::Owns).is_some() {
        report.add(written.conflict(Guarantee::Ownership, Key::Webhook, Key::Owns, why));
    }
}
