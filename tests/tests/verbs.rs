//! Every verb on every kind of owner: two users who want each other's rows, over sockets, on both engines.

use portcullis::identity::TokenRequest;
use portcullis::prelude::*;
use portcullis_tests::shop::Role;
use portcullis_tests::{Answer, Engine, Server, issuer, on_both, token};
use reqwest::Method;
use serde_json::{Value, json};

on_both!(
    a_reference_is_to_ones_own_row,
    several_rows_at_once_or_none,
    an_upsert_changes_ones_own_row_alone,
    either_owner_reaches_what_both_have,
    teams_are_a_list_of_claims,
    one_row_an_owner_needs_no_id,
    a_row_without_an_owner_is_nobodys,
    what_is_published_is_everyones_to_read,
    what_is_put_in_does_not_come_out,
    a_parents_parent_owns,
    a_second_writer_is_told,
    jobs_reach_rows_without_a_caller,
    every_organisation_for_a_reason,
);

// --- addresses, and parcels that refer to one

/// An address.
#[derive(Resource, Expose)]
#[resource(table = "addresses", owner = "user_id")]
struct Address {
    id: i64,
    user_id: i64,
    street: String,
}

/// A parcel.
#[derive(Resource, Expose)]
#[resource(table = "parcels", owner = "user_id", unique = "label")]
struct Parcel {
    id: i64,
    user_id: i64,
    label: String,
    #[resource(references = Address)]
    address_id: i64,
    #[resource(references = Address)]
    return_id: Option<i64>,
}

#[secure_input(creates = Parcel)]
struct NewParcel {
    #[validate(length(min = 1, max = 20))]
    label: String,
    address_id: Ref<Address>,
}

#[secure_input(patches = Parcel)]
struct ParcelChange {
    address_id: Option<Ref<Address>>,
    return_id: Option<Ref<Address>>,
}

#[secure_input]
struct Parcels {
    #[validate(length(max = 10))]
    parcels: Vec<NewParcel>,
}

#[secure_route(post = "/parcels", authenticated, owns = "parcels.user_id")]
async fn send_parcel(
    parcels: OwnedSetMut<Parcel>,
    parcel: Valid<Json<NewParcel>>,
) -> Result<Created<Parcel>, Problem> {
    Ok(Created(parcels.insert(&parcel).await?))
}

#[secure_route(post = "/parcels/many", authenticated, owns = "parcels.user_id")]
async fn send_parcels(
    parcels: OwnedSetMut<Parcel>,
    input: Valid<Json<Parcels>>,
) -> Result<Json<Vec<Parcel>>, Problem> {
    Ok(Json(parcels.insert_all(&input.parcels).await?))
}

#[secure_route(put = "/parcels", authenticated, owns = "parcels.user_id")]
async fn put_parcel(
    parcels: OwnedSetMut<Parcel>,
    parcel: Valid<Json<NewParcel>>,
) -> Result<Json<Parcel>, Problem> {
    Ok(Json(parcels.upsert(&parcel).await?))
}

#[secure_route(patch = "/parcels/{parcel_id}", authenticated, owns = "parcel.user_id")]
async fn change_parcel(
    mut parcel: OwnedMut<Parcel>,
    change: Valid<Json<ParcelChange>>,
) -> Result<Json<Parcel>, Problem> {
    parcel.update(&change).await?;
    Ok(parcel.into_reply())
}

#[secure_route(get = "/parcels", authenticated, owns = "parcels.user_id")]
async fn parcels(parcels: OwnedSet<Parcel>, paging: Valid<Query<Paging>>) -> Result<Page<Parcel>, Problem> {
    parcels.page(&paging).await
}

