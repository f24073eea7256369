//! What differs by hand does not start.

use portcullis::RowSecurity;
use portcullis::prelude::*;

use super::{prepared, routes, tables};

/// The faults of a start as the role of this URL.
async fn faults(url: &str) -> Vec<String> {
    let database = Database::connect(url).await.unwrap();
    let built =
        routes::app().database(database.clone()).row_level_security(RowSecurity::Required).build().await;
    database.close().await;
    built.err().map(|error| error.faults().to_vec()).unwrap_or_default()
}

#[tokio::test]
async fn what_is_as_declared_starts() {
    let roles = prepared().await;
    assert_eq!(faults(&roles.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_differs_by_hand_is_named() {
    let roles = prepared().await;
    for (by_hand, named) in [
        ("DROP POLICY portcullis_select ON orders", "`portcullis_select` of `orders` is missing"),
        ("DROP POLICY portcullis_tenant ON projects", "`portcullis_tenant` of `projects` is missing"),
        (
            "ALTER POLICY portcullis_select ON orders USING (TRUE)",
            "`portcullis_select` of `orders` differs in its USING",
        ),
        (
            "ALTER POLICY portcullis_insert ON orders WITH CHECK (TRUE)",
            "`portcullis_insert` of `orders` differs in its WITH CHECK",
        ),
        (
            "ALTER POLICY portcullis_update ON items USING (order_id > 0)",
            "`portcullis_update` of `items` differs in its USING",
        ),
        (
            "ALTER POLICY portcullis_delete ON document_grants USING (TRUE)",
            "`portcullis_delete` of `document_grants` differs in its USING",
        ),
        (
            "ALTER POLICY portcullis_select ON orders TO CURRENT_USER",
            "`portcullis_select` of `orders` differs in its list of roles",
        ),
        (
            "DROP POLICY portcullis_tenant ON projects; CREATE POLICY portcullis_tenant ON projects USING (TRUE)",
            "`portcullis_tenant` of `projects` differs in its kind",
        ),
        (
            "DROP POLICY portcullis_delete ON notes; CREATE POLICY portcullis_delete ON notes FOR UPDATE USING (TRUE)",
            "`portcullis_delete` of `notes` differs in its verb",
        ),
        (
            "CREATE POLICY helpful ON orders FOR SELECT USING (TRUE)",
            "`helpful` of `orders` is none of Portcullis'",
        ),
        ("ALTER TABLE orders DISABLE ROW LEVEL SECURITY", "switched off for the table `orders`"),
        ("ALTER TABLE orders NO FORCE ROW LEVEL SECURITY", "table `orders` does not bind its owner"),
    ] {
        roles.as_owner(by_hand).await;
        let told = faults(&roles.app).await;
        assert!(told.iter().any(|fault| fault.contains(named)), "{by_hand}: {told:?}");
        let table = by_hand.split(" ON ").last().unwrap().split(' ').next().unwrap();
        assert!(
            by_hand.starts_with("ALTER TABLE") || told.iter().all(|fault| fault.contains(table)),
            "{told:?}"
        );
        // The script puts it right, but for what is not its own.
        let owner = Database::connect(&roles.owner).await.unwrap();
        routes::app().migrate_row_security(&owner).await.unwrap();
        owner.close().await;
        if by_hand.contains("helpful") {
            roles.as_owner("DROP POLICY helpful ON orders").await;
        }
        assert_eq!(faults(&roles.app).await, Vec::<String>::new(), "{by_hand}");
    }
}

#[tokio::test]
async fn without_any_policy_each_table_is_named() {
    let roles = portcullis_tests::second_lock::Roles::new().await;
    roles.as_owner(tables::TABLES).await;
    roles.open_tables().await;
    let told = faults(&roles.app).await;
    for table in ["orders", "items", "documents", "document_grants", "messages", "notes"] {
        assert!(
            told.iter().any(|fault| fault.contains(&format!("switched off for the table `{table}`"))),
            "{told:?}"
        );
    }
}

#[tokio::test]
async fn roles_that_no_policy_binds() {
    let roles = prepared().await;
    let told = faults(&roles.admin).await;
    assert!(told.iter().any(|fault| fault.contains("a superuser")), "{told:?}");
    let app = &roles.app_name;
    roles.as_admin(&format!("ALTER ROLE {app} BYPASSRLS")).await;
    let told = faults(&roles.app).await;
    assert!(
        told.len() == 1 && told[0].contains(&format!("`{app}`, which is allowed to pass policies by")),
        "{told:?}"
    );
    roles.as_admin(&format!("ALTER ROLE {app} NOBYPASSRLS")).await;
    assert_eq!(faults(&roles.app).await, Vec::<String>::new());
    // The owner is bound as long as it is forced to be.
    assert_eq!(faults(&roles.owner).await, Vec::<String>::new());
    roles.as_owner("ALTER TABLE orders NO FORCE ROW LEVEL SECURITY").await;
    let told = faults(&roles.owner).await;
    assert!(told.len() == 1 && told[0].contains("the owner of the table `orders`"), "{told:?}");
    // A role that may become one that is not bound is as good as it.
    roles.as_owner("ALTER TABLE orders FORCE ROW LEVEL SECURITY").await;
    let free = format!("{}_free", roles.app_name);
    roles.as_admin(&format!("CREATE ROLE {free} BYPASSRLS NOLOGIN; GRANT {free} TO {app}")).await;
    let told = faults(&roles.app).await;
    assert!(told.len() == 1 && told[0].contains(&format!("may become `{free}`")), "{told:?}");
    roles.as_admin(&format!("DROP ROLE {free}")).await;
}

#[tokio::test]
async fn rights_that_no_policy_binds() {
    let roles = prepared().await;
    let app = &roles.app_name;
    for right in ["TRUNCATE", "REFERENCES", "TRIGGER"] {
        roles.as_owner(&format!("GRANT {right} ON orders TO {app}")).await;
        let told = faults(&roles.app).await;
        assert!(told.len() == 1 && told[0].contains("on `orders` that no policy binds"), "{right}: {told:?}");
        roles.as_owner(&format!("REVOKE {right} ON orders FROM {app}")).await;
    }
    for setting in ["portcullis.subject", "portcullis.lifted"] {
        roles.as_admin(&format!("ALTER ROLE {app} SET {setting} = '1'")).await;
        let told = faults(&roles.app).await;
        assert!(told.len() == 1 && told[0].contains(&format!("`{setting}` has a value")), "{told:?}");
        roles.as_admin(&format!("ALTER ROLE {app} RESET {setting}")).await;
    }
    assert_eq!(faults(&roles.app).await, Vec::<String>::new());
}

/// A database of its own, whose rights can be taken from everybody.
#[tokio::test]
async fn without_the_right_to_compare() {
    let roles = prepared().await;
    let name = format!("{}_db", roles.app_name);
    roles.as_admin(&format!("CREATE DATABASE {name} OWNER {}", roles.owner_name)).await;
    let elsewhere = |url: &str| {
        let (before, after) = url.split_once('?').unwrap();
        let server = before.rsplit_once('/').unwrap().0;
        let kept = after.split('&').filter(|parameter| !parameter.contains("search_path"));
        format!("{server}/{name}?{}", kept.collect::<Vec<_>>().join("&"))
    };
    let (owner, app) = (elsewhere(&roles.owner), elsewhere(&roles.app));
    let tables = format!("GRANT ALL ON SCHEMA public TO {}", roles.owner_name);
    portcullis_tests::engine::run(&elsewhere(&roles.admin), &tables).await;
    let grant = format!(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {};
         REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC",
        roles.app_name
    );
    portcullis_tests::engine::run(&owner, tables::TABLES).await;
    portcullis_tests::engine::run(&owner, &grant).await;
    let told = faults(&app).await;
    roles.as_admin(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
    assert!(told.iter().any(|fault| fault.contains("run GRANT TEMPORARY")), "{told:?}");
    assert!(told.iter().any(|fault| fault.contains("switched off for the table `orders`")), "{told:?}");
}

#[derive(Resource, Expose)]
#[resource(
    table = "chapters",
    owner = "project.user_id",
    grants(table = "chapter_grants", row = "chapter_id", to = "reader", level = "level", levels = tables::DocumentLevel)
)]
struct Chapter {
    id: i64,
    #[resource(parent = tables::Project)]
    project_id: i64,
}

#[derive(Resource, Expose)]
#[resource(table = "document_grants", owner = "document.author")]
struct DocumentGrant {
    id: i64,
    #[resource(parent = tables::Document)]
    document_id: i64,
}

#[secure_route(get = "/chapters", authenticated, owns = "chapters.project.user_id")]
async fn chapters(
    chapters: OwnedSet<Chapter>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Chapter>, Problem> {
    chapters.page(&paging).await
}

#[secure_route(get = "/grants", authenticated, owns = "grants.document.author")]
async fn grants(
    grants: OwnedSet<DocumentGrant>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<DocumentGrant>, Problem> {
    grants.page(&paging).await
}

#[tokio::test]
async fn what_no_policy_can_say() {
    let roles = prepared().await;
    roles
        .as_owner(
            "CREATE TABLE chapters (id BIGINT PRIMARY KEY, project_id BIGINT NOT NULL REFERENCES projects);
             CREATE TABLE chapter_grants (chapter_id BIGINT NOT NULL REFERENCES chapters ON DELETE CASCADE, reader BIGINT NOT NULL, level TEXT NOT NULL,
                UNIQUE (chapter_id, reader));
             ALTER TABLE document_grants ADD id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY;",
        )
        .await;
    let database = Database::connect(&roles.app).await.unwrap();
    let app = routes::app().mount(routes![chapters, grants]).database(database);
    let told = app.row_level_security(RowSecurity::Required).build().await.unwrap_err().to_string();
    assert!(told.contains("give `chapters` a column of its own"), "{told}");
    assert!(told.contains("the policies would look into each other"), "{told}");
}

#[tokio::test]
async fn sqlite_has_none() {
    let database = Database::connect("sqlite::memory:").await.unwrap();
    let app = App::new(Environment::Development).database(database);
    let told = app.row_level_security(RowSecurity::Required).build().await.unwrap_err();
    assert!(told.to_string().contains("SQLite has none"), "{told}");
}

/// A process that sets no variable; one that does is the same as any other connection.
#[tokio::test]
async fn migrations_name_their_own_role() {
    if std::env::var_os("MIGRATE_DATABASE_URL").is_none() {
        let error = Database::connect_to_migrate().await.unwrap_err().to_string();
        assert!(error.contains("set MIGRATE_DATABASE_URL"), "{error}");
    }
}

/// The migration is for a person to read: it is kept beside the tests.
#[test]
fn the_script_reads_well() {
    let script = routes::app().row_security_script();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/row_security/script.sql");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, &script).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap_or_default(), script, "BLESS=1 writes {file}");
}
