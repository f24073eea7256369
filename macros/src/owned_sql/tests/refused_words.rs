//! Constructs that one engine reads otherwise, that do more than read, or that hide what they do.
//!
//! Floor 3.

use super::{assert_refused, judged, why};

#[test]
fn more_than_one_select() {
    assert_refused(&[
        ("", "the text is empty"),
        ("SELECT id FROM orders;", "`;` stands in the text"),
        ("SELECT id FROM orders; DROP TABLE orders", "`;` stands in the text"),
        ("DELETE FROM orders", "`DELETE` begins no SELECT"),
        ("INSERT INTO orders (id) VALUES (1)", "`INSERT` begins no SELECT"),
        ("UPDATE orders SET user_id = 1", "`UPDATE` begins no SELECT"),
        ("REPLACE INTO orders (id) VALUES (1)", "`REPLACE` begins no SELECT"),
        ("PRAGMA table_info", "`PRAGMA` begins no SELECT"),
        ("ATTACH 'x' AS y", "`ATTACH` begins no SELECT"),
        ("COPY orders TO PROGRAM 'sh'", "`COPY` begins no SELECT"),
        ("EXPLAIN SELECT id FROM orders", "`EXPLAIN` begins no SELECT"),
        ("VALUES (1)", "`VALUES` begins no SELECT"),
        ("(SELECT id FROM orders)", "`(` begins no SELECT"),
        ("WITH gone AS (DELETE FROM orders RETURNING id) SELECT id FROM gone", "the text writes rows"),
        (
            "WITH new AS (INSERT INTO orders (id) VALUES (1) RETURNING id) SELECT id FROM new",
            "the text writes rows",
        ),
        ("WITH new AS (UPDATE orders SET id = 1 RETURNING id) SELECT id FROM new", "the text writes rows"),
        ("WITH t AS (SELECT 1 AS a) DELETE FROM orders", "the text writes rows"),
        ("SELECT id INTO copy FROM orders", "`SELECT … INTO` makes a table"),
        ("SELECT id FROM orders FOR UPDATE", "`FOR UPDATE` and its kin lock rows"),
        ("SELECT id FROM orders FOR SHARE", "`FOR UPDATE` and its kin lock rows"),
        ("SELECT id FROM orders UNION (SELECT id FROM items)", "a SELECT in parentheses"),
        ("SELECT id FROM orders UNION SELECT id FROM items INTERSECT SELECT 1", "write INTERSECT first"),
        ("SELECT id FROM orders INTERSECT ALL SELECT id FROM items", "`INTERSECT ALL` is not read by both"),
        ("SELECT id FROM orders UNION VALUES (1)", "`VALUES` is no table"),
        ("SELECT DISTINCT ON (item) id FROM orders", "`DISTINCT ON` is PostgreSQL's alone"),
        ("SELECT id FROM orders FETCH FIRST 1 ROWS ONLY", "`FETCH FIRST` is PostgreSQL's alone"),
        ("SELECT id FROM orders LIMIT 1, 2", "is SQLite's alone"),
        ("SELECT id FROM orders OFFSET 2", "no `OFFSET` without `LIMIT`"),
        ("SELECT TOP 1 id FROM orders", "read"),
        ("SELECT FROM orders", "the SELECT names no columns"),
    ]);
}

