//! A process that runs, and whose end is certain: it is killed with its group, reaped, and what it left is swept away, however its request ends.
//!
//! Floor 3. The leader is never reaped before its group was killed: as long as it is not, its number is no other group's.

use std::io;
use std::os::fd::OwnedFd;
use std::process::{ExitStatus, Stdio};

use rustix::process::{Pid, PidfdFlags, Resource, Rlimit, Signal, kill_process_group, pidfd_open, prlimit};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::process::{Child, ChildStderr, ChildStdout, Command};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::program::Startable;
use super::sweep::{MARK, Mark, Sweep};
use crate::slots::Slot;

/// A process that runs. When it is dropped, it is killed and reaped.
pub(super) struct Process {
    /// Readable once the leader has ended, which reaps nothing.
    ended: AsyncFd<OwnedFd>,
    guard: Guard,
}

/// What ends a process, when this is dropped at the latest.
struct Guard {
    group: Pid,
    /// Until it ends.
    left: Option<Left>,
}

/// What is to be given back once nothing runs any more.
struct Left {
    child: Child,
    sweep: Sweep,
    place: Slot,
}

/// Where the process writes.
pub(super) struct Pipes {
    pub(super) output: ChildStdout,
    pub(super) errors: ChildStderr,
}

impl Process {
    /// Starts the program: no shell, nothing on standard input, no variable but those of the app, a group of its own.
    pub(super) fn start(program: &Startable, arguments: &[String], place: Slot) -> io::Result<(Self, Pipes)> {
        let mark = Mark::new();
        let mut child = Command::new(&program.file)
            .arg0(program.called())
            .args(arguments)
            .env_clear()
            .envs(program.variables())
            .env(MARK, mark.value())
            .current_dir(program.directory())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        let gone = || io::Error::other("a process without a number or pipes");
        let group =
            child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw).ok_or_else(gone)?;
        let (output, errors) = (child.stdout.take(), child.stderr.take());
        // Whatever fails from here on, it ends.
        let guard = Guard { group, left: Some(Left { child, sweep: Sweep::of(mark), place }) };
        limit(group, program);
        let pipes = Pipes { output: output.ok_or_else(gone)?, errors: errors.ok_or_else(gone)? };
        let held = pidfd_open(group, PidfdFlags::empty())?;
        #[allow(
            deprecated,
            reason = "its unsound uses are types whose descriptor changes; an `OwnedFd` keeps its own until it is dropped"
        )]
        let ended = AsyncFd::with_interest(held, Interest::READABLE)?;
        Ok((Self { ended, guard }, pipes))
    }

    /// Waits until the leader has ended.
    pub(super) async fn ended(&self) -> io::Result<()> {
        self.ended.readable().await.map(drop)
    }

    /// Kills what is left of the group.
    pub(super) fn kill(&self) {
        self.guard.kill();
    }

    /// Kills what is left, and waits until nothing is; how the leader ended.
    pub(super) async fn end(mut self) -> io::Result<ExitStatus> {
        let ending = self.guard.hand_over().ok_or_else(|| io::Error::other("nothing reaps"))?;
        ending.await.map_err(io::Error::other)?
    }
}

impl Guard {
    fn kill(&self) {
        if self.left.is_some() {
            // Where nothing is left of it, there is nothing to kill.
            let _ = kill_process_group(self.group, Signal::KILL);
        }
    }

    /// Gives what is left to a task of its own, which nobody ends.
    fn hand_over(&mut self) -> Option<JoinHandle<io::Result<ExitStatus>>> {
        self.kill();
        let mut left = self.left.take()?;
        // It may have gone into another group; it is not reaped yet, so its number is its own.
        let _ = left.child.start_kill();
        // Without a runtime, which stops then, all of it is dropped: the child is killed by that, and the rest swept.
        Some(Handle::try_current().ok()?.spawn(left.reap()))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.hand_over());
    }
}

impl Left {
    /// Reaps the leader, kills what has left its group, and gives the place back after that.
    async fn reap(mut self) -> io::Result<ExitStatus> {
        let status = self.child.wait().await;
        let Self { sweep, place, .. } = self;
        let swept = tokio::task::spawn_blocking(move || drop(sweep)).await;
        drop(place);
        swept.map_err(io::Error::other)?;
        status
    }
}

/// Bounds each process of the program by itself, so that one out of reach ends too: its time on a processor, its memory; and it leaves no image of its memory. A
/// program that runs under another account refuses, and has the other limits.
fn limit(number: Pid, program: &Startable) {
    let seconds = program.time().as_secs().saturating_add(2);
    let limits = [(Resource::Core, 0), (Resource::Cpu, seconds), (Resource::As, program.memory())];
    for (resource, most) in limits {
        let _ = prlimit(Some(number), resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}
