//! What a key that signs is made of: a secret of the operator, never a text of the source.
//!
//! Floor 3.

use zeroize::Zeroizing;

use crate::key_files::from_base64;
use crate::secret::Secret;

/// A secret that a key can be made of: what [`Secret::from_env`] and [`Secret::from_file`] give.
#[diagnostic::on_unimplemented(
    message = "token: `{Self}` is no secret of the operator, and a key is made of nothing else",
    label = "whoever reads the source could sign tokens",
    note = "take the key at start: `&Secret::from_env(\"TOKEN_KEY\")?` here, or `KeyRing::from_directory(\"keys\")?` for the whole ring"
)]
pub trait KeySecret: sealed::Bytes {}

mod sealed {
    use zeroize::Zeroizing;

    /// Implemented by secrets alone.
    #[diagnostic::on_unimplemented(
        message = "token: `{Self}` cannot be made the secret of a key",
        label = "only a `Secret` of the operator is",
        note = "remove the `impl` and read the key by `Secret::from_env(\"TOKEN_KEY\")?` or `Secret::from_file(\"token.key\")?`"
    )]
    pub trait Bytes {
        /// The text of a PEM.
        #[doc(hidden)]
        fn text(&self) -> &[u8];

        /// The bytes of a shared secret; `None` where they are not written as they should be.
        #[doc(hidden)]
        fn shared(&self) -> Option<Zeroizing<Vec<u8>>>;
    }
}

/// The operator's text: PEM, or base64 of random bytes.
impl KeySecret for Secret<String> {}

impl sealed::Bytes for Secret<String> {
    fn text(&self) -> &[u8] {
        self.reveal().as_bytes()
    }

    fn shared(&self) -> Option<Zeroizing<Vec<u8>>> {
        from_base64(self.reveal())
    }
}

/// Bytes as they are.
impl KeySecret for Secret<Vec<u8>> {}

impl sealed::Bytes for Secret<Vec<u8>> {
    fn text(&self) -> &[u8] {
        self.reveal()
    }

    fn shared(&self) -> Option<Zeroizing<Vec<u8>>> {
        Some(Zeroizing::new(self.reveal().clone()))
    }
}
