//! A program that the tests of `exec` start: it says what it was given, or does what no program should.
//!
//! `exec-probe MODE NUMBER -- TAG`; the tag is in the arguments of all that it starts, so that a test finds them.

use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mode = arguments.first().map_or("arguments", String::as_str);
    let number: usize = arguments.get(1).and_then(|number| number.parse().ok()).unwrap_or(0);
    let tag = arguments.last().cloned().unwrap_or_default();
    match mode {
        "environment" => {
            for (name, value) in std::env::vars() {
                println!("{name}={value}");
            }
        }
        "descriptors" => {
            for entry in std::fs::read_dir("/proc/self/fd").unwrap() {
                let entry = entry.unwrap();
                let to = std::fs::read_link(entry.path()).map(|to| to.display().to_string());
                println!("{} {}", entry.file_name().display(), to.unwrap_or_default());
            }
        }
        "about" => {
            println!("directory {}", std::env::current_dir().unwrap().display());
            println!("called {}", std::env::args().next().unwrap());
            println!("pid {}", std::process::id());
            println!("group {}", rustix::process::getpgrp().as_raw_pid());
            if number == 0 {
                println!("limits {}", std::fs::read_to_string("/proc/self/limits").unwrap());
            }
        }
        "stdin" => println!("{:?}", std::io::read_to_string(std::io::stdin()).unwrap()),
        "exit" => return ExitCode::from(u8::try_from(number).unwrap()),
        "abort" => std::process::abort(),
        "write" => std::io::stdout().write_all(&vec![b'x'; number]).unwrap(),
        "write_errors" => std::io::stderr().write_all(&vec![b'x'; number]).unwrap(),
        "garbage" => std::io::stdout().write_all(b"a\xff\xfe\0b").unwrap(),
        "flood" => while std::io::stdout().write_all(&[b'x'; 65_536]).is_ok() {},
        "flood_errors" => while std::io::stderr().write_all(&[b'x'; 65_536]).is_ok() {},
        "eat" => println!("{}", vec![1_u8; 2 << 30].len()),
        "hang" => hang(),
        "close" => {
            let nothing = std::fs::File::options().read(true).write(true).open("/dev/null").unwrap();
            rustix::stdio::dup2_stdout(&nothing).unwrap();
            rustix::stdio::dup2_stderr(&nothing).unwrap();
            hang();
        }
        // Among the server's own processes, where no signal to a group of the program's comes.
        "in_another_group" => {
            let group = rustix::process::getpgid(rustix::process::getppid()).unwrap();
            rustix::process::setpgid(None, Some(group)).unwrap();
            hang();
        }
        "brood" => {
            brood(&tag);
            hang();
        }
        "brood_and_leave" => {
            println!("left them");
            brood(&tag);
        }
        "in_a_session" => {
            rustix::process::setsid().unwrap();
            hang();
        }
        // Nobody's child, in a session of its own.
        "as_a_daemon" => {
            rustix::process::setsid().unwrap();
            start("hang", &tag, false);
        }
        _ => {
            let arguments = arguments.iter().map(|argument| format!("{argument:?}")).collect::<Vec<_>>();
            print!("[{}]", arguments.join(", "));
        }
    }
    ExitCode::SUCCESS
}

fn hang() {
    loop {
        std::thread::sleep(Duration::from_secs(60));
    }
}

/// Children that stay, leave the group, leave the session, and leave their parent; all hold the pipes open.
fn brood(tag: &str) {
    start("hang", tag, false);
    start("hang", tag, true);
    start("in_a_session", tag, false);
    start("as_a_daemon", tag, false);
    // They are under way when this goes on.
    std::thread::sleep(Duration::from_millis(200));
}

#[allow(clippy::zombie_processes, reason = "a program that leaves its children to others is what is tested")]
fn start(mode: &str, tag: &str, in_a_group: bool) {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([mode, "0", "--", tag]).stdin(Stdio::null());
    if in_a_group {
        child.process_group(0);
    }
    child.spawn().unwrap();
}
