//! Rule: raw SQL runs for a reason, of fixed text

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/purge", role = "admin", waive_query = "old orders go, whoever owns them")]
pub async fn handler(sql: RawSql) -> Result<Json<Done>, Problem> {
    let gone = sql.execute("DELETE FROM orders WHERE id < $1", (1_000_i64,)).await?;
    let left: Vec<Order> = sql.rows("SELECT id, user_id, approver_id, item, risk_score FROM orders", ()).await?;
    Ok(Json(Done { done: gone > 0 && left.is_empty() }))
}
