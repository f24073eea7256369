//! Rule: a hand-written SELECT over the sets of the caller

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record, Expose)]
pub struct Line {
    item: String,
    total: i64,
    noted: bool,
}

#[secure_route(get = "/report", role = "customer", owns = ["orders.user_id", "notes.author_id"])]
pub async fn handler(orders: OwnedSet<Order>, notes: OwnedSet<Note>) -> Result<Json<Vec<Line>>, Problem> {
    let least = 2_i64;
    let lines: Vec<Line> = owned_sql!(
        orders: Order, notes: Note;
        "WITH counted AS (
             SELECT lower(item) AS item, count(*) AS total FROM orders GROUP BY lower(item)
         )
         SELECT item, total, EXISTS (SELECT 1 FROM notes WHERE text LIKE $2) AS noted
         FROM counted WHERE total >= $1 AND total < $1 + 100
         ORDER BY total DESC, item LIMIT 20",
        least,
        "%lamp%"
    )
    .all()
    .await?;
    Ok(Json(lines))
}
