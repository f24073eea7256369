//! Every way to a row that the predicate does not admit: tables that are no set, by whatever construct.
//!
//! Floor 3.

use super::{assert_refused, judged, marked};

#[test]
fn tables_that_are_no_set() {
    assert_refused(&[
        (
            "SELECT password FROM users",
            "`users` is none of the sets before the `;`; name it there with the type of its rows",
        ),
        ("SELECT item FROM ordres", "did you mean `orders`?"),
        ("SELECT item FROM orders, users", "`users` is none of the sets"),
        ("SELECT item FROM orders JOIN users ON users.id = orders.user_id", "`users` is none of the sets"),
        ("SELECT item FROM orders UNION SELECT password FROM users", "`users` is none of the sets"),
        ("SELECT item FROM orders UNION TABLE orders", "`TABLE …` reads a whole table"),
        ("TABLE orders", "`TABLE` begins no SELECT"),
        ("SELECT item FROM orders WHERE id IN (SELECT id FROM users)", "`users` is none of the sets"),
        ("SELECT item FROM orders WHERE id IN orders", "`IN` names a table"),
        ("SELECT item FROM orders WHERE id IN users", "`IN` names a table"),
        ("SELECT item FROM orders WHERE EXISTS (TABLE users)", "`TABLE …` reads a whole table"),
        ("SELECT item FROM orders WHERE id = (TABLE users)", "does not read"),
        ("SELECT (SELECT password FROM users LIMIT 1) AS p FROM orders", "`users` is none of the sets"),
        ("SELECT x.p FROM (SELECT password AS p FROM users) AS x, orders", "`users` is none of the sets"),
        (
            "WITH x AS (SELECT password AS p FROM users) SELECT p FROM x, orders",
            "`users` is none of the sets",
        ),
        (
            "SELECT count(*) FILTER (WHERE 1 IN (SELECT 1 FROM users)) AS n FROM orders",
            "`users` is none of the sets",
        ),
        (
            "SELECT sum(id) OVER (ORDER BY (SELECT 1 FROM users)) AS n FROM orders",
            "`users` is none of the sets",
        ),
        (
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM users) THEN 1 END AS n FROM orders",
            "`users` is none of the sets",
        ),
        ("SELECT id FROM orders GROUP BY (SELECT 1 FROM users)", "`users` is none of the sets"),
        (
            "SELECT id FROM orders GROUP BY id HAVING EXISTS (SELECT 1 FROM users)",
            "`users` is none of the sets",
        ),
        ("SELECT id FROM orders ORDER BY (SELECT password FROM users)", "`users` is none of the sets"),
        ("SELECT id FROM orders LIMIT (SELECT count(*) FROM users)", "limits the rows"),
        ("SELECT id FROM orders JOIN items ON EXISTS (SELECT 1 FROM users)", "`users` is none of the sets"),
        (
            "SELECT id FROM orders WHERE id BETWEEN 1 AND (SELECT max(id) FROM users)",
            "`users` is none of the sets",
        ),
        ("SELECT id FROM orders WHERE item LIKE (SELECT password FROM users)", "`users` is none of the sets"),
        ("SELECT coalesce(id, (SELECT max(id) FROM users)) AS n FROM orders", "`users` is none of the sets"),
        ("SELECT sqlite_master.name FROM orders, sqlite_master", "`sqlite_master` is none of the sets"),
        ("SELECT rolpassword FROM pg_authid, orders", "`pg_authid` is none of the sets"),
    ]);
}

