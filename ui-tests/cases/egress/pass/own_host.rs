//! A host of the operator's, read and written.

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Balance {
    cents: i64,
}

#[derive(Expose)]
struct Shown {
    cents: i64,
}

#[secure_route(get = "/balance", role = "customer", egress = "billing")]
async fn balance(caller: Principal<'_>, billing: Egress) -> Result<Json<Shown>, Problem> {
    let place = path!("/v1/customers/{}/balance/{}", caller.subject(), 7);
    let balance: Balance = billing.get(place).query("currency", "EUR").query("limit", 5).send().await?.json()?;
    Ok(Json(Shown { cents: balance.cents }))
}

#[secure_route(get = "/balances", role = "customer", egress = "billing")]
async fn balances(billing: Egress<'_>) -> Result<Json<Vec<Shown>>, Problem> {
    let balances: Vec<Balance> = billing.get(path!("/v1/balances")).send().await?.list()?;
    Ok(Json(balances.iter().map(|balance| Shown { cents: balance.cents }).collect()))
}

#[secure_route(post = "/charges", role = "customer", egress = "billing")]
async fn charge(billing: EgressMut) -> Result<NoContent, Problem> {
    billing.post(path!("/v1/charges")).json(&Shown { cents: 1 }).send().await?.success()?;
    billing.put(path!("/v1/charges/{}", 1_u8)).json(&Shown { cents: 2 }).send().await?;
    billing.patch(path!("/v1/charges/{}", String::from("a"))).json(&Shown { cents: 3 }).send().await?;
    billing.delete(path!("/v1/charges/{}", "a")).send().await?;
    let _ = billing.get(path!("/v1/charges")).send().await?.status();
    Ok(NoContent)
}

/// A helper outside of a handler.
async fn of_a_customer(billing: &Egress<'_>, id: i64) -> Result<Balance, Problem> {
    billing.get(path!("/v1/customers/{}", id)).send().await?.json()
}

#[secure_route(post = "/checks", role = "customer", egress = "legacy", waive_egress = "the partner speaks no TLS until March")]
async fn check(legacy: EgressMut) -> Result<NoContent, Problem> {
    of_a_customer(&legacy, 1).await?;
    Ok(NoContent)
}

fn app(app: App, token: Secret<String>, key: Secret<String>) -> App {
    app.egress(EgressHost::named("billing").bearer(token).header("x-api-key", key).at_once(8))
        .mount(portcullis::routes![balance, balances, charge, check])
}
