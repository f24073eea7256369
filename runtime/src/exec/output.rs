//! What a program gave.
//!
//! Floor 3.

use std::borrow::Cow;
use std::fmt;

use crate::problem::Problem;
use crate::refusal::Refusal;

/// What a program gave: what it wrote, within its limit, and how it ended.
///
/// It is no reply. What a handler copies out of it leaves as any text does, by a type with `#[derive(Expose)]`; what the program wrote to standard error is told to nobody
/// by itself, nor is it logged.
pub struct Output {
    pub(super) code: i32,
    pub(super) bytes: Vec<u8>,
    pub(super) errors: Vec<u8>,
}

impl Output {
    /// The code that it ended with, 0 where all went well. One that a signal ended gives no output, but an error.
    pub fn code(&self) -> i32 {
        self.code
    }

    /// Whether it says that all went well.
    pub fn succeeded(&self) -> bool {
        self.code == 0
    }

    /// What it wrote to standard output.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it wrote to standard output, as text.
    ///
    /// # Errors
    /// 500 where it is not UTF-8.
    pub fn text(&self) -> Result<&str, Problem> {
        std::str::from_utf8(&self.bytes)
            .map_err(|_| Refusal::internal("a program wrote what is not UTF-8").into())
    }

    /// What it wrote to standard output, as text in which `U+FFFD` stands for what is not UTF-8.
    pub fn lossy_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// What it wrote to standard error. It may name files and settings of the server: look into it, and let it not leave.
    pub fn errors(&self) -> &[u8] {
        &self.errors
    }
}

/// How much it is, not what: what a program writes may hold anything.
impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bytes, errors) = (self.bytes.len(), self.errors.len());
        f.debug_struct("Output")
            .field("code", &self.code)
            .field("bytes", &bytes)
            .field("errors", &errors)
            .finish()
    }
}