// The address comes first in the path, so a parcel must go there.
#[secure_route(
    get = "/addresses/{address_id}/parcels",
    authenticated,
    owns = ["address.user_id", "parcels.user_id"]
)]
async fn parcels_to(
    address: Owned<Address>,
    parcels: OwnedSet<Parcel>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Parcel>, Problem> {
    tracing::debug!(address = address.id, "parcels to it");
    parcels.page(&paging).await
}

// --- deals, which have two owners

/// A deal.
#[derive(Resource, Expose)]
#[resource(table = "deals", owner(any = ["buyer_id", "seller_id"]))]
struct Deal {
    id: i64,
    buyer_id: i64,
    seller_id: i64,
    price: i64,
}

#[secure_input(creates = Deal, patches = Deal)]
struct Price {
    #[validate(range(min = 1, max = 1000))]
    price: i64,
}

#[secure_route(get = "/deals", authenticated, owns = "deals.any")]
async fn deals(deals: OwnedSet<Deal>, paging: Valid<Query<Paging>>) -> Result<Page<Deal>, Problem> {
    deals.page(&paging).await
}

#[secure_route(get = "/purchases", authenticated, owns = "deals.buyer_id")]
async fn purchases(deals: OwnedSet<Deal>, paging: Valid<Query<Paging>>) -> Result<Page<Deal>, Problem> {
    deals.page(&paging).await
}

#[secure_input]
struct Seller {
    seller: i64,
}

#[secure_route(post = "/purchases/{seller}", authenticated, owns = "deals.buyer_id")]
async fn buy(
    deals: OwnedSetMut<Deal>,
    from: Valid<Path<Seller>>,
    price: Valid<Json<Price>>,
) -> Result<Created<Deal>, Problem> {
    Ok(Created(deals.insert_with(&[from.seller], &price).await?))
}

#[secure_route(put = "/sales/{deal_id}", authenticated, owns = "deal.seller_id")]
async fn set_price(mut deal: OwnedMut<Deal>, price: Valid<Json<Price>>) -> Result<Json<Deal>, Problem> {
    deal.update(&price).await?;
    Ok(deal.into_reply())
}

// --- boards of teams

/// A board.
#[derive(Resource, Expose)]
#[resource(table = "boards", owner(column = "team", claims = "teams"))]
struct Board {
    id: i64,
    team: String,
    name: String,
}

#[secure_input(creates = Board)]
struct NewBoard {
    #[validate(length(min = 1, max = 20))]
    name: String,
}

#[secure_input]
struct Team {
    #[validate(length(max = 20))]
    team: String,
}

#[secure_route(get = "/boards", authenticated, owns = "boards.team")]
async fn boards(boards: OwnedSet<Board>, paging: Valid<Query<Paging>>) -> Result<Page<Board>, Problem> {
    boards.page(&paging).await
}

#[secure_route(post = "/teams/{team}/boards", authenticated, owns = "boards.team")]
async fn new_board(
    boards: OwnedSetMut<Board>,
    place: Valid<Path<Team>>,
    input: Valid<Json<NewBoard>>,
) -> Result<Created<Board>, Problem> {
    Ok(Created(boards.insert_for(&place.team, &input).await?))
}

// --- profiles, one an owner

/// A profile.
#[derive(Resource, Expose)]
#[resource(table = "profiles", owner = "user_id", one_per_owner)]
struct Profile {
    id: i64,
    user_id: i64,
    bio: String,
}

#[secure_input(creates = Profile, patches = Profile)]
struct Bio {
    #[validate(length(max = 50))]
    bio: String,
}

#[secure_route(get = "/profile", authenticated, owns = "profile.user_id")]
async fn profile(profile: Owned<Profile>) -> Json<Profile> {
    profile.into_reply()
}

#[secure_route(put = "/profile", authenticated, owns = "profiles.user_id")]
async fn put_profile(
    profiles: OwnedSetMut<Profile>,
    bio: Valid<Json<Bio>>,
) -> Result<Json<Profile>, Problem> {
    Ok(Json(profiles.upsert(&bio).await?))
}

#[secure_route(patch = "/profile", authenticated, owns = "profile.user_id")]
async fn change_profile(
    mut profile: OwnedMut<Profile>,
    bio: Valid<Json<Bio>>,
) -> Result<Json<Profile>, Problem> {
    profile.update(&bio).await?;
    Ok(profile.into_reply())
}

// --- finds, which may be nobody's

/// A find.
#[derive(Resource, Expose)]
#[resource(table = "finds", owner = "user_id", null = "nobody")]
struct Find {
    id: i64,
    user_id: Option<i64>,
    what: String,
}

#[secure_route(get = "/finds", authenticated, owns = "finds.user_id")]
async fn finds(finds: OwnedSet<Find>, paging: Valid<Query<Paging>>) -> Result<Page<Find>, Problem> {
    finds.page(&paging).await
}

#[secure_route(get = "/finds/{find_id}", authenticated, owns = "find.user_id")]
async fn find(find: Owned<Find>) -> Json<Find> {
    find.into_reply()
}

// --- books, of which some are published, and messages

/// A book.
#[derive(Clone, Resource, Expose)]
#[resource(table = "books", owner = "author_id", public_when = "published")]
struct Book {
    #[expose(public)]
    #[resource(sort)]
    id: i64,
    author_id: i64,
    #[expose(public)]
    #[resource(filter, sort)]
    title: String,
    #[resource(filter)]
    advance: i64,
    published: bool,
}

#[secure_route(get = "/books", public, reads = "books")]
async fn books(books: Public<Book>, search: Search<Book>) -> Result<Page<Published<Book>>, Problem> {
    books.list(&search).await
}

#[secure_input]
struct Which {
    id: i64,
}

#[secure_route(get = "/books/{id}", public, reads = "books")]
async fn book(books: Public<Book>, which: Valid<Path<Which>>) -> Result<Json<Published<Book>>, Problem> {
    Ok(Json(books.get(&which.id).await?))
}

#[secure_route(get = "/copies/{id}", public, reads = "books")]
async fn copied(books: Public<Book>, which: Valid<Path<Which>>) -> Result<Json<Book>, Problem> {
    let book: &Book = &*books.get(&which.id).await?;
    Ok(Json(book.clone()))
}

#[secure_route(get = "/mixed/{id}", authenticated, reads = "books", owns = "own.author_id")]
async fn mixed(
    books: Public<Book>,
    own: OwnedSet<Book>,
    which: Valid<Path<Which>>,
) -> Result<Json<Vec<Book>>, Problem> {
    let mut all = vec![(*books.get(&which.id).await?).clone()];
    all.truncate(1 + usize::try_from(own.count().await?).unwrap_or(0));
    Ok(Json(all))
}

macro_rules! row_type {
    ($name:ident, $table:literal) => {
        #[derive(Clone, Resource, Expose)]
        #[resource(owner = "author_id", public_when = "published")]
        #[resource(table = $table)]
        struct $name {
            #[expose(public)]
            id: i64,
            author_id: i64,
            advance: i64,
            published: bool,
        }
    };
}

row_type!(Written, "books");

#[secure_route(get = "/written/{id}", public, reads = "books")]
async fn written(books: Public<Written>, which: Valid<Path<Which>>) -> Result<Json<Written>, Problem> {
    Ok(Json((*books.get(&which.id).await?).clone()))
}

/// What is told of a book.
#[derive(Expose)]
struct Told {
    book: Book,
    again: Vec<Option<Book>>,
}

#[secure_route(get = "/told/{id}", authenticated, reads = "books")]
async fn told(books: Public<Book>, which: Valid<Path<Which>>) -> Result<Json<Told>, Problem> {
    let book = books.get(&which.id).await?;
    Ok(Json(Told { book: (*book).clone(), again: vec![Some((*book).clone())] }))
}

#[derive(Record, Expose)]
struct BookTitle {
    title: String,
}

#[secure_route(get = "/titles", public, reads = "books")]
async fn titles(books: Public<Book>) -> Result<Json<Vec<BookTitle>>, Problem> {
    Ok(Json(owned_sql!(books: Book; "SELECT title FROM books ORDER BY id").all().await?))
}

#[secure_route(get = "/own/books", authenticated, owns = "books.author_id")]
async fn own_books(books: OwnedSet<Book>, search: Search<Book>) -> Result<Page<Book>, Problem> {
    books.list(&search).await
}

/// A message.
#[derive(Resource)]
#[resource(table = "messages", unowned)]
struct Message {
    id: i64,
    text: String,
}

#[secure_input(creates = Message)]
struct NewMessage {
    #[validate(length(min = 1, max = 20))]
    text: String,
}

#[secure_route(post = "/messages", public, inserts = "messages", rate = "1000/s")]
async fn send_message(
    messages: Insert<Message>,
    message: Valid<Json<NewMessage>>,
) -> Result<NoContent, Problem> {
    messages.insert(&message).await?;
    Ok(NoContent)
}

/// What the app counts.
#[derive(Expose)]
struct Count {
    count: u64,
}

#[secure_route(get = "/messages-count", role = "admin", all_rows = "messages")]
async fn count_messages(messages: AllRows<Message>) -> Result<Json<Count>, Problem> {
    Ok(Json(Count { count: messages.count().await? }))
}

// --- tasks in lists in projects: the project's lead owns them; the project is an organisation's

/// A project.
#[derive(Resource, Expose)]
#[resource(table = "projects", owner = "lead_id", tenant = "org_id")]
struct Project {
    id: i64,
    org_id: i64,
    lead_id: i64,
    budget: i64,
}

#[derive(Change)]
#[change(creates = Project)]
struct Founded {
    budget: i64,
}

/// A list.
#[derive(Resource, Expose)]
#[resource(table = "lists", owner = "project.lead_id")]
struct List {
    id: i64,
    #[resource(parent = Project)]
    project_id: i64,
}

/// A task.
#[derive(Resource, Expose)]
#[resource(table = "tasks", owner = "list.project.lead_id", version = "version")]
struct Task {
    id: i64,
    #[resource(parent = List)]
    list_id: i64,
    title: String,
    version: i64,
}

#[secure_input(creates = Task, patches = Task)]
struct Title {
    #[validate(length(min = 1, max = 20))]
    title: String,
}

/// What a new task is below, as a client names it.
#[secure_input]
struct TaskInList {
    list: Ref<List>,
    #[validate(length(min = 1, max = 20))]
    title: String,
}

#[secure_route(
    get = "/projects/{project_id}/tasks",
    authenticated,
    owns = ["project.lead_id", "tasks.list.project.lead_id"]
)]
async fn tasks_of_project(
    project: Owned<Project>,
    tasks: OwnedSet<Task>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Task>, Problem> {
    tracing::debug!(project = project.id, "its tasks");
    tasks.page(&paging).await
}

#[secure_route(get = "/tasks/{task_id}", authenticated, owns = "task.list.project.lead_id")]
async fn task(task: Owned<Task>) -> Json<Task> {
    task.into_reply()
}

#[secure_route(put = "/tasks/{task_id}", authenticated, owns = "task.list.project.lead_id")]
async fn rename_task(mut task: OwnedMut<Task>, title: Valid<Json<Title>>) -> Result<Json<Task>, Problem> {
    task.update(&title).await?;
    Ok(task.into_reply())
}

#[derive(Change)]
#[change(creates = Task)]
struct NewTask {
    title: String,
}

#[secure_route(post = "/tasks", authenticated, owns = "tasks.list.project.lead_id")]
async fn new_task(
    tasks: OwnedSetMut<Task>,
    input: Valid<Json<TaskInList>>,
) -> Result<Created<Task>, Problem> {
    let TaskInList { list, title } = input.into_inner();
    Ok(Created(tasks.insert_under(&list, &NewTask { title }).await?))
}

#[secure_route(get = "/all/tasks", role = "admin", all_rows = "tasks")]
async fn all_tasks(tasks: AllRows<Task>, paging: Valid<Query<Paging>>) -> Result<Page<Task>, Problem> {
    tasks.page(&paging).await
}

#[secure_route(
    get = "/everywhere/tasks",
    role = "admin",
    all_rows = "tasks",
    waive_tenant = "the operator counts tasks of every organisation"
)]
async fn tasks_everywhere(tasks: AllRows<Task>, paging: Valid<Query<Paging>>) -> Result<Page<Task>, Problem> {
    tasks.page(&paging).await
}

