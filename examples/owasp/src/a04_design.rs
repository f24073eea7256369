//! A04:2021 and A06:2025, Insecure Design: how often somebody may try.
//!
//! The attack: trying codes until one fits. The guard: a public route that changes state says how often; nothing said does not compile.

use portcullis::prelude::*;

use crate::Entry;

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A04:2021, A06:2025 Insecure Design",
    insecure: "a04_design",
    error: include_str!("../insecure/a04_design.stderr"),
    secure: "POST /vouchers/redeem",
    attack: "trying codes until one fits, also behind forged addresses",
};

pub(crate) const TABLES: &str = "";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![redeem])
}

/// The one voucher that there is.
#[derive(Service)]
pub struct Vouchers {
    code_hash: TokenHash,
}

impl Vouchers {
    /// The voucher with this code.
    pub fn of(code: &Secret<String>) -> Self {
        Self { code_hash: TokenHash::of(code) }
    }
}

/// What a client sends.
#[secure_input]
pub struct Redeemed {
    #[validate(length(min = 4, max = 20))]
    secret_code: Secret<String>,
}

/// What it is worth.
#[derive(Expose)]
pub struct Worth {
    cents: u32,
}

/// Redeems a voucher: five attempts an hour, whoever one is.
#[secure_route(post = "/vouchers/redeem", public, rate = "5/hour by ip")]
pub async fn redeem(
    voucher: Valid<Json<Redeemed>>,
    vouchers: Service<Vouchers>,
) -> Result<Json<Worth>, Problem> {
    if vouchers.code_hash.matches(&voucher.secret_code) {
        Ok(Json(Worth { cents: 1_000 }))
    } else {
        Err(Problem::not_found())
    }
}
