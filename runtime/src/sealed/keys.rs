//! The keys that values are sealed with: one seals, all open.
//!
//! Floor 2. OWASP ASVS 5.0, 11.2.2, 13.3.4.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::cipher::{self, KEY, Place};
use crate::events::{Name, notice};
use crate::key_files::{FolderFault, files_of, from_base64, is_guessable, make_file};
use crate::secret::Secret;

/// What a file of a key is called after its id.
const EXTENSION: &str = "key";
/// How often at most an unknown id makes the folder be read anew.
const REREAD: Duration = Duration::from_secs(1);

/// Why keys for sealing are not taken. Names the place, never a byte of a key, and says how to make one.
#[non_exhaustive]
#[derive(thiserror::Error)]
pub enum SealingFault {
    /// Too short, too long or not base64.
    #[error(
        "the sealing key `{0}` is not the base64 of 32 random bytes; make one by `openssl rand -base64 32`"
    )]
    NotAKey(String),
    /// One byte repeated, or counted up.
    #[error("the sealing key `{0}` can be guessed; make one by `openssl rand -base64 32`")]
    Guessable(String),
    /// Two keys with one id.
    #[error("two sealing keys have the id `{0}`; an id names one key for ever, so rename one of them")]
    Repeated(String),
    /// An id is 1 to 64 letters, digits, `-` and `_`.
    #[error(
        "`{0}` is no id of a sealing key: 1 to 64 ASCII letters, digits, `-` and `_`; name the key after the day, such as `2026-11-26-1`"
    )]
    Unnamed(String),
    /// The folder or a file in it.
    #[error("{0}")]
    Folder(#[from] FolderFault),
    /// The variable.
    #[error("{0}")]
    Secret(#[from] crate::secret::SecretFault),
}

/// The reason in words, because a `main` that gives an error prints it so.
impl fmt::Debug for SealingFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The keys that the columns of type [`Sealed<T>`](crate::Sealed) are sealed with: `App::sealing(…)`.
///
/// They come from the operator. Each file `<id>.key` of a folder is the base64 of 32 random bytes; values are sealed with the key whose name sorts
/// last, so names are dates, and opened with the one that they name. A value that names an unknown key makes the folder be read anew, so that
/// the processes of an app need not learn of a new key at the same moment.
///
/// To rotate: [`SealingKeys::make_key`], start the app anew, let a job [`reseal`](crate::AllOf::reseal) what the old key sealed, then take the old file away.
///
/// ```
/// use portcullis::SealingKeys;
///
/// let folder = std::env::temp_dir().join(format!("sealing-{}", std::process::id()));
/// let id = SealingKeys::make_key(&folder)?;
/// let keys = SealingKeys::from_directory(&folder)?;
/// assert_eq!(format!("{keys:?}"), format!("SealingKeys {{ seals: \"{id}\", opens: [\"{id}\"] }}"));
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # Ok::<(), portcullis::SealingFault>(())
/// ```
#[derive(Clone)]
pub struct SealingKeys(Arc<Kept>);

struct Kept {
    ring: RwLock<Arc<Ring>>,
    folder: Option<PathBuf>,
    reread: Mutex<Option<Instant>>,
}

/// The keys of one moment. The last one seals.
struct Ring(Vec<SealingKey>);

struct SealingKey {
    id: String,
    bytes: Zeroizing<[u8; KEY]>,
}

impl fmt::Debug for SealingKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ring = self.ring();
        let ids: Vec<&str> = ring.0.iter().map(|key| key.id.as_str()).collect();
        f.debug_struct("SealingKeys").field("seals", &ring.sealing_id()).field("opens", &ids).finish()
    }
}

impl SealingKeys {
    /// The keys in this folder, all `<id>.key`. The last by name seals.
    ///
    /// # Errors
    /// The folder is missing, empty or open to everybody; a file in it is no strong key.
    pub fn from_directory(path: impl AsRef<Path>) -> Result<Self, SealingFault> {
        let folder = path.as_ref().to_owned();
        Ok(Self::of(read(&folder)?, Some(folder)))
    }

    /// The one key in this environment variable, under this id: the base64 of 32 random bytes.
    ///
    /// # Errors
    /// The variable is unset, or holds no strong key.
    pub fn from_env(id: &str, name: &str) -> Result<Self, SealingFault> {
        Self::of_secret(id, name, &Secret::from_env(name)?)
    }

    fn of_secret(id: &str, place: &str, secret: &Secret<String>) -> Result<Self, SealingFault> {
        let mut ring = Ring(Vec::new());
        ring.add(id, place, secret.reveal())?;
        Ok(Self::of(ring, None))
    }

    /// The same keys and one more from this environment variable, which opens what it has sealed before.
    ///
    /// # Errors
    /// The variable is unset, or holds no strong key; the id is taken.
    pub fn opening_from_env(self, id: &str, name: &str) -> Result<Self, SealingFault> {
        let secret = Secret::from_env(name)?;
        let mut keys = vec![Ring::key(id, name, secret.reveal())?];
        for key in &self.ring().0 {
            if key.id == id {
                return Err(SealingFault::Repeated(id.to_owned()));
            }
            keys.push(SealingKey { id: key.id.clone(), bytes: key.bytes.clone() });
        }
        Ok(Self::of(Ring(keys), self.0.folder.clone()))
    }

