//! Whether a host answers: by the `ping` of the machine, started with a name that cannot be an option, and by no shell.

use portcullis::prelude::*;

use crate::Role;

/// The host.
#[secure_input]
pub struct Target {
    /// By its name.
    pub host: Hostname,
}

/// What was seen.
#[derive(Expose)]
pub struct Reached {
    /// Whether it has answered.
    pub answers: bool,
}

/// Asks a host once, and waits for three seconds.
#[secure_route(post = "/ping", role = "admin", exec = "ping", rate = "5/min", audit = "host.pinged")]
pub async fn ping_host(target: Valid<Json<Target>>, ping: Exec) -> Result<Json<Reached>, Problem> {
    let once = ping.flag(flag!("-c")).value(1_u8).flag(flag!("-w")).value(3_u8);
    let output = once.free(&target.host).run().await?;
    Ok(Json(Reached { answers: output.succeeded() }))
}

/// The program, where this machine has it.
#[allow(clippy::disallowed_methods, reason = "runs at start")]
pub fn program() -> Option<Program> {
    let path = ["/usr/bin/ping", "/bin/ping", "/sbin/ping"]
        .into_iter()
        .find(|path| std::path::Path::new(path).exists())?;
    Some(Program::at(path))
}
