//! Where the routes of accounts stand, which there are, and how often: as the app says it, within what the start allows.

use portcullis::identity::{self, AccountRoute, AccountRoutes, Accounts};
use portcullis::prelude::*;
use portcullis::{Quota, QuotaKey};
use portcullis_tests::shop::Role;
use portcullis_tests::{Engine, Server};
use serde_json::json;

use super::{PASSWORD, issuer};

async fn app(routes: AccountRoutes) -> App {
    let database = Database::connect(&Engine::Sqlite.url().await).await.unwrap();
    let accounts = Accounts::on(&database, issuer()).build().unwrap();
    accounts.migrate().await.unwrap();
    App::new(Environment::Development)
        .client_ip(ClientIpSource::socket())
        .roles::<Role>()
        .database(database)
        .accounts(accounts)
        .mount(routes)
}

#[tokio::test]
async fn routes_are_moved_left_out_and_limited() {
    const TWICE: &[Quota] = &[Quota { limit: 2, seconds: 3_600, keys: &[QuotaKey::Ip] }];
    let routes = identity::routes()
        .under("/v1/people/")
        .without(AccountRoute::Register)
        .quotas(AccountRoute::Login, TWICE);
    let ready = app(routes).await.build().await.unwrap();
    assert!(ready.table().contains("/v1/people/login  "), "{}", ready.table());
    assert!(ready.table().contains("2/hour by ip"), "{}", ready.table());
    assert!(!ready.table().contains("/auth/") && !ready.table().contains("admin"), "{}", ready.table());
    let server = Server::of(ready).await;
    let input = json!({ "name": "alice", "password": PASSWORD });
    server.post("/auth/login", "", input.clone()).await.assert_problem(404);
    server.post("/v1/people/register", "", input.clone()).await.assert_problem(404);
    for status in [401, 401, 429] {
        assert_eq!(server.post("/v1/people/login", "", input.clone()).await.status, status);
    }
    assert_eq!(server.get("/.well-known/jwks.json", "").await.status, 200);
}

/// The same routes at two places, one of which is limited more: each place keeps to what the table says of it.
#[tokio::test]
async fn two_places_have_quotas_of_their_own() {
    const ONCE: &[Quota] = &[Quota { limit: 1, seconds: 3_600, keys: &[QuotaKey::Ip] }];
    let strict = identity::routes().under("/v2/auth").without(AccountRoute::PublicKeys);
    let app = app(identity::routes()).await.mount(strict.quotas(AccountRoute::Login, ONCE));
    let server = Server::start(app).await;
    let input = json!({ "name": "alice", "password": PASSWORD });
    let login = async |path: &str| server.post(path, "", input.clone()).await.status;
    assert_eq!((login("/auth/login").await, login("/v2/auth/login").await), (401, 401));
    assert_eq!((login("/auth/login").await, login("/v2/auth/login").await), (401, 429));
}

#[tokio::test]
async fn quotas_that_protect_nobody_do_not_start() {
    for (quotas, told) in [
        (&[][..], "empty list"),
        (&[Quota { limit: 0, seconds: 60, keys: &[QuotaKey::Ip] }], "quota of nothing"),
        (&[Quota { limit: 5, seconds: 0, keys: &[QuotaKey::Ip] }], "quota of nothing"),
        (&[Quota { limit: 5, seconds: 60, keys: &[QuotaKey::User] }], "counts by user"),
        (&[Quota { limit: 5, seconds: 60, keys: &[QuotaKey::Body("name")] }], "lock anyone out"),
    ] {
        let faults =
            app(identity::routes().quotas(AccountRoute::Login, quotas)).await.build().await.unwrap_err();
        assert!(faults.faults().iter().any(|fault| fault.contains(told)), "{faults}");
    }
}

/// A role of another enum is nobody's, so its routes do not mount.
#[tokio::test]
async fn admins_of_another_enum_do_not_start() {
    mod other {
        use portcullis::prelude::*;

        #[derive(Clone, Copy, Role)]
        pub(super) enum Role {
            Admin,
        }
    }
    let faults = app(identity::routes().administered_by(other::Role::Admin)).await.build().await.unwrap_err();
    assert!(faults.to_string().contains("an enum that is not the app's"), "{faults}");
}

/// A job writes what it reaches, and so reaches no accounts.
#[tokio::test]
async fn jobs_change_no_accounts() {
    #[derive(Resource, Expose)]
    #[resource(table = "portcullis_accounts", owner = "id")]
    struct Person {
        id: i64,
        roles: String,
    }

    #[derive(Change)]
    #[change(patches = Person)]
    struct Promoted {
        roles: String,
    }

    let mut app = app(identity::routes()).await;
    let system = app.system("promotes whoever asks");
    let _ready = app.build().await.unwrap();
    assert_eq!(system.all::<Person>().err().map(|problem| problem.status().as_u16()), Some(500));
    let own = system.acting_for(1).own::<Person>();
    match own {
        Err(problem) => assert_eq!(problem.status(), 500),
        Ok(own) => {
            let promoted = own.rows().update(&1, &Promoted { roles: "admin".to_owned() }).await;
            panic!("it was written: {}", promoted.is_ok());
        }
    }
}

/// What is wrong with how accounts are set up is told at once, in words.
#[tokio::test]
async fn faults_of_accounts_are_told_together() {
    let database = Database::connect("sqlite::memory:").await.unwrap();
    let hour = std::time::Duration::from_secs(3_600);
    let outside = identity::Issuer::outside("https://idp.test", "shop", identity::KeyRing::new(), |_| None);
    let faults = Accounts::on(&database, outside)
        .hashing_threads(0)
        .blocked_passwords("/nowhere/at/all")
        .access_lifetime(24 * hour)
        .refresh_lifetime(hour / 2)
        .session_lifetime(hour / 2)
        .believed_for(hour)
        .build()
        .unwrap_err();
    let said = faults.to_string();
    for word in [
        "no thread",
        "/nowhere/at/all",
        "access token",
        "refresh token",
        "a session lives",
        "10 seconds",
        "outside",
        "signs",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
}
