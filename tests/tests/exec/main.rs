//! Programs that routes start, over real sockets and real processes: what they are given, what bounds them, and that nothing of them is left.

mod arguments;
mod ends;
mod limits;
mod start;
mod surroundings;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use portcullis::prelude::*;
use portcullis_tests::{Answer, Server};
use serde_json::{Value, json};

/// What the probe does.
#[secure_input]
#[derive(Debug, Clone, Copy, Argument)]
enum Mode {
    Arguments,
    Environment,
    Descriptors,
    About,
    Stdin,
    Exit,
    Abort,
    Write,
    WriteErrors,
    Garbage,
    Flood,
    FloodErrors,
    Eat,
    Hang,
    Close,
    Brood,
    InAnotherGroup,
    BroodAndLeave,
}

#[secure_input]
struct Task {
    mode: Mode,
    number: Option<u32>,
    tag: Option<Text<100_000>>,
    host: Option<Hostname>,
    port: Option<Port>,
    #[validate(length(max = 400))]
    more: Option<Vec<Text<10_000>>>,
}

#[derive(Expose)]
struct Done {
    code: i32,
    text: String,
    errors: usize,
}

async fn run(exec: &Exec<'_>, task: &Task) -> Result<Json<Done>, Problem> {
    let mut call = exec.value(task.mode).value(task.number.unwrap_or(0));
    if let Some(host) = &task.host {
        call = call.flag(flag!("--host")).value(host);
    }
    if let Some(port) = task.port {
        call = call.flag(flag!("-p")).value(port);
    }
    let tag = task.tag.clone().unwrap_or_else(|| Text::new("none").unwrap());
    let mut call = call.free(&tag);
    for text in task.more.iter().flatten() {
        call = call.free(text);
    }
    let output = call.run().await?;
    assert!(!format!("{output:?}").contains("xxx"), "what a program wrote is in no debug form");
    Ok(Json(Done { code: output.code(), text: output.text()?.to_owned(), errors: output.errors().len() }))
}

macro_rules! routes_that_run {
    ($($name:ident $path:literal $program:literal $timeout:literal;)*) => {$(
        #[secure_route(post = $path, public, exec = $program, rate = "1000000/min", timeout = $timeout, body_limit = "4mb")]
        async fn $name(task: Valid<Json<Task>>, exec: Exec) -> Result<Json<Done>, Problem> {
            run(&exec, &task).await
        }
    )*};
}

routes_that_run! {
    run_probe "/run" "probe" "20s";
    run_late "/late" "probe" "1s";
    run_brief "/brief" "brief" "20s";
    run_few "/few" "few" "20s";
    run_narrow "/narrow" "narrow" "20s";
}

/// Panics while the program runs.
#[secure_route(post = "/panic", public, exec = "probe", rate = "1000000/min")]
async fn run_and_panic(task: Valid<Json<Task>>, exec: Exec) -> Result<Json<Done>, Problem> {
    tokio::select! {
        done = run(&exec, &task) => done,
        () = tokio::time::sleep(Duration::from_millis(500)) => panic!("the handler panics"),
    }
}

/// Gives up one call and makes another.
#[secure_route(post = "/twice", public, exec = "few", rate = "1000000/min")]
async fn run_twice(task: Valid<Json<Task>>, exec: Exec) -> Result<Json<Done>, Problem> {
    let first = tokio::time::timeout(Duration::from_millis(300), run(&exec, &task)).await;
    assert!(first.is_err(), "it hangs");
    let output = exec.value(Mode::Exit).value(7_u8).run().await?;
    Ok(Json(Done { code: output.code(), text: String::new(), errors: 0 }))
}

/// The probe in a folder that no other account can write to, whatever the folder of the build is.
fn probe() -> &'static Path {
    static PROBE: OnceLock<PathBuf> = OnceLock::new();
    PROBE.get_or_init(|| {
        let probe = new_folder().join("probe");
        fs::copy(env!("CARGO_BIN_EXE_exec-probe"), &probe).unwrap();
        set_mode(&probe, 0o755);
        probe
    })
}

fn new_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("portcullis-tests-exec-{:032x}", rand::random::<u128>()));
    fs::create_dir(&folder).unwrap();
    set_mode(&folder, 0o700);
    folder
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn app() -> App {
    let program = || Program::at(probe());
    without_programs()
        .program(
            "probe",
            program()
                .at_once(64)
                .variable("LANG", "C")
                .variable("COLOUR", "never")
                .secret("PROBE_TOKEN", portcullis::testing::secret_text("of the operator")),
        )
        .program("brief", program().time_limit(Duration::from_millis(700)).at_once(64))
        .program("few", program().at_once(2))
        .program("narrow", program().output_limit(1000).directory(std::env::temp_dir()))
}

fn without_programs() -> App {
    App::new(Environment::Production).client_ip(ClientIpSource::socket()).mount(routes![
        run_probe,
        run_late,
        run_brief,
        run_few,
        run_narrow,
        run_and_panic,
        run_twice
    ])
}

async fn server() -> Server {
    Server::start(app()).await
}

/// A text that no other process has in its arguments.
fn new_tag() -> String {
    format!("tag-{:032x}", rand::random::<u128>())
}

async fn post(server: &Server, path: &str, mode: &str, number: u32, tag: &str) -> Answer {
    server.post(path, "", json!({ "mode": mode, "number": number, "tag": tag })).await
}

fn text(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["text"].as_str().unwrap().to_owned()
}

/// The processes with this text in their arguments.
fn running(tag: &str) -> Vec<u32> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Ok(number) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        let arguments = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        if number != std::process::id() && String::from_utf8_lossy(&arguments).contains(tag) {
            found.push(number);
        }
    }
    found
}

async fn assert_starts(tag: &str, count: usize) {
    for _ in 0..200 {
        if running(tag).len() >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{:?} of {count} are running", running(tag));
}

/// Nothing runs, or soon does: who went away is noticed a little later.
async fn assert_ends(tag: &str) {
    let since = Instant::now();
    while since.elapsed() < Duration::from_secs(4) {
        if running(tag).is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{:?} are still running", running(tag));
}

/// Children of this process that have ended and that nobody has asked after, each with the time of its start.
fn zombies() -> Vec<(u32, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Ok(number) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        if fields[0] == "Z" && fields[1] == std::process::id().to_string() {
            found.push((number, fields[19].to_owned()));
        }
    }
    found
}

/// Each zombie of now is reaped soon. Other tests run beside, so there may be new ones.
async fn assert_reaped() {
    let mut left = zombies();
    for _ in 0..80 {
        let now = zombies();
        left.retain(|zombie| now.contains(zombie));
        if left.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{left:?} are never reaped");
}

fn rule(answer: &Answer) -> (u16, String, String) {
    let error = answer.json()["errors"][0].clone();
    let part = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    (answer.status, part("field"), part("rule"))
}
