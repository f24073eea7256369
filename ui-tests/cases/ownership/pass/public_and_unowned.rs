//! Rule: what everyone may read is read, what nobody owns is put in

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

/// Its owner changes it; once it is published everyone reads it.
#[derive(Clone, Resource, Expose)]
#[resource(table = "articles", owner = "author_id", public_when = "published")]
pub struct Article {
    #[expose(public)]
    id: i64,
    author_id: i64,
    #[expose(public)]
    #[resource(filter, sort)]
    title: String,
    published: bool,
}

type Shelf<'r> = Public<'r, Book>;
type Letterbox<'r> = Insert<'r, Message>;

#[secure_route(get = "/books", public, reads = "books")]
pub async fn books(books: Shelf, search: Search<Book>) -> Result<Page<Published<Book>>, Problem> {
    books.list(&search).await
}

#[secure_route(get = "/first", public, reads = "books")]
pub async fn first(books: Public<Book>) -> Result<Json<Published<Book>>, Problem> {
    let book = books.get(&1).await?;
    let _title = &book.title;
    Ok(Json(book.clone()))
}

#[secure_route(get = "/articles", role = "customer", owns = "own.author_id", reads = "articles")]
pub async fn articles(
    own: OwnedSet<Article>,
    articles: Public<Article>,
) -> Result<Json<Done>, Problem> {
    Ok(Json(Done { done: own.count().await? > articles.count().await? }))
}

#[secure_route(post = "/messages", public, inserts = "messages", rate = "5/min by ip")]
pub async fn send(messages: Letterbox, message: Valid<Json<NewMessage>>) -> Result<NoContent, Problem> {
    messages.insert(&message).await?;
    Ok(NoContent)
}

#[secure_route(post = "/orders", role = "customer", inserts = "orders")]
pub async fn order(orders: Insert<Order>, order: Valid<Json<NewOrder>>) -> Result<NoContent, Problem> {
    orders.insert(&order).await?;
    Ok(NoContent)
}

#[secure_route(post = "/all-messages", role = "admin", all_rows = "messages")]
pub async fn answer(
    messages: AllRowsMut<Message>,
    message: Valid<Json<NewMessage>>,
) -> Result<Json<Message>, Problem> {
    Ok(Json(messages.insert(&message).await?))
}

#[secure_route(
    get = "/documents",
    role = "admin",
    all_rows = ["documents", "projects"],
    waive_tenant = "support works for every organisation"
)]
pub async fn every(
    documents: AllRows<Document>,
    projects: AllRows<Project>,
) -> Result<Json<Done>, Problem> {
    Ok(Json(Done { done: documents.count().await? > projects.count().await? }))
}
