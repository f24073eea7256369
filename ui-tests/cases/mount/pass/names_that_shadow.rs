//! Rule: macros work where every name of theirs means something else

use ::portcullis as gate;

pub const path: u8 = 1;
pub static policy: u8 = 2;
pub struct shapes;
pub const role: u8 = 3;
pub struct Result;
pub struct Option;
pub struct Some;
pub struct None;
pub struct Ok;
pub struct Err;
pub struct String;
pub struct Vec;
pub struct Box;
pub struct Send;
pub struct Future;
pub struct Clone;
pub mod core {}
pub mod std {}
pub mod serde {}
pub mod portcullis {}
pub trait Serialize {}
pub trait Route {}
pub trait Input {}
pub trait Expose {}
pub trait Resource {}

#[derive(::core::clone::Clone, ::core::marker::Copy, gate::Role)]
pub enum Role {
    Customer,
    Admin,
}

#[derive(gate::Resource, gate::Expose)]
#[resource(table = "orders", owner = "user_id")]
pub struct Order {
    pub id: i64,
    pub user_id: i64,
    pub item: ::std::string::String,
    #[expose(role = "admin")]
    pub score: ::core::option::Option<i64>,
}

#[gate::secure_input(creates = Order, patches = Order)]
pub struct Change {
    #[validate(length(max = 5), email)]
    item: ::std::string::String,
}

#[derive(gate::Change)]
#[change(patches = Order)]
pub struct Scored {
    score: ::core::option::Option<i64>,
}

#[derive(gate::Service)]
pub struct Plain {
    name: ::std::string::String,
}

#[gate::secure_route(
    post = "/orders/{order_id}",
    role = ["customer", "admin"],
    owns = "order.user_id",
    or_role = "admin",
    rate = ["5/min", "100/day by ip"],
    audit = "order.changed",
    scope = "orders:write",
    timeout = "5s"
)]
pub async fn handler(
    mut order: gate::OwnedMut<Order>,
    change: gate::Valid<gate::Json<Change>>,
    plain: gate::Service<Plain>,
) -> ::core::result::Result<gate::Json<Order>, gate::Problem> {
    if plain.name.is_empty() && change.item.is_empty() {
        order.update(&Scored { score: ::core::option::Option::Some(1) }).await?;
    }
    order.update(&change).await?;
    ::core::result::Result::Ok(order.into_reply())
}

pub fn app() -> gate::App {
    gate::App::new(gate::Environment::Production).mount(gate::routes![handler])
}
