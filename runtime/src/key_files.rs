//! Files of keys: read where nobody else can write them, made where nobody else can read them.
//!
//! Floor 1. Shared by the keys of tokens and those of sealed values.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use crate::secret::{SecretFault, read_private};

/// More keys than this are a mistake.
const MOST_KEYS: usize = 64;

/// Why a folder of keys is not taken.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum FolderFault {
    /// The folder has no key.
    #[error("the folder `{0}` holds no key")]
    Missing(String),
    /// More keys than anybody rotates.
    #[error("the folder `{0}` holds more than 64 keys; take out those that nothing needs any more")]
    TooMany(String),
    /// Everybody on the machine may put keys into the folder.
    #[error("the folder `{0}` can be written by every user of this machine; run `chmod 700 {0}`")]
    Open(String),
    /// A file in the folder that is no key.
    #[error("`{0}` is no {1}, and a folder of keys holds nothing else; rename it or take it out")]
    Stranger(String, &'static str),
    /// The folder, or a file in it, cannot be read.
    #[error("{0}")]
    Unreadable(#[from] SecretFault),
    /// The key could not be made or kept.
    #[error("no key could be made in `{0}`: {1}")]
    NotMade(String, io::Error),
}

/// The files of a folder, by name. Names that begin with a dot are not looked at.
pub(crate) fn paths_of(folder: &Path) -> Result<Vec<PathBuf>, FolderFault> {
    let place = || folder.display().to_string();
    let unreadable = |error| SecretFault::Unreadable(place(), error);
    if !folder.is_dir() {
        return Err(FolderFault::Missing(place()));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Whoever may put a file there may sign.
        let mode = fs::metadata(folder).map_err(unreadable)?.permissions().mode();
        if mode & 0o002 != 0 {
            return Err(FolderFault::Open(place()));
        }
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if !hidden {
            paths.push(path);
        }
        if paths.len() > MOST_KEYS {
            return Err(FolderFault::TooMany(place()));
        }
    }
    if paths.is_empty() {
        return Err(FolderFault::Missing(place()));
    }
    // By the stem, which is the id: `2026-11-25.pem` comes before `2026-11-25-1.pem`, which by the whole name it does not.
    paths.sort_by(|one, other| one.file_stem().cmp(&other.file_stem()));
    Ok(paths)
}

/// A file of a key, and what is in it.
pub(crate) type KeyFile = (PathBuf, Zeroizing<Vec<u8>>);

/// The files of a folder and what is in them, by name.
pub(crate) fn files_of(folder: &Path) -> Result<Vec<KeyFile>, FolderFault> {
    let read = |path: PathBuf| Ok((path.clone(), Zeroizing::new(read_private(&path)?)));
    paths_of(folder)?.into_iter().map(read).collect()
}

/// Base64 in either alphabet, with or without padding, as the tools of operators write it.
pub(crate) fn from_base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let any = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let text = text.trim();
    let decoded = [&STANDARD, &URL_SAFE]
        .into_iter()
        .find_map(|alphabet| GeneralPurpose::new(alphabet, any).decode(text).ok());
    decoded.map(Zeroizing::new)
}

/// Fewer than 8 bytes that differ, or a word that examples use.
pub(crate) fn is_guessable(secret: &[u8]) -> bool {
    let mut seen = [false; 256];
    for &byte in secret {
        if let Some(seen) = seen.get_mut(usize::from(byte)) {
            *seen = true;
        }
    }
    let distinct = seen.iter().filter(|seen| **seen).count();
    let text = String::from_utf8_lossy(secret).to_ascii_lowercase();
    let words = ["changeme", "change-me", "change_me", "secret", "password", "example", "your-256-bit"];
    distinct < 8 || words.iter().any(|word| text.contains(word))
}

