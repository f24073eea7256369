//! The folder of uploads, judged when the app starts.
//!
//! Floor 4. What is judged: that it is a folder and no link, that no other account can write to it, that no web server is likely to serve it, that files can
//! be made in it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::store::{FileStore, make_folder};

/// Names of folders that web servers serve, wherever they stand.
const SERVED: [&str; 12] = [
    "assets",
    "dist",
    "htdocs",
    "html",
    "httpdocs",
    "inetpub",
    "public",
    "public_html",
    "static",
    "webroot",
    "www",
    "wwwroot",
];

/// Where uploaded files are kept: [`App::uploads`](crate::App::uploads).
///
/// A folder of the app alone, on this machine or mounted, given by its whole path. It is made with the mode 0700 where it is not there. Files in it have the
/// mode 0600 and names that nobody chose; nothing is to be served from it but by a handler.
///
/// ```
/// use portcullis::UploadFolder;
///
/// let uploads = UploadFolder::at("/var/lib/shop/uploads").memory(128 << 20);
/// ```
#[derive(Debug, Clone)]
#[must_use = "a folder keeps nothing until the app has it"]
pub struct UploadFolder {
    path: PathBuf,
    memory: usize,
}

impl UploadFolder {
    /// Keeps files in this folder.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), memory: 256 << 20 }
    }

    /// How many bytes all bodies with files may take at the same time, by default 256 MiB. A request for which there is no room waits, and is 503
    /// when its time has passed.
    pub fn memory(mut self, bytes: usize) -> Self {
        self.memory = bytes;
        self
    }

    /// The store, or everything that speaks against the folder.
    pub(crate) fn open(&self, largest_body: usize) -> Result<FileStore, Vec<String>> {
        let mut faults = Vec::new();
        if self.memory < largest_body {
            faults.push(format!(
                "uploads may take {} bytes of memory, and a route takes a body of {largest_body}; give `memory` more than that",
                self.memory
            ));
        }
        faults.extend(self.place_faults());
        if faults.is_empty() {
            match FileStore::open(&self.path, self.memory) {
                Ok(store) => return Ok(store),
                Err(error) => faults.push(self.told(&format!("cannot be written: {error}"))),
            }
        }
        Err(faults)
    }

    fn told(&self, what: &str) -> String {
        format!("the folder of uploads `{}` {what}", self.path.display())
    }

    fn place_faults(&self) -> Vec<String> {
        let path = &self.path;
        let plain = |part: Component<'_>| !matches!(part, Component::ParentDir | Component::CurDir);
        if !path.is_absolute() || !path.components().all(plain) || path.parent().is_none() {
            return vec![self.told("is not a whole path; write one that begins at the root, without `..`")];
        }
        let mut faults = Vec::new();
        if let Some(name) = served(path) {
            faults.push(self.told(&format!(
                "lies in `{name}`, which web servers serve; name a folder that nothing serves"
            )));
            return faults;
        }
        if let Err(error) = make_folder(path) {
            faults.push(self.told(&format!("cannot be made: {error}")));
            return faults;
        }
        match self.permission_faults() {
            Ok(found) => faults.extend(found),
            Err(error) => faults.push(self.told(&format!("cannot be read: {error}"))),
        }
        // Links on the way are followed, and where they lead is judged too.
        if let Some(name) = fs::canonicalize(path).ok().as_deref().and_then(served) {
            faults.push(self.told(&format!(
                "leads into `{name}`, which web servers serve; name a folder that nothing serves"
            )));
        }
        faults
    }

    fn permission_faults(&self) -> io::Result<Vec<String>> {
        let about = fs::symlink_metadata(&self.path)?;
        if about.is_symlink() {
            return Ok(vec![
                self.told("is a link, which leads wherever another puts it; name the folder itself"),
            ]);
        }
        if !about.is_dir() {
            return Ok(vec![self.told("is not a folder; name one")]);
        }
        let mut faults = Vec::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            if about.mode() & 0o022 != 0 {
                faults.push(
                    self.told("can be written by other accounts of the machine; run `chmod 700` on it"),
                );
            }
            let parent = self.path.parent().map(fs::metadata).transpose()?;
            // In a folder with the sticky bit, such as /tmp, others cannot replace it.
            if parent.is_some_and(|parent| parent.mode() & 0o002 != 0 && parent.mode() & 0o1000 == 0) {
                faults.push(self.told("can be replaced by other accounts of the machine, which may write to the folder around it"));
            }
        }
        Ok(faults)
    }
}

/// The part of a path that a web server is likely to serve.
fn served(path: &Path) -> Option<String> {
    let names = path.components().filter_map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let mut names = names.map(str::to_ascii_lowercase);
    names.find(|name| SERVED.contains(&name.as_str()))
}