const TABLES: Script = Script {
    sqlite: "
        CREATE TABLE addresses (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, street TEXT NOT NULL);
        CREATE TABLE parcels (
            id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, label TEXT NOT NULL, address_id INTEGER NOT NULL,
            return_id INTEGER, UNIQUE (user_id, label));
        CREATE TABLE deals (
            id INTEGER PRIMARY KEY, buyer_id INTEGER NOT NULL, seller_id INTEGER NOT NULL, price INTEGER NOT NULL);
        CREATE TABLE boards (id INTEGER PRIMARY KEY, team TEXT NOT NULL, name TEXT NOT NULL);
        CREATE TABLE profiles (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL UNIQUE, bio TEXT NOT NULL);
        CREATE TABLE finds (id INTEGER PRIMARY KEY, user_id INTEGER, what TEXT NOT NULL);
        CREATE TABLE books (
            id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL, title TEXT NOT NULL, advance INTEGER NOT NULL,
            published BOOLEAN NOT NULL);
        CREATE TABLE messages (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
        CREATE TABLE projects (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, lead_id INTEGER NOT NULL,
            budget INTEGER NOT NULL);
        CREATE TABLE lists (id INTEGER PRIMARY KEY, project_id INTEGER NOT NULL REFERENCES projects);
        CREATE TABLE tasks (
            id INTEGER PRIMARY KEY, list_id INTEGER NOT NULL REFERENCES lists, title TEXT NOT NULL,
            version INTEGER NOT NULL);",
    postgres: "
        CREATE TABLE addresses (id BIGSERIAL PRIMARY KEY, user_id BIGINT NOT NULL, street TEXT NOT NULL);
        CREATE TABLE parcels (
            id BIGSERIAL PRIMARY KEY, user_id BIGINT NOT NULL, label TEXT NOT NULL, address_id BIGINT NOT NULL,
            return_id BIGINT, UNIQUE (user_id, label));
        CREATE TABLE deals (
            id BIGSERIAL PRIMARY KEY, buyer_id BIGINT NOT NULL, seller_id BIGINT NOT NULL, price BIGINT NOT NULL);
        CREATE TABLE boards (id BIGSERIAL PRIMARY KEY, team TEXT NOT NULL, name TEXT NOT NULL);
        CREATE TABLE profiles (id BIGSERIAL PRIMARY KEY, user_id BIGINT NOT NULL UNIQUE, bio TEXT NOT NULL);
        CREATE TABLE finds (id BIGSERIAL PRIMARY KEY, user_id BIGINT, what TEXT NOT NULL);
        CREATE TABLE books (
            id BIGSERIAL PRIMARY KEY, author_id BIGINT NOT NULL, title TEXT NOT NULL, advance BIGINT NOT NULL,
            published BOOLEAN NOT NULL);
        CREATE TABLE messages (id BIGSERIAL PRIMARY KEY, text TEXT NOT NULL);
        CREATE TABLE projects (id BIGSERIAL PRIMARY KEY, org_id BIGINT NOT NULL, lead_id BIGINT NOT NULL,
            budget BIGINT NOT NULL);
        CREATE TABLE lists (id BIGSERIAL PRIMARY KEY, project_id BIGINT NOT NULL REFERENCES projects);
        CREATE TABLE tasks (
            id BIGSERIAL PRIMARY KEY, list_id BIGINT NOT NULL REFERENCES lists, title TEXT NOT NULL,
            version BIGINT NOT NULL);",
};

const ROWS: &str = "
    INSERT INTO addresses VALUES (101, 1, 'Alice street'), (102, 2, 'Bob street'), (103, 2, 'Second street');
    INSERT INTO parcels VALUES (101, 1, 'hers', 101, NULL), (102, 2, 'his', 102, NULL), (103, 2, 'more', 103, NULL);
    INSERT INTO deals VALUES (101, 1, 2, 10), (102, 2, 3, 20), (103, 3, 1, 30);
    INSERT INTO boards VALUES (101, 'red', 'plans'), (102, 'blue', 'secrets'), (103, 'green', 'lawn');
    INSERT INTO finds VALUES (101, NULL, 'a ring'), (102, 1, 'a coin'), (103, 2, 'a key');
    INSERT INTO books VALUES
        (101, 1, 'Out', 500, TRUE), (102, 1, 'Draft', 900, FALSE), (103, 2, 'Also out', 700, TRUE);
    INSERT INTO projects VALUES (101, 10, 1, 0), (102, 20, 2, 0), (103, 10, 3, 0);
    INSERT INTO lists VALUES (101, 101), (102, 102), (103, 103);
    INSERT INTO tasks VALUES (101, 101, 'of alice', 1), (102, 102, 'of bob', 1), (103, 103, 'of carol', 1);";

async fn app(engine: Engine) -> App {
    let database = Database::connect(&engine.url().await).await.unwrap();
    database.run_script(TABLES).await.unwrap();
    database.run_script(ROWS).await.unwrap();
    App::new(Environment::Production)
        .client_ip(ClientIpSource::socket())
        .default_quota(1_000_000, Per::Minute)
        .roles::<Role>()
        .database(database)
        .issuer(issuer())
        .mount(routes![send_parcel, send_parcels, put_parcel, change_parcel, parcels, parcels_to])
        .mount(routes![deals, purchases, buy, set_price, boards, new_board])
        .mount(routes![profile, put_profile, change_profile, finds, find])
        .mount(routes![
            books,
            book,
            copied,
            mixed,
            written,
            told,
            titles,
            own_books,
            send_message,
            count_messages
        ])
        .mount(routes![tasks_of_project, task, rename_task, new_task, all_tasks, tasks_everywhere])
}

async fn server(engine: Engine) -> Server {
    Server::start(app(engine).await).await
}

fn ids(answer: &Answer) -> Vec<i64> {
    let items = answer.json()["items"].as_array().cloned();
    let items = items.unwrap_or_else(|| panic!("{answer:?}"));
    items.iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

fn in_org(subject: i64, organisation: i64, roles: &[Role]) -> String {
    let request = TokenRequest::new(subject).roles(roles.iter().copied()).tenant(organisation);
    issuer().mint(&request).unwrap().reveal().to_owned()
}

async fn a_reference_is_to_ones_own_row(engine: Engine) {
    let server = server(engine).await;
    let (alice, bob) = (token(1, &[]), token(2, &[]));
    let send = async |address: Value| {
        server.post("/parcels", &bob, json!({ "label": "new", "address_id": address })).await
    };
    // Hers is the one that does not exist.
    let (foreign, absent) = (send(json!(101)).await, send(json!(999)).await);
    foreign.assert_problem(404);
    assert_eq!(foreign.comparable(), absent.comparable());
    for odd in [json!("+102"), json!("0102"), json!(102.0), json!(null), json!([102]), json!({ "id": 102 })] {
        send(odd).await.assert_problem(422);
    }
    let made = send(json!(102)).await;
    assert_eq!((made.status, made.json()["address_id"].clone()), (201, json!(102)), "{made:?}");
    let change =
        async |who: &str, body: Value| server.send(Method::PATCH, "/parcels/102", who, Some(body)).await;
    for field in ["address_id", "return_id"] {
        change(&bob, json!({ field: 101 })).await.assert_problem(404);
        assert_eq!(change(&bob, json!({ field: 103 })).await.json()[field], 103, "{field}");
    }
    change(&alice, json!({ "address_id": 101 })).await.assert_problem(404);
    // What is left out stays.
    let kept = change(&bob, json!({})).await.json();
    assert_eq!((kept["address_id"].clone(), kept["return_id"].clone()), (json!(103), json!(103)));
    // A list below an address is of that address.
    assert_eq!(ids(&server.get("/addresses/102/parcels", &bob).await).len(), 1);
    assert_eq!(ids(&server.get("/addresses/103/parcels", &bob).await), [102, 103]);
    server.get("/addresses/101/parcels", &bob).await.assert_problem(404);
}

async fn several_rows_at_once_or_none(engine: Engine) {
    let server = server(engine).await;
    let bob = token(2, &[]);
    let parcel = |label: &str, address: i64| json!({ "label": label, "address_id": address });
    let send =
        async |parcels: Vec<Value>| server.post("/parcels/many", &bob, json!({ "parcels": parcels })).await;
    let count = async || ids(&server.get("/parcels", &bob).await).len();
    // One address is not his, one label is taken: nothing is written.
    send(vec![parcel("a", 102), parcel("b", 101), parcel("c", 103)]).await.assert_problem(404);
    send(vec![parcel("a", 102), parcel("his", 102)]).await.assert_problem(409);
    send(vec![parcel("a", 102), parcel("a", 102)]).await.assert_problem(409);
    assert_eq!(count().await, 2);
    let made = send(vec![parcel("a", 102), parcel("b", 103)]).await;
    let made: Vec<(Value, Value)> = made
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["label"].clone(), row["user_id"].clone()))
        .collect();
    assert_eq!(made, [(json!("a"), json!(2)), (json!("b"), json!(2))]);
    assert_eq!(send(vec![]).await.json(), json!([]));
    assert_eq!(count().await, 4);
}

