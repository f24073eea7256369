//! Rule: the owner of a row may be that of a row above it, however far

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

mod rows {
    use portcullis::prelude::*;
    use portcullis_ui_tests::shop;

    pub type Above = shop::Item;

    #[derive(Resource, Expose)]
    #[resource(table = "labels", owner = "item.order.user_id")]
    pub struct Label {
        pub id: i64,
        #[resource(parent = Above)]
        pub item_id: i64,
        pub text: String,
    }

    #[derive(Resource, Expose)]
    #[resource(table = "letters", owner = "label.item.order.user_id", one_per_owner)]
    pub struct Letter {
        pub id: i64,
        #[resource(parent = self::Label)]
        pub label: i64,
        #[resource(references = Self)]
        pub before_id: Option<i64>,
        pub sign: String,
    }
}

use rows::{Label, Letter};

#[secure_input(creates = Label)]
pub struct NewLabel {
    #[validate(length(max = 9))]
    text: String,
}

#[secure_input(creates = rows::Letter, patches = rows::Letter)]
pub struct NewLetter {
    before_id: Option<Ref<Letter>>,
    #[validate(length(max = 1))]
    sign: String,
}

#[secure_input]
pub struct Below {
    order: Ref<Order>,
    item: Ref<Item>,
}

#[secure_route(get = "/labels/{label_id}", role = "customer", owns = "label.item.order.user_id")]
pub async fn label(label: Owned<Label>) -> Json<Label> {
    label.into_reply()
}

#[secure_route(
    post = "/orders/{order_id}/items",
    role = "customer",
    owns = ["order.user_id", "items.order.user_id"]
)]
pub async fn item(
    order: Owned<Order>,
    items: OwnedSetMut<Item>,
    item: Valid<Json<NewItem>>,
) -> Result<Json<Item>, Problem> {
    Ok(Json(items.insert_under(&order, &item).await?))
}

#[secure_route(post = "/labels", role = "customer", owns = "labels.item.order.user_id")]
pub async fn by_reference(
    labels: OwnedSetMut<Label>,
    below: Valid<Query<Below>>,
    label: Valid<Json<NewLabel>>,
) -> Result<Json<Label>, Problem> {
    Ok(Json(labels.insert_under(&below.item, &label).await?))
}

#[secure_route(
    post = "/labels/{label_id}/letters",
    role = "customer",
    owns = ["letters.label.item.order.user_id", "label.item.order.user_id"]
)]
pub async fn letter(
    letters: OwnedSetMut<Letter>,
    label: OwnedMut<Label>,
    letter: Valid<Json<NewLetter>>,
) -> Result<Json<Letter>, Problem> {
    Ok(Json(letters.insert_under(&label, &letter).await?))
}

#[secure_route(post = "/items", role = "admin", all_rows = "items")]
pub async fn every_item(
    items: AllRowsMut<Item>,
    below: Valid<Query<Below>>,
    item: Valid<Json<NewItem>>,
) -> Result<Json<Item>, Problem> {
    Ok(Json(items.insert_under(&below.order, &item).await?))
}
