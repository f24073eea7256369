//! A file that came in and was judged.
//!
//! Floor 10.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::content::FileKind;
use crate::input::Text;
use crate::problem::Problem;
use crate::uploads::{Ledger, StoredName};

/// A file of a [`Valid<Multipart<T>>`](crate::Multipart): of one of the declared kinds from its first byte to its last, and no larger than declared.
///
/// What the client called it and what it said of its type decides nothing. Its bytes are a part of the request's body, without a copy.
pub struct UploadedFile {
    pub(super) bytes: Bytes,
    pub(super) kind: FileKind,
    pub(super) client_name: Option<Text<100>>,
    pub(super) ledger: Arc<Ledger>,
}

impl UploadedFile {
    /// Stores the file and gives the name that it has from now on: of 128 random bits, in the folder of [`App::uploads`](crate::App::uploads), with the
    /// mode 0600.
    ///
    /// It is there, whole and on the disk, when this returns, and is removed again unless the reply is a success. Beside rows take
    /// [`Tx`](crate::Tx), so that the row that names it goes with it.
    ///
    /// # Errors
    /// 503 where the disk is full, 500 where the file cannot be written or the request is over.
    pub async fn store(&self) -> Result<StoredName, Problem> {
        Ok(self.ledger.store(self.bytes.clone(), self.kind).await?)
    }

    /// What it is.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// All of it.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// What the client called it, where the field says `keep_name`: cleaned, to be shown beside a download. The last part of a path, of letters,
    /// digits, blanks and `-_()`, with the extension of what the file is; none where nothing of that is left.
    pub fn client_name(&self) -> Option<&Text<100>> {
        self.client_name.as_ref()
    }
}

impl fmt::Debug for UploadedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadedFile").field("kind", &self.kind).field("bytes", &self.bytes.len()).finish()
    }
}
