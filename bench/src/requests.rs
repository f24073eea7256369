//! `bench requests`: every case, both ways, on every database there is.

use crate::agree;
use crate::cases::{self, Case};
use crate::ground::Ground;
use crate::keys::{Algorithm, Material};
use crate::measure::inside::Inside;
use crate::measure::socket::Sockets;
use crate::measure::{self, Effort, Way};
use crate::options::Requests;
use crate::table::{HEADS, Table, medians};
use crate::{Fault, compile, instructions};

/// Where a PostgreSQL server commonly listens when nothing is said; who runs this is whom it knows.
const LOCAL: &str = "postgres:///postgres?host=/var/run/postgresql&user=";

/// Measures and prints.
///
/// # Errors
/// A service does not do what it should; a socket or the database fails.
pub(crate) fn run(options: &Requests) -> Result<(), Fault> {
    let effort = options.effort();
    let cores = std::thread::available_parallelism()?;
    println!("{cores} cores; median of {} alternating rounds", effort.rounds);
    if let Some(load) = load().filter(|load| *load > 1.0) {
        println!(
            "other work runs beside (load {load}): read the numbers as rough, the database's most of all"
        );
    }
    if cfg!(debug_assertions) {
        println!("a dev build: these numbers mean nothing, use --release");
    }
    let unseen = if options.instructions { effort.unseen().max(instructions::MANY) } else { effort.unseen() };
    let material = Material::generate(options.algorithm, unseen + 1)?;
    let wanted = |case: &Case| options.case.as_deref().is_none_or(|id| id == case.id);
    let cases = || cases::all(&material).into_iter().filter(wanted).collect::<Vec<_>>();
    if cases().is_empty() {
        return Err("no such case".into());
    }

    let sqlite = Ground::sqlite()?;
    tables(&sqlite, &material, &cases, effort)?;
    if options.algorithm != Algorithm::Hs256 {
        let material = Material::generate(Algorithm::Hs256, effort.unseen() + 1)?;
        let of_tokens = || {
            let cases = cases::all(&material).into_iter().filter(wanted);
            cases.filter(|case| ["authenticated", "first-use"].contains(&case.id)).collect::<Vec<_>>()
        };
        if !of_tokens().is_empty() {
            tables(&sqlite, &material, &of_tokens, effort)?;
        }
    }
    match postgres() {
        Ok(postgres) => {
            let of_rows = || cases().into_iter().filter(|case| case.database).collect::<Vec<_>>();
            if !of_rows().is_empty() {
                tables(&postgres, &material, &of_rows, effort)?;
            }
        }
        Err(fault) => println!("\nPostgreSQL was not measured: {fault}"),
    }
    if options.instructions {
        println!("\n{}", instructions::table(&sqlite, &material, &counted(&sqlite, &material, cases())?)?);
    }
    println!("\n{}", compile::summary());
    Ok(())
}

/// How many threads wanted to run in the last minute, where the machine says so.
fn load() -> Option<f64> {
    std::fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

fn postgres() -> Result<Ground, Fault> {
    let named = std::env::var("DATABASE_URL").ok();
    let server = match named.filter(|url| url.starts_with("postgres")) {
        Some(server) => server,
        None => {
            let user = std::process::Command::new("id").arg("-un").output()?.stdout;
            format!("{LOCAL}{}", String::from_utf8(user)?.trim())
        }
    };
    Ground::postgres(&server)
}

/// The cases, without the services that do not have the control yet.
fn counted(ground: &Ground, material: &Material, mut cases: Vec<Case>) -> Result<Vec<Case>, Fault> {
    agree::check(&mut Inside::new(&ground.url, material)?, &mut cases)?;
    ground.clean()?;
    Ok(cases)
}

/// The two tables of a database.
fn tables(
    ground: &Ground,
    material: &Material,
    cases: &dyn Fn() -> Vec<Case>,
    effort: Effort,
) -> Result<(), Fault> {
    let head = format!("{}, {}", material.algorithm.name(), ground.engine);
    table(&format!("{head}, in process"), &mut Inside::new(&ground.url, material)?, cases(), ground, effort)?;
    table(
        &format!("{head}, over loopback"),
        &mut Sockets::new(&ground.url, material)?,
        cases(),
        ground,
        effort,
    )
}

fn table(
    head: &str,
    way: &mut dyn Way,
    mut cases: Vec<Case>,
    ground: &Ground,
    effort: Effort,
) -> Result<(), Fault> {
    let found = agree::check(way, &mut cases)?;
    ground.clean()?;
    println!("\n{head}: µs per request");
    let mut table = Table::new(&HEADS);
    for (case, left_out) in cases.iter().zip(&found.left_out) {
        let times = measure::case(way, case, effort, &|| ground.clean())?;
        table.row(medians(case.title, times, 1, left_out));
    }
    print!("{}", table.text());
    if !found.headers.is_empty() {
        let names: Vec<String> = found.headers.iter().map(|(name, who)| format!("{name} ({who})")).collect();
        println!("headers that only one of the two sends: {}", names.join(", "));
    }
    Ok(())
}
