//! Rule: a `Ref` sets a column that refers to a row, from a client and from the app

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Where = Ref<Address>;

#[derive(Resource, Expose)]
#[resource(table = "countries", public, key = "code")]
pub struct Country {
    #[expose(public)]
    code: String,
}

#[derive(Resource, Expose)]
#[resource(table = "trips", owner = "user_id")]
pub struct Trip {
    id: i64,
    user_id: i64,
    #[resource(references = Country)]
    country: String,
    #[resource(references = Trip, server_set)]
    next_id: Option<i64>,
}

#[secure_input(creates = Item, patches = Item)]
pub struct Sending {
    address_id: Where,
    return_id: Option<Ref<Address>>,
    #[validate(length(max = 9))]
    name: String,
}

#[secure_input(creates = Trip)]
pub struct NewTrip {
    country: Ref<Country>,
}

#[derive(Change)]
#[change(patches = Trip, requires = Trip)]
pub struct Follows {
    next_id: Option<Ref<Trip>>,
}

#[secure_route(post = "/trips/{trip_id}", role = "customer", owns = ["trips.user_id", "trip.user_id"])]
pub async fn trip(
    trips: OwnedSetMut<Trip>,
    mut trip: OwnedMut<Trip>,
    new: Valid<Json<NewTrip>>,
) -> Result<Json<Trip>, Problem> {
    let made = trips.insert(&new).await?;
    trip.update(&Follows { next_id: Some(Ref::to(made.id)) }).await?;
    Ok(trip.into_reply())
}

#[secure_route(patch = "/items/{id}", role = "customer", owns = "item.order.user_id")]
pub async fn send(mut item: OwnedMut<Item>, to: Valid<Json<Sending>>) -> Result<Json<Item>, Problem> {
    item.update(&to).await?;
    Ok(item.into_reply())
}
