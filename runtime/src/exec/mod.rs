//! Programs that the app declares, started without a shell and with typed arguments.
//!
//! Floor 3. OWASP ASVS 5.0, 1.2.5, 15.2.2; CWE-78, CWE-88. A program is judged when the app starts ([`Program`]); an argument is judged by its type; what was started
//! ends with the request, however that ends. Linux alone: nothing else tells for certain what a process has left behind.

#[cfg(not(target_os = "linux"))]
compile_error!("exec: the feature `exec` needs Linux, which alone tells what a process has left running");

mod argument;
mod call;
mod file;
mod flag;
mod output;
mod process;
mod program;
mod refused;
mod run;
mod sweep;

pub use argument::{Argument, FreeArgument};
pub(crate) use argument::{SealedArgument, SealedFree};
pub use call::{BeforeFree, Call, Free, Options};
pub use flag::{Flag, FlagText, IsFlag, judge_flag};
pub use output::Output;
pub use program::Program;
pub(crate) use program::{Programs, Startable};
