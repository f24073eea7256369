//! A route for each verb on each kind of table.

use portcullis::identity::TokenRequest;
use portcullis::prelude::*;
use portcullis_tests::{ISSUER, issuer};

use super::tables::*;

#[derive(Clone, Copy, Debug, Role)]
pub(crate) enum Role {
    Customer,
    Support,
    Admin,
}

/// A token of a subject with more said of it.
pub(crate) fn minted(
    subject: impl std::fmt::Display,
    roles: &[Role],
    more: impl FnOnce(TokenRequest) -> TokenRequest,
) -> String {
    assert!(!ISSUER.is_empty());
    let request = more(TokenRequest::new(subject).roles(roles.iter().copied()));
    issuer().mint(&request).unwrap().reveal().to_owned()
}

pub(crate) fn alice() -> String {
    minted(1, &[Role::Customer], |token| token)
}

pub(crate) fn bob() -> String {
    minted(2, &[Role::Customer], |token| token)
}

#[secure_input(creates = Order, patches = Order)]
pub(crate) struct OrderInput {
    #[validate(length(min = 1, max = 20))]
    item: String,
    amount: i64,
}

#[secure_input(creates = Item, patches = Item)]
pub(crate) struct ItemInput {
    #[validate(length(min = 1, max = 20))]
    name: String,
}

#[secure_input(creates = Shipment)]
pub(crate) struct ShipmentInput {
    order_id: Ref<Order>,
}

#[secure_input(creates = Document, patches = Document)]
pub(crate) struct DocumentInput {
    #[validate(length(min = 1, max = 20))]
    text: String,
}

#[secure_input(creates = Sheet)]
pub(crate) struct SheetInput {
    #[validate(length(min = 1, max = 20))]
    text: String,
}

#[secure_input(creates = Project)]
pub(crate) struct ProjectInput {
    #[validate(length(min = 1, max = 20))]
    name: String,
}

#[secure_input(creates = Profile, patches = Profile)]
pub(crate) struct ProfileInput {
    #[validate(length(min = 1, max = 20))]
    name: String,
}

#[secure_input(creates = Message)]
pub(crate) struct MessageInput {
    #[validate(length(min = 1, max = 20))]
    text: String,
}

#[secure_input(creates = Deal)]
pub(crate) struct DealInput {
    #[validate(length(min = 1, max = 20))]
    text: String,
}

#[secure_input(creates = Note)]
pub(crate) struct NoteInput {
    #[validate(length(min = 1, max = 20))]
    text: String,
}

#[secure_input]
pub(crate) struct Whom {
    whom: i64,
}

#[secure_input]
pub(crate) struct Team {
    team: Text<20>,
}

#[derive(Expose)]
pub(crate) struct Told {
    told: i64,
}

#[secure_route(get = "/orders/{order_id}", role = ["customer", "support"], owns = "order.user_id", or_role = "support")]
async fn get_order(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

#[secure_route(patch = "/orders/{order_id}", role = ["customer", "admin"], owns = "order.user_id", or_role = "admin")]
async fn change_order(
    mut order: OwnedMut<Order>,
    input: Valid<Json<OrderInput>>,
) -> Result<Json<Order>, Problem> {
    order.update(&input).await?;
    Ok(order.into_reply())
}

#[secure_route(delete = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn delete_order(order: OwnedMut<Order>) -> Result<NoContent, Problem> {
    order.delete().await?;
    Ok(NoContent)
}

#[secure_route(get = "/orders", role = "customer", owns = "orders.user_id")]
async fn list_orders(orders: OwnedSet<Order>, paging: Valid<Query<Paging>>) -> Result<Page<Order>, Problem> {
    orders.page(&paging).await
}

#[secure_route(post = "/orders", role = "customer", owns = "orders.user_id")]
async fn place_order(
    orders: OwnedSetMut<Order>,
    input: Valid<Json<OrderInput>>,
) -> Result<Created<Order>, Problem> {
    Ok(Created(orders.insert(&input).await?))
}

#[secure_route(put = "/orders", role = "customer", owns = "orders.user_id")]
async fn keep_order(
    orders: OwnedSetMut<Order>,
    input: Valid<Json<OrderInput>>,
) -> Result<Json<Order>, Problem> {
    Ok(Json(orders.upsert(&input).await?))
}

#[secure_route(get = "/every/order", role = "admin", all_rows = "orders")]
async fn every_order(orders: AllRows<Order>, paging: Valid<Query<Paging>>) -> Result<Page<Order>, Problem> {
    orders.page(&paging).await
}

