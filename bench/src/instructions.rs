//! Instructions of each request, where something on the machine counts them.
//!
//! The program runs itself twice with another number of requests; the difference leaves out what the start costs.

use std::path::Path;
use std::process::Command;

use crate::Fault;
use crate::cases::{self, Case, SERVICES, Service};
use crate::ground::{Ground, new_folder};
use crate::keys::{Algorithm, Material};
use crate::measure::Way;
use crate::measure::inside::Inside;
use crate::table::{HEADS, Table, medians};

/// The smaller number of requests.
const FEW: usize = 20;
/// The larger one.
pub(crate) const MANY: usize = 520;
/// Callgrind counts in this function alone, on the thread that is in it: what starts the program is left out, and the
/// threads of SQLite too.
const INSIDE: &str = "--toggle-collect=*inside::Inside::send*";

/// What counts.
#[derive(Clone, Copy)]
enum Counter {
    Perf,
    Callgrind,
}

impl Counter {
    fn of_this_machine() -> Option<Self> {
        if count(Self::Perf, &["true".into()]).is_ok() {
            return Some(Self::Perf);
        }
        count(Self::Callgrind, &["true".into()]).is_ok().then_some(Self::Callgrind)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Perf => "perf stat, user mode",
            Self::Callgrind => "callgrind, without the threads of SQLite",
        }
    }
}

/// How many instructions a command took.
fn count(counter: Counter, command: &[String]) -> Result<f64, Fault> {
    let mut run = match counter {
        Counter::Perf => {
            let mut run = Command::new("perf");
            run.args(["stat", "-x", ";", "-e", "instructions:u", "--"]);
            run
        }
        Counter::Callgrind => {
            let mut run = Command::new("valgrind");
            run.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", INSIDE]);
            run
        }
    };
    let output = run.args(command).output()?;
    if !output.status.success() {
        return Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let told = String::from_utf8_lossy(&output.stderr);
    let number = told.lines().find_map(|line| match counter {
        Counter::Perf => line.contains("instructions").then(|| line.split(';').next())?,
        Counter::Callgrind => line.split_once("Collected :").map(|(_, number)| number),
    });
    Ok(number.ok_or("nothing was counted")?.trim().parse()?)
}

/// The table, or why there is none.
pub(crate) fn table(ground: &Ground, material: &Material, cases: &[Case]) -> Result<String, Fault> {
    let Some(counter) = Counter::of_this_machine() else {
        return Ok("instructions: not counted here (neither perf's counters nor valgrind)\n".to_owned());
    };
    let folder = new_folder()?;
    let file = folder.join("material.json");
    std::fs::write(&file, serde_json::to_vec(material)?)?;
    let mut table = Table::new(&HEADS);
    let counted = cases.iter().try_for_each(|case| {
        let mut each = [None; 3];
        for service in SERVICES {
            if case.of(service).is_none() {
                continue;
            }
            let few = count(counter, &child(service, case, FEW, &file, &ground.url)?)?;
            let many = count(counter, &child(service, case, MANY, &file, &ground.url)?)?;
            if let Some(each) = each.get_mut(service as usize) {
                *each = Some((many - few) / (MANY - FEW) as f64 / 1e3);
            }
        }
        ground.clean()?;
        table.row(medians(case.title, each, 1, ""));
        Ok::<_, Fault>(())
    });
    std::fs::remove_dir_all(&folder)?;
    counted?;
    let head = format!(
        "{}, {}, in process: thousands of instructions per request ({})\n",
        material.algorithm.name(),
        ground.engine,
        counter.name()
    );
    Ok(head + &table.text())
}

fn child(
    service: Service,
    case: &Case,
    requests: usize,
    file: &Path,
    url: &str,
) -> Result<Vec<String>, Fault> {
    let program = std::env::current_exe()?;
    let texts = [program.display().to_string(), "one".to_owned(), service.name().to_owned()];
    let rest = [case.id.to_owned(), requests.to_string(), file.display().to_string(), url.to_owned()];
    Ok(texts.into_iter().chain(rest).collect())
}

/// Sends requests of one case to one service, and ends: the child of the count, and what to give a profiler.
///
/// # Errors
/// What is not understood.
pub(crate) fn one(arguments: &[String]) -> Result<(), Fault> {
    let [service, case, requests, given @ ..] = arguments else {
        return Err("which service and case?".into());
    };
    let service = SERVICES.into_iter().find(|known| known.name() == service).ok_or("no such service")?;
    let requests = requests.parse()?;
    let [file, url] = given else {
        let ground = Ground::sqlite()?;
        let unseen = if case == "first-use" { requests } else { 1 };
        let material = Material::generate(Algorithm::Hs256, unseen)?;
        return send(service, case, requests, &material, &ground.url);
    };
    send(service, case, requests, &serde_json::from_slice(&std::fs::read(file)?)?, url)
}

fn send(service: Service, case: &str, requests: usize, material: &Material, url: &str) -> Result<(), Fault> {
    let cases = cases::all(material);
    let case = cases.iter().find(|known| known.id == case).ok_or("no such case")?;
    let mut inside = Inside::new(url, material)?;
    let shots = case.of(service).map_or(0, |asked| asked.shots.len());
    if !case.once_each {
        inside.round(case, service, 0, shots)?;
    }
    // In parts, so that prepared requests do not fill the memory.
    let mut sent = 0;
    while sent < requests {
        let part = (requests - sent).min(10_000);
        inside.round(case, service, sent, part)?;
        sent += part;
    }
    Ok(())
}
