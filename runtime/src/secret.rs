//! Values that are never shown: passwords, keys, tokens.
//!
//! Floor 0. OWASP ASVS 5.0, 13.3.1, 14.2.4, 16.2.5.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Deserializer};
use zeroize::{Zeroize, Zeroizing};

/// A value that is never shown.
///
/// It has no `Display`, no `Serialize`, no `Clone` and no `==`; `Debug` shows nothing of it; its memory is wiped when it is
/// dropped. There is no way to take the value out: it is given to what uses it, such as a ring of keys or the accounts. Two
/// secrets are compared by [`Secret::matches`], in constant time.
///
/// It comes from a client, as the field of an input, or from the operator ([`Secret::from_env`], [`Secret::from_file`]): never from the
/// source, where whoever reads the code would read it.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[secure_input]
/// #[derive(Debug)]
/// struct NewPassword {
///     #[validate(length(max = 128))]
///     password: Secret<String>,
/// }
/// let input: NewPassword = serde_json::from_str(r#"{"password":"correct horse"}"#).unwrap();
/// assert_eq!(format!("{input:?}"), "NewPassword { password: Secret(…) }");
/// ```
pub struct Secret<T: Zeroize>(Zeroizing<T>);

/// What a secret of a client can be: text, bytes, a number, and lists of these. No type of the application is, because its own code would see the
/// value when it is judged, compared or wiped.
#[diagnostic::on_unimplemented(
    message = "secret: `{Self}` would see what the secret holds",
    label = "no type of a secret",
    note = "write `Secret<String>`, `Secret<Text<80>>`, or `Secret<Vec<u8>>` for bytes; where a struct has a secret, write `Secret<String>` on its \
            field"
)]
pub trait SecretValue: Zeroize + sealed::SecretValue {}

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "secret: `{Self}` cannot be made the type of a secret by hand",
        label = "not for implementations by hand",
        note = "remove the `impl` and write `Secret<String>`"
    )]
    pub trait SecretValue {}
}
pub(crate) use sealed::SecretValue as SealedSecretValue;

macro_rules! values {
    ($([$($generic:tt)*] $type:ty;)*) => {$(
        impl<$($generic)*> sealed::SecretValue for $type {}
        impl<$($generic)*> SecretValue for $type {}
    )*};
}

values! {
    [] String; [] bool; [] char;
    [] u8; [] u16; [] u32; [] u64; [] u128; [] usize;
    [] i8; [] i16; [] i32; [] i64; [] i128; [] isize; [] f32; [] f64;
    [T: SecretValue] Option<T>;
    [T: SecretValue] Vec<T>;
    [T: SecretValue, const N: usize] [T; N];
}

/// Why a secret of the operator is not taken. Names its place, never its value.
#[derive(Debug, thiserror::Error)]
pub enum SecretFault {
    /// The variable is not set, or empty.
    #[error("the environment variable `{0}` is not set; {1}")]
    Unset(String, &'static str),
    /// The variable or the file is not UTF-8.
    #[error("`{0}` is not text")]
    NotText(String),
    /// The file cannot be read.
    #[error("the file `{0}` cannot be read: {1}")]
    Unreadable(String, std::io::Error),
    /// Everybody on the machine may read or change the file.
    #[error("the file `{0}` is open to every user of this machine; run `chmod 600 {0}`")]
    Open(String),
}

impl<T: Zeroize> Secret<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Zeroizing::new(value))
    }

    /// The value, for what uses it inside.
    pub(crate) fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize + AsRef<[u8]>> Secret<T> {
    /// Whether both are equal, in a time that tells at most whether their lengths are.
    pub fn matches(&self, other: &Self) -> bool {
        let (one, other) = (self.0.as_ref(), other.0.as_ref());
        aws_lc_rs::constant_time::verify_slices_are_equal(one, other).is_ok()
    }
}

impl Secret<String> {
    /// The secret that the operator puts into this environment variable.
    ///
    /// # Errors
    /// It is not set, empty, or not UTF-8.
    pub fn from_env(name: &str) -> Result<Self, SecretFault> {
        match std::env::var(name) {
            Ok(value) if !value.is_empty() => Ok(Self::new(value)),
            Err(std::env::VarError::NotUnicode(_)) => Err(SecretFault::NotText(name.to_owned())),
            _ => Err(SecretFault::Unset(name.to_owned(), "make a secret by `openssl rand -base64 32`")),
        }
    }

    /// The secret in this file, without line breaks at its end.
    ///
    /// # Errors
    /// The file cannot be read, is not UTF-8, or is open to every user of the machine.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, SecretFault> {
        let path = path.as_ref();
        let place = || path.display().to_string();
        let bytes = Zeroizing::new(read_private(path)?);
        let text = std::str::from_utf8(&bytes).map_err(|_| SecretFault::NotText(place()))?;
        Ok(Self::new(text.trim_end_matches(['\r', '\n']).to_owned()))
    }
}

/// The longest file that holds a secret.
const LONGEST_FILE: u64 = 64 * 1024;

/// The bytes of a file that not everybody may read or change.
pub(crate) fn read_private(path: &Path) -> Result<Vec<u8>, SecretFault> {
    use std::io::{Error, ErrorKind, Read as _};

    let place = || path.display().to_string();
    let unreadable = |error| SecretFault::Unreadable(place(), error);
    // Asked before it is opened, because opening a pipe waits for who writes to it.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(unreadable(Error::new(ErrorKind::InvalidInput, "it is no regular file")));
    }
    let file = std::fs::File::open(path).map_err(unreadable)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Of what was opened, whatever stands at the path by now.
        let mode = file.metadata().map_err(unreadable)?.permissions().mode();
        if mode & 0o007 != 0 {
            return Err(SecretFault::Open(place()));
        }
    }
    let mut bytes = Vec::new();
    file.take(LONGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LONGEST_FILE {
        bytes.zeroize();
        return Err(unreadable(Error::new(ErrorKind::InvalidData, "it is over 64 KiB, which no secret is")));
    }
    Ok(bytes)
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl<'de, T: Zeroize + Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        T::deserialize(input).map(Self::new)
    }
}

impl<T: Zeroize + validator::ValidateLength<u64>> validator::ValidateLength<u64> for Secret<T> {
    fn length(&self) -> Option<u64> {
        self.0.length()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_shown() {
        let secret = Secret::new("hunter2 hunter2".to_owned());
        assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(…) Secret(…)");
        assert!(secret.matches(&Secret::new("hunter2 hunter2".to_owned())));
        assert!(!secret.matches(&Secret::new("hunter2 hunter".to_owned())));
        assert!(!secret.matches(&Secret::new("hunter2 hunter3".to_owned())));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_everybody_reads_holds_no_secret() {
        use std::os::unix::fs::PermissionsExt as _;
        let path = std::env::temp_dir().join(format!("portcullis-secret-{}", std::process::id()));
        std::fs::write(&path, "a secret\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Secret::from_file(&path), Err(SecretFault::Open(_))));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(Secret::from_file(&path).unwrap().reveal(), "a secret");
        std::fs::remove_file(&path).unwrap();
    }
}
