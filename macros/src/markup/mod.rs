//! `#[markup]`: a page or a part of one, with its template; or the data of one.
//!
//! Floor 3.

mod address;
mod assets;
mod constant;
mod context;
mod expand;
mod expression;
mod names;
mod source;
mod tag;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod twin;
mod walk;

pub(crate) use constant::{link, outside};
use portcullis_policy::{Guarantee, Report};
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Token};

use self::source::Source;
use crate::keys::{self, Key};

const GUARANTEE: Guarantee = Guarantee::Markup;
const KEYS: [&str; 2] = ["path", "source"];

/// The attribute: the item as it is, and what it is declared to be.
pub(crate) fn attribute(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let declared = compile(attribute, item.clone()).unwrap_or_else(|faults| {
        let (faults, salvaged) = (faults.to_compile_error(), expand::salvaged(&item));
        quote!(#faults #salvaged)
    });
    quote!(#item #declared)
}

fn compile(attribute: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let item: DeriveInput = syn::parse2(item.clone()).map_err(|_| {
        GUARANTEE
            .fault(item, "`#[markup]` stands on a struct with named fields, or on an enum of plain words")
    })?;
    let template = template(attribute)?;
    match (&item.data, template) {
        (Data::Enum(_), None) => expand::word(&item),
        (Data::Enum(_), Some(template)) => {
            Err(syn::Error::new(template.span(), "markup: a word has no template; write `#[markup]` alone"))
        }
        (data, template) => {
            seen_by_everybody(data)?;
            expand::structure(&item, template)
        }
    }
}

/// A page shows its fields to whoever gets it, so none of them says who sees it.
fn seen_by_everybody(data: &Data) -> syn::Result<()> {
    let mut report = Report::new();
    let Data::Struct(data) = data else { return Ok(()) };
    for field in &data.fields {
        let narrowed = keys::lenient(&field.attrs, "expose");
        if let Some(key) =
            narrowed.iter().find(|key| ["role", "owner", "never"].iter().any(|who| key.is(who)))
        {
            let why = "a page shows its fields to whoever gets it, and this one says who may see it; declare a struct for the page with what everybody \
                       may see, and copy that into it";
            report.add(GUARANTEE.fault(&key.name, why));
        }
    }
    report.finish(())
}

/// The template that the attribute names; nothing where it names none.
fn template(attribute: TokenStream) -> syn::Result<Option<Source>> {
    let mut report = Report::new();
    let why = "write `#[markup(path = \"receipt.html\")]`, `#[markup(source = \"…\")]`, or `#[markup]` alone for what parts of a list are made of";
    let keys = Punctuated::<Key, Token![,]>::parse_terminated
        .parse2(attribute)
        .map_err(|fault| GUARANTEE.fault_at(fault.span(), why))?;
    let mut before: Vec<Key> = Vec::new();
    for key in keys {
        report.keep(keys::check(&key, &before, &KEYS, GUARANTEE));
        before.push(key);
    }
    report.finish(())?;
    match before.as_slice() {
        [] => Ok(None),
        [key] => {
            let text = key.text(GUARANTEE)?;
            if key.is("path") { Source::file(text).map(Some) } else { Source::inline(text).map(Some) }
        }
        [_, second, ..] => {
            Err(GUARANTEE.fault(&second.name, "a template is a file or a text; keep one of the two"))
        }
    }
}
