//! A program as the app declares it, and as it is once it was judged.
//!
//! Floor 3.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::file;
use super::sweep::MARK;
use crate::secret::Secret;
use crate::slots::Slots;

/// The programs of an app, by the names that routes declare.
pub(crate) type Programs = HashMap<&'static str, Startable>;

/// The most output that is kept: more is no limit.
const MOST_OUTPUT: usize = 64 << 20;

/// A program that routes may start: [`App::program`](crate::App::program).
///
/// It is given by its whole path, and judged when the app starts: no shell, no interpreter, no launcher; no file that another account can change. It has no
/// environment but what is said here, reads nothing from standard input, and is killed with all that it started when its time or its request is over. The chapter is
/// [`docs::exec`](mod@crate::docs::exec).
///
/// ```
/// use std::time::Duration;
///
/// use portcullis::Program;
///
/// let ping = Program::at("/usr/bin/ping").time_limit(Duration::from_secs(3)).output_limit(4 << 10).at_once(8);
/// ```
#[derive(Debug, Clone)]
#[must_use = "a program is started by no route until the app has it"]
pub struct Program {
    path: PathBuf,
    time: Duration,
    output: usize,
    memory: u64,
    at_once: usize,
    directory: PathBuf,
    variables: Vec<(&'static str, Value)>,
}

/// The value of a variable. Two clones of a program have one secret.
#[derive(Debug, Clone)]
enum Value {
    Plain(&'static str),
    Secret(Arc<Secret<String>>),
}

impl Value {
    fn text(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Secret(secret) => secret.reveal(),
        }
    }
}

impl Program {
    /// The program at this path.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            time: Duration::from_secs(5),
            output: 64 << 10,
            memory: 1 << 30,
            at_once: 4,
            directory: PathBuf::from("/"),
            variables: Vec::new(),
        }
    }

    /// How long it may run, by default 5 seconds. Then it is killed, and the call is 503.
    pub fn time_limit(self, time: Duration) -> Self {
        Self { time, ..self }
    }

    /// How many bytes it may write, to standard output and to standard error each, by default 64 KiB. With more it is killed, and the call is 500.
    pub fn output_limit(self, bytes: usize) -> Self {
        Self { output: bytes, ..self }
    }

    /// How many bytes of addresses each of its processes may have, by default 1 GiB (`RLIMIT_AS`).
    pub fn memory_limit(self, bytes: u64) -> Self {
        Self { memory: bytes, ..self }
    }

    /// How many may run at the same time, by default 4. More calls are 503.
    pub fn at_once(self, programs: usize) -> Self {
        Self { at_once: programs, ..self }
    }

    /// The folder that it runs in, by default `/`.
    pub fn directory(self, folder: impl Into<PathBuf>) -> Self {
        Self { directory: folder.into(), ..self }
    }

    /// A variable of its environment, which is otherwise empty: `.variable("LANG", "C")`.
    pub fn variable(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, Value::Plain(value)));
        self
    }

    /// A variable with a secret of the operator's: `.secret("API_TOKEN", Secret::from_env("CONVERTER_TOKEN")?)`. Other accounts of the machine do not see the
    /// environment of a program; its own account does.
    pub fn secret(mut self, name: &'static str, value: Secret<String>) -> Self {
        self.variables.push((name, Value::Secret(Arc::new(value))));
        self
    }

    /// The path, as it was given.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The program as it can be started, or everything that speaks against it.
    pub(crate) fn judge(&self, name: &'static str) -> Result<Startable, Vec<String>> {
        let told = |what: String| format!("the program `{name}` at `{}` {what}", self.path.display());
        let mut faults: Vec<String> =
            self.limit_faults().into_iter().chain(self.around()).map(told).collect();
        match file::judge(&self.path) {
            Ok(file) if faults.is_empty() => {
                let slots = Slots::new(self.at_once);
                return Ok(Startable { name, file, slots, declared: self.clone() });
            }
            Ok(_) => {}
            Err(found) => faults.extend(found.into_iter().map(told)),
        }
        Err(faults)
    }

    fn limit_faults(&self) -> Vec<String> {
        let nothing = [
            ("time_limit", self.time.is_zero()),
            ("output_limit", self.output == 0),
            ("memory_limit", self.memory == 0),
            ("at_once", self.at_once == 0),
        ];
        let nothing = nothing.into_iter().filter(|(_, nothing)| *nothing);
        let mut faults: Vec<String> = nothing
            .map(|(limit, _)| format!("has a `{limit}` of zero, with which it could never run; give more"))
            .collect();
        if self.output > MOST_OUTPUT {
            faults.push(format!(
                "may write {} bytes, which bounds nothing; give `output_limit` at most {MOST_OUTPUT}",
                self.output
            ));
        }
        faults
    }

    /// What is wrong with its folder and its environment.
    fn around(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if !self.directory.is_absolute() || !self.directory.is_dir() {
            faults.push(format!(
                "runs in `{}`, which is no folder by its whole path; name one",
                self.directory.display()
            ));
        }
        if !Path::new("/proc/self/environ").exists() {
            faults
                .push("leaves nothing behind by what `/proc` says, which is not there; mount it".to_owned());
        }
        for (name, value) in &self.variables {
            let is_name = !name.is_empty() && !name.contains(['=', '\0']) && !value.text().contains('\0');
            let in_source = matches!(value, Value::Plain(_));
            if !is_name {
                faults.push(format!(
                    "has a variable `{}`, which is no name with a text; write one such as `LANG`",
                    name.escape_debug()
                ));
            } else if name.starts_with("LD_") || *name == MARK {
                faults.push(format!(
                    "has the variable `{name}`, which makes another program of it; leave it out"
                ));
            } else if in_source && is_called_secret(name) {
                faults.push(format!(
                    "has the variable `{name}` with a secret that stands in the source; give it by `.secret(\"{name}\", Secret::from_env(\"…\")?)`"
                ));
            }
        }
        faults
    }
}

/// Whether a variable is called as what holds a secret: `PGPASSWORD`, `API_TOKEN`.
fn is_called_secret(name: &str) -> bool {
    const WORDS: [&str; 7] = ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "CREDENTIALS", "APIKEY"];
    let name = name.to_ascii_uppercase();
    name.split('_').any(|word| word == "KEY" || WORDS.iter().any(|secret| word.ends_with(secret)))
}

/// A program that was judged.
pub(crate) struct Startable {
    name: &'static str,
    /// What the path led to when the app started; a link that leads elsewhere now changes nothing.
    pub(super) file: PathBuf,
    pub(super) slots: Slots,
    declared: Program,
}

impl Startable {
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// As it is called by its first argument, which programs of several names go by.
    pub(super) fn called(&self) -> &Path {
        &self.declared.path
    }

    pub(super) fn time(&self) -> Duration {
        self.declared.time
    }

    pub(super) fn output(&self) -> usize {
        self.declared.output
    }

    pub(super) fn memory(&self) -> u64 {
        self.declared.memory
    }

    pub(super) fn directory(&self) -> &Path {
        &self.declared.directory
    }

    pub(super) fn variables(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.declared.variables.iter().map(|(name, value)| (*name, value.text()))
    }
}
