//! Rule: a handler may bear any name that the expansion uses too

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/body", authenticated)]
pub async fn body(cx: Valid<Json<NewOrder>>) -> Json<Done> {
    Json(Done { done: cx.item.is_empty() })
}

#[secure_route(post = "/cx", authenticated)]
pub async fn cx(body: Valid<Json<NewOrder>>) -> Json<Done> {
    Json(Done { done: body.item.is_empty() })
}

#[secure_route(get = "/type", public)]
pub async fn r#type() -> Json<Done> {
    Json(Done { done: true })
}

pub fn app() -> App {
    App::new(Environment::Production).mount(routes![body, cx, r#type])
}
