//! The text of a template, from a file or from the attribute, and the places in it.
//!
//! Floor 3.

use std::path::{Component, Path, PathBuf};

use portcullis_policy::Guarantee;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::LitStr;

const GUARANTEE: Guarantee = Guarantee::Markup;

/// More than any page that somebody writes.
const MOST: usize = 1 << 20;

/// A template as it is written.
pub(super) struct Source {
    pub(super) text: String,
    /// The file below `templates`, where it is one.
    name: Option<String>,
    file: Option<PathBuf>,
    literal: LitStr,
}

impl Source {
    /// A template in the attribute.
    pub(super) fn inline(literal: &LitStr) -> syn::Result<Self> {
        Self::of(literal.value(), None, None, literal)
    }

    /// A template in a file.
    pub(super) fn file(literal: &LitStr) -> syn::Result<Self> {
        let name = literal.value();
        let path = Path::new(&name);
        let plain = !name.is_empty() && path.components().all(|part| matches!(part, Component::Normal(_)));
        if !plain || path.extension().is_none_or(|extension| extension != "html") {
            let why = format!(
                "`{name}` names no file below `templates/`; write the path from there, such as `orders/receipt.html`"
            );
            return Err(GUARANTEE.fault(literal, why));
        }
        let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
        let file = root.join("templates").join(path);
        let text = std::fs::read_to_string(&file).map_err(|error| {
            let why = match error.kind() {
                std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                std::io::ErrorKind::InvalidData => "it is not UTF-8".to_owned(),
                other => other.to_string(),
            };
            GUARANTEE.fault(literal, format!("`templates/{name}` of this crate cannot be read: {why}"))
        })?;
        Self::of(text, Some(name), Some(file), literal)
    }

    fn of(text: String, name: Option<String>, file: Option<PathBuf>, literal: &LitStr) -> syn::Result<Self> {
        if text.len() > MOST {
            return Err(GUARANTEE.fault(literal, "a template has at most 1048576 bytes"));
        }
        // As browsers read it, so that the hash of a script is of what they see.
        let text = text.replace("\r\n", "\n");
        Ok(Self { text, name, file, literal: literal.clone() })
    }

    /// Where the template is named: the place of every error about it.
    pub(super) fn span(&self) -> Span {
        self.literal.span()
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> u32 {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        let lines = before.iter().filter(|byte| **byte == b'\n').count();
        u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// A fault at a byte.
    pub(super) fn fault(&self, at: usize, why: &str) -> syn::Error {
        let line = self.line(at);
        let place = match &self.name {
            Some(name) => format!("{name}:{line}"),
            None => format!("line {line}"),
        };
        GUARANTEE.fault(&self.literal, format!("{place}: {why}"))
    }

    /// So that a change of the file is seen.
    pub(super) fn tracked(&self) -> Option<TokenStream> {
        let file = self.file.as_ref()?.to_str()?.to_owned();
        Some(quote!(
            const _: &[u8] = ::core::include_bytes!(#file);
        ))
    }
}
