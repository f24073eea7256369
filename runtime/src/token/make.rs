//! Makes keys.
//!
//! Floor 3.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::Ed25519KeyPair;

use super::key::KeyFault;
use super::ring::KeyRing;
use super::{now, pem};

impl KeyRing {
    /// Makes an Ed25519 key in this folder and gives its id: the day, and a number from 1 to 9. A ring that is read from the folder signs
    /// with it from its next reading on, where no other name sorts after it.
    ///
    /// The file can be read by its owner alone, and so can the folder where it is made anew. No file is ever written over, and no half of a key is
    /// ever seen under its name.
    ///
    /// # Errors
    /// The folder cannot be written, or nine keys were made in it today.
    pub fn make_key(folder: impl AsRef<Path>) -> Result<String, KeyFault> {
        let folder = folder.as_ref();
        let not_made = |error| KeyFault::NotMade(folder.display().to_string(), error);
        make(folder, &day(now())).map_err(not_made)
    }
}

fn make(folder: &Path, day: &str) -> io::Result<String> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;

    let key = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new());
    let key = key.map_err(|_| io::Error::other("the machine gives no random numbers"))?;
    let unfinished = folder.join(format!(".{:032x}", rand::random::<u128>()));
    let made = write(&unfinished, pem::private(key.as_ref()).as_bytes())
        .and_then(|()| name(folder, &unfinished, day));
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
fn name(folder: &Path, unfinished: &Path, day: &str) -> io::Result<String> {
    let taken = |number: u32| {
        ["pem", "hs256"].iter().any(|extension| folder.join(format!("{day}-{number}.{extension}")).exists())
    };
    let first = (1..=9).rfind(|number| taken(*number)).map_or(1, |last| last + 1);
    for number in first..=9 {
        let id = format!("{day}-{number}");
        match fs::hard_link(unfinished, folder.join(format!("{id}.pem"))) {
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
        let made: Vec<String> = (0..9).map(|_| make(&folder, "2026-11-25").unwrap()).collect();
        assert_eq!(made.first().map(String::as_str), Some("2026-11-25-1"));
        let first = fs::read(folder.join("2026-11-25-1.pem")).unwrap();
        assert_eq!(make(&folder, "2026-11-25").unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(folder.join("2026-11-25-1.pem")).unwrap(), first);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 9, "nothing unfinished is left");
        // A gap is not filled: the key before it would go on signing.
        fs::remove_file(folder.join("2026-11-25-1.pem")).unwrap();
        assert!(make(&folder, "2026-11-25").is_err());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_what_is_made() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = std::env::temp_dir().join(format!("portcullis-make-{:032x}", rand::random::<u128>()));
        let id = KeyRing::make_key(&folder).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join(format!("{id}.pem")))), (0o700, 0o600));
        fs::remove_dir_all(&folder).unwrap();
    }
}
