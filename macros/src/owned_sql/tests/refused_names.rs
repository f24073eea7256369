//! Columns: each of a known table, each output with a name.
//!
//! Floor 3.

use super::{assert_refused, judged, why};
use crate::owned_sql::judge::{self, Fault};

#[test]
fn columns() {
    assert_refused(&[
        ("SELECT * FROM orders", "`*` takes columns that nobody named"),
        ("SELECT orders.* FROM orders", "`*` takes columns that nobody named"),
        ("SELECT id FROM orders WHERE EXISTS (SELECT * FROM items)", "in EXISTS write `SELECT 1`"),
        ("SELECT x.id FROM (SELECT * FROM orders) AS x", "`*` takes columns that nobody named"),
        ("SELECT count(*) FROM orders", "column 1 of the SELECT has no name"),
        ("SELECT id, id + 1 FROM orders", "column 2 of the SELECT has no name"),
        ("SELECT id, item AS id FROM orders", "two columns of the SELECT are called `id`"),
        ("SELECT orders.id, items.id FROM orders, items", "two columns of the SELECT are called `id`"),
        ("SELECT id AS Id FROM orders", "`Id` is not a name in snake case"),
        ("SELECT id AS \"id\" FROM orders", "`id` is in quotes"),
        ("SELECT id AS 'id' FROM orders", "`id` is in quotes"),
        (
            "SELECT item FROM orders, items",
            "`item` may be of several tables; write whose it is: `orders.item`",
        ),
        ("SELECT item FROM orders JOIN items USING (id)", "may be of several tables"),
        ("WITH t AS (SELECT 1 AS a) SELECT item FROM orders, t", "`item` may be of several tables"),
        ("WITH t AS (SELECT id FROM orders) SELECT ib FROM t", "no table of this FROM has a column `ib`"),
        ("WITH t AS (SELECT total FROM orders) SELECT t.totl FROM t", "did you mean `total`?"),
        ("SELECT order.id FROM orders", "names no columns"),
        ("SELECT oders.id FROM orders", "`oders` is no table of this FROM; did you mean `orders`?"),
        ("SELECT o.id FROM orders", "`o` is no table of this FROM"),
        ("SELECT orders.id FROM orders AS o", "`orders` is no table of this FROM"),
        ("SELECT id FROM orders WHERE id = (SELECT id, item FROM items)", "stands for a value has 2 columns"),
        (
            "SELECT id FROM orders WHERE id IN (SELECT id, item FROM items)",
            "stands for a value has 2 columns",
        ),
        ("SELECT id FROM orders UNION SELECT id, item FROM items", "1 and 2 columns"),
        ("SELECT id FROM orders UNION SELECT id FROM items ORDER BY id + 1", "ordered by the columns"),
        (
            "SELECT id FROM orders UNION SELECT id FROM items ORDER BY item",
            "is no column of the first SELECT",
        ),
        ("SELECT id FROM orders ORDER BY 2", "`2` is no place of a column"),
        ("SELECT id FROM orders ORDER BY 'id'", "a constant is the same for all rows"),
        ("SELECT id FROM orders ORDER BY $1", "`$1` is one value for all rows"),
        ("SELECT count(*) AS n FROM orders GROUP BY $1", "`$1` is one value for all rows"),
        ("SELECT x.id FROM (SELECT id FROM orders), (SELECT 1 AS a) AS x", "a SELECT in FROM has no name"),
        ("SELECT x.a FROM (SELECT id FROM orders) AS x(a)", "an alias lists columns"),
        ("WITH t (a, b) AS (SELECT id FROM orders) SELECT a FROM t", "lists 2 columns and selects 1"),
        ("WITH t (a, a) AS (SELECT id, item FROM orders) SELECT a FROM t", "lists the column `a` twice"),
        (
            "SELECT a.id FROM orders AS a JOIN orders AS b ON 1 = 1 JOIN orders AS c USING (id)",
            "more than one table",
        ),
        (
            "SELECT a.id FROM orders AS a JOIN orders AS b ON c.id = 1 JOIN orders AS c ON 1 = 1",
            "`c` is no table of this FROM",
        ),
        ("SELECT a.id FROM orders AS a, orders AS b JOIN items ON 1 = 1", "in different orders"),
    ]);
}

#[test]
fn columns_of_the_engine() {
    for name in ["rowid", "oid", "_rowid_", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"] {
        for text in [
            format!("SELECT {name} FROM orders"),
            format!("SELECT orders.{name} FROM orders"),
            format!("SELECT id AS {name} FROM orders"),
            format!("SELECT id FROM orders AS {name}"),
            format!("SELECT id FROM orders ORDER BY {name}"),
            format!("SELECT orders.id FROM orders JOIN items USING ({name})"),
        ] {
            let fault = judged(&text, 0).unwrap_err();
            assert!(why(&fault).contains("names a column that the engine adds"), "{text}: {}", why(&fault));
        }
    }
    let fault = judged("SELECT ROWID AS x FROM orders", 0).unwrap_err();
    assert!(why(&fault).contains("is not a name in snake case"));
}

#[test]
fn sets_and_values_are_all_used() {
    let sets = ["orders".to_owned(), "items".to_owned()];
    let faults = |text: &str, values| judge::statement(text, &sets, values).unwrap_err();
    let fault = faults("SELECT id FROM orders", 0);
    assert!(matches!(&fault, Fault::Set(1, why) if why.contains("does not read `items`")), "{fault:?}");
    let fault = faults("SELECT 1 AS one", 0);
    assert!(matches!(&fault, Fault::Set(0, _)), "{fault:?}");
    let both = "SELECT orders.id FROM orders, items WHERE orders.id = ";
    let fault = faults(&format!("{both}$1"), 0);
    assert!(
        matches!(&fault, Fault::Text(why) if why.contains("takes a value at `$1`, and there are 0")),
        "{fault:?}"
    );
    let fault = faults(&format!("{both}$2"), 2);
    assert!(
        matches!(&fault, Fault::Value(0, why) if why.contains("has no `$1` for this value")),
        "{fault:?}"
    );
    let fault = faults(&format!("{both}1"), 1);
    assert!(matches!(&fault, Fault::Value(0, _)), "{fault:?}");
    let fault = faults(&format!("{both}$70000"), 1);
    assert!(matches!(&fault, Fault::Text(why) if why.contains("is no place for a value")), "{fault:?}");
    // A value in a comment or a text is none.
    let fault = faults(&format!("{both}'$1' -- $1"), 1);
    assert!(matches!(&fault, Fault::Value(0, _)), "{fault:?}");
    assert!(judge::statement(&format!("{both}$1 + $1"), &sets, 1).is_ok());
}
