//! The file of a program, judged when the app starts.
//!
//! Floor 3. What is judged: that it is one program and no shell, that no other account can replace or change it, that the system runs it and hands it to no
//! shell.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Component, Path, PathBuf};

use super::refused;

/// The file that a path leads to, or everything that speaks against it.
pub(super) fn judge(path: &Path) -> Result<PathBuf, Vec<String>> {
    let plain = |part: Component<'_>| !matches!(part, Component::ParentDir | Component::CurDir);
    if !path.is_absolute() || !path.components().all(plain) {
        return Err(vec![
            "is no whole path; write one that begins at the root, without `..`, such as `/usr/bin/ping`"
                .to_owned(),
        ]);
    }
    let file = fs::canonicalize(path).map_err(|error| vec![unreadable(&error)])?;
    let mut faults: Vec<String> = named(path, &file).into_iter().collect();
    faults.extend(judge_file(&file));
    if faults.is_empty() { Ok(file) } else { Err(faults) }
}

fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "is not there; install it, or correct the path".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// What the names say, that of the path and that of the file which it leads to.
fn named(path: &Path, file: &Path) -> Option<String> {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let why = |path: &Path| name(path).as_deref().and_then(refused::why);
    match (why(path), why(file)) {
        (Some(why), _) => Some(format!("{why}; declare the program itself, and give it its arguments")),
        (None, Some(why)) => {
            Some(format!("leads to `{}`, which {why}; declare a program of its own", file.display()))
        }
        (None, None) => None,
    }
}

fn judge_file(file: &Path) -> Vec<String> {
    match fs::metadata(file) {
        Err(error) => vec![unreadable(&error)],
        Ok(about) if !about.is_file() => vec!["is no file; name the program itself".to_owned()],
        Ok(about) => {
            let mut faults = Vec::new();
            if about.permissions().mode() & 0o111 == 0 {
                faults.push("cannot be executed; run `chmod 755` on it, if it is a program".to_owned());
            }
            faults.extend(replaced(file));
            faults.extend(begins(file));
            faults
        }
    }
}

/// Whether another account may write the file, or put another in its place by a folder on the way.
fn replaced(file: &Path) -> Option<String> {
    let own = rustix::process::geteuid().as_raw();
    for (depth, part) in file.ancestors().enumerate() {
        let Ok(about) = fs::metadata(part) else {
            return Some(format!("cannot be judged: `{}` cannot be read", part.display()));
        };
        // In a folder with the sticky bit, such as /tmp, others cannot replace what is not theirs.
        let sticky = depth > 0 && about.mode() & 0o1000 != 0;
        if about.mode() & 0o022 != 0 && !sticky {
            let whose = if depth == 0 { "it" } else { "a folder on its path" };
            return Some(format!(
                "can be replaced by other accounts of the machine, which may write to {whose}; run `chmod go-w {}`",
                part.display()
            ));
        }
        if about.uid() != 0 && about.uid() != own {
            return Some(format!(
                "can be replaced by another account, which owns `{}`; run `chown root` on that",
                part.display()
            ));
        }
    }
    None
}

/// What the file begins with. What is neither compiled nor names its interpreter, the C library hands to `/bin/sh`.
fn begins(file: &Path) -> Option<String> {
    let mut first = Vec::new();
    match File::open(file).and_then(|file| file.take(256).read_to_end(&mut first)) {
        // A program that may be executed and not read.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => None,
        Err(error) => Some(unreadable(&error)),
        Ok(_) if first.starts_with(b"\x7fELF") => None,
        Ok(_) => match first.strip_prefix(b"#!") {
            None => Some("is neither a compiled program nor a script that names its interpreter by `#!`; the system would hand it to a shell".to_owned()),
            Some(line) => interpreted(line),
        },
    }
}

fn interpreted(line: &[u8]) -> Option<String> {
    let line = line.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let interpreter = Path::new(line.split_whitespace().next().unwrap_or(""));
    let name =
        |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let leads_to = fs::canonicalize(interpreter).map(|path| name(&path)).unwrap_or_default();
    if refused::reads_shell(&name(interpreter)) || refused::reads_shell(&leads_to) {
        return Some(format!(
            "is a script of `{}`; declare a compiled program, or a script that names its interpreter by a path of its own, such as `#!/usr/bin/python3`",
            interpreter.display()
        ));
    }
    match interpreter.is_absolute() {
        true => {
            replaced(&fs::canonicalize(interpreter).ok()?).map(|why| format!("has an interpreter that {why}"))
        }
        false => Some("is a script whose interpreter is no whole path".to_owned()),
    }
}
