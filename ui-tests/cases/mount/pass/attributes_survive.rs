//! Rule: doc comments, `cfg`, lint and `instrument` attributes survive

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

/// Says that it is done.
#[secure_route(get = "/done", public)]
#[cfg(not(any()))]
#[allow(clippy::let_and_return, reason = "shows that lints survive")]
#[tracing::instrument(skip_all)]
pub async fn handler(client: ClientIp) -> Result<Json<Done>, Problem> {
    let done = Done { done: client.is_loopback() };
    let reply = Ok(Json(done));
    reply
}

#[cfg(any())]
#[secure_route(get = "/absent", public)]
pub async fn absent() -> Missing {}

pub fn app() -> App {
    App::new(Environment::Production).mount(routes![handler])
}
