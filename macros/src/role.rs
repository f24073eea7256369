//! `#[derive(Role)]`.
//!
//! Floor 2.

use portcullis_policy::{Guarantee, Name, Report, nearest};
use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{DeriveInput, Ident, Token, Variant};

use crate::casing::snake;
use crate::{keys, paths};

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let variants = keys::words(item, "a role", Guarantee::Role)?;
    let mut report = Report::new();
    if variants.len() > 64 {
        report.add(Guarantee::Role.fault(&item.ident, "an app has at most 64 roles"));
    }
    let names: Vec<String> = variants.iter().map(|variant| snake(&variant.ident.to_string())).collect();
    for (variant, name) in variants.iter().zip(&names) {
        let reads_back = Name::read(name).is_ok_and(|read| variant.ident == read.variant());
        if !reads_back {
            let why = format!(
                "`{}` has no name in snake case that leads back to it; write it like `SupportAgent`",
                variant.ident
            );
            report.add(Guarantee::Role.fault(&variant.ident, why));
        }
    }
    let direct: Vec<Vec<usize>> =
        variants.iter().map(|variant| included(variant, &variants, &mut report)).collect();
    if let Some(attribute) = item.attrs.iter().find(|attribute| attribute.path().is_ident("role")) {
        report.add(
            Guarantee::Role
                .fault(attribute, "`includes` stands on a variant, which then includes the others"),
        );
    }
    for (position, variant) in variants.iter().enumerate() {
        let reached = direct.get(position).into_iter().flatten();
        if reached.clone().any(|role| closure(*role, &direct) & (1 << position) != 0) {
            let why = format!(
                "`{}` includes itself, so that the roles between are one; break the circle",
                variant.ident
            );
            report.add(Guarantee::Role.fault(&variant.ident, why));
            break;
        }
    }
    report.finish(())?;
    let includes: Vec<u64> = (0..variants.len()).map(|role| closure(role, &direct)).collect();
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    Ok(quote! {
        const _: () = {
            #import
            unsafe impl #private::DerivedRole for #ident {}
            impl #private::Roles for #ident {
                const NAMES: &'static [&'static str] = &[#(#names),*];
                const INCLUDES: &'static [u64] = &[#(#includes),*];

                fn position(self) -> usize {
                    self as usize
                }
            }
        };
    })
}

/// The positions of the roles that `#[role(includes(A, B))]` names.
fn included(variant: &Variant, all: &[&Variant], report: &mut Report) -> Vec<usize> {
    let mut positions = Vec::new();
    for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("role")) {
        let parsed = attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("includes") {
                return Err(
                    Guarantee::Role.fault(&meta.path, "unknown key; write `#[role(includes(Support))]`")
                );
            }
            let content;
            syn::parenthesized!(content in meta.input);
            for name in Punctuated::<Ident, Token![,]>::parse_terminated(&content)? {
                match all.iter().position(|other| other.ident == name) {
                    Some(position) => positions.push(position),
                    None => {
                        let known: Vec<String> = all.iter().map(|other| other.ident.to_string()).collect();
                        let help = nearest(&name.to_string(), known.iter().map(String::as_str))
                            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                        return Err(Guarantee::Role.fault(&name, format!("there is no role `{name}`{help}")));
                    }
                }
            }
            Ok(())
        });
        report.keep(parsed);
    }
    positions
}

/// The bits of a role and of everything that it includes, however far.
fn closure(role: usize, direct: &[Vec<usize>]) -> u64 {
    let mut bits = 0;
    let mut open = vec![role];
    while let Some(next) = open.pop() {
        if bits & (1 << next) == 0 {
            bits |= 1 << next;
            open.extend(direct.get(next).into_iter().flatten());
        }
    }
    bits
}
