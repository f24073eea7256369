//! An app whose programs are not what they should be does not start.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::Duration;

use portcullis::prelude::*;
use portcullis::testing::secret_text;

use super::{new_folder, probe, set_mode, without_programs};

#[secure_route(post = "/one", public, exec = "one", rate = "10/min")]
async fn start_one(exec: Exec) -> Result<NoContent, Problem> {
    exec.run().await?;
    Ok(NoContent)
}

fn app() -> App {
    App::new(Environment::Production).client_ip(ClientIpSource::socket()).mount(routes![start_one])
}

async fn faults(app: App) -> String {
    app.build().await.map_or_else(|error| error.to_string(), |_| String::new())
}

async fn of(path: impl AsRef<Path>) -> String {
    faults(app().program("one", Program::at(path.as_ref()))).await
}

fn write(path: &Path, content: &[u8], mode: u32) {
    fs::write(path, content).unwrap();
    set_mode(path, mode);
}

#[tokio::test]
async fn a_path_leads_to_a_program() {
    let folder = new_folder();
    assert_eq!(of(probe()).await, "");
    for path in ["ping", "./ping", "", "/usr/bin/../bin/ping", "bin/ping -c 1"] {
        assert!(of(path).await.contains("is no whole path"), "{path}: {}", of(path).await);
    }
    assert!(of(folder.join("absent")).await.contains("is not there"));
    assert!(of("/usr/bin/ping -c 1 localhost").await.contains("is not there"));
    assert!(of(&folder).await.contains("is no file"));
    assert!(of("/dev/null").await.contains("is no file"));
    fs::copy(probe(), folder.join("plain")).unwrap();
    set_mode(&folder.join("plain"), 0o644);
    assert!(of(folder.join("plain")).await.contains("cannot be executed"));
    symlink(folder.join("absent"), folder.join("dangling")).unwrap();
    assert!(of(folder.join("dangling")).await.contains("is not there"));
    symlink(probe(), folder.join("link")).unwrap();
    assert_eq!(of(folder.join("link")).await, "");
}

#[tokio::test]
async fn nobody_else_can_replace_it() {
    let folder = new_folder();
    let (inner, program) = (folder.join("inner"), folder.join("inner/program"));
    fs::create_dir(&inner).unwrap();
    fs::copy(probe(), &program).unwrap();
    set_mode(&program, 0o755);
    set_mode(&inner, 0o755);
    assert_eq!(of(&program).await, "");
    for mode in [0o775, 0o757, 0o777] {
        set_mode(&program, mode);
        assert!(of(&program).await.contains(&format!("chmod go-w {}", program.display())), "{mode:o}");
        set_mode(&program, 0o755);
        set_mode(&inner, mode);
        assert!(of(&program).await.contains(&format!("chmod go-w {}", inner.display())), "{mode:o}");
        set_mode(&inner, 0o755);
        set_mode(&folder, mode);
        assert!(of(&program).await.contains(&format!("chmod go-w {}", folder.display())), "{mode:o}");
        set_mode(&folder, 0o700);
    }
    // By way of a link in a good folder.
    set_mode(&inner, 0o777);
    let other = new_folder();
    symlink(&program, other.join("link")).unwrap();
    assert!(of(other.join("link")).await.contains("can be replaced"));
    set_mode(&inner, 0o755);
    if std::os::unix::fs::chown(&program, Some(12_345), None).is_ok() {
        set_mode(&program, 0o755);
        assert!(of(&program).await.contains("another account, which owns"));
    }
}

#[tokio::test]
async fn what_runs_anything_is_no_program() {
    for (shell, why) in [
        ("/bin/sh", "is a shell"),
        ("/usr/bin/env", "is a launcher"),
        ("/usr/bin/xargs", "is a launcher"),
        ("/bin/bash", "is a shell"),
    ] {
        assert!(of(shell).await.contains(why), "{shell}: {}", of(shell).await);
    }
    let folder = new_folder();
    for (name, why) in [
        ("python3.12", "is an interpreter"),
        ("busybox", "is many programs in one"),
        ("nohup", "is a launcher"),
        ("node", "is an interpreter"),
        ("sudo", "is a launcher"),
        ("ssh", "is a launcher"),
        ("find", "is a launcher"),
        ("gawk", "is an interpreter"),
        ("zsh-5.9", "is a shell"),
        ("BASH", "is a shell"),
    ] {
        fs::copy(probe(), folder.join(name)).unwrap();
        set_mode(&folder.join(name), 0o755);
        assert!(of(folder.join(name)).await.contains(why), "{name}");
        // A name of its own does not make a program of it.
        let link = folder.join(format!("ping-by-{}", name.to_lowercase()));
        symlink(folder.join(name), &link).unwrap();
        assert!(
            of(&link).await.contains(&format!("leads to `{}`, which {why}", folder.join(name).display())),
            "{name}"
        );
    }
    symlink("/bin/sh", folder.join("ping")).unwrap();
    assert!(of(folder.join("ping")).await.contains("leads to"));
}

