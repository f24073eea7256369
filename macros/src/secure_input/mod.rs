//! `#[secure_input]`: an attribute that writes a derive, because a derive sees the struct after `cfg_attr`.
//!
//! Floor 3.

mod expand;
mod fields;
mod rules;
mod secret;

use portcullis_policy::{Guarantee, Reason, Report};
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{DeriveInput, Item, Token};

use crate::keys::{self, Key};
use crate::paths;

const GUARANTEE: Guarantee = Guarantee::Input;
const KEYS: [&str; 3] = ["creates", "patches", "waive_input"];

/// The attribute: puts the derives in place and leaves the judgement to ours.
pub(crate) fn attribute(attribute: TokenStream, item: TokenStream) -> TokenStream {
    match check(attribute.clone(), &item) {
        Ok(is_enum) => {
            let (portcullis, private) = (paths::portcullis(), paths::private_in_full());
            let serde = format!("{private}::serde").replace(' ', "");
            // Words are written in snake case everywhere; a struct refuses what it does not declare, and leaves its
            // reading to our derive (`remote`), which lets no list stand for it.
            let strictness = if is_enum {
                quote!(rename_all = "snake_case", remote = "Self")
            } else {
                quote!(deny_unknown_fields, remote = "Self")
            };
            let derives = quote! {
                #[derive(#private::serde::Deserialize, #portcullis::contract::SecureInput)]
                #[serde(crate = #serde, #strictness)]
            };
            quote!(#derives #[__portcullis(#attribute)] #item)
        }
        Err(faults) => {
            let (faults, item) = (faults.to_compile_error(), without_rules(item));
            quote!(#faults #item)
        }
    }
}

/// The item without what our derive alone would read.
fn without_rules(item: TokenStream) -> TokenStream {
    let Ok(mut read) = syn::parse2::<syn::ItemStruct>(item.clone()) else { return item };
    for field in &mut read.fields {
        field.attrs.retain(|attribute| {
            !["validate", "serde", "input"].iter().any(|name| attribute.path().is_ident(name))
        });
    }
    quote!(#read)
}

/// Whether the attribute stands on an enum; a fault where it stands on neither enum nor struct.
fn check(attribute: TokenStream, item: &TokenStream) -> syn::Result<bool> {
    let mut report = Report::new();
    let keys = Punctuated::<Key, Token![,]>::parse_terminated.parse2(attribute);
    let keys = report.keep(keys.map_err(|fault| {
        let why = "write `#[secure_input]`, `#[secure_input(creates = Order)]` or `#[secure_input(patches = Order)]`";
        GUARANTEE.fault_at(fault.span(), why)
    }));
    let mut before: Vec<Key> = Vec::new();
    for key in keys.into_iter().flatten() {
        report.keep(keys::check(&key, &before, &KEYS, GUARANTEE));
        before.push(key);
    }
    let is_enum = match syn::parse2::<Item>(item.clone()) {
        Ok(Item::Enum(_)) => Some(true),
        Ok(Item::Struct(item)) if matches!(item.fields, syn::Fields::Named(_)) => Some(false),
        _ => {
            report.add(
                GUARANTEE.fault(item, "an input is a struct with named fields, or an enum of plain words"),
            );
            None
        }
    };
    report.finish_some(is_enum)
}

/// The derive.
pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let mut report = Report::new();
    let written = keys::read(&item.attrs, "__portcullis", &KEYS, GUARANTEE, &mut report);
    let reason = written.iter().find(|key| key.is("waive_input")).and_then(|key| {
        let text = report.keep(key.text(GUARANTEE))?;
        report.keep(Reason::read(&text.value()).map_err(|why| Guarantee::Waive.fault(text, why)))
    });
    let body = match &item.data {
        syn::Data::Enum(_) => expand::word(item, &mut report),
        _ => expand::structure(item, &written, reason.as_ref(), &mut report),
    };
    report.finish_some(body)
}
