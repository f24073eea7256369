//! `bench compile`: what a build of so many routes costs, by hand and with Portcullis.

mod cargo;
mod crates;
mod secured;
mod sources;
mod twin;

use std::time::Instant;

use crate::Fault;
use crate::measure::median;
use crate::table::Table;
use cargo::Cargo;
pub(crate) use crates::{list, summary};
use sources::{Package, Sources};

/// What is timed.
const STEPS: [(&str, &str, bool); 4] = [
    ("cargo check, cold", "check", true),
    ("cargo check, one route touched", "check", false),
    ("cargo build, cold", "build", true),
    ("cargo build, one route touched", "build", false),
];

/// Seconds for each step, by package.
type Times = [[f64; 2]; 4];

/// Measures and prints.
///
/// # Errors
/// Cargo does not run, or what is written does not compile.
pub(crate) fn run(routes: &[usize], rounds: usize) -> Result<(), Fault> {
    let cores = std::thread::available_parallelism()?;
    println!("{cores} cores; dev profile; median of {rounds} alternating runs; dependencies built before");
    let mut all: Vec<(usize, Times)> = Vec::new();
    for &count in routes {
        let times = measure(count, rounds)?;
        println!("\n{count} routes: seconds");
        let mut table = Table::new(&["step", "by hand", "portcullis", "portcullis/by hand"]);
        for ((title, ..), [twin, secured]) in STEPS.iter().zip(times) {
            let cells = [format!("{twin:.2}"), format!("{secured:.2}"), format!("{:.2}", secured / twin)];
            table.row([(*title).to_owned()].into_iter().chain(cells).collect());
        }
        print!("{}", table.text());
        all.push((count, times));
    }
    for pair in all.windows(2) {
        let [(fewer, before), (more, after)] = pair else { continue };
        println!("\nfrom {fewer} to {more} routes: times");
        let mut table = Table::new(&["step", "by hand", "portcullis"]);
        for (index, (title, ..)) in STEPS.iter().enumerate() {
            let (Some(before), Some(after)) = (before.get(index), after.get(index)) else { continue };
            let grown = before.iter().zip(after).map(|(before, after)| format!("{:.2}", after / before));
            table.row([(*title).to_owned()].into_iter().chain(grown).collect());
        }
        print!("{}", table.text());
    }
    Ok(())
}

fn measure(routes: usize, rounds: usize) -> Result<Times, Fault> {
    let sources = Sources::write(routes)?;
    let cargo = Cargo::at(&sources.folder);
    for package in Package::BOTH {
        cargo.run(&["check", "-p", package.name()])?;
        cargo.run(&["build", "-p", package.name()])?;
    }
    let mut times: [[Vec<f64>; 2]; 4] = Default::default();
    for round in 0..rounds {
        let mut order = Package::BOTH;
        if round % 2 == 1 {
            order.reverse();
        }
        for package in order {
            cargo.run(&["clean", "-p", package.name()])?;
            for ((_, verb, cold), times) in STEPS.iter().zip(&mut times) {
                if !cold {
                    sources.touch(package)?;
                }
                let begun = Instant::now();
                cargo.run(&[verb, "-p", package.name()])?;
                if let Some(times) = times.get_mut(package as usize) {
                    times.push(begun.elapsed().as_secs_f64());
                }
            }
        }
    }
    Ok(times.map(|both| both.map(|mut times| median(&mut times).unwrap_or(f64::NAN))))
}
