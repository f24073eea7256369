//! The engine against what a quota means, told by a plain list of admissions.
//!
//! Floor 3.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use rand::rngs::SmallRng;
use rand::{Rng, RngExt, SeedableRng};

use super::engine::Counted;
use super::*;

const SECOND: u64 = 1_000_000_000;

fn engine(windows: impl IntoIterator<Item = Window>, keys: usize) -> (InProcess, Arc<AtomicU64>) {
    let clock = Arc::new(AtomicU64::new(1_000 * SECOND));
    let quotas = windows.into_iter().map(|window| Counted { name: "test".to_owned(), window });
    (InProcess::new(Clock::Hand(Arc::clone(&clock)), quotas, keys), clock)
}

fn ask(quota: usize, key: u128) -> Ask {
    Ask::whole(quota, key)
}

/// A quota of a history: its limit, its length in nanoseconds, whether it is counted in slots.
#[derive(Debug, Clone, Copy)]
struct Rule {
    most: u32,
    nanos: u64,
    cut: bool,
}

impl Rule {
    fn window(self) -> Window {
        if self.cut {
            Window::cut(self.most, self.nanos)
        } else {
            Window::new(self.most, Duration::from_nanos(self.nanos))
        }
    }

    /// The window in which one who stays within the quota is never refused.
    fn patient_nanos(self) -> u64 {
        if self.cut { self.nanos.div_ceil(64) * 65 } else { self.nanos }
    }
}

/// A clock's next step: mostly small, sometimes none, sometimes onto the edge of a window, sometimes far.
fn step(random: &mut SmallRng, rule: Rule, since_first: Option<u64>) -> u64 {
    match random.random_range(0..10_u8) {
        0 | 1 => 0,
        2..=5 => random.random_range(0..rule.nanos / 4 + 2),
        6 | 7 => {
            // Right before, at, or right after the instant at which the oldest admission is forgotten.
            let edge = since_first.map_or(rule.nanos, |since| rule.nanos.saturating_sub(since));
            (edge + random.random_range(0..3)).saturating_sub(1)
        }
        8 => random.random_range(0..rule.nanos * 2),
        _ => random.random_range(0..rule.nanos / 64 + 2),
    }
}

