//! What the command line says.

use std::time::Duration;

use crate::Fault;
use crate::keys::Algorithm;
use crate::measure::Effort;

/// How to use the program.
pub(crate) const USAGE: &str = "\
bench [requests] [--alg hs256|es256|rs256] [--quick] [--rounds N] [--case ID] [--instructions]
    what a request costs: bare axum, the same controls by hand, Portcullis
    PostgreSQL is measured at DATABASE_URL=postgres://…, or at the local socket
bench compile [ROUTES…] [--rounds N]
    what a build costs: by hand, and with Portcullis; 200 and 400 routes where nothing is said
bench dependencies
    the crates that a service brings in: by hand, and with Portcullis
bench flood [--rounds N]
    what a flood of logins costs an authenticated route
bench one bare|twin|portcullis CASE REQUESTS
    nothing but these requests, in process with HS256, for a profiler to look at";

/// What to do.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    /// Measure requests.
    Requests(Requests),
    /// Measure builds of so many routes.
    Compile {
        /// The numbers of routes.
        routes: Vec<usize>,
        /// How many runs the median is of.
        rounds: usize,
    },
    /// Count the crates that a service brings in.
    Dependencies,
    /// Measure an authenticated route beside a flood of logins.
    Flood {
        /// How many rounds.
        rounds: usize,
    },
    /// Send some requests and end: for a profiler, and for the count of instructions.
    One(Vec<String>),
    /// Say how to use the program.
    Help,
}

/// How to measure requests.
#[derive(Debug, PartialEq)]
pub(crate) struct Requests {
    /// What tokens are signed with.
    pub algorithm: Algorithm,
    /// Few and short rounds.
    pub quick: bool,
    /// How many rounds, where the command line says it.
    pub rounds: Option<usize>,
    /// The only case to measure.
    pub case: Option<String>,
    /// Whether to count instructions.
    pub instructions: bool,
}

impl Requests {
    /// How much to measure.
    pub(crate) fn effort(&self) -> Effort {
        // Many short rounds rather than few long ones: what else the machine does then meets all services alike.
        let (rounds, millis) = if self.quick { (7, 8) } else { (45, 15) };
        Effort { rounds: self.rounds.unwrap_or(rounds).max(1), round: Duration::from_millis(millis) }
    }
}

/// Reads the arguments, without the program's name.
///
/// # Errors
/// What is not understood.
pub(crate) fn read(arguments: impl Iterator<Item = String>) -> Result<Command, Fault> {
    let mut arguments = arguments.peekable();
    let word = arguments.next_if(|word| !word.starts_with('-')).unwrap_or_else(|| "requests".to_owned());
    match word.as_str() {
        "requests" => requests(arguments),
        "compile" => compile(arguments),
        "dependencies" => alone(arguments, Command::Dependencies),
        "flood" => flood(arguments),
        "one" => Ok(Command::One(arguments.collect())),
        "help" => Ok(Command::Help),
        other => Err(format!("no command `{other}`\n{USAGE}").into()),
    }
}

fn requests(mut arguments: impl Iterator<Item = String>) -> Result<Command, Fault> {
    let mut requests =
        Requests { algorithm: Algorithm::Rs256, quick: false, rounds: None, case: None, instructions: false };
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "--quick" => requests.quick = true,
            "--instructions" => requests.instructions = true,
            "--rounds" => requests.rounds = Some(value(&mut arguments, "--rounds")?.parse()?),
            "--case" => requests.case = Some(value(&mut arguments, "--case")?),
            "--alg" => {
                let name = value(&mut arguments, "--alg")?;
                requests.algorithm = Algorithm::named(&name).ok_or("--alg is hs256, es256 or rs256")?;
            }
            "--help" | "-h" => return Ok(Command::Help),
            other => return Err(format!("no option `{other}`\n{USAGE}").into()),
        }
    }
    Ok(Command::Requests(requests))
}

fn compile(mut arguments: impl Iterator<Item = String>) -> Result<Command, Fault> {
    let (mut routes, mut rounds) = (Vec::new(), 3);
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "--rounds" => rounds = value(&mut arguments, "--rounds")?.parse::<usize>()?.max(1),
            "--help" | "-h" => return Ok(Command::Help),
            number => routes.push(number.parse().map_err(|_| format!("`{number}` is no number of routes"))?),
        }
    }
    if routes.is_empty() {
        routes = vec![200, 400];
    }
    Ok(Command::Compile { routes, rounds })
}

fn alone(mut arguments: impl Iterator<Item = String>, command: Command) -> Result<Command, Fault> {
    match arguments.next() {
        None => Ok(command),
        Some(other) => Err(format!("no option `{other}`\n{USAGE}").into()),
    }
}

fn flood(mut arguments: impl Iterator<Item = String>) -> Result<Command, Fault> {
    let mut rounds = 10;
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "--rounds" => rounds = value(&mut arguments, "--rounds")?.parse::<usize>()?.max(1),
            other => return Err(format!("no option `{other}`\n{USAGE}").into()),
        }
    }
    Ok(Command::Flood { rounds })
}

fn value(arguments: &mut impl Iterator<Item = String>, option: &str) -> Result<String, Fault> {
    arguments.next().ok_or_else(|| format!("{option} needs a value").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> Option<Command> {
        read(words.split_whitespace().map(str::to_owned)).ok()
    }

    #[test]
    fn commands_are_read() {
        let Some(Command::Requests(requests)) = said("--alg es256 --quick") else { panic!() };
        assert_eq!((requests.algorithm, requests.quick), (Algorithm::Es256, true));
        assert_eq!(said("compile 20 40"), Some(Command::Compile { routes: vec![20, 40], rounds: 3 }));
        assert_eq!(said("compile"), Some(Command::Compile { routes: vec![200, 400], rounds: 3 }));
        assert_eq!(said("dependencies"), Some(Command::Dependencies));
        for wrong in
            ["dependencies --all", "compile many", "--alg none", "--alg", "measure", "requests --fast"]
        {
            assert_eq!(said(wrong), None, "{wrong}");
        }
    }
}
