//! Rule: a macro by example may emit handlers

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

macro_rules! pages {
    ($($name:ident $path:literal $role:literal),*) => {$(
        #[secure_route(get = $path, role = $role)]
        pub async fn $name() -> Json<Done> {
            Json(Done { done: true })
        }
    )*};
}

pages!(first "/first" "admin", second "/second" "support");

pub fn app() -> App {
    App::new(Environment::Production).mount(routes![first, second])
}
