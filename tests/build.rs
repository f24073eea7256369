//! Tells the tests at compile time whether the vectors that nobody here wrote are at hand, so that a test that needs them
//! is reported as ignored where they are not, and never as passed.

use std::env;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-env-changed=PORTCULLIS_VECTORS");
    println!("cargo::rustc-check-cfg=cfg(vectors)");
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let root = env::var_os("PORTCULLIS_VECTORS").map_or(beside, PathBuf::from);
    println!("cargo::rerun-if-changed={}", root.display());
    if root.is_dir() {
        println!("cargo::rustc-cfg=vectors");
        println!("cargo::rustc-env=PORTCULLIS_VECTORS_ROOT={}", root.display());
    }
}
