//! How it is measured: the services in alternating rounds, and of each the median round.

pub(crate) mod inside;
pub(crate) mod socket;

use std::time::Duration;

use crate::Fault;
use crate::cases::{Case, SERVICES, Service};

/// An answer, as far as it is compared.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The status.
    pub status: u16,
    /// The names of the headers, in lower case, sorted.
    pub headers: Vec<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// A way to reach the services.
pub(crate) trait Way {
    /// Sends the shot of this number to a service.
    fn ask(&mut self, case: &Case, service: Service, shot: usize) -> Result<Answer, Fault>;

    /// Sends shots one after another, from the one of this number on, and says how long it took.
    fn round(&mut self, case: &Case, service: Service, from: usize, count: usize) -> Result<Duration, Fault>;
}

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// How many rounds each service has for each case.
    pub rounds: usize,
    /// How long a round should be.
    pub round: Duration,
}

/// The most requests of a round.
const MOST: usize = 5_000;
/// The fewest.
const FEWEST: usize = 20;

impl Effort {
    /// How many shots a round has where each may be sent once: they are few.
    pub(crate) const ONCE: usize = 100;

    /// How many shots are needed of a case that sends each once, the warm-up included.
    pub(crate) fn unseen(self) -> usize {
        (self.rounds + 1) * Self::ONCE
    }
}

/// Microseconds for each request, by service; nothing where a service has no such control.
pub(crate) type Medians = [Option<f64>; 3];

/// Measures one case.
pub(crate) fn case(
    way: &mut dyn Way,
    case: &Case,
    effort: Effort,
    clean: &dyn Fn() -> Result<(), Fault>,
) -> Result<Medians, Fault> {
    let count = warm_up(way, case, effort, clean)?;
    let mut sums: [Vec<f64>; 3] = Default::default();
    for round in 0..effort.rounds {
        // There and back, so that what drifts on the machine meets all alike.
        let mut order = SERVICES;
        if round % 2 == 1 {
            order.reverse();
        }
        for service in order {
            if case.of(service).is_none() {
                continue;
            }
            let from = (round + 1) * count;
            let took = way.round(case, service, from, count)?;
            let micros = took.as_secs_f64() * 1e6 / f64::from(u32::try_from(count)?);
            if let Some(sums) = sums.get_mut(service as usize) {
                sums.push(micros);
            }
            if case.changes {
                clean()?;
            }
        }
    }
    Ok(sums.map(|mut times| median(&mut times)))
}

/// Fills what fills itself, and finds how many requests make a round of the wanted length.
fn warm_up(
    way: &mut dyn Way,
    case: &Case,
    effort: Effort,
    clean: &dyn Fn() -> Result<(), Fault>,
) -> Result<usize, Fault> {
    let mut count = if case.once_each { Effort::ONCE } else { MOST };
    for service in SERVICES {
        let Some(asked) = case.of(service) else { continue };
        if case.once_each {
            way.round(case, service, 0, Effort::ONCE)?;
            continue;
        }
        // Each shot once, so that every quota is spent and every token known.
        way.round(case, service, 0, asked.shots.len().max(FEWEST))?;
        if case.deletes {
            clean()?;
        }
        let took = way.round(case, service, 0, FEWEST * 2)?;
        let each = took.as_secs_f64() / (FEWEST * 2) as f64;
        let fit = (effort.round.as_secs_f64() / each) as usize;
        count = count.min(fit.clamp(FEWEST, MOST));
        if case.deletes {
            clean()?;
        }
    }
    Ok(count)
}

/// The middle one.
pub(crate) fn median(times: &mut [f64]) -> Option<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied()
}
