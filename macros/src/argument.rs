//! `#[derive(Argument)]`: words that a program may be given as arguments.
//!
//! Floor 2.

use portcullis_policy::{Guarantee, Report};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{DeriveInput, LitStr};

use crate::casing::{renamed, snake};
use crate::{keys, paths};

const GUARANTEE: Guarantee = Guarantee::Exec;

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let variants = keys::words(item, "an argument of a program", GUARANTEE)?;
    let mut report = Report::new();
    let container = keys::read(&item.attrs, "argument", &["rename_all"], GUARANTEE, &mut report);
    let casing = container.first().and_then(|key| report.keep(key.text(GUARANTEE)));
    if let Some(rule) = casing.filter(|rule| renamed(&rule.value(), "a").is_none()) {
        let why = format!("unknown casing `{}`; write one of serde's, such as `kebab-case`", rule.value());
        report.add(GUARANTEE.fault(rule, why));
    }
    let mut words = Vec::new();
    for variant in &variants {
        let written = keys::read(&variant.attrs, "argument", &["rename"], GUARANTEE, &mut report);
        let rename = written.first().and_then(|key| report.keep(key.text(GUARANTEE)));
        let plain = snake(&variant.ident.unraw().to_string());
        let cased = || renamed(&casing?.value(), &plain);
        let word = rename.map(LitStr::value).or_else(cased).unwrap_or_else(|| plain.clone());
        if let (Some(why), Some(literal)) = (fault(&word), rename) {
            report.add(GUARANTEE.fault(literal, why));
        } else if let Some(why) = fault(&word) {
            report.add(GUARANTEE.fault(&variant.ident, why));
        }
        words.push(word);
    }
    report.finish(())?;
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let names: Vec<_> = variants.iter().map(|variant| &variant.ident).collect();
    Ok(quote! {
        const _: () = {
            #import
            unsafe impl #private::DerivedArgument for #ident {}
            unsafe impl #private::DerivedArgument for &#ident {}
            impl #private::Argument for #ident {
                fn argument(&self) -> #private::Cow<'_, str> {
                    #private::Cow::Borrowed(match self { #(#ident::#names => #words),* })
                }
            }
            impl #private::Argument for &#ident {
                fn argument(&self) -> #private::Cow<'_, str> {
                    #private::Argument::argument(*self)
                }
            }
        };
    })
}

/// Why a word is no argument.
fn fault(word: &str) -> Option<String> {
    if word.starts_with('-') {
        return Some(format!(
            "`{word}` is an option, and an option is a literal of its own: `.flag(flag!(\"{word}\"))`"
        ));
    }
    let plain =
        !word.is_empty() && word.chars().all(|letter| !letter.is_whitespace() && !letter.is_control());
    (!plain).then(|| format!("`{}` is no one word; write one without blanks", word.escape_debug()))
}