/// Runs one history and compares every answer.
fn history(seed: u64) {
    let mut random = SmallRng::seed_from_u64(seed);
    let count = random.random_range(1..=3_usize);
    let rules: Vec<Rule> = (0..count)
        .map(|_| Rule {
            most: random.random_range(1..=6),
            nanos: *[7, 64, 6_400, SECOND, 60 * SECOND, 86_400 * SECOND]
                .get(random.random_range(0..6_usize))
                .unwrap(),
            cut: random.random_bool(0.4),
        })
        .collect();
    let (engine, clock) = engine(rules.iter().map(|rule| rule.window()), 1_000);
    let mut admitted: HashMap<(usize, u128), Vec<u64>> = HashMap::new();
    let keys = random.random_range(1..=3_u128);
    for _ in 0..random.random_range(5..40) {
        let key = |random: &mut SmallRng| random.random_range(0..keys) << 64 | 17;
        let mut asks: Vec<Ask> = Vec::new();
        for quota in 0..count {
            if asks.is_empty() && quota + 1 == count || random.random_bool(0.7) {
                asks.push(ask(quota, key(&mut random)));
            }
        }
        let chosen = asks[random.random_range(0..asks.len())];
        let now = clock.load(Ordering::SeqCst);
        let first = admitted
            .get(&(chosen.quota, chosen.key))
            .and_then(|times| times.iter().rev().nth(rules[chosen.quota].most as usize - 1))
            .map(|time| now - time);
        let now = now + step(&mut random, rules[chosen.quota], first);
        clock.store(now, Ordering::SeqCst);
        let within = |ask: &Ask, nanos: u64| {
            let times = admitted.get(&(ask.quota, ask.key));
            times.map_or(0, |times| times.iter().filter(|time| now - **time < nanos).count())
        };
        let decision = engine.decide_now(&asks).unwrap();
        let told = format!("seed {seed}, at {now}: {asks:?} of {rules:?}: {decision:?}");
        assert_eq!(decision.standings.len(), asks.len(), "{told}");
        for (ask, standing) in asks.iter().zip(&decision.standings) {
            let rule = rules[ask.quota];
            let (strict, patient) = (within(ask, rule.nanos), within(ask, rule.patient_nanos()));
            let most = rule.most as usize;
            if standing.refuses {
                assert!(patient >= most, "refused one who stayed within; {told}");
                assert!(standing.eases_in > Duration::ZERO, "{told}");
            } else {
                assert!(strict < most, "one too many in a window; {told}");
            }
            if !rule.cut {
                assert_eq!(standing.refuses, strict >= most, "the exact log is exact; {told}");
                let spent = strict + usize::from(decision.admits());
                assert_eq!(standing.remaining as usize, most - spent, "{told}");
            }
        }
        if decision.admits() {
            for ask in &asks {
                admitted.entry((ask.quota, ask.key)).or_default().push(now);
            }
        } else if let [ask] = asks.as_slice() {
            // Whoever waits as long as was said passes, and a nanosecond less does not.
            let wait = u64::try_from(decision.standings[0].eases_in.as_nanos()).unwrap();
            clock.store(now + wait - 1, Ordering::SeqCst);
            assert!(engine.peek(*ask).unwrap().refuses, "{told}");
            clock.store(now + wait, Ordering::SeqCst);
            assert!(engine.decide_now(&asks).unwrap().admits(), "{told}");
            admitted.entry((ask.quota, ask.key)).or_default().push(now + wait);
        }
    }
    // Whichever instant a window begins at, at most so many are in it.
    for ((quota, _), times) in &admitted {
        let rule = rules[*quota];
        for (first, last) in times.iter().zip(times.iter().skip(rule.most as usize)) {
            assert!(last - first >= rule.nanos, "seed {seed}: {rule:?} {times:?}");
        }
    }
}

/// A failure names its seed; `PORTCULLIS_SEED` runs that one alone.
#[test]
fn a_hundred_thousand_histories() {
    if let Some(seed) = std::env::var("PORTCULLIS_SEED").ok().and_then(|seed| seed.parse().ok()) {
        return history(seed);
    }
    let base: u64 = rand::rng().next_u64();
    let part = |part: u64| move || (0..50_000).for_each(|n| history(base.wrapping_add(part * 50_000 + n)));
    let threads: Vec<_> = [0, 1].into_iter().map(|half| std::thread::spawn(part(half))).collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

/// The usual engines let nine through here.
#[test]
fn five_in_a_minute_are_five() {
    let (engine, clock) = engine([Window::new(5, Duration::from_secs(60))], 10);
    let passed = (0..60)
        .filter(|second| {
            clock.store((2_000 + second) * SECOND, Ordering::SeqCst);
            engine.decide_now(&[ask(0, 1)]).unwrap().admits()
        })
        .count();
    assert_eq!(passed, 5);
}

#[test]
fn ten_thousand_at_once() {
    let windows = [Window::new(7, Duration::from_secs(60)), Window::new(300, Duration::from_secs(1))];
    let (engine, _clock) = engine(windows, KEYS);
    let (passed, barrier) = (AtomicUsize::new(0), Barrier::new(16));
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                barrier.wait();
                for _ in 0..625 {
                    let asks = [ask(0, 1), ask(1, 2)];
                    if engine.decide_now(&asks).unwrap().admits() {
                        passed.fetch_add(1, Ordering::SeqCst);
                    }
                }
            });
        }
    });
    assert_eq!(passed.load(Ordering::SeqCst), 7, "exactly as many as the smaller quota");
    assert_eq!(engine.peek(ask(1, 2)).unwrap().remaining, 293, "a refusal spends nothing");
}

