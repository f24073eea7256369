//! Values that lie in the database sealed: read by who holds a key, at the one place that they were sealed for.
//!
//! Floor 2. Knows nothing of databases. OWASP A02:2021, A04:2025; ASVS 5.0, 11.3.2, 11.3.3, 11.3.4, 14.2.4.

mod cipher;
mod keys;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use zeroize::{Zeroize, Zeroizing};

pub use keys::{SealingFault, SealingKeys};

use self::cipher::Place;
use crate::events::{Name, notice};
use crate::refusal::Refusal;

#[cfg(any(feature = "testing", doc))]
pub(crate) use cipher::{open_vector, seal_vector};

/// The column of a row whose value lies in the database sealed, by XChaCha20-Poly1305 with a key of [`SealingKeys`].
///
/// It opens at its table, column and row alone: a value that was moved there from elsewhere, changed, or sealed by a key that is gone does not open,
/// the request is answered 500, and the log has `crypt_decrypt_fail`. It can be neither filtered, sorted nor compared by, and no
/// SELECT reads it. It leaves to a role or to the row's owner: `#[expose(role = "support")]`, `#[expose(owner)]`. A change sets it by the plain
/// value, which is sealed once its row is known. The column is `BLOB` on SQLite, `BYTEA` on PostgreSQL; how long a value is can be seen there.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Resource, Expose)]
/// #[resource(table = "customers", owner = "user_id")]
/// struct Customer {
///     id: i64,
///     user_id: i64,
///     #[expose(owner)]
///     phone: Sealed<String>,
/// }
///
/// #[secure_input(creates = Customer)]
/// struct NewCustomer {
///     #[validate(length(max = 20))]
///     phone: String,
/// }
/// ```
#[derive(Clone)]
pub struct Sealed<T> {
    bytes: Vec<u8>,
    at: Arc<At>,
    _value: std::marker::PhantomData<fn() -> T>,
}

/// Where a sealed value was read, and the keys that may open it.
struct At {
    keys: SealingKeys,
    table: &'static str,
    column: &'static str,
    row: String,
    /// Whom the row named as its owners when it was read.
    owners: Vec<String>,
}

/// What a sealed value holds, while somebody looks at it. Its memory is wiped when it is dropped; it has no `Display`, no `Serialize` and no `Clone`, and
/// `Debug` shows nothing of it.
pub struct Opened<T: Zeroize>(Zeroizing<T>);

impl<T: Zeroize> Deref for Opened<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> fmt::Debug for Opened<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opened(…)")
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(…)")
    }
}

/// What can be sealed: `String`, `Vec<u8>`, `i64`, `bool`.
#[diagnostic::on_unimplemented(
    message = "secret: a column cannot keep `{Self}` sealed",
    label = "not the type of a sealed value",
    note = "write `Sealed<String>`, `Sealed<Vec<u8>>`, `Sealed<i64>` or `Sealed<bool>`; where the column may be NULL, `Option<Sealed<String>>`"
)]
pub trait SealedValue: Zeroize + Sized + Send + Sync + 'static + hidden::SealedValue {}

mod hidden {
    use zeroize::Zeroizing;

    #[diagnostic::on_unimplemented(
        message = "secret: `{Self}` cannot be made the type of a sealed value by hand",
        label = "not for implementations by hand",
        note = "remove the `impl` and write `Sealed<String>`"
    )]
    pub trait SealedValue: Sized {
        #[doc(hidden)]
        fn to_bytes(&self) -> Zeroizing<Vec<u8>>;

        #[doc(hidden)]
        fn from_bytes(bytes: &[u8]) -> Option<Self>;
    }
}

macro_rules! values {
    ($($type:ty: |$value:ident| $to:expr, |$bytes:ident| $from:expr;)*) => {$(
        impl SealedValue for $type {}

        impl hidden::SealedValue for $type {
            fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
                let $value = self;
                Zeroizing::new($to)
            }

            fn from_bytes($bytes: &[u8]) -> Option<Self> {
                $from
            }
        }
    )*};
}

values! {
    String: |value| value.as_bytes().to_vec(), |bytes| std::str::from_utf8(bytes).ok().map(str::to_owned);
    Vec<u8>: |value| value.clone(), |bytes| Some(bytes.to_vec());
    i64: |value| value.to_be_bytes().to_vec(), |bytes| bytes.try_into().ok().map(i64::from_be_bytes);
    bool: |value| vec![u8::from(*value)], |bytes| match bytes {
        [0] => Some(false),
        [1] => Some(true),
        _ => None,
    };
}

/// The bytes of a value, for who seals it once its row is known.
pub(crate) fn plain<T: SealedValue>(value: &T) -> Zeroizing<Vec<u8>> {
    value.to_bytes()
}

impl<T: SealedValue> Sealed<T> {
    /// A value as a row has it.
    pub(crate) fn read(
        bytes: Vec<u8>,
        keys: &SealingKeys,
        table: &'static str,
        column: &'static str,
        row: String,
        owners: Vec<String>,
    ) -> Self {
        let at = Arc::new(At { keys: keys.clone(), table, column, row, owners });
        Self { bytes, at, _value: std::marker::PhantomData }
    }

    /// Whether its row named this subject as an owner when it was read, wherever the value is by now.
    pub(crate) fn is_of(&self, subject: &str) -> bool {
        self.at.owners.iter().any(|owner| owner == subject)
    }

    /// What is sealed.
    ///
    /// # Errors
    /// It does not open: it was changed, moved here from elsewhere, or its key is gone. The problem is 500; the log has why.
    pub fn open(&self) -> Result<Opened<T>, crate::problem::Problem> {
        Ok(self.opened()?)
    }

    pub(crate) fn opened(&self) -> Result<Opened<T>, Refusal> {
        let At { keys, table, column, row, .. } = &*self.at;
        let place = Place { table, column, row };
        let opened = keys
            .open(place, &self.bytes)
            .and_then(|bytes| T::from_bytes(&bytes).ok_or("it holds a value of another type"));
        opened.map(|value| Opened(Zeroizing::new(value))).map_err(|why| {
            not_opened(table, column, why);
            Refusal::internal(format!("a value of {table}.{column} does not open: {why}"))
        })
    }
}

/// Seals a value for its place.
pub(crate) fn seal(
    keys: &SealingKeys,
    table: &str,
    column: &str,
    row: &str,
    value: &[u8],
) -> Result<Vec<u8>, Refusal> {
    let sealed = keys.seal(Place { table, column, row }, value);
    sealed.ok_or_else(|| Refusal::internal("a value could not be sealed"))
}

/// A value as the newest key seals it, where another has sealed it.
///
/// # Errors
/// It does not open.
pub(crate) fn sealed_anew(
    keys: &SealingKeys,
    (table, column, row): (&str, &str, &str),
    bytes: &[u8],
) -> Result<Option<Vec<u8>>, Refusal> {
    if cipher::key_of(bytes).is_some_and(|id| id == keys.sealing_id()) {
        return Ok(None);
    }
    let place = Place { table, column, row };
    let opened = keys.open(place, bytes).map_err(|why| {
        not_opened(table, column, why);
        Refusal::internal(format!("a value of {table}.{column} does not open: {why}"))
    })?;
    seal(keys, table, column, row, &opened).map(Some)
}

fn not_opened(table: &str, column: &str, why: &str) {
    notice(Name::DecryptFail, &format!("{table}.{column}"), why);
}
