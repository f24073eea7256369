//! How long a failed login takes says nothing about the account: unknown, wrong password and disabled are equally slow.
//!
//! 400 rounds on each database, the three classes one after the other within each round and in a new order each time, so that what slows the
//! machine slows all of them. Compared are medians, which outliers do not move. Two medians of one class differ too: the noise is the largest
//! difference of the medians of even and odd rounds within a class. A difference between classes that is below 2 % of the median, or below that
//! noise, whichever is larger, cannot be told from none: over a network, whose own noise is larger, an attacker would need more guesses than the quotas
//! of the route give in a year.
//!
//! Nothing here is an absolute time. The test is alone in its binary, so that no other one runs beside it.

use std::time::Instant;

use portcullis::identity::{self, AccountRoute, Accounts, Issuer, KeyRing};
use portcullis::prelude::*;
use portcullis::{Quota, QuotaKey};
use portcullis_tests::shop::Role;
use portcullis_tests::{Engine, Server};
use serde_json::json;

const ROUNDS: usize = 400;
const PASSWORD: &str = "violet-kettle-arrives-41";
const MANY: &[Quota] = &[Quota { limit: 1_000_000, seconds: 60, keys: &[QuotaKey::Ip] }];

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = of.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

async fn measure(engine: Engine) {
    let database = Database::connect(&engine.url().await).await.unwrap();
    let issuer = Issuer::own("https://accounts.test", "shop", KeyRing::ephemeral());
    let accounts = Accounts::on(&database, issuer).free_guesses(1_000_000).build().unwrap();
    accounts.migrate().await.unwrap();
    let password = portcullis::testing::password(PASSWORD);
    for name in ["known", "disabled"] {
        accounts.create::<Role>(name, &password, None, []).await.unwrap().unwrap();
    }
    database
        .run_script("UPDATE portcullis_accounts SET disabled = TRUE WHERE login = 'disabled'")
        .await
        .unwrap();
    let app = App::new(Environment::Development)
        .client_ip(ClientIpSource::socket())
        .database(database)
        .accounts(accounts)
        .mount(identity::routes().quotas(AccountRoute::Login, MANY));
    let server = Server::start(app).await;
    // Name and password of each class; the middle of a name varies, so that each is as long as the others'.
    let attempts = [
        ("unknown", "unknown", PASSWORD),
        ("wrong", "known", "violet-kettle-arrives-42"),
        ("disabled", "disabled", PASSWORD),
    ];
    let mut times = [const { Vec::new() }; 3];
    for round in 0..ROUNDS + 10 {
        for turn in 0..3 {
            let class = (turn + round) % 3;
            let (_, name, password) = attempts[class];
            let began = Instant::now();
            let answer = server.post("/auth/login", "", json!({ "name": name, "password": password })).await;
            let took = began.elapsed().as_secs_f64();
            assert_eq!(answer.status, 401);
            // The first rounds warm everything up.
            if round >= 10 {
                times[class].push(took);
            }
        }
    }
    let medians: Vec<f64> = times.iter().map(|times| median(times.iter().copied())).collect();
    let half = |times: &[f64], odd: usize| median(times.iter().skip(odd).step_by(2).copied());
    let noise = times.iter().map(|times| (half(times, 0) - half(times, 1)).abs()).fold(0.0, f64::max);
    let largest = medians.iter().copied().fold(0.0, f64::max);
    let smallest = medians.iter().copied().fold(f64::INFINITY, f64::min);
    let allowed = (0.02 * median(medians.iter().copied())).max(noise);
    println!(
        "{engine:?}: medians in ms {:?}; difference {:.3} ms, allowed {:.3} ms, noise {:.3} ms",
        medians.iter().map(|median| median * 1e3).collect::<Vec<_>>(),
        (largest - smallest) * 1e3,
        allowed * 1e3,
        noise * 1e3
    );
    assert!(largest - smallest <= allowed, "{medians:?} differ by more than {allowed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failed_logins_are_equally_slow() {
    measure(Engine::Sqlite).await;
    measure(Engine::Postgres).await;
}
