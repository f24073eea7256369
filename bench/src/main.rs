//! What Portcullis costs, beside axum without controls and beside the same controls written by hand.
//!
//! Three services over the same rows: [`bare`], [`twin`], [`secured`]. `bench requests` measures what a request
//! costs, `bench compile` what a build costs. A ratio is worth as much as the twin is honest: whoever prefers to
//! write the controls by hand should read [`twin`] first.

mod agree;
mod bare;
mod cases;
mod compile;
mod data;
mod flood;
mod ground;
mod instructions;
mod keys;
mod measure;
mod options;
mod requests;
mod secured;
mod services;
mod table;
#[cfg(test)]
mod tests;
mod twin;

use std::process::ExitCode;

use options::Command;

/// Whatever goes wrong; the program ends with its words.
type Fault = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    // Lines of refusals are written as in production, and thrown away: what they cost belongs to the request.
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::INFO)
        .with_ansi(false)
        .with_writer(std::io::sink)
        .init();
    let done = options::read(std::env::args().skip(1)).and_then(|command| match command {
        Command::Requests(options) => requests::run(&options),
        Command::Compile { routes, rounds } => compile::run(&routes, rounds),
        Command::Dependencies => compile::list(),
        Command::Flood { rounds } => flood::run(rounds),
        Command::One(arguments) => instructions::one(&arguments),
        Command::Help => {
            println!("{}", options::USAGE);
            Ok(())
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("bench: {fault}");
            ExitCode::FAILURE
        }
    }
}
