//! Writes two packages with the same routes: one by hand, one with Portcullis.
//!
//! Ten resources with a file each; of their routes a quarter each says something to a signed-in customer, gets an
//! owned row, lists owned rows, and takes a validated body.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use super::{secured, twin};
use crate::Fault;

/// How many resources there are.
pub(super) const RESOURCES: usize = 10;

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Package {
    Twin,
    Secured,
}

impl Package {
    pub(super) const BOTH: [Self; 2] = [Self::Twin, Self::Secured];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Twin => "routes-by-hand",
            Self::Secured => "routes-with-portcullis",
        }
    }

    fn manifest(self) -> &'static str {
        match self {
            Self::Twin => twin::MANIFEST,
            Self::Secured => secured::MANIFEST,
        }
    }

    /// Files that are the same whatever the number of routes.
    fn support(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Twin => twin::support(),
            Self::Secured => secured::support(),
        }
    }

    /// The file of a resource with these routes. `revision` is a constant in the first handler.
    fn resource(self, resource: usize, routes: &[(usize, Kind)], revision: u32) -> String {
        match self {
            Self::Twin => twin::resource(resource, routes, revision),
            Self::Secured => secured::resource(resource, routes, revision),
        }
    }
}

/// A kind of route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Authenticated,
    Owned,
    List,
    Insert,
}

/// A route of a kind, each with a number of its own.
fn routes_of(resource: usize, count: usize) -> Vec<(usize, Kind)> {
    let mine = (0..count).filter(|route| route % RESOURCES == resource);
    mine.map(|route| {
        let kind = match (route / RESOURCES) % 4 {
            0 => Kind::Authenticated,
            1 => Kind::Owned,
            2 => Kind::List,
            _ => Kind::Insert,
        };
        (route, kind)
    })
    .collect()
}

/// The two packages in a folder, which goes when this is dropped.
pub(super) struct Sources {
    pub(super) folder: PathBuf,
    routes: usize,
    revision: Cell<u32>,
}

impl Sources {
    /// Writes packages with so many routes each, in a workspace with this checkout's lock file.
    pub(super) fn write(routes: usize) -> Result<Self, Fault> {
        let folder = std::env::temp_dir().join(format!("portcullis-bench-{:016x}", rand::random::<u64>()));
        fs::create_dir(&folder)?;
        let sources = Self { folder, routes, revision: Cell::new(0) };
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
        // The same dependencies for both, whether or not they use them, would be one more way to be unfair: each
        // declares what it uses, at the versions of this checkout.
        fs::copy(root.join("Cargo.lock"), sources.folder.join("Cargo.lock"))?;
        fs::copy(root.join("rust-toolchain.toml"), sources.folder.join("rust-toolchain.toml"))?;
        let members = Package::BOTH.map(|package| format!("{:?}", package.name())).join(", ");
        let text = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
        fs::write(sources.folder.join("Cargo.toml"), text)?;
        for package in Package::BOTH {
            let source = sources.source(package);
            fs::create_dir_all(&source)?;
            let manifest = package.manifest().replace("{name}", package.name());
            let manifest = manifest.replace("{runtime}", &root.join("runtime").display().to_string());
            fs::write(source.with_file_name("Cargo.toml"), manifest)?;
            for (name, text) in package.support() {
                fs::write(source.join(name), text)?;
            }
            for resource in 0..RESOURCES {
                sources.write_resource(package, resource, 0)?;
            }
        }
        Ok(sources)
    }

    /// Changes a constant in one handler.
    pub(super) fn touch(&self, package: Package) -> Result<(), Fault> {
        self.revision.set(self.revision.get() + 1);
        self.write_resource(package, 0, self.revision.get())
    }

    fn write_resource(&self, package: Package, resource: usize, revision: u32) -> Result<(), Fault> {
        let text = package.resource(resource, &routes_of(resource, self.routes), revision);
        Ok(fs::write(self.source(package).join(format!("items{resource}.rs")), text)?)
    }

    fn source(&self, package: Package) -> PathBuf {
        self.folder.join(package.name()).join("src")
    }
}

impl Drop for Sources {
    fn drop(&mut self) {
        // What cannot be removed is left.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// `mod items0;` and so on.
pub(super) fn modules() -> String {
    (0..RESOURCES).map(|resource| format!("mod items{resource};\n")).collect()
}