/// Makes a file of a key in this folder and gives its id: the day, and a number from 1 to 9 after all that were made on it, whatever their extension
/// of these.
///
/// The file can be read by its owner alone, and so can the folder where it is made anew. No file is ever written over, and no half of a key is
/// ever seen under its name.
pub(crate) fn make_file(
    folder: &Path,
    text: &[u8],
    extension: &str,
    taken: &[&str],
) -> Result<String, FolderFault> {
    let not_made = |error| FolderFault::NotMade(folder.display().to_string(), error);
    make(folder, text, &day(now()), extension, taken).map_err(not_made)
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

fn make(folder: &Path, text: &[u8], day: &str, extension: &str, taken: &[&str]) -> io::Result<String> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;

    let unfinished = folder.join(format!(".{:032x}", rand::random::<u128>()));
    let made = write(&unfinished, text).and_then(|()| name(folder, &unfinished, day, extension, taken));
    // Whether or not the key has its name by now, this one goes.
    fs::remove_file(&unfinished)?;
    let id = made?;
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(id)
}

fn write(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(path)?;
    file.write_all(text)?;
    file.sync_all()
}

/// Gives the key its name: the first of the day that sorts after all of the day. A link, and not a renaming, since that would write over a key that
/// another process makes meanwhile.
fn name(
    folder: &Path,
    unfinished: &Path,
    day: &str,
    extension: &str,
    extensions: &[&str],
) -> io::Result<String> {
    let taken = |number: u32| {
        extensions.iter().any(|extension| folder.join(format!("{day}-{number}.{extension}")).exists())
    };
    let first = (1..=9).rfind(|number| taken(*number)).map_or(1, |last| last + 1);
    for number in first..=9 {
        let id = format!("{day}-{number}");
        match fs::hard_link(unfinished, folder.join(format!("{id}.{extension}"))) {
            Ok(()) => return Ok(id),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(ErrorKind::AlreadyExists, "nine keys were made in it today"))
}

/// The day of a time in seconds since 1970, in UTC: `2026-11-25`.
fn day(seconds: u64) -> String {
    // Years begin in March here, so that the day that some years have more is the last.
    let days = seconds / 86_400 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessable_keys_are_told_from_random_ones() {
        for guessable in [
            &[0_u8; 64][..],
            b"abcabcabcabcabcabcabcabcabcabcabcabcabc",
            b"my-very-long-secret-key-for-development-0123456789",
        ] {
            assert!(is_guessable(guessable));
        }
        assert!(!is_guessable(&rand::random::<[u8; 32]>()));
    }

    #[test]
    fn days_are_told() {
        for (seconds, text) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_795_564_800, "2026-11-25"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(seconds), text);
        }
    }

    #[test]
    fn nine_keys_a_day_and_none_is_written_over() {
        let folder = std::env::temp_dir().join(format!("portcullis-make-{:032x}", rand::random::<u128>()));
        let made: Vec<String> = (0..9)
            .map(|_| make(&folder, b"a key", "2026-11-25", "pem", &["pem", "hs256"]).unwrap())
            .collect();
        assert_eq!(made.first().map(String::as_str), Some("2026-11-25-1"));
        let first = fs::read(folder.join("2026-11-25-1.pem")).unwrap();
        assert_eq!(
            make(&folder, b"a key", "2026-11-25", "pem", &["pem", "hs256"]).unwrap_err().kind(),
            ErrorKind::AlreadyExists
        );
        assert_eq!(fs::read(folder.join("2026-11-25-1.pem")).unwrap(), first);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 9, "nothing unfinished is left");
        // A gap is not filled: the key before it would go on signing.
        fs::remove_file(folder.join("2026-11-25-1.pem")).unwrap();
        assert!(make(&folder, b"a key", "2026-11-25", "pem", &["pem", "hs256"]).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_what_is_made() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = std::env::temp_dir().join(format!("portcullis-make-{:032x}", rand::random::<u128>()));
        let id = make_file(&folder, b"a key", "pem", &["pem"]).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join(format!("{id}.pem")))), (0o700, 0o600));
        fs::remove_dir_all(&folder).unwrap();
    }
}
