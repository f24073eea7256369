//! Rule: a SELECT over what is published reads the columns that are public, however the set is lent.
//! Expect: at the set's row type, that the text reads a column that is not public.

use portcullis::prelude::*;

#[derive(Resource, Expose)]
#[resource(table = "books", owner = "author_id", public_when = "published")]
struct Book {
    #[expose(public)]
    id: i64,
    author_id: i64,
    advance: i64,
    published: bool,
}

#[derive(Record, Expose)]
struct Advance {
    advance: i64,
}

#[secure_route(get = "/advances", public, reads = "books")]
async fn advances(books: Public<Book>) -> Result<Json<Vec<Advance>>, Problem> {
    let books = &books;
    Ok(Json(owned_sql!(books: Book; "SELECT sum(b.advance) AS advance FROM books AS b GROUP BY b.id").all().await?))
}

fn main() {}
