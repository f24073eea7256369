//! Rule: every part of a request has a vetted form

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
pub struct Place {
    order_id: i64,
}

#[secure_input]
pub struct Precondition {
    #[validate(length(max = 100))]
    if_match: Option<String>,
}

#[secure_input]
pub struct Search {
    #[validate(length(max = 40), email)]
    mail: Option<String>,
}

#[secure_route(post = "/orders/{order_id}", authenticated)]
pub async fn handler(
    place: Valid<Path<Place>>,
    headers: Valid<Headers<Precondition>>,
    query: Valid<Query<Search>>,
    body: Valid<Json<NewOrder>>,
    caller: Principal,
    client: ClientIp,
) -> Json<Done> {
    let all = place.order_id > 0 && headers.if_match.is_some() && query.mail.is_some() && !body.item.is_empty();
    Json(Done { done: all && caller.subject() != "0" && client.is_loopback() })
}