    /// Makes a key in this folder and gives its id: the day, and a number from 1 to 9. The file can be read by its owner alone, and so can the folder
    /// where it is made anew.
    ///
    /// # Errors
    /// The folder cannot be written, or nine keys were made in it today.
    pub fn make_key(folder: impl AsRef<Path>) -> Result<String, SealingFault> {
        use base64::Engine as _;
        let bytes = Zeroizing::new(random_key());
        let text = Zeroizing::new(base64::engine::general_purpose::STANDARD.encode(bytes.as_slice()));
        Ok(make_file(folder.as_ref(), text.as_bytes(), EXTENSION, &[EXTENSION])?)
    }

    fn of(ring: Ring, folder: Option<PathBuf>) -> Self {
        Self(Arc::new(Kept { ring: RwLock::new(Arc::new(ring)), folder, reread: Mutex::new(None) }))
    }

    fn ring(&self) -> Arc<Ring> {
        // A ring is put in whole.
        Arc::clone(&self.0.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The id of the key that seals.
    pub(crate) fn sealing_id(&self) -> String {
        self.ring().sealing_id().to_owned()
    }

    /// How many keys there are.
    pub(crate) fn count(&self) -> usize {
        self.ring().0.len()
    }

    pub(super) fn seal(&self, place: Place<'_>, value: &[u8]) -> Option<Vec<u8>> {
        let ring = self.ring();
        let key = ring.0.last()?;
        cipher::seal(&key.id, &key.bytes, place, value)
    }

    /// The value, or in words why it does not open.
    pub(super) fn open(&self, place: Place<'_>, whole: &[u8]) -> Result<Zeroizing<Vec<u8>>, &'static str> {
        let id = cipher::key_of(whole).ok_or("it is no sealed value")?;
        let mut ring = self.ring();
        if ring.find(id).is_none() {
            ring = self.anew().unwrap_or(ring);
        }
        let key = ring.find(id).ok_or("its key is not among the keys")?;
        cipher::open(&key.bytes, place, whole)
            .ok_or("it was changed, or sealed for another place or by another key")
    }

    /// The keys as the folder has them now, read at most once a second.
    fn anew(&self) -> Option<Arc<Ring>> {
        let folder = self.0.folder.as_ref()?;
        let mut last = self.0.reread.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_some_and(|last| last.elapsed() < REREAD) {
            // Whoever read it meanwhile has put it there.
            return Some(self.ring());
        }
        *last = Some(Instant::now());
        match read(folder) {
            Ok(ring) => {
                let ring = Arc::new(ring);
                *self.0.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&ring);
                Some(ring)
            }
            Err(fault) => {
                let why = format!("the sealing keys are bad; those before are kept: {fault}");
                notice(Name::KeysFail, "sealing", &why);
                None
            }
        }
    }
}

fn random_key() -> [u8; KEY] {
    rand::random()
}

fn read(folder: &Path) -> Result<Ring, SealingFault> {
    let mut ring = Ring(Vec::new());
    for (path, content) in files_of(folder)? {
        let place = path.display().to_string();
        if path.extension().and_then(|extension| extension.to_str()) != Some(EXTENSION) {
            return Err(FolderFault::Stranger(place, "`.key`").into());
        }
        let id = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let text = std::str::from_utf8(&content).map_err(|_| SealingFault::NotAKey(place.clone()))?;
        ring.add(id, &place, text)?;
    }
    Ok(ring)
}

impl Ring {
    fn add(&mut self, id: &str, place: &str, text: &str) -> Result<(), SealingFault> {
        if self.find(id).is_some() {
            return Err(SealingFault::Repeated(id.to_owned()));
        }
        self.0.push(Self::key(id, place, text)?);
        Ok(())
    }

    fn key(id: &str, place: &str, text: &str) -> Result<SealingKey, SealingFault> {
        let named = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
        if id.is_empty() || id.len() > 64 || !id.bytes().all(named) {
            return Err(SealingFault::Unnamed(id.to_owned()));
        }
        let not_a_key = || SealingFault::NotAKey(place.to_owned());
        let bytes = from_base64(text).ok_or_else(not_a_key)?;
        let key: Zeroizing<[u8; KEY]> = Zeroizing::new(bytes.as_slice().try_into().map_err(|_| not_a_key())?);
        if is_guessable(key.as_slice()) {
            return Err(SealingFault::Guessable(place.to_owned()));
        }
        Ok(SealingKey { id: id.to_owned(), bytes: key })
    }

    fn find(&self, id: &str) -> Option<&SealingKey> {
        self.0.iter().find(|key| key.id == id)
    }

    fn sealing_id(&self) -> &str {
        self.0.last().map_or("", |key| key.id.as_str())
    }
}
