//! Links of each kind, and redirects to declared places.

use portcullis::prelude::*;
use portcullis::{Media, Outside};
use portcullis_ui_tests::shop::*;

const HELP: Link = link!("https://example.org/help?x=1#top");
const MAIL: Link = link!("mailto:help@example.org");
const HOME: Link = link!("/");
const ELSEWHERE: Outside = outside!("https://example.org/");

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn get_order(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

#[secure_route(get = "/orders", role = "customer", owns = "orders.user_id")]
async fn list_orders(orders: OwnedSet<Order>, paging: Valid<Query<Paging>>) -> Result<Page<Order>, Problem> {
    orders.page(&paging).await
}

#[secure_route(post = "/orders", role = "customer", owns = "orders.user_id")]
async fn place_order(orders: OwnedSetMut<Order>, input: Valid<Json<NewOrder>>) -> Result<Redirect, Problem> {
    let order = orders.insert(&input).await?;
    Ok(Redirect::to::<get_order>(order.id))
}

#[secure_route(get = "/start", public)]
async fn start() -> Redirect {
    Redirect::to::<list_orders>(()).permanent()
}

#[secure_route(get = "/one", public)]
async fn one() -> Redirect {
    Redirect::to::<get_order>("a text of any origin").temporary()
}

#[secure_route(get = "/elsewhere", public)]
async fn elsewhere() -> Redirect {
    Redirect::outside(ELSEWHERE)
}

#[secure_route(get = "/terms", public, waive_output = "a document of the company")]
async fn terms() -> Result<Download, Problem> {
    Ok(Download::new("terms.pdf", vec![1, 2, 3]).media(Media::Pdf))
}

fn links() -> Result<[Link; 3], portcullis::LinkFault> {
    Ok([Link::to(["orders", "1"])?, Link::to_route::<get_order>(1)?, Link::parse("https://example.org")?])
}
