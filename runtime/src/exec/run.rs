//! One run of a program, from its start to its end, within its limits.
//!
//! Floor 3.

use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::pin::pin;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::time::timeout;

use super::output::Output;
use super::process::{Pipes, Process};
use super::program::Startable;
use crate::events::{Event, Name, Scene};
use crate::refusal::Refusal;

/// How long output is read that the program left behind in its pipes, where something that left its group keeps them open.
const GRACE: Duration = Duration::from_millis(100);

/// Why a program was killed.
enum Killed {
    OutOfTime,
    OverLimit,
    Failed(io::Error),
}

impl From<io::Error> for Killed {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Starts the program and waits for its end.
pub(super) async fn run(
    program: &Startable,
    arguments: Vec<String>,
    scene: Scene<'_>,
) -> Result<Output, Refusal> {
    let place = program.slots.take().ok_or(Refusal::Busy("programs"))?;
    let name = program.name();
    let started = Process::start(program, &arguments, place);
    drop(arguments);
    let (process, pipes) = started.map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::OutOfMemory => Refusal::Busy("processes of the machine"),
        _ => Refusal::internal(format!("the program `{name}` cannot be started: {error}")),
    })?;
    let (mut bytes, mut errors) = (Vec::new(), Vec::new());
    let read = read(&process, pipes, program.output(), &mut bytes, &mut errors);
    let read = timeout(program.time(), read).await.unwrap_or(Err(Killed::OutOfTime));
    let status = process.end().await;
    if let Err(killed) = read {
        return Err(told(program, killed, scene));
    }
    let failed = |error| Refusal::internal(format!("the program `{name}` cannot be waited for: {error}"));
    let status = status.map_err(failed)?;
    match status.code() {
        Some(code) => Ok(Output { code, bytes, errors }),
        None => {
            let signal = status.signal().unwrap_or_default();
            Err(Refusal::internal(format!("the signal {signal} ended the program `{name}`")))
        }
    }
}

/// The refusal, and the event where the program went over its limits.
fn told(program: &Startable, killed: Killed, scene: Scene<'_>) -> Refusal {
    let (name, time, most) = (program.name(), program.time(), program.output());
    let (why, refusal) = match killed {
        Killed::OutOfTime => {
            let why = format!("the program `{name}` ran for longer than {time:?}");
            (why.clone(), Refusal::Unavailable(why.into()))
        }
        Killed::OverLimit => {
            let why = format!("the program `{name}` wrote more than {most} bytes");
            (why.clone(), Refusal::internal(why))
        }
        Killed::Failed(error) => {
            return Refusal::internal(format!("the program `{name}` cannot be read: {error}"));
        }
    };
    Event::new(Name::ProgramKilled, scene).reason(why).about(name.to_owned()).write();
    refusal
}

/// Reads both pipes until the leader has ended and nothing of its group writes any more.
async fn read(
    process: &Process,
    mut pipes: Pipes,
    most: usize,
    bytes: &mut Vec<u8>,
    errors: &mut Vec<u8>,
) -> Result<(), Killed> {
    let both = async {
        tokio::try_join!(within(&mut pipes.output, most, bytes), within(&mut pipes.errors, most, errors))
            .map(drop)
    };
    let mut both = pin!(both);
    tokio::select! {
        read = &mut both => {
            read?;
            // It may have closed its pipes and go on.
            process.ended().await?;
        }
        ended = process.ended() => {
            ended?;
            // What it left in its group could keep the pipes open.
            process.kill();
            timeout(GRACE, both).await.unwrap_or(Ok(()))?;
        }
    }
    Ok(())
}

/// Reads a pipe to its end.
async fn within(pipe: &mut (impl AsyncRead + Unpin), most: usize, into: &mut Vec<u8>) -> Result<(), Killed> {
    let mut chunk = [0; 4096];
    loop {
        let count = pipe.read(&mut chunk).await?;
        let Some(read) = chunk.get(..count).filter(|read| !read.is_empty()) else { return Ok(()) };
        if into.len() + read.len() > most {
            return Err(Killed::OverLimit);
        }
        into.extend_from_slice(read);
    }
}
