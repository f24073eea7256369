//! Rule: a SELECT reads any two sets, and binds `&str`

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record, Expose)]
pub struct Sold {
    title: String,
    items: i64,
}

mod other {
    pub use portcullis_ui_tests::shop::Item as Part;
}

#[secure_route(get = "/sold", role = "customer", owns = "parts.order.user_id", reads = "books")]
pub async fn sold(parts: OwnedSet<other::Part>, books: Public<Book>) -> Result<Json<Vec<Sold>>, Problem> {
    let (least, like) = ("a", String::from("%z"));
    let sold: Vec<Sold> = owned_sql!(
        parts: other::Part, books: Book;
        "SELECT books.title AS title, count(*) AS items FROM parts JOIN books ON books.title = parts.name
         WHERE books.title >= $1 AND NOT parts.name LIKE $2 AND parts.name <> $3 GROUP BY books.title",
        least,
        like.as_str(),
        "",
    )
    .all()
    .await?;
    Ok(Json(sold))
}

#[secure_route(get = "/one", role = "admin", all_rows = "notes")]
pub async fn one(notes: AllRows<Note>) -> Result<Json<Sold>, Problem> {
    let found = owned_sql!(notes: Note; "SELECT text AS title, id AS items FROM notes ORDER BY id LIMIT 1");
    Ok(Json(found.one().await?))
}
