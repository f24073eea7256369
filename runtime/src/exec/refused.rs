//! What is no program but every program: shells, interpreters, launchers. A closed list, by the name of the file.
//!
//! Floor 3. Whoever gives one of them an argument gives it a program.

/// A shell reads a command line.
const SHELLS: &[&str] = &[
    "sh", "ash", "bash", "csh", "dash", "elvish", "fish", "ksh", "loksh", "mksh", "nu", "oksh", "osh",
    "pwsh", "rbash", "rc", "rksh", "rzsh", "tcsh", "xonsh", "yash", "zsh",
];

/// Many programs in one file, a shell and launchers among them, of which an argument names one.
const BOXES: &[&str] = &["busybox", "toybox", "coreutils", "sbase-box", "ubase-box"];

/// An interpreter runs the text that it is given.
const INTERPRETERS: &[&str] = &[
    "awk",
    "bawk",
    "gawk",
    "goawk",
    "mawk",
    "nawk",
    "original-awk",
    "bc",
    "bun",
    "clisp",
    "dc",
    "deno",
    "ed",
    "elixir",
    "emacs",
    "erl",
    "escript",
    "prove",
    "ex",
    "expect",
    "gdb",
    "ghci",
    "gimp",
    "gnuplot",
    "groovy",
    "guile",
    "irb",
    "iex",
    "java",
    "jjs",
    "jshell",
    "julia",
    "lldb",
    "lua",
    "luajit",
    "m4",
    "make",
    "gmake",
    "bmake",
    "ninja",
    "nano",
    "nodejs",
    "node",
    "nvim",
    "ocaml",
    "octave",
    "perl",
    "php",
    "php-cgi",
    "phpdbg",
    "psql",
    "pypy",
    "python",
    "qjs",
    "r",
    "racket",
    "red",
    "rscript",
    "ruby",
    "jruby",
    "sbcl",
    "scala",
    "scheme",
    "sed",
    "gsed",
    "sqlite",
    "mysql",
    "mariadb",
    "tclsh",
    "vi",
    "view",
    "vim",
    "rview",
    "rvim",
    "vimdiff",
    "wish",
    "wolframscript",
];

/// A launcher starts the program that an argument names, here or on another machine.
const LAUNCHERS: &[&str] = &[
    "agetty",
    "choom",
    "deb-systemd-invoke",
    "fstab-decode",
    "getty",
    "ip",
    "scriptlive",
    "socat",
    "switch_root",
    "systemd-cat",
    "systemd-inhibit",
    "systemd-socket-activate",
    "uclampset",
    "at",
    "batch",
    "bwrap",
    "capsh",
    "chpst",
    "chroot",
    "chrt",
    "cpulimit",
    "crontab",
    "daemon",
    "dbus-run-session",
    "docker",
    "doas",
    "dropbear",
    "dbclient",
    "env",
    "fakeroot",
    "fd",
    "fdfind",
    "find",
    "firejail",
    "flatpak",
    "flock",
    "gosu",
    "ionice",
    "kubectl",
    "ld",
    "less",
    "logsave",
    "lxc",
    "man",
    "more",
    "most",
    "nerdctl",
    "newgrp",
    "nice",
    "nohup",
    "nsenter",
    "numactl",
    "parallel",
    "pager",
    "pdsh",
    "pkexec",
    "podman",
    "prlimit",
    "proot",
    "rlwrap",
    "rsh",
    "run-parts",
    "runcon",
    "runuser",
    "s6-setuidgid",
    "screen",
    "script",
    "scriptreplay",
    "setarch",
    "linux32",
    "linux64",
    "i386",
    "x86_64",
    "setpriv",
    "setsid",
    "setuidgid",
    "sg",
    "slogin",
    "softlimit",
    "ssh",
    "ssh-agent",
    "sshpass",
    "start-stop-daemon",
    "stdbuf",
    "strace",
    "ltrace",
    "su",
    "su-exec",
    "sudo",
    "sudoedit",
    "systemctl",
    "systemd-nspawn",
    "systemd-run",
    "taskset",
    "telnet",
    "tini",
    "dumb-init",
    "catatonit",
    "time",
    "timeout",
    "tmux",
    "unbuffer",
    "unshare",
    "valgrind",
    "watch",
    "watchexec",
    "entr",
    "xargs",
    "xvfb-run",
];

