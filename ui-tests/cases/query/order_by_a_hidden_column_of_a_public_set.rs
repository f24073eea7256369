//! Rule: what a SELECT sorts, joins or filters by is read too: the order of what is published tells what is hidden.
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
struct Id {
    id: i64,
}

#[secure_route(get = "/dearest", public, reads = "books")]
async fn dearest(books: Public<Book>) -> Result<Json<Vec<Id>>, Problem> {
    Ok(Json(owned_sql!(books: Book; "SELECT id FROM books ORDER BY advance").all().await?))
}

fn main() {}
