//! Cargo, run on what was written.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Fault;

/// Runs cargo in a folder.
pub(crate) struct Cargo {
    folder: PathBuf,
    target: PathBuf,
}

impl Cargo {
    /// In this folder. What it builds is kept beside this program, so that dependencies are built once for all runs.
    pub(crate) fn at(folder: &Path) -> Self {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench-compile");
        Self { folder: folder.to_owned(), target }
    }

    /// Runs a verb.
    ///
    /// # Errors
    /// It fails; its words are in the error.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<(), Fault> {
        self.output(arguments).map(|_| ())
    }

    /// Runs a verb and gives what it prints.
    ///
    /// # Errors
    /// It fails; its words are in the error.
    pub(crate) fn output(&self, arguments: &[&str]) -> Result<String, Fault> {
        // The cargo that runs this program, where one does.
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .output()?;
        if output.status.success() {
            return Ok(String::from_utf8(output.stdout)?);
        }
        let told = String::from_utf8_lossy(&output.stderr);
        let lines: Vec<&str> = told.lines().collect();
        let last = lines.get(lines.len().saturating_sub(40)..).unwrap_or_default().join("\n");
        Err(format!("cargo {} failed:\n{last}", arguments.join(" ")).into())
    }
}