/// Why a file of this name is no program; nothing where it may be one. Numbers of versions, and what a distribution adds, change nothing: `python3.12`,
/// `bash-static`, `vim.tiny`.
pub(super) fn why(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let plain = stem(&lower);
    let is = |list: &[&str]| list.contains(&lower.as_str()) || list.contains(&plain);
    // The loader of programs is one too, whatever its version and machine.
    let loads = lower.starts_with("ld-linux")
        || lower.starts_with("ld-musl")
        || lower.starts_with("ld.so")
        || lower.starts_with("ld64");
    if is(SHELLS) {
        Some("is a shell, which runs whatever it is told")
    } else if is(BOXES) {
        Some("is many programs in one, a shell among them")
    } else if is(INTERPRETERS) {
        Some("is an interpreter, which runs whatever it is told")
    } else if is(LAUNCHERS) || loads {
        Some("is a launcher, which starts whatever program it is told")
    } else {
        None
    }
}

/// Whether a script with this interpreter in its first line is one of a shell, or of whatever `env` finds.
pub(super) fn reads_shell(interpreter: &str) -> bool {
    let lower = interpreter.to_ascii_lowercase();
    [SHELLS, BOXES, LAUNCHERS].iter().any(|list| list.contains(&stem(&lower)))
}

/// The name without what a distribution adds to it.
fn stem(name: &str) -> &str {
    // Of several machines on one: `perl5.36-x86_64-linux-gnu`.
    let machine = ["-x86_64-", "-aarch64-", "-i386-", "-i686-", "-arm-", "-riscv64-"];
    let mut stem = machine.iter().find_map(|machine| name.split_once(machine)).map_or(name, |(name, _)| name);
    for added in
        ["-static", ".static", ".distrib", ".real", ".tiny", ".basic", ".nox", ".traditional", ".exe"]
    {
        stem = stem.strip_suffix(added).unwrap_or(stem);
    }
    let plain = stem.trim_end_matches(|letter: char| letter.is_ascii_digit() || ".-_".contains(letter));
    if plain.is_empty() { stem } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_runs_anything_is_known() {
        for name in [
            "sh",
            "bash",
            "BASH",
            "bash5",
            "bash-static",
            "dash",
            "zsh-5.9",
            "busybox",
            "busybox.static",
            "python",
            "python3",
            "python3.12",
            "perl5.36.0",
            "perl5.36-x86_64-linux-gnu",
            "choom",
            "escript",
            "socat",
            "ip",
            "lua5.4",
            "php8.2",
            "php-cgi8.2",
            "node",
            "nodejs",
            "gawk",
            "vim.tiny",
            "env",
            "xargs",
            "sudo",
            "nohup",
            "setsid",
            "timeout",
            "find",
            "ssh",
            "nice",
            "ld-linux-x86-64.so.2",
            "ld-musl-x86_64.so.1",
            "Rscript",
        ] {
            assert!(why(name).is_some(), "{name}");
        }
    }

    #[test]
    fn programs_are_programs() {
        for name in [
            "ping",
            "dig",
            "nslookup",
            "git-annex",
            "convert",
            "ffmpeg",
            "7z",
            "b2sum",
            "md5sum",
            "ssh-keygen",
            "pdftotext",
            "id",
            "x264",
            "shred",
            "envsubst",
            "true",
        ] {
            assert_eq!(why(name), None, "{name}");
        }
    }

    #[test]
    fn lists_are_of_plain_names_and_say_each_once() {
        let all: Vec<_> = [SHELLS, BOXES, INTERPRETERS, LAUNCHERS].concat();
        for (at, name) in all.iter().enumerate() {
            assert!(!all[..at].contains(name), "{name} twice");
            assert_eq!(*name, name.to_ascii_lowercase());
        }
    }
}