#[secure_route(post = "/every/order/{whom}", role = "admin", all_rows = "orders")]
async fn order_for(
    orders: AllRowsMut<Order>,
    place: Valid<Path<Whom>>,
    input: Valid<Json<OrderInput>>,
) -> Result<Created<Order>, Problem> {
    Ok(Created(orders.insert_for(&place.whom, &input).await?))
}

#[secure_route(get = "/items", role = "customer", owns = "items.order.user_id")]
async fn list_items(items: OwnedSet<Item>, paging: Valid<Query<Paging>>) -> Result<Page<Item>, Problem> {
    items.page(&paging).await
}

#[secure_route(post = "/orders/{order_id}/items", role = "customer", owns = ["order.user_id", "items.order.user_id"])]
async fn add_item(
    order: Owned<Order>,
    items: OwnedSetMut<Item>,
    input: Valid<Json<ItemInput>>,
    tx: Tx,
) -> Result<Created<Item>, Problem> {
    let _together = &tx;
    Ok(Created(items.insert_under(&order, &input).await?))
}

#[secure_route(patch = "/items/{item_id}", role = "customer", owns = "item.order.user_id")]
async fn change_item(mut item: OwnedMut<Item>, input: Valid<Json<ItemInput>>) -> Result<Json<Item>, Problem> {
    item.update(&input).await?;
    Ok(item.into_reply())
}

#[secure_route(get = "/every/item", role = "admin", all_rows = "items")]
async fn every_item(items: AllRows<Item>, paging: Valid<Query<Paging>>) -> Result<Page<Item>, Problem> {
    items.page(&paging).await
}

#[secure_route(post = "/shipments", role = "customer", owns = "shipments.user_id")]
async fn ship(
    shipments: OwnedSetMut<Shipment>,
    input: Valid<Json<ShipmentInput>>,
) -> Result<Created<Shipment>, Problem> {
    Ok(Created(shipments.insert(&input).await?))
}

#[secure_route(
    get = "/documents/{document_id}",
    role = "customer",
    owns = "document.author",
    or_grant = "read"
)]
async fn get_document(document: Owned<Document>) -> Json<Document> {
    document.into_reply()
}

#[secure_route(
    patch = "/documents/{document_id}",
    role = "customer",
    owns = "document.author",
    or_grant = "edit"
)]
async fn change_document(
    mut document: OwnedMut<Document>,
    input: Valid<Json<DocumentInput>>,
    tx: Tx,
) -> Result<Json<Document>, Problem> {
    document.lock(&tx).await?;
    document.update(&input).await?;
    Ok(document.into_reply())
}

#[secure_route(get = "/documents", role = "customer", owns = "documents.author", or_grant = "read")]
async fn list_documents(
    documents: OwnedSet<Document>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Document>, Problem> {
    documents.page(&paging).await
}

#[secure_route(
    get = "/documents/{document_id}/readers",
    role = "customer",
    owns = "document.author",
    or_grant = "read"
)]
async fn readers(document: Owned<Document>) -> Result<Json<Told>, Problem> {
    let told = document.grants().await?.iter().map(|grant| grant.to).sum();
    Ok(Json(Told { told }))
}

#[secure_route(
    post = "/documents/{document_id}/{level}/{whom}",
    role = "customer",
    owns = "document.author",
    or_grant = "edit"
)]
async fn give(document: OwnedMut<Document>, to: Valid<Path<Gift>>) -> Result<NoContent, Problem> {
    match to.level {
        Given::Read => document.grant(&to.whom, DocumentLevel::Read).await?,
        Given::Edit => document.grant(&to.whom, DocumentLevel::Edit).await?,
        Given::None => document.revoke(&to.whom).await?,
    }
    Ok(NoContent)
}

#[secure_input]
pub(crate) struct Gift {
    whom: i64,
    level: Given,
}

#[secure_input]
pub(crate) enum Given {
    Read,
    Edit,
    None,
}

#[secure_route(get = "/pages", role = "customer", owns = "pages.document.author", or_grant = "read")]
async fn list_pages(pages: OwnedSet<Sheet>, paging: Valid<Query<Paging>>) -> Result<Page<Sheet>, Problem> {
    pages.page(&paging).await
}

