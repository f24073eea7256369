//! Files written, read and removed.
//!
//! Floor 4. A file appears under its name when it is whole and on the disk, or not at all. Everything here blocks, so it runs on the threads for that.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::name::StoredName;
use crate::content::FileKind;
use crate::refusal::Refusal;

/// How many files are written at the same time. The others wait, so that the threads for blocking work are not all taken.
const WRITERS: usize = 16;

/// After so long, what was never finished is what a crash has left.
const UNFINISHED: Duration = Duration::from_secs(3600);

/// A stored file, read.
#[derive(Debug, Clone)]
pub struct StoredFile {
    name: StoredName,
    bytes: Bytes,
}

impl StoredFile {
    /// What it is: its media type, its extension.
    pub fn kind(&self) -> FileKind {
        self.name.kind()
    }

    /// All of it.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// All of it.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }
}

/// The folder, and what is spent on it at the same time.
#[derive(Debug)]
pub(crate) struct FileStore {
    folder: PathBuf,
    /// In KiB.
    room: Arc<Semaphore>,
    writers: Semaphore,
}

impl FileStore {
    /// Opens a folder that was judged, and makes a file in it to see that it can.
    pub(super) fn open(folder: &Path, memory: usize) -> io::Result<Self> {
        remove_unfinished(folder)?;
        let random =
            StoredName::random(FileKind::PlainText).map_err(|_| io::Error::other("no random numbers"))?;
        let probe = folder.join(unfinished(&random));
        write(&probe, b"")?;
        fs::remove_file(&probe)?;
        let room = Arc::new(Semaphore::new((memory / 1024).min(Semaphore::MAX_PERMITS)));
        Ok(Self { folder: folder.to_owned(), room, writers: Semaphore::new(WRITERS) })
    }

    /// Room in memory for a body of so many bytes, in the order in which it is asked for.
    pub(crate) async fn room(&self, bytes: usize) -> Result<OwnedSemaphorePermit, Refusal> {
        let kilobytes = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
        Arc::clone(&self.room).acquire_many_owned(kilobytes).await.map_err(Refusal::internal)
    }

    /// Writes a file under a new name. `noted` is told of it once it is there, and says whether it may stay.
    pub(super) async fn write(
        self: &Arc<Self>,
        bytes: Bytes,
        kind: FileKind,
        noted: impl FnOnce(StoredName) -> bool + Send + 'static,
    ) -> Result<StoredName, Refusal> {
        let turn = self.writers.acquire().await.map_err(Refusal::internal)?;
        let store = Arc::clone(self);
        let written = blocking(move || store.write_now(&bytes, kind, noted)).await;
        drop(turn);
        written
    }

    fn write_now(
        &self,
        bytes: &[u8],
        kind: FileKind,
        noted: impl FnOnce(StoredName) -> bool,
    ) -> Result<StoredName, Refusal> {
        let name = StoredName::random(kind).map_err(Refusal::internal)?;
        let unfinished = self.folder.join(unfinished(&name));
        let finished = || -> io::Result<()> {
            write(&unfinished, bytes)?;
            // Nobody else made a file of this random name, finished or not.
            fs::rename(&unfinished, self.folder.join(name.text()))?;
            #[cfg(unix)]
            File::open(&self.folder)?.sync_all()?;
            // Last, so that whatever ends the request before it finds nothing to remove, and the file goes here.
            if noted(name) {
                Ok(())
            } else {
                Err(io::Error::other("the request ended before its file was stored"))
            }
        }();
        finished.map(|()| name).map_err(|error| {
            // Whichever of the two is there.
            let _ = fs::remove_file(&unfinished);
            self.remove_now(&name);
            match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Refusal::Unavailable(Box::new(error)),
                _ => Refusal::internal(error),
            }
        })
    }

    /// Reads a file.
    pub(crate) async fn read(self: &Arc<Self>, name: StoredName) -> Result<StoredFile, Refusal> {
        let path = self.folder.join(name.text());
        let bytes = blocking(move || match fs::symlink_metadata(&path) {
            Ok(about) if about.is_file() => fs::read(&path).map_err(Refusal::internal),
            Ok(_) => Err(Refusal::internal("what has the name of a stored file is none")),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(Refusal::NotFound),
            Err(error) => Err(Refusal::internal(error)),
        });
        Ok(StoredFile { name, bytes: bytes.await?.into() })
    }

    /// Removes a file, which may be gone already; says whether it was there.
    pub(super) fn remove_now(&self, name: &StoredName) -> bool {
        match fs::remove_file(self.folder.join(name.text())) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) => {
                tracing::error!(target: "portcullis::uploads", file = ?name, "a file could not be removed: {error}");
                false
            }
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(Refusal::internal)?
}

/// What a file is called until it is whole.
fn unfinished(name: &StoredName) -> String {
    format!(".{}.part", name.text())
}

/// Makes the folder where it is not there, for its owner alone.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        // Whatever is there is judged next.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Removes what a crash has left half written. What another process is writing just now stays.
fn remove_unfinished(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_unfinished =
            name.to_str().is_some_and(|name| name.starts_with('.') && name.ends_with(".part"));
        if is_unfinished && entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age > UNFINISHED) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
