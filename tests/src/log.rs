//! The log of everything that the process serves, readable by tests.

use std::io;
use std::sync::{Mutex, OnceLock};

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static READY: OnceLock<()> = OnceLock::new();

struct Writer;

impl io::Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Begins to keep the log; at once for the whole process.
pub fn keep() {
    READY.get_or_init(|| {
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(|| Writer).finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

/// The lines that hold this text.
pub fn lines_with(text: &str) -> Vec<String> {
    let log = String::from_utf8_lossy(&LINES.lock().unwrap()).into_owned();
    log.lines().filter(|line| line.contains(text)).map(str::to_owned).collect()
}