/// Whoever sets the clock back gains nothing, and whoever lets it jump gains what the time would have given.
#[test]
fn a_clock_that_goes_back_and_jumps() {
    for cut in [false, true] {
        let rule = Rule { most: 3, nanos: 60 * SECOND, cut };
        let (engine, clock) = engine([rule.window()], 10);
        let passes = |at: u64| {
            clock.store(at, Ordering::SeqCst);
            engine.decide_now(&[ask(0, 1)]).unwrap().admits()
        };
        assert!(passes(5_000 * SECOND) && passes(5_001 * SECOND) && passes(5_002 * SECOND));
        for back in [5_001 * SECOND, 4_000 * SECOND, SECOND, 0, 5_002 * SECOND] {
            assert!(!passes(back), "{back}");
        }
        assert!(passes(5_070 * SECOND), "the time has passed");
        assert!(passes(u64::MAX / 2), "far ahead");
        assert!(passes(5_070 * SECOND) && passes(0), "counted as if it were far ahead");
        assert!(!passes(0));
    }
}

#[test]
fn limits_of_the_number() {
    let (engine, _clock) = engine([Window::new(u32::MAX, Duration::from_secs(86_400))], 10);
    for spent in 1..=1_000 {
        let decision = engine.decide_now(&[ask(0, 1)]).unwrap();
        assert!(decision.admits() && decision.standings[0].remaining == u32::MAX - spent);
    }
    assert!(engine.decide_now(&[ask(1, 1)]).is_err(), "a quota that nobody counts denies");
    let twice = [ask(0, 1), ask(0, 1)];
    assert!(engine.decide_now(&twice).is_err(), "one quota is asked once");
}

/// Resident memory of this process in bytes, as Linux tells it.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// What the documentation states for one quota: twice 65536 keys and a quarter, of at most 512 bytes where few admissions of
/// each still count.
#[cfg(target_os = "linux")]
const STATED: u64 = 96 * 1024 * 1024;

/// A flood of new keys, all within one window, and then one that comes as slowly as a table can follow.
#[test]
#[cfg(target_os = "linux")]
#[allow(clippy::print_stdout, reason = "what was measured, for who runs it with --nocapture")]
fn ten_million_keys() {
    let (engine, clock) = engine([Window::new(5, Duration::from_secs(60))], KEYS);
    let passes = |key: u128| engine.decide_now(&[ask(0, key)]).unwrap().admits();
    let mut random = SmallRng::seed_from_u64(7);
    let offender = random.random::<u128>();
    assert!((0..5).all(|_| passes(offender)) && !passes(offender));
    let start = clock.load(Ordering::SeqCst);
    let before = resident();
    let mut most = 0;
    // 50 s: within the offender's window, and far more than the table holds.
    for n in 0..5_000_000_u64 {
        clock.store(start + n * 10_000, Ordering::SeqCst);
        passes(random.random());
        if n % 500_000 == 0 {
            most = most.max(resident().saturating_sub(before));
            assert!(!passes(offender), "evicted after {n} keys");
        }
    }
    let (own, shared) = engine.table(0).lengths();
    assert!(own <= KEYS + KEYS / 4 && shared <= KEYS, "{own} {shared}");
    // A minute later, at 1500 new keys a second, more than the table holds: the rest share cells, and newcomers are served.
    let start = start + 120 * SECOND;
    let mut served = 0;
    for n in 0..5_000_000_u64 {
        clock.store(start + n * 666_666, Ordering::SeqCst);
        let is_newcomer = passes(random.random());
        if n >= 100_000 && is_newcomer {
            served += 1;
        }
        if n % 500_000 == 0 {
            most = most.max(resident().saturating_sub(before));
        }
        if n == 100_000 {
            assert!((0..10).filter(|_| passes(offender)).count() <= 5);
            assert!(!passes(offender), "five are five again");
        }
    }
    assert!(served > 4_800_000, "newcomers served: {served} of 4900000");
    assert!(most < STATED, "{most} bytes");
    println!("ten million keys: {most} bytes at most, {served} of 4900000 newcomers served");
}