#[tokio::test]
async fn a_script_is_of_no_shell() {
    let folder = new_folder();
    let script = folder.join("listed");
    for first in [
        "#!/bin/sh\n",
        "#!/bin/bash -e\n",
        "#! /bin/sh\n",
        "#!/usr/bin/env bash\n",
        "#!/usr/bin/env -S python3 -u\n",
        "#!/bin/busybox sh\n",
    ] {
        write(&script, format!("{first}echo \"$@\"\n").as_bytes(), 0o755);
        assert!(of(&script).await.contains("is a script of"), "{first}: {}", of(&script).await);
    }
    symlink("/bin/sh", folder.join("own")).unwrap();
    write(&script, format!("#!{}/own\n", folder.display()).as_bytes(), 0o755);
    assert!(of(&script).await.contains("is a script of"), "where the interpreter leads counts");
    write(&script, b"#!sh\n", 0o755);
    assert!(of(&script).await.contains("is a script of"));
    write(&script, b"#!python3\n", 0o755);
    assert!(of(&script).await.contains("is no whole path"));
    // The C library would start `/bin/sh` with it.
    for plain in [&b"echo $1\n"[..], b"", b"MZ\x90", b"\x7fEL"] {
        write(&script, plain, 0o755);
        assert!(of(&script).await.contains("hand it to a shell"), "{plain:?}");
    }
    write(&script, format!("#!{}\n", probe().display()).as_bytes(), 0o755);
    assert_eq!(of(&script).await, "", "an interpreter of its own, in one place, is one program");
}

#[tokio::test]
async fn limits_folder_and_environment_are_judged_and_all_is_told_at_once() {
    let nothing = Program::at("ping")
        .time_limit(Duration::ZERO)
        .output_limit(0)
        .at_once(0)
        .memory_limit(0)
        .directory("tmp")
        .variable("", "x")
        .variable("A=B", "x")
        .variable("A", "x\0")
        .variable("LD_PRELOAD", "/tmp/x.so")
        .variable("PORTCULLIS_RUN", "x")
        .variable("PGPASSWORD", "it stands here")
        .variable("API_KEY", "it stands here")
        .secret("API_TOKEN", secret_text("of the operator"));
    let told = faults(app().program("one", nothing)).await;
    for part in [
        "`time_limit` of zero",
        "`output_limit` of zero",
        "`at_once` of zero",
        "`memory_limit` of zero",
        "is no whole path",
        "runs in `tmp`",
        "variable ``",
        "variable `A=B`",
        "variable `A`",
        "variable `LD_PRELOAD`",
        "variable `PORTCULLIS_RUN`",
        "variable `PGPASSWORD` with a secret that stands in the source",
        "variable `API_KEY` with a secret",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!told.contains("API_TOKEN") && !told.contains("it stands here"), "{told}");
    let large = Program::at(probe()).output_limit(1 << 30).directory("/absent");
    let told = faults(app().program("one", large)).await;
    assert!(told.contains("bounds nothing") && told.contains("runs in `/absent`"), "{told}");
}

#[tokio::test]
async fn routes_and_programs_agree() {
    let told = faults(app()).await;
    assert!(
        told.contains(
            "the route `start_one` starts the program `one`, and the app has none; write `.program(\"one\""
        ),
        "{told}"
    );
    let told = faults(app().program("one", Program::at(probe())).program("two", Program::at(probe()))).await;
    assert!(
        told.contains("the program `two` is given, and no route starts it") && told.lines().count() == 2,
        "{told}"
    );
    let told =
        faults(app().program("one", Program::at(probe())).program("one", Program::at("/bin/sh"))).await;
    assert!(told.contains("two programs are called `one`"), "{told}");
    let told = faults(without_programs()).await;
    for (route, program) in [("run_probe", "probe"), ("run_brief", "brief"), ("run_few", "few")] {
        assert!(told.contains(&format!("the route `{route}` starts the program `{program}`")), "{told}");
    }
}

#[secure_route(public, exec = "one", rate = "10/min")]
async fn by_hand(exec: Exec) -> Result<NoContent, Problem> {
    exec.run().await?;
    Ok(NoContent)
}

#[tokio::test]
async fn a_route_on_get_starts_none() {
    let program = || Program::at(probe());
    let on = |method| {
        App::new(Environment::Production)
            .client_ip(ClientIpSource::socket())
            .program("one", program())
            .at::<by_hand>(method, "/x")
    };
    assert_eq!(faults(on(Method::POST)).await, "");
    assert!(
        faults(on(Method::GET)).await.contains("promises to change nothing"),
        "{}",
        faults(on(Method::GET)).await
    );
}

#[tokio::test]
async fn what_is_started_is_listed() {
    let ready = app().program("one", Program::at(probe())).build().await.unwrap();
    let line = format!("exec of `start_one`: one ({})", probe().display());
    assert_eq!(ready.table().lines().last(), Some(&*line), "{}", ready.table());
    let report = ready.report().lines().find(|line| line.starts_with("programs")).unwrap();
    assert!(report.contains(&format!("one ({}); without a shell", probe().display())), "{report}");
}

#[tokio::test]
async fn what_a_link_leads_to_later_changes_nothing() {
    let folder = new_folder();
    let link = folder.join("link");
    symlink(probe(), &link).unwrap();
    let server = super::Server::start(app().program("one", Program::at(&link))).await;
    fs::remove_file(&link).unwrap();
    symlink("/bin/false", &link).unwrap();
    assert_eq!(server.send(Method::POST, "/one", "", None).await.status, 204);
    // What is gone is our error, not the client's.
    let own = folder.join("own");
    fs::copy(probe(), &own).unwrap();
    set_mode(&own, 0o755);
    let server = super::Server::start(app().program("one", Program::at(&own))).await;
    fs::remove_file(&own).unwrap();
    server.send(Method::POST, "/one", "", None).await.assert_problem(500);
}
