//! What clients can take up at once, and how long they may take over it.
//!
//! Floor 1. OWASP ASVS 5.0, 15.2.2; CWE-400, CWE-770. What a route itself takes (size, time, quota) its attribute says.

use std::time::Duration;

/// What clients can take up at once, and how long they may take.
///
/// A client that is slow holds a connection and little else; what many of them can hold is bounded here, in all and for each address.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::Limits;
///
/// let limits = Limits::default().connections(2_000).connections_by_address(200);
/// let app = App::new(Environment::Development).limits(limits);
/// ```
#[derive(Debug, Clone)]
pub struct Limits {
    pub(crate) connections: usize,
    pub(crate) connections_by_address: usize,
    pub(crate) in_flight: usize,
    pub(crate) slow_bodies_by_address: usize,
    pub(crate) head: Duration,
    pub(crate) stall: Duration,
    pub(crate) age: Duration,
    pub(crate) drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            connections_by_address: 1_000,
            in_flight: 2_048,
            slow_bodies_by_address: 128,
            head: Duration::from_secs(15),
            stall: Duration::from_secs(30),
            age: Duration::from_secs(600),
            drain: Duration::from_secs(10),
        }
    }
}

impl Limits {
    /// Connections at once, by default 10000; fewer where the process may open fewer files. Beyond it, newcomers wait in the kernel's queue.
    #[must_use]
    pub fn connections(self, connections: usize) -> Self {
        Self { connections, ..self }
    }

    /// Connections of one address at once, by default 1000; a host of IPv6 is its /64. More are closed at once. A trusted proxy is bounded by
    /// [`Limits::connections`] alone.
    #[must_use]
    pub fn connections_by_address(self, connections_by_address: usize) -> Self {
        Self { connections_by_address, ..self }
    }

    /// Requests that are being answered at once, by default 2048. More get 503 with `Retry-After`.
    #[must_use]
    pub fn in_flight(self, in_flight: usize) -> Self {
        Self { in_flight, ..self }
    }

    /// Requests of one address whose body is waited for, by default 128. More get 503 with `Retry-After`, so that clients who hold bodies back do not
    /// take up all that is in flight.
    #[must_use]
    pub fn slow_bodies_by_address(self, slow_bodies_by_address: usize) -> Self {
        Self { slow_bodies_by_address, ..self }
    }

    /// How long the head of a request may take, and how long a connection may be idle before the next begins; by default 15 seconds. HTTP/2 is
    /// asked for a sign of life as often.
    #[must_use]
    pub fn head(self, head: Duration) -> Self {
        Self { head, ..self }
    }

    /// How long a client may take nothing of an answer, by default 30 seconds.
    #[must_use]
    pub fn stall(self, stall: Duration) -> Self {
        Self { stall, ..self }
    }

    /// How old a connection grows, by default 10 minutes. Then it takes no more requests, and ends with those under way.
    #[must_use]
    pub fn age(self, age: Duration) -> Self {
        Self { age, ..self }
    }

    /// How long requests under way are waited for when the server stops, by default 10 seconds.
    #[must_use]
    pub fn drain(self, drain: Duration) -> Self {
        Self { drain, ..self }
    }

    /// What is wrong, in words.
    pub(crate) fn faults(&self) -> Vec<String> {
        let counts = [
            ("connections", self.connections),
            ("connections_by_address", self.connections_by_address),
            ("in_flight", self.in_flight),
            ("slow_bodies_by_address", self.slow_bodies_by_address),
        ];
        let nobody = counts
            .into_iter()
            .filter(|(_, count)| *count == 0)
            .map(|(name, _)| format!("a limit `{name}` of 0 lets nobody in; give at least 1"));
        let times = [("head", self.head), ("stall", self.stall), ("age", self.age)];
        let nothing = times
            .into_iter()
            .filter(|(_, time)| *time < Duration::from_millis(100) || *time > Duration::from_secs(86_400))
            .map(|(name, time)| {
                format!("a limit `{name}` of {time:?} is not from a tenth of a second to a day")
            });
        nobody.chain(nothing).collect()
    }

    /// How many connections can be open, where the process may open so many files. Some are kept for the database and the log.
    pub(crate) fn connections_within(&self, files: Option<usize>) -> usize {
        match files {
            Some(files) => self.connections.min((files / 2).max(files.saturating_sub(512))).max(1),
            None => self.connections,
        }
    }
}

/// How many files this process may open, where the system says it.
pub(crate) fn open_files() -> Option<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_no_limit() {
        assert!(Limits::default().faults().is_empty());
        let told = Limits::default().in_flight(0).head(Duration::ZERO).faults();
        assert!(told.len() == 2 && told[0].contains("in_flight") && told[1].contains("head"), "{told:?}");
    }

    #[test]
    fn connections_leave_files_for_the_rest() {
        let limits = Limits::default();
        assert_eq!(limits.connections_within(None), 10_000);
        assert_eq!(limits.connections_within(Some(1_024)), 512);
        assert_eq!(limits.connections_within(Some(1)), 1);
        assert_eq!(limits.connections_within(Some(1_048_576)), 10_000);
    }
}