async fn an_upsert_changes_ones_own_row_alone(engine: Engine) {
    let server = server(engine).await;
    let (alice, bob) = (token(1, &[]), token(2, &[]));
    let put = async |who: &str, label: &str, address: i64| {
        server
            .send(Method::PUT, "/parcels", who, Some(json!({ "label": label, "address_id": address })))
            .await
    };
    let changed = put(&bob, "his", 103).await.json();
    assert_eq!((changed["id"].clone(), changed["address_id"].clone()), (json!(102), json!(103)));
    // Her label is free for him, and her parcel stays what it is.
    let made = put(&bob, "hers", 102).await.json();
    assert_eq!(made["user_id"], 2, "{made}");
    assert_ne!(made["id"], 101);
    assert_eq!(server.get("/parcels", &alice).await.json()["items"][0]["address_id"], 101);
    put(&bob, "his", 101).await.assert_problem(404);
}

async fn either_owner_reaches_what_both_have(engine: Engine) {
    let server = server(engine).await;
    let (alice, bob) = (token(1, &[]), token(2, &[]));
    assert_eq!(ids(&server.get("/deals", &alice).await), [101, 103]);
    assert_eq!(ids(&server.get("/deals", &bob).await), [101, 102]);
    // The narrower path: as the buyer alone.
    assert_eq!(ids(&server.get("/purchases", &alice).await), [101]);
    assert_eq!(ids(&server.get("/deals", &token(9, &[])).await), [0; 0]);
    let made = server.post("/purchases/3", &alice, json!({ "price": 5 })).await;
    assert_eq!(
        (made.status, made.json()["buyer_id"].clone(), made.json()["seller_id"].clone()),
        (201, json!(1), json!(3))
    );
    // Bob sells in 101 and buys in 102: he sets the price of the first.
    let price = async |who: &str, id: i64| {
        server.send(Method::PUT, &format!("/sales/{id}"), who, Some(json!({ "price": 7 }))).await.status
    };
    assert_eq!((price(&bob, 101).await, price(&bob, 102).await, price(&bob, 103).await), (200, 404, 404));
    assert_eq!(price(&alice, 101).await, 404);
}

