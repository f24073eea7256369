//! Where uploaded files are kept: a folder that nothing serves, under names that nobody chose.
//!
//! Floor 4. OWASP File Upload; ASVS 5.0, 5.2.1, 5.3.1, 5.3.2. What a call stores is kept when its reply is a success, as its transaction is.

mod call;
mod folder;
mod name;
mod store;

pub(crate) use call::{CallFiles, Ended, Ledger};
pub use folder::UploadFolder;
pub use name::StoredName;
pub(crate) use store::FileStore;
pub use store::StoredFile;
