//! A10:2021 Server-Side Request Forgery, which is part of A01:2025 (CWE-918).
//!
//! The attack: a link that leads inside, by an address in whatever spelling, so that the server asks what nobody outside can reach. The guard: a
//! route declares that it reaches the public internet, the URL of a user is judged as it is read, and every address of its name is judged where
//! the connection is made.

use portcullis::prelude::*;

use crate::{Entry, Role};

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A10:2021, A01:2025 Server-Side Request Forgery",
    insecure: "a10_ssrf",
    error: include_str!("../insecure/a10_ssrf.stderr"),
    secure: "POST /link-length",
    attack: "every spelling of an address inside, with somebody who listens there",
};

pub(crate) const TABLES: &str = "";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![measure_link])
}

/// A link.
#[secure_input]
pub struct Wanted {
    url: PublicUrl,
}

/// What is behind it.
#[derive(Expose)]
pub struct Measured {
    bytes: usize,
}

/// How long a page is.
#[secure_route(post = "/link-length", role = "customer", egress = "public-internet", rate = "600/min")]
pub async fn measure_link(
    wanted: Valid<Json<Wanted>>,
    web: Egress<PublicInternet>,
) -> Result<Json<Measured>, Problem> {
    let page = web.get(&wanted.url).send().await?.success()?;
    Ok(Json(Measured { bytes: page.length() }))
}
