//! What a test's own subscriber is given, while everything of the test runs on its thread.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

/// What was written.
#[derive(Clone, Default)]
pub struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Captured {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Captured {
    /// The writer of an app: `portcullis::events::json_lines()`.
    pub fn json() -> (Self, DefaultGuard) {
        let captured = Self::default();
        let subscriber = portcullis::events::json_lines().with_writer(captured.clone()).finish();
        (captured, tracing::subscriber::set_default(subscriber))
    }

    /// `tracing_subscriber::fmt` as it is, colours and all.
    pub fn plain() -> (Self, DefaultGuard) {
        let captured = Self::default();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(captured.clone()).finish();
        (captured, tracing::subscriber::set_default(subscriber))
    }

    /// Everything that any crate says, for the whole process.
    pub fn everything() -> Self {
        let captured = Self::default();
        // With what crates say by `log`.
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_max_level(LevelFilter::TRACE)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
            .with_writer(captured.clone())
            .init();
        captured
    }

    /// All of it.
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines, each of which has to be one object.
    pub fn objects(&self) -> Vec<Value> {
        let text = self.text();
        assert!(text.is_empty() || text.ends_with('\n'), "{text}");
        let lines = text.split_terminator('\n');
        lines
            .map(|line| {
                let object: Value =
                    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
                assert!(object.is_object(), "{line}");
                object
            })
            .collect()
    }

    /// The events among them.
    pub fn events(&self) -> Vec<Value> {
        self.objects().into_iter().filter(|object| object["target"] == "portcullis::event").collect()
    }

    /// The events of this name.
    pub fn named(&self, name: &str) -> Vec<Value> {
        self.events().into_iter().filter(|event| event["event"] == name).collect()
    }
}
