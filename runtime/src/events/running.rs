//! The app's own start and end.
//!
//! Floor 1.

use super::event::notice;
use super::name::Name;

/// Lives as long as the engines of an app: says that they start, and that they end, in order or in a panic.
pub(crate) struct Running(());

impl Running {
    pub(crate) fn start(routes: usize) -> Self {
        notice(Name::Startup, &format!("routes={routes}"), "the app is built");
        Self(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if std::thread::panicking() {
            notice(Name::Crash, "", "the app ends in a panic");
        } else {
            notice(Name::Shutdown, "", "the app ends");
        }
    }
}