async fn teams_are_a_list_of_claims(engine: Engine) {
    let server = server(engine).await;
    let with = |teams: Value| {
        let request = TokenRequest::new(1).claim("teams", teams);
        issuer().mint(&request).unwrap().reveal().to_owned()
    };
    assert_eq!(ids(&server.get("/boards", &with(json!(["red"]))).await), [101]);
    assert_eq!(ids(&server.get("/boards", &with(json!(["green", "red", "none"]))).await), [101, 103]);
    // A text where a list belongs, an empty list, a list with something else in it, no list: nobody's.
    for teams in [
        json!("red"),
        json!([]),
        json!(["red", 7]),
        json!(["red", null]),
        json!({ "red": true }),
        json!(["red", ""]),
    ] {
        server.get("/boards", &with(teams)).await.assert_problem(404);
    }
    server.get("/boards", &token(1, &[])).await.assert_problem(404);
    for odd in [json!(["RED"]), json!(["red' OR '1'='1"]), json!(["%"]), json!(["red\",\"blue"])] {
        assert_eq!(ids(&server.get("/boards", &with(odd)).await), [0; 0]);
    }
    let red = with(json!(["red", "green"]));
    let made = server.post("/teams/green/boards", &red, json!({ "name": "hedge" })).await;
    assert_eq!((made.status, made.json()["team"].clone()), (201, json!("green")), "{made:?}");
    server.post("/teams/blue/boards", &red, json!({ "name": "spy" })).await.assert_problem(404);
}