#[test]
fn functions() {
    for call in [
        "set_config('app.user', '2', false)",
        "current_setting('app.user')",
        "pg_sleep(9)",
        "query_to_xml('SELECT * FROM users', true, false, '')",
        "table_to_xml('users', true, false, '')",
        "load_extension('x')",
        "nextval('s')",
        "setval('s', 1)",
        "dblink('x', 'y')",
        "dblink_exec('x', 'y')",
        "lo_import('/etc/passwd')",
        "lo_get(1)",
        "pg_read_file('/etc/passwd')",
        "pg_ls_dir('/')",
        "pg_notify('a', 'b')",
        "readfile('/etc/passwd')",
        "writefile('/tmp/x', 'y')",
        "fts3_tokenizer('a')",
        "edit('x')",
        "eval('SELECT 1')",
        "random()",
        "last_insert_rowid()",
        "txid_current()",
        "json_extract(item, '$')",
        "string_agg(item, ',')",
        "has_table_privilege('users', 'select')",
        "to_regclass('users')",
    ] {
        let name = call.split('(').next().unwrap();
        let fault = judged(&format!("SELECT {call} AS x FROM orders"), 0).unwrap_err();
        let words = format!("`{name}` is no function that both engines have with one meaning");
        assert!(why(&fault).contains(&words), "{call}: {}", why(&fault));
    }
    assert_refused(&[
        ("SELECT contu(id) AS n FROM orders", "did you mean `count`?"),
        ("SELECT pg_catalog.count(id) AS n FROM orders", "is of a schema or database"),
        ("SELECT \"count\"(id) AS n FROM orders", "in quotes"),
        ("SELECT min(id, 2) AS n FROM orders", "it takes 1"),
        ("SELECT coalesce(id) AS n FROM orders", "it takes 2 or more"),
        ("SELECT sum(*) AS n FROM orders", "only `count` takes `*`"),
        ("SELECT count() AS n FROM orders", "it takes 1"),
        ("SELECT count(orders.*) AS n FROM orders", "is no argument"),
        ("SELECT count(DISTINCT *) AS n FROM orders", "read"),
        ("SELECT lower(DISTINCT item) AS n FROM orders", "takes no DISTINCT"),
        ("SELECT lower(item) FILTER (WHERE 1 = 1) AS n FROM orders", "takes no FILTER"),
        ("SELECT lower(item) OVER () AS n FROM orders", "takes no OVER"),
        ("SELECT rank() AS n FROM orders", "`rank` is of a window"),
        ("SELECT rank() OVER w AS n FROM orders WINDOW w AS (ORDER BY id)", "WINDOW clause"),
        ("SELECT sum(id ORDER BY id) AS n FROM orders", "a clause stands within the call"),
        ("SELECT sum(x => id) AS n FROM orders", "`=>` is a sign that the engines do not share"),
        ("SELECT sum(id) WITHIN GROUP (ORDER BY id) AS n FROM orders", "what stands beside the call"),
        ("SELECT substring(item FROM 1) AS n FROM orders", "is no call that both engines have"),
        ("SELECT ceil(id) AS n FROM orders", "is no call that both engines have"),
        ("SELECT extract(year FROM at) AS n FROM orders", "is no call that both engines have"),
        ("SELECT trim(LEADING 'x' FROM item) AS n FROM orders", "is no call that both engines have"),
        ("SELECT current_user AS n FROM orders", "`current_user` is no function"),
        ("SELECT session_user AS n FROM orders", "`session_user` is no function"),
        ("SELECT current_timestamp AS n FROM orders", "is no function"),
    ]);
}

#[test]
fn literals_and_operators() {
    assert_refused(&[
        ("SELECT id FROM orders WHERE item = $$x$$", "is no place for a value"),
        ("SELECT id FROM orders WHERE item = $a$x$a$", "is no place for a value"),
        ("SELECT id FROM orders WHERE item = E'x'", "only a text in single quotes"),
        ("SELECT id FROM orders WHERE item = U&'x'", "`&` is a sign"),
        ("SELECT id FROM orders WHERE item = N'x'", "only a text in single quotes"),
        ("SELECT id FROM orders WHERE item = X'00'", "only a text in single quotes"),
        ("SELECT id FROM orders WHERE item = B'00'", "read"),
        ("SELECT id FROM orders WHERE item = \"x\"", "`x` is in quotes"),
        ("SELECT id FROM orders WHERE item = 'a\\'", "depends on the settings of PostgreSQL"),
        ("SELECT id FROM orders WHERE id = 9223372036854775808", "does not fit 64 bits"),
        ("SELECT id FROM orders WHERE id = 0x1F", "read"),
        ("SELECT id FROM orders WHERE id = 1_000", "is no number"),
        ("SELECT id FROM orders WHERE id = ?", "`?` is no place for a value"),
        ("SELECT id FROM orders WHERE id = ?1", "`?1` is no place for a value"),
        ("SELECT id FROM orders WHERE id = :id", "`:` is read by one engine alone"),
        ("SELECT id FROM orders WHERE id = @id", "read by one engine alone"),
        ("SELECT id FROM orders WHERE id = $0", "`$0` is no place for a value"),
        ("SELECT id FROM orders WHERE id = $01", "`$01` is no place for a value"),
        ("SELECT id FROM orders WHERE id = $x", "`$x` is no place for a value"),
        ("SELECT id FROM orders WHERE id == 1", "`==` is SQLite's alone"),
        ("SELECT id::text FROM orders", "`::` is PostgreSQL's alone"),
        ("SELECT item COLLATE nocase AS x FROM orders", "a COLLATE is named otherwise"),
        ("SELECT id FROM orders WHERE item GLOB 'x'", "`GLOB` is no operator"),
        ("SELECT id FROM orders WHERE item MATCH 'x'", "`MATCH` is no operator"),
        ("SELECT id FROM orders WHERE item REGEXP 'x'", "`REGEXP` is no operator"),
        ("SELECT id FROM orders WHERE item ILIKE 'x'", "is not read here"),
        ("SELECT id FROM orders WHERE item ~ 'x'", "sign"),
        ("SELECT item -> 'x' AS x FROM orders", "sign"),
        ("SELECT id & 1 AS x FROM orders", "sign"),
        ("SELECT id FROM orders WHERE id = ANY (SELECT id FROM items)", "is not read here"),
        ("SELECT id FROM orders WHERE (id, item) IN (SELECT id, item FROM items)", "is not read here"),
        ("SELECT id FROM orders WHERE id IN ()", "read"),
        ("SELECT id FROM orders WHERE id IS 1", "`IS` is no operator"),
        ("SELECT CAST(id AS VARCHAR) AS x FROM orders", "means different things to the engines"),
        ("SELECT CAST(item AS regclass) AS x FROM orders", "means different things to the engines"),
        ("SELECT DATE '2020-01-01' AS x FROM orders", "read"),
        ("SELECT INTERVAL '1 day' AS x FROM orders", "read"),
        ("SELECT ARRAY[1] AS x FROM orders", "quotes"),
        ("SELECT ROW(1) AS x FROM orders", "no function"),
        ("SELECT /* a /* b */ c */ id FROM orders", "comments"),
        ("SELECT id FROM orders /* a", "does not read this text"),
        ("SELECT id # why\nFROM orders", "`#`"),
        ("SELECT id FROM orders WHERE a + b || c = 1", "read different things"),
    ]);
}

