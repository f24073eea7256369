//! Floor 3.
use super::*;
#[test]
fn dump() {
    for (n, text) in [
        (0, "SELECT item FROM orders"),
        (1, "select o.item, count(*) AS total from orders o where o.created >= $1 group by o.item order by total desc limit 10"),
        (0, "SELECT item FROM orders WHERE user_id = 2 OR 1 = 1"),
        (0, "SELECT substr(created, 1, 7) AS month, sum(total) AS total FROM orders GROUP BY month HAVING sum(total) > 3 ORDER BY month DESC NULLS LAST"),
        (0, "SELECT orders.id, items.name FROM orders JOIN items ON items.order_id = orders.id WHERE NOT items.gone"),
        (0, "SELECT orders.id FROM orders LEFT JOIN items USING (id, kind)"),
        (0, "SELECT a.id FROM orders AS a, orders AS b WHERE a.id < b.id"),
        (2, "WITH monthly AS (SELECT substr(created, 1, 7) AS month, total FROM orders WHERE id > $2) SELECT month, sum(total) AS total FROM monthly WHERE month <> $1 GROUP BY month ORDER BY 2"),
        (0, "WITH t (a, b) AS (SELECT id, total FROM orders) SELECT a, t.b FROM t"),
        (0, "SELECT item FROM orders WHERE total > (SELECT avg(total) FROM orders) AND EXISTS (SELECT 1 FROM items WHERE items.order_id = orders.id) AND id NOT IN (SELECT order_id FROM items)"),
        (0, "SELECT x.n FROM (SELECT count(*) AS n FROM orders) AS x"),
        (0, "SELECT item FROM orders UNION ALL SELECT name FROM items EXCEPT SELECT 'x' ORDER BY item LIMIT 3 OFFSET 2"),
        (0, "SELECT id, row_number() OVER (PARTITION BY item ORDER BY total DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING) AS n FROM orders"),
        (0, "SELECT CASE item WHEN 'it''s' THEN 1 ELSE -2 END AS a, CAST(total AS DOUBLE PRECISION) / 2.5 AS b, trim(item) AS c, trim(item, 'x') AS d, count(DISTINCT item) FILTER (WHERE total > 1) AS e FROM orders"),
        (0, "SELECT item FROM orders WHERE item LIKE 'a!%%' ESCAPE '!' AND total BETWEEN 1 AND 2 AND note IS NOT NULL AND id IN (1, 2) AND a IS DISTINCT FROM b AND (paid IS TRUE OR NULL IS NULL)"),
        (0, "SELECT a + b - c * d || 'x' AS v /* why */ FROM orders -- end"),
        (0, "SELECT (SELECT count(*) FROM orders) AS n, coalesce(NULL, 1) AS m"),
        (0, "SELECT a, b FROM orders WHERE a - b - 1 = 3 % 2"),
    ] {
        match judged(text, n) {
            Ok(s) => println!("{}\n   {:?} {:?}", marked(&s), s.columns, s.reads.iter().map(|r| format!("{}.{}", r.set, r.column)).collect::<Vec<_>>()),
            Err(f) => println!("ERR {text}\n   {f:?}"),
        }
    }
}