async fn one_row_an_owner_needs_no_id(engine: Engine) {
    let server = server(engine).await;
    let (alice, bob) = (token(1, &[]), token(2, &[]));
    server.get("/profile", &alice).await.assert_problem(404);
    let put = async |who: &str, bio: &str| {
        server.send(Method::PUT, "/profile", who, Some(json!({ "bio": bio }))).await.json()
    };
    let first = put(&alice, "hello").await;
    assert_eq!(put(&alice, "hello again").await["id"], first["id"]);
    assert_ne!(put(&bob, "hi").await["id"], first["id"]);
    assert_eq!(server.get("/profile", &alice).await.json()["bio"], "hello again");
    let changed = server.send(Method::PATCH, "/profile", &bob, Some(json!({ "bio": "bye" }))).await;
    assert_eq!(changed.json()["bio"], "bye");
    assert_eq!(server.get("/profile", &alice).await.json()["bio"], "hello again");
}

async fn a_row_without_an_owner_is_nobodys(engine: Engine) {
    let server = server(engine).await;
    assert_eq!(ids(&server.get("/finds", &token(1, &[])).await), [102]);
    server.get("/finds/101", &token(1, &[])).await.assert_problem(404);
    for subject in ["", "NULL", "null", "0", "nobody"] {
        let answer = server.get("/finds/101", &token(subject, &[])).await;
        assert!([401, 404].contains(&answer.status), "{subject} {answer:?}");
    }
}

