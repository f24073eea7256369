//! Gathers faults, so that the user repairs all of them in one round.
//!
//! Floor 0.

/// An accumulator of faults. They leave only through [`Report::finish`].
#[derive(Default)]
#[must_use = "a report that is dropped loses its faults; call `finish`"]
pub struct Report(Option<syn::Error>);

impl Report {
    /// An empty report.
    pub fn new() -> Self {
        Self::default()
    }

    /// Records a fault.
    pub fn add(&mut self, fault: syn::Error) {
        match &mut self.0 {
            Some(all) => all.combine(fault),
            None => self.0 = Some(fault),
        }
    }

    /// Keeps a good value, records a bad one.
    pub fn keep<T>(&mut self, outcome: syn::Result<T>) -> Option<T> {
        outcome.map_err(|fault| self.add(fault)).ok()
    }

    /// The value if nothing was recorded, else every fault.
    ///
    /// # Errors
    /// All recorded faults, combined, in the order they were found.
    pub fn finish<T>(self, value: T) -> syn::Result<T> {
        self.0.map_or(Ok(value), Err)
    }

    /// Like [`Report::finish`], for a value that may be missing because of the recorded faults.
    ///
    /// # Errors
    /// All recorded faults.
    pub fn finish_some<T>(self, value: Option<T>) -> syn::Result<T> {
        match (self.0, value) {
            (None, Some(value)) => Ok(value),
            (Some(faults), _) => Err(faults),
            (None, None) => Err(syn::Error::new(
                proc_macro2::Span::call_site(),
                "grammar: the attribute could not be read",
            )),
        }
    }
}
