//! What a program left running outside of its group: found by a mark in its environment, and killed.
//!
//! Floor 3. A process leaves its group by `setsid`, and its parent by a second fork; the environment that it was started with it keeps, unless it starts another program
//! with another one. Such a program is out of reach: that would need a control group, which only root or systemd gives.

use std::fs::{self, File};
use std::io::Read as _;

use memchr::memmem::Finder;
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

/// The variable of the mark.
pub(super) const MARK: &str = "PORTCULLIS_RUN";

/// How often is looked: what forks meanwhile is found the next time.
const LOOKS: usize = 64;

/// The mark of one run.
pub(super) struct Mark(String);

impl Mark {
    pub(super) fn new() -> Self {
        Self(format!("{:032x}", rand::random::<u128>()))
    }

    pub(super) fn value(&self) -> &str {
        &self.0
    }
}

/// Kills what bears a mark when it is dropped, so that a runtime which stops leaves nothing either. It reads `/proc`, which is not for threads that serve.
pub(super) struct Sweep(Mark);

impl Sweep {
    pub(super) fn of(mark: Mark) -> Self {
        Self(mark)
    }
}

impl Drop for Sweep {
    fn drop(&mut self) {
        let written = format!("{MARK}={}", self.0.value());
        let finder = Finder::new(written.as_bytes());
        for _ in 0..LOOKS {
            if !kill_marked(&finder) {
                return;
            }
        }
    }
}

/// Kills each process with the mark; whether there was one.
fn kill_marked(mark: &Finder<'_>) -> bool {
    let Ok(processes) = fs::read_dir("/proc") else { return false };
    let numbers = processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let mut found = false;
    for number in numbers.filter(|number| *number > 0) {
        if !bears(number, mark) {
            continue;
        }
        // The number may be another's by now: the process is taken hold of, and looked at once more.
        let Some(held) = Pid::from_raw(number).and_then(|pid| pidfd_open(pid, PidfdFlags::empty()).ok())
        else {
            continue;
        };
        if bears(number, mark) {
            found |= pidfd_send_signal(&held, Signal::KILL).is_ok();
        }
    }
    found
}

/// Whether a process was started with the mark. One that has ended, or is another account's, has no environment to read.
fn bears(number: i32, mark: &Finder<'_>) -> bool {
    let mut environment = Vec::new();
    let read = File::open(format!("/proc/{number}/environ"))
        .and_then(|file| file.take(256 << 10).read_to_end(&mut environment));
    read.is_ok() && mark.find(&environment).is_some()
}