#[secure_route(post = "/documents/{document_id}/pages", role = "customer", owns = ["document.author", "pages.document.author"], or_grant = "edit")]
async fn add_page(
    document: Owned<Document>,
    pages: OwnedSetMut<Sheet>,
    input: Valid<Json<SheetInput>>,
) -> Result<Created<Sheet>, Problem> {
    Ok(Created(pages.insert_under(&document, &input).await?))
}

#[secure_route(get = "/projects", role = "customer", owns = "projects.user_id")]
async fn list_projects(
    projects: OwnedSet<Project>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Project>, Problem> {
    projects.page(&paging).await
}

#[secure_route(post = "/projects", role = "customer", owns = "projects.user_id")]
async fn begin_project(
    projects: OwnedSetMut<Project>,
    input: Valid<Json<ProjectInput>>,
) -> Result<Created<Project>, Problem> {
    Ok(Created(projects.insert(&input).await?))
}

#[secure_route(put = "/projects", role = "customer", owns = "projects.user_id")]
async fn keep_project(
    projects: OwnedSetMut<Project>,
    input: Valid<Json<ProjectInput>>,
) -> Result<Json<Project>, Problem> {
    Ok(Json(projects.upsert(&input).await?))
}

#[secure_route(get = "/every/project", role = "admin", all_rows = "projects")]
async fn every_project(
    projects: AllRows<Project>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Project>, Problem> {
    projects.page(&paging).await
}

#[secure_route(
    get = "/whole/project",
    role = "admin",
    all_rows = "projects",
    waive_tenant = "the operator sees all of them"
)]
async fn whole_project(
    projects: AllRows<Project>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Project>, Problem> {
    projects.page(&paging).await
}

#[secure_route(get = "/tasks", role = "customer", owns = "tasks.project.user_id")]
async fn list_tasks(tasks: OwnedSet<Task>, paging: Valid<Query<Paging>>) -> Result<Page<Task>, Problem> {
    tasks.page(&paging).await
}

#[secure_route(get = "/every/task", role = "admin", all_rows = "tasks")]
async fn every_task(tasks: AllRows<Task>, paging: Valid<Query<Paging>>) -> Result<Page<Task>, Problem> {
    tasks.page(&paging).await
}

#[secure_route(get = "/profile", role = "customer", owns = "profile.user_id")]
async fn get_profile(profile: Owned<Profile>) -> Json<Profile> {
    profile.into_reply()
}

#[secure_route(put = "/profile", role = "customer", owns = "profiles.user_id")]
async fn keep_profile(
    profiles: OwnedSetMut<Profile>,
    input: Valid<Json<ProfileInput>>,
) -> Result<Json<Profile>, Problem> {
    Ok(Json(profiles.upsert(&input).await?))
}

#[secure_route(get = "/posts", public, reads = "posts")]
async fn read_posts(
    posts: Public<Post>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Published<Post>>, Problem> {
    posts.page(&paging).await
}

#[secure_route(get = "/my/posts", role = "customer", owns = "posts.user_id")]
async fn my_posts(posts: OwnedSet<Post>, paging: Valid<Query<Paging>>) -> Result<Page<Post>, Problem> {
    posts.page(&paging).await
}

#[secure_route(post = "/messages", public, inserts = "messages", rate = "1000/min by ip")]
async fn tell(messages: Insert<Message>, input: Valid<Json<MessageInput>>) -> Result<NoContent, Problem> {
    messages.insert(&input).await?;
    Ok(NoContent)
}

#[secure_route(get = "/every/message", role = "admin", all_rows = "messages")]
async fn every_message(
    messages: AllRows<Message>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Message>, Problem> {
    messages.page(&paging).await
}

#[secure_route(get = "/deals", role = "customer", owns = "deals.any")]
async fn list_deals(deals: OwnedSet<Deal>, paging: Valid<Query<Paging>>) -> Result<Page<Deal>, Problem> {
    deals.page(&paging).await
}

#[secure_route(post = "/deals/{whom}", role = "customer", owns = "deals.buyer")]
async fn deal(
    deals: OwnedSetMut<Deal>,
    place: Valid<Path<Whom>>,
    input: Valid<Json<DealInput>>,
) -> Result<Created<Deal>, Problem> {
    Ok(Created(deals.insert_with(&[place.whom], &input).await?))
}

#[secure_route(get = "/rooms", role = "customer", owns = "rooms.team")]
async fn list_rooms(rooms: OwnedSet<Room>, paging: Valid<Query<Paging>>) -> Result<Page<Room>, Problem> {
    rooms.page(&paging).await
}

#[secure_route(get = "/notes", role = "customer", owns = "notes.team")]
async fn list_notes(notes: OwnedSet<Note>, paging: Valid<Query<Paging>>) -> Result<Page<Note>, Problem> {
    notes.page(&paging).await
}

#[secure_route(post = "/notes/{team}", role = "customer", owns = "notes.team")]
async fn add_note(
    notes: OwnedSetMut<Note>,
    place: Valid<Path<Team>>,
    input: Valid<Json<NoteInput>>,
) -> Result<Created<Note>, Problem> {
    Ok(Created(notes.insert_for(&place.team.to_string(), &input).await?))
}

#[secure_route(get = "/groups", role = "customer", owns = "groups.user")]
async fn list_groups(groups: OwnedSet<Group>, paging: Valid<Query<Paging>>) -> Result<Page<Group>, Problem> {
    groups.page(&paging).await
}

#[secure_route(get = "/choices", role = "customer", owns = "choices.table.user")]
async fn list_choices(
    choices: OwnedSet<Choice>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Choice>, Problem> {
    choices.page(&paging).await
}

#[secure_route(get = "/cards", role = "customer", owns = "cards.holder")]
async fn list_cards(cards: OwnedSet<Card>, paging: Valid<Query<Paging>>) -> Result<Page<Card>, Problem> {
    cards.page(&paging).await
}

#[secure_route(get = "/letters", role = "customer", owns = "letters.writer")]
async fn list_letters(
    letters: OwnedSet<Letter>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Letter>, Problem> {
    letters.page(&paging).await
}

#[secure_route(get = "/tickets", role = ["customer", "admin"], owns = "tickets.user_id", or_role = "admin")]
async fn list_tickets(
    tickets: OwnedSet<Ticket>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Ticket>, Problem> {
    tickets.page(&paging).await
}

#[derive(Record, Expose)]
pub(crate) struct Line {
    item: String,
    total: i64,
}

#[secure_route(get = "/report", role = "customer", owns = ["orders.user_id", "items.order.user_id"])]
async fn report(orders: OwnedSet<Order>, items: OwnedSet<Item>) -> Result<Json<Vec<Line>>, Problem> {
    let lines: Vec<Line> = owned_sql!(
        orders: Order, items: Item;
        "SELECT orders.item, count(items.id) AS total FROM orders LEFT JOIN items ON items.order_id = orders.id
         GROUP BY orders.item ORDER BY orders.item"
    )
    .all()
    .await?;
    Ok(Json(lines))
}

#[secure_route(post = "/purge", role = "admin", waive_query = "a test of hand-written SQL")]
async fn purge(sql: RawSql) -> Result<Json<Told>, Problem> {
    let told = sql.execute("UPDATE orders SET amount = amount + $1", (1_i64,)).await?;
    Ok(Json(Told { told: i64::try_from(told)? }))
}

#[secure_route(post = "/slow", role = "admin", waive_query = "a test of clients that leave")]
async fn slow(sql: RawSql, tx: Tx) -> Result<NoContent, Problem> {
    let _together = &tx;
    sql.execute("SELECT pg_sleep(0.4)", ()).await?;
    Ok(NoContent)
}

#[secure_route(post = "/broken", role = "admin", waive_query = "a test of statements that fail")]
async fn broken(sql: RawSql, tx: Tx) -> Result<NoContent, Problem> {
    let _together = &tx;
    sql.execute("SELECT nothing FROM orders", ()).await?;
    Ok(NoContent)
}

/// The app, without a database.
pub(crate) fn app() -> App {
    App::new(Environment::Production)
        .client_ip(ClientIpSource::socket())
        .default_quota(1_000_000, Per::Minute)
        .roles::<Role>()
        .issuer(issuer())
        .mount(routes![
            get_order,
            change_order,
            delete_order,
            list_orders,
            place_order,
            keep_order,
            every_order,
            order_for
        ])
        .mount(routes![list_items, add_item, change_item, every_item, ship, report, purge, slow, broken])
        .mount(routes![get_document, change_document, list_documents, readers, give, list_pages, add_page])
        .mount(routes![
            list_projects,
            begin_project,
            keep_project,
            every_project,
            whole_project,
            list_tasks,
            every_task
        ])
        .mount(routes![get_profile, keep_profile, read_posts, my_posts, tell, every_message])
        .mount(routes![list_groups, list_choices, list_cards, list_letters, list_tickets])
        .mount(routes![list_deals, deal, list_rooms, list_notes, add_note])
}
