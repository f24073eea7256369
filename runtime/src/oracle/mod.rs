//! An oracle: the policy told a second time, in memory and in plain words, and demanded of every engine.
//!
//! Floor 6. Random row types, rows, callers and operations; SQLite, PostgreSQL, PostgreSQL with its own
//! policies and the model must agree on every result and on every row that is left. `PORTCULLIS_ORACLE_OPERATIONS=1000000` asks for more; a failure names its seed, and
//! `PORTCULLIS_ORACLE_SEED` runs that one alone. Then the same with statements that are wrong, which must be found; and which
//! PostgreSQL's own policies must hold back.

mod callers;
mod cell;
mod contained;
mod data;
mod dice;
mod listing;
mod model;
mod mutants;
mod op;
mod routes;
mod run;
mod running;
mod schema;
mod server;
mod side;
mod stored;
mod verbs;

use std::time::Instant;

use rand::Rng;

use self::contained::HELD;
use self::mutants::ALL;
use self::run::{Demand, Sides, Told, Trial, batch};
use self::server::Server;

/// Operations where nothing else is asked for.
const OPERATIONS: usize = 20_000;

const ALL_AGREE: Trial = Trial { sides: Sides::All, mutant: None, demand: Demand::Same };

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is no number: {text:?}")))
}

/// Runs batches of the seeds from `base` on, until so many operations are done or one differs.
#[allow(clippy::print_stdout, reason = "how far a long run is, for who runs it with --nocapture")]
fn run(base: u64, operations: usize, trial: Trial) -> (Told, Result<(), String>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut told = Told::default();
    let ended = runtime.block_on(async {
        let mut server = Server::find().await;
        let mut ended = Ok(());
        let mut seeds = (0..).map(|number| base.wrapping_add(number));
        while let (Ok(()), true, Some(seed)) = (&ended, told.operations < operations, seeds.next()) {
            ended = batch(&mut server, seed, trial, &mut told).await;
            if told.operations > 0 && told.operations.is_multiple_of(50_000) {
                println!("{told:?}");
            }
        }
        server.close().await;
        ended
    });
    (told, ended)
}

#[test]
#[allow(clippy::print_stdout, reason = "what was compared, for who runs it with --nocapture")]
fn all_agree() {
    if let Some(seed) = number("PORTCULLIS_ORACLE_SEED") {
        let (_, ended) = run(seed, 1, ALL_AGREE);
        return ended.unwrap_or_else(|difference| panic!("{difference}"));
    }
    let operations = number("PORTCULLIS_ORACLE_OPERATIONS").map_or(OPERATIONS, |number| number as usize);
    let (begun, base) = (Instant::now(), rand::rng().next_u64());
    let part = |part: u64| move || run(base.wrapping_add(part << 32), operations / 2, ALL_AGREE);
    let threads = [0, 1].map(|number| std::thread::spawn(part(number)));
    for thread in threads {
        let (told, ended) = thread.join().unwrap();
        ended.unwrap_or_else(|difference| panic!("{difference}"));
        println!("{told:?} in {:?}", begun.elapsed());
        // Most callers are turned away, and not all.
        assert!(told.fruitful * 5 > told.operations, "{told:?}");
        // Few row types are such that PostgreSQL's own policies cannot be had.
        assert!(told.secured * 2 > told.operations, "{told:?}");
    }
}

/// Each mutant on each engine is found within as many operations as the test above runs.
#[test]
#[allow(clippy::print_stdout, reason = "how soon each was found, for who runs it with --nocapture")]
fn every_mutant_is_found() {
    let base = rand::rng().next_u64();
    for mutant in &ALL {
        for sides in [Sides::Sqlite, Sides::Postgres] {
            let (told, ended) =
                run(base, OPERATIONS, Trial { sides, mutant: Some(mutant), demand: Demand::Same });
            assert!(told.changed > 0, "{mutant:?} changes no statement");
            let difference = ended.expect_err(&format!("{mutant:?} is not found on {sides:?}; seed {base}"));
            assert!(!difference.contains("Failed("), "{mutant:?} is no statement: {difference}");
            println!("{mutant:?} on {sides:?} after {told:?}");
        }
    }
}

/// Where the first lock is broken the second holds by itself: nothing of another's is read or changed. Without it, it would be.
#[test]
#[allow(clippy::print_stdout, reason = "what was held, for who runs it with --nocapture")]
fn the_second_lock_holds_alone() {
    let contained = |base, operations, sides, mutant| {
        run(base, operations, Trial { sides, mutant: Some(mutant), demand: Demand::Contained })
    };
    let held = |base, operations, mutant| {
        let (told, ended) = contained(base, operations, Sides::Secured, mutant);
        ended.unwrap_or_else(|difference| panic!("{mutant:?}: {difference}"));
        told
    };
    if let Some(seed) = number("PORTCULLIS_ORACLE_SEED") {
        return HELD.iter().for_each(|mutant| {
            held(seed, 1, mutant);
        });
    }
    let operations = number("PORTCULLIS_ORACLE_OPERATIONS").map_or(0, |number| number as usize);
    let base = rand::rng().next_u64();
    for (number, mutant) in (0..).zip(&HELD) {
        let base = base.wrapping_add(number << 32);
        let (told, ended) = contained(base, OPERATIONS, Sides::Postgres, mutant);
        let beyond = ended.expect_err(&format!("{mutant:?} goes nowhere; seed {base}"));
        println!("{mutant:?} goes too far without policies after {told:?}");
        assert!(!beyond.contains("Failed("), "{mutant:?} is no statement: {beyond}");
        let told = held(base, operations.max(OPERATIONS) / 20, mutant);
        assert!(told.changed > 0, "{mutant:?} changes no statement; seed {base}");
        println!("{mutant:?} is held: {told:?}");
    }
}
