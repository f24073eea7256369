//! The one-word names of the guarantees, as they tag every error.
//!
//! Floor 0.

use std::fmt::{self, Display};

use proc_macro2::Span;
use quote::ToTokens;

/// A promise of the framework. Its word names the chapter, the folder of ui cases and the tag of the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guarantee {
    /// Every route says exactly once who may call it.
    Access,
    /// Rows are reached through their owner.
    Ownership,
    /// What a handler takes is vetted.
    Input,
    /// What leaves is declared.
    Output,
    /// Every route is limited.
    Rate,
    /// Roles are one closed enum.
    Role,
    /// Only secure routes are mounted.
    Mount,
    /// SQL is fixed when compiled and reads the declared rows alone.
    Query,
    /// HTML leaves only from an escaping template, a redirect only to a declared place.
    Markup,
    /// A secret is never shown, and never kept in clear.
    Secret,
    /// A signed body is verified, fresh and not replayed before it is parsed.
    Webhook,
    /// The outside is reached only where the route says so, and never the inside by it.
    Egress,
    /// A process is started only where the route says so, and never by a shell.
    Exec,
    /// Opt-outs carry a reason.
    Waive,
    /// The attribute itself is well formed.
    Grammar,
}

impl Display for Guarantee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Access => "access",
            Self::Ownership => "ownership",
            Self::Input => "input",
            Self::Output => "output",
            Self::Rate => "rate",
            Self::Role => "role",
            Self::Mount => "mount",
            Self::Query => "query",
            Self::Markup => "markup",
            Self::Secret => "secret",
            Self::Webhook => "webhook",
            Self::Egress => "egress",
            Self::Exec => "exec",
            Self::Waive => "waive",
            Self::Grammar => "grammar",
        })
    }
}

impl Guarantee {
    /// A fault of this guarantee that underlines `tokens`.
    pub fn fault(self, tokens: impl ToTokens, why: impl Display) -> syn::Error {
        syn::Error::new_spanned(tokens, format!("{self}: {why}"))
    }

    /// A fault of this guarantee at `span`.
    pub fn fault_at(self, span: Span, why: impl Display) -> syn::Error {
        syn::Error::new(span, format!("{self}: {why}"))
    }

    /// One fault that underlines everything from one place to a later one.
    ///
    /// Stable Rust cannot attach a second label to a macro's error, and two errors for one
    /// contradiction would read as two faults.
    pub fn fault_between(self, from: Span, to: Span, why: impl Display) -> syn::Error {
        let mut ends = proc_macro2::TokenStream::new();
        for span in [from, to] {
            let mut mark = proc_macro2::Punct::new('#', proc_macro2::Spacing::Alone);
            mark.set_span(span);
            mark.to_tokens(&mut ends);
        }
        self.fault(ends, why)
    }
}
