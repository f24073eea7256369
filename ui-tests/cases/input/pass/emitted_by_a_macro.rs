//! Rule: a macro by example may emit inputs and changes

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

macro_rules! inputs {
    ($($name:ident $field:ident $max:expr;)*) => {$(
        #[secure_input(patches = Order)]
        pub struct $name {
            #[validate(length(min = 1, max = $max))]
            $field: Option<Text<20>>,
        }
    )*};
}

inputs! { Renamed item 20; }

#[secure_route(patch = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
pub async fn handler(mut order: OwnedMut<Order>, input: Valid<Json<Renamed>>) -> Result<Json<Order>, Problem> {
    order.update(&input).await?;
    Ok(order.into_reply())
}
