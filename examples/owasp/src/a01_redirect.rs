//! A01:2021 and A01:2025, Broken Access Control: where a redirect leads (CWE-601).
//!
//! The attack: a link to this site with `?next=https://evil.example`, which looks like this site and ends at another that asks for the
//! password. The guard: a redirect leads to a route or to a constant. What a client names is a word of a closed list.

use portcullis::prelude::*;

use crate::{Entry, Role, a01_access, a08_integrity};

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A01:2021, A01:2025 Broken Access Control (redirects)",
    insecure: "a01_redirect",
    error: include_str!("../insecure/a01_redirect.stderr"),
    secure: "GET /continue?next=invoices",
    attack: "naming a place outside, in every form that browsers repair",
};

pub(crate) const TABLES: &str = "";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![go_on])
}

/// Where one may go on.
#[secure_input]
pub enum Next {
    /// To the invoices.
    Invoices,
    /// To the settings.
    Settings,
}

/// What follows.
#[secure_input]
pub struct Going {
    next: Next,
}

/// Goes on after signing in.
#[secure_route(get = "/continue", role = "customer")]
pub async fn go_on(going: Valid<Query<Going>>) -> Redirect {
    match going.next {
        Next::Invoices => Redirect::to::<a01_access::list_invoices>(()),
        Next::Settings => Redirect::to::<a08_integrity::get_settings>(()),
    }
}
