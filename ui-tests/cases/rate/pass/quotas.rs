//! Every form of a quota.

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Login {
    #[validate(length(max = 80))]
    email: String,
    short: Option<Text<6>>,
    number: Option<i64>,
    r#type: bool,
}

type Body = Valid<Json<Login>>;

#[secure_route(get = "/one", public, rate = "5/min")]
async fn one() -> Json<Done> {
    Json(Done { done: true })
}

#[secure_route(get = "/most", public, rate = "1000000/day by ip")]
async fn most() -> Json<Done> {
    Json(Done { done: true })
}

#[secure_route(post = "/login", public, rate = ["5/min by ip+body.email", "20/min", "100/hour by ip"])]
async fn login(login: Valid<Json<Login>>) -> Json<Done> {
    Json(Done { done: login.email.is_empty() })
}

#[secure_route(
    post = "/all",
    authenticated,
    rate = ["1/s", "5/min by user+ip", "6/min by body.short", "7/hour by body.number+user", "8/day by body.type"]
)]
async fn all(login: Body) -> Json<Done> {
    Json(Done { done: login.r#type })
}

#[secure_route(post = "/form", authenticated, rate = "5/min by body.email")]
async fn form(login: Valid<Form<Login>>) -> Json<Done> {
    Json(Done { done: login.short.is_none() && login.number.is_none() })
}

#[secure_route(public, rate = "5/min by ip+body.email")]
async fn by_hand(login: Body) -> Json<Done> {
    Json(Done { done: login.email.is_empty() })
}

fn app() -> App {
    App::new(Environment::Production)
        .mount(routes![one, most, login, all, form])
        .at::<by_hand>(Method::POST, "/by-hand")
}
