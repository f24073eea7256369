//! Rule: a sealed column leaves to a role or to the row's owner, and is set by its plain value

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Number = Sealed<String>;

#[derive(Clone, Resource, Expose)]
#[resource(table = "holders", owner = "user_id")]
pub struct Holder {
    id: i64,
    user_id: i64,
    #[expose(owner)]
    phone: Number,
    #[expose(role = "support")]
    limit: Sealed<i64>,
    #[expose(owner, role = "support", rename = "vip")]
    important: Option<Sealed<bool>>,
    #[expose(never)]
    scan: Sealed<Vec<u8>>,
    #[expose(never)]
    partner_api_key: Sealed<String>,
    #[expose(owner)]
    nickname: String,
}

#[derive(Resource, Expose)]
#[resource(table = "deals", owner(any = ["buyer_id", "seller_id"]))]
pub struct Deal {
    id: i64,
    buyer_id: i64,
    seller_id: i64,
    #[expose(owner)]
    terms: Sealed<String>,
}

#[secure_input(creates = Holder, patches = Holder)]
pub struct HolderInput {
    phone: Text<30>,
    important: Option<bool>,
}

#[derive(Change)]
#[change(creates = Holder, patches = Holder)]
pub struct Scanned {
    scan: Vec<u8>,
    limit: i64,
}

#[secure_route(patch = "/holders/{id}", authenticated, owns = "holder.user_id", rate = "5/min")]
pub async fn change(mut holder: OwnedMut<Holder>, input: Valid<Json<HolderInput>>) -> Result<Json<Holder>, Problem> {
    let digits = holder.phone.open()?.chars().filter(char::is_ascii_digit).count();
    if digits > 20 {
        return Err(Problem::conflict("too-long", "That is no number"));
    }
    holder.update(&input).await?;
    Ok(holder.into_reply())
}

pub async fn rotate(system: &portcullis::System) -> Result<u64, Problem> {
    Ok(system.all::<Holder>()?.reseal().await?.resealed)
}
