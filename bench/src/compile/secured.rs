//! The package with Portcullis.

use super::sources::{Kind, RESOURCES, modules};

pub(super) const MANIFEST: &str = r#"[package]
name = "{name}"
version = "0.1.0"
edition = "2024"
publish = false

[dependencies]
portcullis = { path = "{runtime}" }
tokio = { version = "1", features = ["macros", "net", "rt-multi-thread"] }
"#;

const MAIN: &str = r#"//! Routes with Portcullis.
#![forbid(unsafe_code)]
#![allow(dead_code)]

{modules}
use portcullis::identity::{Issuer, KeyRing};
use portcullis::prelude::*;

#[derive(Clone, Copy, Debug, Role)]
enum Role {
    Customer,
    Support,
    Admin,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let database = Database::connect("sqlite://items.db").await?;
    let ring = KeyRing::new().rs256("2026", &std::fs::read("key.pem")?)?;
    let issuer = Issuer::outside("https://issuer.example", "items-api", ring, |sub| Some(sub.to_owned()))
        .role("customer", Role::Customer);
    let app = App::new(Environment::Production).roles::<Role>().database(database).issuer(issuer);
{mounts}    app.build().await?.serve(([127, 0, 0, 1], 8080).into()).await?;
    Ok(())
}
"#;

pub(super) fn support() -> Vec<(&'static str, String)> {
    let mounts: String =
        (0..RESOURCES).map(|resource| format!("    let app = items{resource}::mount(app);\n")).collect();
    vec![("main.rs", MAIN.replace("{modules}", &modules()).replace("{mounts}", &mounts))]
}

const HEAD: &str = r#"//! Items, with Portcullis.

use portcullis::prelude::*;

use crate::Role;

#[derive(Resource, Expose)]
#[resource(table = "items{resource}", owner = "user_id")]
struct Item {
    id: i64,
    user_id: i64,
    name: String,
    amount: i64,
    note: Option<String>,
    #[resource(server_set)]
    status: String,
}

#[derive(Expose)]
struct Info {
    subject: String,
    revision: u32,
}

"#;

pub(super) fn resource(resource: usize, routes: &[(usize, Kind)], revision: u32) -> String {
    let mut text = HEAD.replace("{resource}", &resource.to_string());
    let mut names = Vec::new();
    for (number, kind) in routes {
        let (handler, path) = match kind {
            Kind::Authenticated => (authenticated(resource, *number, revision), "info"),
            Kind::Owned => (owned(resource, *number), "view"),
            Kind::List => (list(resource, *number), "list"),
            Kind::Insert => (insert(resource, *number), "add"),
        };
        text.push_str(&handler);
        names.push(format!("{path}_{number}"));
    }
    let names = names.join(", ");
    text + &format!("pub(crate) fn mount(app: App) -> App {{\n    app.mount(routes![{names}])\n}}\n")
}

fn authenticated(resource: usize, number: usize, revision: u32) -> String {
    format!(
        "#[secure_route(get = \"/items{resource}/info{number}\", role = \"customer\", rate = \"60/day\")]
async fn info_{number}(caller: Principal) -> Json<Info> {{
    Json(Info {{ subject: caller.subject().to_owned(), revision: {revision} }})
}}

"
    )
}

fn owned(resource: usize, number: usize) -> String {
    format!(
        "#[secure_route(
    get = \"/items{resource}/view{number}/{{item_id}}\",
    role = \"customer\",
    owns = \"item.user_id\",
    rate = \"60/day\"
)]
async fn view_{number}(item: Owned<Item>) -> Json<Item> {{
    item.into_reply()
}}

"
    )
}

fn list(resource: usize, number: usize) -> String {
    format!(
        "#[secure_route(
    get = \"/items{resource}/list{number}\",
    role = \"customer\",
    owns = \"items.user_id\",
    rate = \"60/day\"
)]
async fn list_{number}(items: OwnedSet<Item>, paging: Valid<Query<Paging>>) -> Result<Page<Item>, Problem> {{
    items.page(&paging).await
}}

"
    )
}

fn insert(resource: usize, number: usize) -> String {
    format!(
        "#[secure_input(creates = Item)]
struct New{number} {{
    #[validate(length(min = 1, max = 80))]
    name: String,
    #[validate(range(min = 1, max = 100))]
    amount: i64,
    #[validate(length(max = 200))]
    note: Option<String>,
}}

#[secure_route(
    post = \"/items{resource}/add{number}\",
    role = \"customer\",
    owns = \"items.user_id\",
    rate = \"60/day\"
)]
async fn add_{number}(
    items: OwnedSetMut<Item>,
    input: Valid<Json<New{number}>>,
) -> Result<Created<Item>, Problem> {{
    Ok(Created(items.insert(&input).await?))
}}

"
    )
}
