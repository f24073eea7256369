//! Rule: a route may stand in a module or in a function, and be mounted by its path

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

pub mod inner {
    use super::*;

    #[secure_route(get = "/inner", public)]
    pub async fn handler() -> Json<Done> {
        Json(Done { done: true })
    }
}

pub fn app() -> App {
    #[secure_route(get = "/local", public)]
    async fn handler() -> Json<Done> {
        Json(Done { done: true })
    }

    App::new(Environment::Production).mount(routes![handler, inner::handler, self::inner::handler])
}
