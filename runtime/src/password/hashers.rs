//! The threads that hash: so many and no more, off the threads that serve requests.
//!
//! Floor 4. A flood of logins costs their memory and their time, and nothing else: who does not find room in the queue is told to
//! come again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use metrics::{Counter, Gauge, counter, gauge};
use tokio::sync::oneshot;

use super::cost::PasswordCost;
use super::hash::{Match, Memory, PasswordHash};
use super::store::{KeptPassword, PasswordToKeep};
use super::strength::{Strength, normalized};
use crate::refusal::Refusal;
use crate::secret::Secret;

/// How many wait for a thread; at 25 ms each, whoever is the last waits for less than a second.
const QUEUE: usize = 32;

type Work = Box<dyn FnOnce(&mut Memory) + Send>;

/// Hashes and compares passwords at one cost. Dropping it ends its threads.
pub(crate) struct Hashers {
    work: SyncSender<Work>,
    cost: PasswordCost,
    /// What the password of nobody is compared with, so that it takes as long.
    nobody: Arc<PasswordHash>,
    /// How long the last comparison at today's cost took, in nanoseconds.
    usual: Arc<AtomicU64>,
    /// Of the recorder that is installed when it is first used: accounts are set up before the app is put together.
    meters: Arc<OnceLock<(Gauge, Counter)>>,
}

impl Hashers {
    /// Starts the threads: at most `threads`, by default half as many as there are processors, so that other routes keep the rest.
    ///
    /// # Errors
    /// A thread does not start, or there is not the memory for one hash.
    pub(crate) fn start(cost: PasswordCost, threads: Option<usize>) -> Result<Self, Refusal> {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = threads.unwrap_or(processors / 2).max(1);
        let (sender, receiver) = sync_channel::<Work>(QUEUE);
        let receiver = Arc::new(Mutex::new(receiver));
        for number in 0..threads {
            let receiver = Arc::clone(&receiver);
            std::thread::Builder::new()
                .name(format!("portcullis-password-{number}"))
                .spawn(move || serve(&receiver))
                .map_err(Refusal::internal)?;
        }
        let nobody: [u8; 32] = rand::random();
        let began = Instant::now();
        let nobody = PasswordHash::make(&nobody, cost, &mut Memory::new())?;
        let usual = Arc::new(AtomicU64::new(nanoseconds(began.elapsed())));
        Ok(Self { work: sender, cost, nobody: Arc::new(nobody), usual, meters: Arc::default() })
    }

    /// Judges and hashes a new password. The account's own words are what it must not be made of.
    ///
    /// # Errors
    /// 422 where the password is not taken; 503 where the queue is full.
    pub(crate) async fn hash(
        &self,
        password: &Secret<String>,
        strength: &Arc<Strength>,
        words: Vec<String>,
    ) -> Result<PasswordToKeep, Refusal> {
        let (password, cost, strength) = (normalized(password), self.cost, Arc::clone(strength));
        self.run(move |memory| {
            strength.judge(&password, &words).map_err(|fault| Refusal::Invalid(vec![fault]))?;
            PasswordHash::make(password.as_bytes(), cost, memory).map(PasswordToKeep)
        })
        .await?
    }

    /// Hashes a password anew that is known to be right.
    pub(crate) async fn rehash(&self, password: &Secret<String>) -> Result<PasswordToKeep, Refusal> {
        let (password, cost) = (normalized(password), self.cost);
        self.run(move |memory| PasswordHash::make(password.as_bytes(), cost, memory).map(PasswordToKeep))
            .await?
    }

    /// Compares a password with a hash; with nobody's where there is none, which never matches and takes as long.
    ///
    /// # Errors
    /// 503 where the queue is full.
    pub(crate) async fn compare(
        &self,
        password: &Secret<String>,
        hash: Option<KeptPassword>,
    ) -> Result<Match, Refusal> {
        // What is no hash, of an account that was taken over from elsewhere, would else be answered at once, and so tell of the account.
        let hash = hash.filter(|kept| kept.0.is_one());
        let (password, cost, known) = (normalized(password), self.cost, hash.is_some());
        let hash = hash.map_or_else(|| Arc::clone(&self.nobody), |kept| kept.0);
        let usual = Arc::clone(&self.usual);
        let compare = move |memory: &mut Memory| {
            let began = Instant::now();
            let found = hash.compare(password.as_bytes(), cost, memory);
            let took = nanoseconds(began.elapsed());
            if hash.costs(cost) {
                usual.store(took, Ordering::Relaxed);
            } else {
                // A hash of the time before the cost was raised would be compared sooner than nobody's, and so tell of the account. Here and
                // not where the answer is waited for, so that the queue moves no faster either.
                let rest = usual.load(Ordering::Relaxed).saturating_sub(took);
                std::thread::sleep(Duration::from_nanos(rest));
            }
            found
        };
        let found = self.run(compare).await?;
        Ok(if known { found } else { Match::No })
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let (told, result) = oneshot::channel();
        let (waiting, turned_away) = self.meters();
        let waits = waiting.clone();
        let work = Box::new(move |memory: &mut Memory| {
            waits.decrement(1.0);
            // Whoever went away meanwhile costs nothing more.
            if !told.is_closed() {
                // The receiver may have gone away in the end.
                let _ = told.send(work(memory));
            }
        });
        // Before it is sent: the thread may begin at once.
        waiting.increment(1.0);
        if self.work.try_send(work).is_err() {
            waiting.decrement(1.0);
            turned_away.increment(1);
            return Err(Refusal::Unavailable("too many passwords are being hashed".into()));
        }
        result.await.map_err(|_| Refusal::internal("the thread that hashes failed"))
    }
}

impl Hashers {
    /// How many passwords wait for a thread, and how many found no room.
    pub(crate) fn meters(&self) -> &(Gauge, Counter) {
        self.meters.get_or_init(|| {
            (gauge!("portcullis_password_queue"), counter!("portcullis_password_refused_total"))
        })
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// One thread, until its pool is dropped.
fn serve(work: &Mutex<Receiver<Work>>) {
    let mut memory = Memory::new();
    loop {
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(next) = next else { return };
        // Whoever waits sees its channel closed; the thread goes on.
        let _ = catch_unwind(AssertUnwindSafe(|| next(&mut memory)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_flood_is_turned_away_and_a_panic_ends_nothing() {
        let hashers = Hashers::start(PasswordCost::RECOMMENDED, Some(1)).unwrap();
        assert!(hashers.run(|_| panic!("on purpose")).await.is_err());
        let hashers = Arc::new(hashers);
        let flood: Vec<_> = (0..QUEUE * 3)
            .map(|_| {
                let hashers = Arc::clone(&hashers);
                tokio::spawn(async move { hashers.compare(&Secret::new("a guess".to_owned()), None).await })
            })
            .collect();
        let (mut compared, mut turned_away) = (0, 0);
        for guess in flood {
            match guess.await.unwrap() {
                Ok(found) => {
                    assert_eq!(found, Match::No);
                    compared += 1;
                }
                Err(Refusal::Unavailable(_)) => turned_away += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert!(compared >= QUEUE, "{compared}");
        assert!(turned_away >= QUEUE, "{turned_away}");
    }
}