#[test]
fn bounds() {
    let nested =
        |depth: usize| format!("SELECT {}1{} AS x FROM orders", "(".repeat(depth), ")".repeat(depth));
    assert!(judged(&nested(30), 0).is_ok());
    assert!(why(&judged(&nested(33), 0).unwrap_err()).contains("nested more than 32 deep"));
    for text in [
        format!("SELECT {} AS x FROM orders", "(".repeat(9000)),
        format!("SELECT {}id AS x FROM orders", "NOT ".repeat(2000)),
        format!("SELECT {}id AS x FROM orders", "- ".repeat(1000)),
        format!("SELECT {}1{} AS x FROM orders", "CASE WHEN 1 = 1 THEN ".repeat(400), " END".repeat(400)),
        format!("SELECT id FROM orders WHERE {}", "id IN (SELECT id FROM orders WHERE ".repeat(300)),
        format!("SELECT {}1 AS x FROM orders", "1 - ".repeat(1000)),
        format!("SELECT 1{} AS x FROM orders", " = 1".repeat(900)),
    ] {
        let fault = judged(&text, 0).unwrap_err();
        assert!(why(&fault).contains("deep") || why(&fault).contains("split"), "{}", why(&fault));
    }
    let long = format!("SELECT id FROM orders WHERE item = '{}'", "x".repeat(17_000));
    assert!(why(&judged(&long, 0).unwrap_err()).contains("16384 are read"));
    // What a developer may well nest is within the bounds, and read in no time.
    let start = std::time::Instant::now();
    for text in [
        format!(
            "SELECT id FROM orders{}{}",
            " WHERE id IN (SELECT id FROM orders".repeat(10),
            ")".repeat(10)
        ),
        format!("SELECT x.id FROM {}orders AS x{}", "(SELECT x.id FROM ".repeat(12), ") AS x".repeat(12)),
        format!(
            "SELECT {}id{} AS x FROM orders",
            "coalesce((SELECT max(".repeat(7),
            ") FROM orders), 0)".repeat(7)
        ),
        format!("SELECT {}id{} AS x FROM orders", "CASE WHEN (id = ".repeat(12), ") THEN 1 END".repeat(12)),
    ] {
        let outcome = judged(&text, 0);
        assert!(outcome.is_ok(), "{text}: {outcome:?}");
    }
    assert!(start.elapsed() < std::time::Duration::from_secs(5), "{:?}", start.elapsed());
    // One level, however long.
    let chain = format!("SELECT id FROM orders WHERE id = 1{}", " OR id = 2".repeat(400));
    assert!(judged(&chain, 0).is_ok());
    let arms = format!("SELECT id FROM orders{}", " UNION SELECT id FROM orders".repeat(300));
    assert!(judged(&arms, 0).is_ok());
}