#[test]
fn names_that_lead_past_the_sets() {
    assert_refused(&[
        ("SELECT item FROM public.orders", "`public.orders` is of a schema or database"),
        ("SELECT item FROM main.orders", "`main.orders` is of a schema or database"),
        ("SELECT public.orders.item FROM orders", "is of a schema or database"),
        ("SELECT item FROM \"orders\"", "`orders` is in quotes"),
        ("SELECT item FROM [orders]", "quotes"),
        ("SELECT item FROM `orders`", "quotes"),
        ("SELECT item FROM 'orders'", "`orders` is in quotes"),
        ("SELECT item FROM orders UNION SELECT \"password\" FROM orders", "`password` is in quotes"),
        ("SELECT item FROM U&\"orders\"", "`&` is a sign"),
        ("SELECT item FROM Orders", "`Orders` is not a name in snake case"),
        ("SELECT item FROM öffnung, orders", "is not a name in snake case"),
        ("SELECT item FROM ONLY orders", "`ONLY` is not a name"),
        ("SELECT item FROM orders *", "what stands beside the table `orders`"),
        ("SELECT item FROM (orders)", "read"),
        ("SELECT item FROM (orders JOIN items ON 1 = 1)", "in parentheses"),
        (
            "WITH orders AS (SELECT 1 AS item) SELECT item FROM orders",
            "a WITH is called `orders`, which is already a set",
        ),
        (
            "WITH RECURSIVE t AS (SELECT id FROM orders UNION ALL SELECT id FROM t) SELECT id FROM t",
            "`WITH RECURSIVE`",
        ),
        ("WITH t AS (SELECT id FROM t) SELECT id FROM t, orders", "`t` is none of the sets"),
        (
            "WITH t AS (SELECT 1 AS a), t AS (SELECT 2 AS a) SELECT a FROM t, orders",
            "which is already a WITH",
        ),
        (
            "SELECT (WITH t AS (SELECT 1 AS a) SELECT a FROM t) AS a, (SELECT a FROM t) AS b FROM orders",
            "`t` is none of the sets",
        ),
        (
            "SELECT x.id FROM orders AS x JOIN LATERAL (SELECT id FROM items WHERE items.id = x.id) AS y ON 1 = 1",
            "`LATERAL` is PostgreSQL's alone",
        ),
        (
            "SELECT y.id FROM orders AS x, (SELECT id FROM items WHERE items.id = x.id) AS y",
            "`x` is no table of this FROM",
        ),
        ("SELECT item FROM orders AS items", "an alias is called `items`, which is already a set"),
        ("SELECT item FROM items AS orders", "an alias is called `orders`, which is already a set"),
        ("WITH t AS (SELECT 1 AS a) SELECT o.id FROM orders AS t, t AS o", "which is already a WITH"),
        (
            "SELECT o.id FROM orders AS o WHERE EXISTS (SELECT 1 FROM items AS o WHERE o.id = 1)",
            "which is already an alias",
        ),
        ("SELECT o.id FROM orders AS o, items AS o", "`o` stands twice in one FROM"),
        ("SELECT orders.id FROM orders, orders", "`orders` stands twice in one FROM"),
    ]);
}

#[test]
fn functions_in_from() {
    assert_refused(&[
        ("SELECT id FROM orders, json_each(item)", "`json_each` is called as a table"),
        ("SELECT id FROM orders, pragma_table_info('users')", "`pragma_table_info` is called as a table"),
        ("SELECT id FROM orders, generate_series(1, 9)", "`generate_series` is called as a table"),
        ("SELECT id FROM orders, dblink('x', 'y')", "`dblink` is called as a table"),
        ("SELECT id FROM orders, LATERAL json_each(item)", "a function stands in FROM"),
        ("SELECT id FROM orders, UNNEST(item)", "is called as a table"),
        ("SELECT id FROM orders, ROWS FROM (generate_series(1, 2))", "`ROWS` is not a name"),
        ("SELECT id FROM orders, TABLE(orders)", "a function stands in FROM"),
        ("SELECT id FROM orders, XMLTABLE('/a' PASSING item COLUMNS a TEXT)", "a function stands in FROM"),
        ("SELECT id FROM orders, (VALUES (1)) AS v", "`VALUES` is no table"),
        ("SELECT id FROM orders TABLESAMPLE SYSTEM (10)", "read"),
        ("SELECT id FROM orders INDEXED BY by_item", "read"),
        ("SELECT id FROM orders FOR SYSTEM_TIME AS OF 1", "read"),
        ("SELECT id FROM orders PIVOT (sum(id) FOR item IN ('a'))", "a function stands in FROM"),
        ("SELECT id FROM orders NATURAL JOIN items", "`NATURAL` joins by columns that nobody named"),
        ("SELECT orders.id FROM orders JOIN items", "a JOIN has no condition"),
    ]);
}

/// What the author writes in WHERE stands outside the derived table, and so narrows what that holds, whatever it says.
#[test]
fn no_condition_widens_the_predicate() {
    for condition in [
        "1 = 1",
        "user_id = 2 OR TRUE",
        "NOT (user_id = 1)",
        "user_id IS NOT NULL",
        "1 = 1 OR 1 IN (SELECT 1)",
    ] {
        let statement = judged(&format!("SELECT item FROM orders WHERE {condition}"), 0).unwrap();
        let text = marked(&statement);
        let start = "SELECT \"orders\".\"item\" AS \"item\" FROM ⟨0⟩ AS \"orders\" WHERE ";
        assert!(text.starts_with(start), "{text}");
        // One balanced parenthesis or word follows, so the condition cannot end the derived table.
        let open = text.matches('(').count();
        assert_eq!(open, text.matches(')').count(), "{text}");
    }
    // Parentheses of the author's that would close one of ours are no SQL in the first place.
    assert_refused(&[
        ("SELECT item FROM orders WHERE 1 = 1) UNION SELECT password FROM users WHERE (1 = 1", "read"),
        ("SELECT item FROM orders) AS x, (SELECT password FROM users", "read"),
    ]);
}