async fn what_is_published_is_everyones_to_read(engine: Engine) {
    let server = server(engine).await;
    let all = server.get("/books", "").await;
    assert_eq!(
        all.json()["items"],
        json!([{ "id": 101, "title": "Out" }, { "id": 103, "title": "Also out" }]),
        "only the public fields of what is published leave"
    );
    assert_eq!(server.get("/books/101", "").await.json(), json!({ "id": 101, "title": "Out" }));
    server.get("/books/102", "").await.assert_problem(404);
    // A copy of the row is of the row, however it is wrapped and whoever reads it.
    let out = json!({ "id": 101, "title": "Out" });
    assert_eq!(server.get("/copies/101", "").await.json(), out);
    for reader in [1, 2] {
        let told = server.get("/told/101", &token(reader, &[Role::Admin])).await;
        assert_eq!(told.json(), json!({ "book": out, "again": [out] }), "{reader}");
    }
    // Also where the route reaches own rows beside it, and where a macro writes the row type.
    assert_eq!(server.get("/mixed/101", &token(2, &[])).await.json(), json!([out]));
    assert_eq!(server.get("/written/101", "").await.json(), json!({ "id": 101 }));
    // SQL by hand has the public columns alone.
    assert_eq!(server.get("/titles", "").await.json(), json!([{ "title": "Out" }, { "title": "Also out" }]));
    // Whoever calls; its author too.
    let author = server.get("/books?title=Draft", &token(1, &[])).await;
    assert_eq!(ids(&author), [0; 0]);
    assert_eq!(ids(&server.get("/books?sort=-title", "").await), [101, 103]);
    assert_eq!(ids(&server.get("/books?title.starts_with=ALSO", "").await), [103]);
    // What the public does not see, it does not ask by.
    server.get("/books?advance.gt=1", "").await.assert_problem(422);
    let own = server.get("/own/books?advance.gt=600", &token(1, &[])).await;
    assert_eq!(own.json()["items"][0]["title"], "Draft");
    assert_eq!(own.json()["items"][0]["advance"], 900);
}

async fn what_is_put_in_does_not_come_out(engine: Engine) {
    let server = server(engine).await;
    let sent = server.post("/messages", "", json!({ "text": "hello" })).await;
    assert_eq!((sent.status, sent.text.as_str()), (204, ""), "{sent:?}");
    server.post("/messages", "", json!({ "text": "hello", "id": 1 })).await.assert_problem(422);
    assert_eq!(server.get("/messages-count", &token(9, &[Role::Admin])).await.json()["count"], 1);
}

async fn a_parents_parent_owns(engine: Engine) {
    let server = server(engine).await;
    let (alice, bob) = (in_org(1, 10, &[]), in_org(2, 20, &[]));
    assert_eq!(server.get("/tasks/101", &alice).await.json()["title"], "of alice");
    server.get("/tasks/101", &bob).await.assert_problem(404);
    // The right person in another organisation.
    server.get("/tasks/101", &in_org(1, 20, &[])).await.assert_problem(404);
    server.get("/tasks/101", &token(1, &[])).await.assert_problem(404);
    assert_eq!(ids(&server.get("/projects/101/tasks", &alice).await), [101]);
    server.get("/projects/102/tasks", &alice).await.assert_problem(404);
    let new = async |who: &str, list: i64| {
        server.post("/tasks", who, json!({ "list": list, "title": "new" })).await
    };
    assert_eq!(new(&alice, 101).await.json()["list_id"], 101);
    let (foreign, absent) = (new(&alice, 102).await, new(&alice, 999).await);
    foreign.assert_problem(404);
    assert_eq!(foreign.comparable(), absent.comparable());
    // The lead of the list's project, in another organisation.
    new(&in_org(2, 10, &[]), 102).await.assert_problem(404);
    // A role lifts the owner and never the organisation, which only the project knows.
    assert_eq!(ids(&server.get("/all/tasks", &in_org(9, 10, &[Role::Admin])).await).len(), 3);
    assert_eq!(ids(&server.get("/all/tasks", &in_org(9, 20, &[Role::Admin])).await), [102]);
    server.get("/all/tasks", &token(9, &[Role::Admin])).await.assert_problem(404);
}

