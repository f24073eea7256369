//! Rule: macros work where every name of theirs means something else

use ::portcullis as gate;

pub const path: u8 = 1;
pub static policy: u8 = 2;
pub struct shapes;
pub const role: u8 = 3;
pub struct Result;
pub struct Ref;
pub struct Table;
pub struct TableColumn;
pub struct Owner;
pub struct OwnedBy;
pub struct Seen;
pub struct Claim;
pub struct Grants;
pub struct Level;
pub struct Levels;
pub struct Published;
pub struct Writable;
pub struct Row;
pub struct Record;
pub struct Refusal;
pub struct KindOf;
pub struct ColumnsOf;
pub struct NoLevels;
pub struct ToCaller;
pub struct ToParent;
pub struct SqlPiece;
pub struct OwnedSql;
pub struct OwnedText;
pub struct Fault;
pub struct Tx;
pub struct Public;
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

#[derive(gate::Level)]
pub enum PaperLevel {
    Read,
    #[level(writes)]
    Write,
}

#[derive(::core::clone::Clone, gate::Resource, gate::Expose)]
#[resource(
    table = "papers",
    owner = "user_id",
    null = "nobody",
    tenant = "org_id",
    version = "changes",
    unique = ["title"],
    grants(table = "paper_grants", row = "paper_id", to = "user_id", level = "level", levels = PaperLevel)
)]
pub struct Paper {
    pub id: i64,
    pub user_id: ::core::option::Option<i64>,
    pub org_id: i64,
    #[resource(filter, sort)]
    pub title: ::std::string::String,
    #[expose(role = "admin")]
    #[resource(filter)]
    pub score: i64,
    pub changes: i64,
}

#[derive(gate::Resource, gate::Expose)]
#[resource(table = "sheets", owner = "paper.user_id")]
pub struct Sheet {
    pub id: i64,
    #[resource(parent = Paper)]
    pub paper_id: i64,
    #[resource(references = Self)]
    pub before_id: ::core::option::Option<i64>,
    pub text: ::std::string::String,
}

#[derive(gate::Resource, gate::Expose)]
#[resource(table = "articles", public_when = "published")]
pub struct Article {
    #[expose(public)]
    pub id: i64,
    pub published: bool,
}

#[gate::secure_input(creates = Sheet, patches = Sheet)]
pub struct NewSheet {
    before_id: ::core::option::Option<gate::Ref<Sheet>>,
    #[validate(length(max = 5))]
    text: ::std::string::String,
}

#[derive(gate::Change)]
#[change(requires = Sheet)]
pub struct Called {
    text: ::std::string::String,
}

#[derive(gate::Record, gate::Expose)]
pub struct Line {
    text: ::std::string::String,
}

#[gate::secure_route(
    post = "/papers/{paper_id}/sheets",
    role = "customer",
    owns = ["paper.user_id", "sheets.paper.user_id"],
    or_grant = "write",
    waive_tenant = "editors of other organisations help out"
)]
pub async fn shadowed(
    paper: gate::OwnedMut<Paper>,
    sheets: gate::OwnedSetMut<Sheet>,
    sheet: gate::Valid<gate::Json<NewSheet>>,
    tx: gate::Tx,
) -> ::core::result::Result<gate::Json<Sheet>, gate::Problem> {
    let _ = &tx;
    paper.grant(&7, PaperLevel::Read).await?;
    let sheet = sheets.insert_under(&paper, &sheet).await?;
    ::core::result::Result::Ok(gate::Json(sheet))
}

#[gate::secure_route(get = "/lines", role = "customer", owns = "sheets.paper.user_id", reads = "articles")]
pub async fn lines(
    sheets: gate::OwnedSet<Sheet>,
    articles: gate::Public<Article>,
    search: gate::Search<Article>,
) -> ::core::result::Result<gate::Json<Line>, gate::Problem> {
    articles.list(&search).await?;
    let line = gate::owned_sql!(sheets: Sheet; "SELECT text FROM sheets WHERE text = $1", "a");
    ::core::result::Result::Ok(gate::Json(line.one().await?))
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
    gate::App::new(gate::Environment::Production).mount(gate::routes![handler, shadowed, lines])
}
