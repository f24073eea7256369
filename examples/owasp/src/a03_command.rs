//! A03:2021 and A05:2025, Injection: commands of the system (CWE-78, CWE-88).
//!
//! The attack: a name with the rest of a command line in it, or one that is an option of the program. The guard: there is no command line and
//! no shell; a text of a client is one argument, behind `--`, and the program is the one that the route declares. Programs are started on
//! Linux.

use portcullis::prelude::*;

use crate::{Entry, Role};

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A03:2021, A05:2025 Injection (commands)",
    insecure: "a03_command",
    error: include_str!("../insecure/a03_command.stderr"),
    secure: "POST /file-names/check",
    attack: "names that go on with a command, or that are options",
};

pub(crate) const TABLES: &str = "";

/// `pathchk` is of the coreutils, which every Debian has.
pub(crate) fn mount(app: App) -> App {
    app.program("pathchk", Program::at("/usr/bin/pathchk")).mount(routes![check_file_name])
}

/// A name that a file is to have.
#[secure_input]
pub struct Named {
    name: Text<80>,
}

/// What is thought of it.
#[derive(Expose)]
pub struct Judged {
    is_portable: bool,
}

/// Whether every system can have a file of this name.
#[secure_route(post = "/file-names/check", role = "customer", exec = "pathchk", rate = "600/min")]
pub async fn check_file_name(named: Valid<Json<Named>>, exec: Exec) -> Result<Json<Judged>, Problem> {
    let output = exec.flag(flag!("-p")).flag(flag!("-P")).free(&named.name).run().await?;
    Ok(Json(Judged { is_portable: output.succeeded() }))
}