async fn every_organisation_for_a_reason(engine: Engine) {
    let server = server(engine).await;
    for admin in [in_org(9, 10, &[Role::Admin]), token(9, &[Role::Admin])] {
        assert_eq!(ids(&server.get("/everywhere/tasks", &admin).await), [101, 102, 103]);
    }
    server.get("/everywhere/tasks", &in_org(1, 10, &[Role::Customer])).await.assert_problem(403);
}

async fn a_second_writer_is_told(engine: Engine) {
    let server = server(engine).await;
    let alice = in_org(1, 10, &[]);
    let rename = async |tag: &[&str]| {
        let mut request = server.request(Method::PUT, "/tasks/101").bearer_auth(&alice);
        for tag in tag {
            request = request.header("if-match", *tag);
        }
        Server::answer(request.json(&json!({ "title": "renamed" }))).await
    };
    assert_eq!(server.get("/tasks/101", &alice).await.header("etag"), "\"1\"");
    for tag in ["\"0\"", "\"2\"", "W/\"1\"", "1", "", "\"1", "\"*\"", "\"1 \""] {
        rename(&[tag]).await.assert_problem(412);
    }
    for tags in [vec!["\"1\""], vec!["*"], vec!["\"9\", \"3\""], vec!["\"9\"", "\"4\""], vec![]] {
        assert_eq!(rename(&tags).await.status, 200, "{tags:?}");
    }
    assert_eq!(server.get("/tasks/101", &alice).await.header("etag"), "\"6\"");
    // Many at once, each for the state that it saw: one wins.
    let calls = (0..8).map(|_| rename(&["\"6\""]));
    let answers = futures_util::future::join_all(calls).await;
    let won = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(won, 1, "{answers:?}");
    assert!(answers.iter().all(|answer| [200, 412].contains(&answer.status)), "{answers:?}");
    // A row of another is absent, whatever tag is given.
    let foreign = server.request(Method::PUT, "/tasks/102").bearer_auth(&alice).header("if-match", "\"1\"");
    Server::answer(foreign.json(&json!({ "title": "stolen" }))).await.assert_problem(404);
}

async fn jobs_reach_rows_without_a_caller(engine: Engine) {
    let mut app = app(engine).await;
    let system = app.system("tasks are counted at night");
    assert!(system.all::<Task>().is_err(), "not before the app is built");
    let ready = app.build().await.unwrap();
    assert!(ready.table().contains("rows without a caller: tasks are counted at night"), "{}", ready.table());
    let tasks = system.all::<Task>().unwrap();
    assert_eq!(tasks.rows().count().await.unwrap(), 3, "of every organisation");
    tasks.rows().update(&102, &NewTitle { title: "by the app".to_owned() }).await.unwrap();
    assert_eq!(system.all_within::<Task>(10).unwrap().rows().count().await.unwrap(), 2);
    assert!(system.all_within::<Task>("+10").is_err());
    let projects = system.all_within::<Project>(30).unwrap();
    let made = projects.rows().insert_for(&7, &Founded { budget: 5 }).await.unwrap();
    assert_eq!((made.org_id, made.lead_id), (30, 7));
    let parcels = system.acting_for(2).own::<Parcel>().unwrap();
    assert_eq!(parcels.rows().count().await.unwrap(), 2);
    assert_eq!(parcels.rows().get(&101).await.err().unwrap().status(), 404);
    let bob = system.acting_for(2).in_tenant(20);
    assert_eq!(bob.own::<Task>().unwrap().rows().get(&102).await.unwrap().title, "by the app");
    assert!(system.acting_for(2).own::<Task>().is_err(), "in no organisation there is nothing");
    assert!(system.acting_for("+2").own::<Parcel>().is_err());
    assert!(system.all::<BossesList>().is_err(), "nor who owns what a row is below");
    assert!(
        system.acting_for(20).own::<BySeller>().is_err(),
        "the routes say who owns a parcel, and no job says otherwise"
    );
}

#[derive(Resource)]
#[resource(table = "projects", owner(column = "lead_id", claim = "boss"), tenant = "org_id")]
struct BossesProject {
    id: i64,
    org_id: i64,
    lead_id: i64,
}

#[derive(Resource)]
#[resource(table = "lists", owner = "project.lead_id")]
struct BossesList {
    id: i64,
    #[resource(parent = BossesProject)]
    project_id: i64,
}

#[derive(Resource)]
#[resource(table = "parcels", owner = "address_id")]
struct BySeller {
    id: i64,
    address_id: i64,
}

#[derive(Change)]
#[change(patches = Task)]
struct NewTitle {
    title: String,
}
