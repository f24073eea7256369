//! The programs of an app: what it is given, what its routes declare, and that both agree.
//!
//! Floor 13.

use super::App;

#[cfg(feature = "exec")]
pub(super) use given::Declared;

#[cfg(feature = "exec")]
mod given {
    use super::App;
    use crate::exec::{Program, Programs};

    /// What an app is given, and, once it was judged, what can be started.
    #[derive(Default)]
    pub(in crate::app) struct Declared {
        pub(super) given: Vec<(&'static str, Program)>,
        judged: Programs,
    }

    impl Declared {
        pub(in crate::app) fn into_judged(self) -> Programs {
            self.judged
        }
    }

    impl App {
        /// A program that routes start by `exec = "…"`, under the name that they call it by: `.program("ping", Program::at("/usr/bin/ping"))`. It is judged when
        /// the app is built.
        pub fn program(mut self, name: &'static str, program: Program) -> Self {
            if self.programs.given.iter().any(|(known, _)| *known == name) {
                self.faults.push(format!("two programs are called `{name}`; give one of them another name"));
            }
            self.programs.given.push((name, program));
            self
        }

        /// Every program is fit to be started, every declared one is there, and none is there that nothing declares.
        pub(in crate::app) fn judge_programs(&mut self, faults: &mut Vec<String>) {
            let declared = || {
                self.placed.iter().filter_map(|placed| {
                    placed.route.policy.exec.map(|name| (name, placed.route.policy.name))
                })
            };
            for (name, route) in declared() {
                if !self.programs.given.iter().any(|(known, _)| *known == name) {
                    faults.push(format!(
                        "the route `{route}` starts the program `{name}`, and the app has none; write `.program(\"{name}\", Program::at(\"/…\"))`"
                    ));
                }
            }
            let mut judged = Programs::new();
            for (name, program) in &self.programs.given {
                if !declared().any(|(declared, _)| declared == *name) {
                    faults.push(format!("the program `{name}` is given, and no route starts it; write `exec = \"{name}\"` on the one that does, or remove it"));
                }
                match program.judge(name) {
                    Ok(program) => drop(judged.insert(name, program)),
                    Err(found) => faults.extend(found),
                }
            }
            self.programs.judged = judged;
        }
    }
}

/// The path of a program, as it was given.
#[cfg(feature = "exec")]
fn path(app: &App, name: &str) -> Option<String> {
    let (_, program) = app.programs.given.iter().find(|(known, _)| *known == name)?;
    Some(program.path().display().to_string())
}

#[cfg(not(feature = "exec"))]
fn path(_: &App, _: &str) -> Option<String> {
    None
}

/// A line for each route that starts a program.
pub(super) fn started(app: &App) -> Vec<String> {
    let policies = app.placed.iter().map(|placed| placed.route.policy);
    let started = policies.filter_map(|policy| {
        let name = policy.exec?;
        Some(format!("exec of `{}`: {name} ({})", policy.name, path(app, name)?))
    });
    started.collect()
}

/// What is started, and how.
pub(super) fn report(app: &App) -> String {
    let mut names: Vec<_> = app.placed.iter().filter_map(|placed| placed.route.policy.exec).collect();
    names.sort_unstable();
    names.dedup();
    let programs: Vec<_> =
        names.iter().filter_map(|name| Some(format!("{name} ({})", path(app, name)?))).collect();
    match programs.is_empty() {
        true => "none are started".to_owned(),
        false => {
            format!("{}; without a shell or an environment, killed with their requests", programs.join(", "))
        }
    }
}
