//! What is read, and what of it runs.
//!
//! Floor 3. `⟨0⟩` is where the rows of `orders` that the caller owns are written, `⟨1⟩` those of `items`.

use super::{judged, marked};

/// The text and what runs.
pub(super) const CASES: &[(usize, &str, &str)] = &[
    (0, "SELECT item FROM orders", r#"SELECT "orders"."item" AS "item" FROM ⟨0⟩ AS "orders""#),
    (
        1,
        "select o.item, count(*) AS total from orders o where o.created >= $1 group by o.item order by total desc limit 10",
        r#"SELECT "o"."item" AS "item", count(*) AS "total" FROM ⟨0⟩ AS "o" WHERE ("o"."created" >= $1) GROUP BY "o"."item" ORDER BY "total" DESC LIMIT 10"#,
    ),
    (
        0,
        "SELECT item FROM orders WHERE user_id = 2 OR 1 = 1",
        r#"SELECT "orders"."item" AS "item" FROM ⟨0⟩ AS "orders" WHERE (("orders"."user_id" = 2) OR (1 = 1))"#,
    ),
    (
        0,
        "SELECT substr(created, 1, 7) AS month, sum(total) AS total FROM orders GROUP BY month HAVING sum(total) > 3 ORDER BY month DESC NULLS LAST",
        r#"SELECT substr("orders"."created", 1, 7) AS "month", sum("orders"."total") AS "total" FROM ⟨0⟩ AS "orders" GROUP BY "month" HAVING (sum("orders"."total") > 3) ORDER BY "month" DESC NULLS LAST"#,
    ),
    (
        0,
        "SELECT upper(item) AS item FROM orders GROUP BY item ORDER BY item",
        r#"SELECT upper("orders"."item") AS "item" FROM ⟨0⟩ AS "orders" GROUP BY "item" ORDER BY "item""#,
    ),
    (
        0,
        "SELECT orders.id, items.name FROM orders JOIN items ON items.order_id = orders.id WHERE NOT items.gone",
        r#"SELECT "orders"."id" AS "id", "items"."name" AS "name" FROM ⟨0⟩ AS "orders" JOIN ⟨1⟩ AS "items" ON ("items"."order_id" = "orders"."id") WHERE (NOT "items"."gone")"#,
    ),
    (
        0,
        "SELECT orders.id FROM orders LEFT JOIN items USING (id, kind)",
        r#"SELECT "orders"."id" AS "id" FROM ⟨0⟩ AS "orders" LEFT JOIN ⟨1⟩ AS "items" ON (("orders"."id" = "items"."id") AND ("orders"."kind" = "items"."kind"))"#,
    ),
    (
        0,
        "SELECT a.id FROM orders AS a, orders AS b WHERE a.id < b.id",
        r#"SELECT "a"."id" AS "id" FROM ⟨0⟩ AS "a", ⟨0⟩ AS "b" WHERE ("a"."id" < "b"."id")"#,
    ),
    (
        0,
        "SELECT a.id FROM orders AS a CROSS JOIN orders AS b RIGHT JOIN items AS c ON c.id = a.id FULL OUTER JOIN items AS d ON d.id = b.id",
        r#"SELECT "a"."id" AS "id" FROM ⟨0⟩ AS "a" CROSS JOIN ⟨0⟩ AS "b" RIGHT JOIN ⟨1⟩ AS "c" ON ("c"."id" = "a"."id") FULL JOIN ⟨1⟩ AS "d" ON ("d"."id" = "b"."id")"#,
    ),
    (
        2,
        "WITH monthly AS (SELECT substr(created, 1, 7) AS month, total FROM orders WHERE id > $2) SELECT month, sum(total) AS total FROM monthly WHERE month <> $1 GROUP BY month ORDER BY 2",
        r#"WITH "cte monthly" AS (SELECT substr("orders"."created", 1, 7) AS "month", "orders"."total" AS "total" FROM ⟨0⟩ AS "orders" WHERE ("orders"."id" > $2)) SELECT "monthly"."month" AS "month", sum("monthly"."total") AS "total" FROM "cte monthly" AS "monthly" WHERE ("monthly"."month" <> $1) GROUP BY "monthly"."month" ORDER BY 2"#,
    ),
    (
        0,
        "WITH t (a, b) AS (SELECT id, total FROM orders), u AS (SELECT a FROM t) SELECT u.a, t.b FROM t JOIN u USING (a)",
        r#"WITH "cte t" ("a", "b") AS (SELECT "orders"."id" AS "id", "orders"."total" AS "total" FROM ⟨0⟩ AS "orders"), "cte u" AS (SELECT "t"."a" AS "a" FROM "cte t" AS "t") SELECT "u"."a" AS "a", "t"."b" AS "b" FROM "cte t" AS "t" JOIN "cte u" AS "u" ON ("t"."a" = "u"."a")"#,
    ),
    (
        0,
        "SELECT id IN (WITH t AS (SELECT id FROM items) SELECT id FROM t) AS known FROM orders",
        r#"SELECT ("orders"."id" IN (WITH "cte t" AS (SELECT "items"."id" AS "id" FROM ⟨1⟩ AS "items") SELECT "t"."id" AS "id" FROM "cte t" AS "t")) AS "known" FROM ⟨0⟩ AS "orders""#,
    ),
    (
        0,
        "SELECT item FROM orders WHERE total > (SELECT avg(total) FROM orders) AND EXISTS (SELECT 1 FROM items WHERE items.order_id = orders.id) AND id NOT IN (SELECT order_id FROM items)",
        r#"SELECT "orders"."item" AS "item" FROM ⟨0⟩ AS "orders" WHERE (("orders"."total" > (SELECT avg("orders"."total") FROM ⟨0⟩ AS "orders")) AND (EXISTS (SELECT 1 FROM ⟨1⟩ AS "items" WHERE ("items"."order_id" = "orders"."id"))) AND ("orders"."id" NOT IN (SELECT "items"."order_id" AS "order_id" FROM ⟨1⟩ AS "items")))"#,
    ),
    (
        0,
        "SELECT x.n FROM (SELECT count(*) AS n FROM orders) AS x",
        r#"SELECT "x"."n" AS "n" FROM (SELECT count(*) AS "n" FROM ⟨0⟩ AS "orders") AS "x""#,
    ),
    (
        0,
        "SELECT item FROM orders UNION ALL SELECT name FROM items EXCEPT SELECT 'x' ORDER BY item LIMIT 3 OFFSET 2",
        r#"SELECT "orders"."item" AS "item" FROM ⟨0⟩ AS "orders" UNION ALL SELECT "items"."name" AS "name" FROM ⟨1⟩ AS "items" EXCEPT SELECT 'x' ORDER BY "item" LIMIT 3 OFFSET 2"#,
    ),
    (
        0,
        "SELECT item FROM orders INTERSECT SELECT name FROM items UNION SELECT NULL",
        r#"SELECT "orders"."item" AS "item" FROM ⟨0⟩ AS "orders" INTERSECT SELECT "items"."name" AS "name" FROM ⟨1⟩ AS "items" UNION SELECT NULL"#,
    ),
    (
        0,
        "SELECT id, row_number() OVER (PARTITION BY item ORDER BY total DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING) AS n, sum(total) OVER (ORDER BY id RANGE CURRENT ROW) AS s, lag(item, 1, 'none') OVER (ORDER BY id) AS before FROM orders",
        r#"SELECT "orders"."id" AS "id", row_number() OVER (PARTITION BY "orders"."item" ORDER BY "orders"."total" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING) AS "n", sum("orders"."total") OVER (ORDER BY "orders"."id" RANGE CURRENT ROW) AS "s", lag("orders"."item", 1, 'none') OVER (ORDER BY "orders"."id") AS "before" FROM ⟨0⟩ AS "orders""#,
    ),
    (
        0,
        "SELECT CASE item WHEN 'it''s' THEN 1 ELSE -2 END AS a, CAST(total + 1 AS DOUBLE PRECISION) / 2.5 AS b, trim(item) AS c, trim(item, 'x') AS d, -(-abs(id)) AS e FROM orders",
        r#"SELECT CASE "orders"."item" WHEN 'it''s' THEN 1 ELSE (- 2) END AS "a", (CAST(("orders"."total" + 1) AS DOUBLE PRECISION) / 2.5) AS "b", trim("orders"."item") AS "c", trim("orders"."item", 'x') AS "d", (- (- abs("orders"."id"))) AS "e" FROM ⟨0⟩ AS "orders""#,
    ),
    (
        0,
        "SELECT item FROM orders WHERE item LIKE 'a!%%' ESCAPE '!' AND total BETWEEN 1 AND 2 AND note IS NOT NULL AND id IN (1, 2) AND a IS DISTINCT FROM b AND (paid IS TRUE OR NULL IS NULL)",
        r#"SELECT "orders"."item" AS "item" FROM ⟨0⟩ AS "orders" WHERE (("orders"."item" LIKE 'a!%%' ESCAPE '!') AND ("orders"."total" BETWEEN 1 AND 2) AND ("orders"."note" IS NOT NULL) AND ("orders"."id" IN (1, 2)) AND ("orders"."a" IS DISTINCT FROM "orders"."b") AND (("orders"."paid" IS TRUE) OR (NULL IS NULL)))"#,
    ),
    (
        0,
        "SELECT DISTINCT (SELECT count(DISTINCT item) FILTER (WHERE total > 1) FROM orders) AS n, coalesce(NULL, 1) AS m",
        r#"SELECT DISTINCT (SELECT count(DISTINCT "orders"."item") FILTER (WHERE ("orders"."total" > 1)) FROM ⟨0⟩ AS "orders") AS "n", coalesce(NULL, 1) AS "m""#,
    ),
    (
        0,
        "SELECT a, b FROM orders /* all of them */ WHERE a - b - 1 = 3 % 2 -- 'why'",
        r#"SELECT "orders"."a" AS "a", "orders"."b" AS "b" FROM ⟨0⟩ AS "orders" WHERE ((("orders"."a" - "orders"."b") - 1) = (3 % 2))"#,
    ),
    (
        0,
        "SELECT id, item AS \n\tname FROM orders WHERE item <> 'ünï; -- ''$1'' /* \"' ORDER BY name, abs(id)",
        r#"SELECT "orders"."id" AS "id", "orders"."item" AS "name" FROM ⟨0⟩ AS "orders" WHERE ("orders"."item" <> 'ünï; -- ''$1'' /* "') ORDER BY "name", abs("orders"."id")"#,
    ),
    (
        2,
        "SELECT id FROM orders WHERE id > $1 AND id < $1 + 9 AND NOT EXISTS (SELECT 1 FROM items WHERE name = 'x') LIMIT $2 OFFSET $1",
        r#"SELECT "orders"."id" AS "id" FROM ⟨0⟩ AS "orders" WHERE (("orders"."id" > $1) AND ("orders"."id" < ($1 + 9)) AND (NOT EXISTS (SELECT 1 FROM ⟨1⟩ AS "items" WHERE ("items"."name" = 'x')))) LIMIT $2 OFFSET $1"#,
    ),
    (
        0,
        "SELECT a.id FROM orders AS a WHERE a.id = (SELECT max(b.id) FROM orders AS b WHERE b.item = a.item)",
        r#"SELECT "a"."id" AS "id" FROM ⟨0⟩ AS "a" WHERE ("a"."id" = (SELECT max("b"."id") FROM ⟨0⟩ AS "b" WHERE ("b"."item" = "a"."item")))"#,
    ),
];

#[test]
fn texts_are_written_anew() {
    let mut wrong = Vec::new();
    for (values, text, wanted) in CASES {
        match judged(text, *values) {
            Ok(statement) if marked(&statement) == *wanted => {}
            other => wrong.push(format!("{text}\n   {:?}", other.map(|statement| marked(&statement)))),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
