//! What the derive writes: that the type is an input, its fields, and the visit of each.
//!
//! Floor 3.

use portcullis_policy::{Reason, Report};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DeriveInput, Expr, Field, Ident, Type};

use super::rules::Rules;
use super::secret::{self, Naming};
use super::{GUARANTEE, fields};
use crate::change::{self, Author};
use crate::keys::{self, Key};
use crate::paths::{self, at, underlined};

/// An enum of plain words, which is bounded by itself.
pub(super) fn word(item: &DeriveInput, report: &mut Report) -> Option<TokenStream> {
    let variants = report.keep(keys::words(item, "a word that comes in", GUARANTEE))?;
    fields::serde(&item.attrs, false, report);
    no_rules_here(&item.attrs, report);
    for variant in &variants {
        fields::serde(&variant.attrs, false, report);
        no_rules_here(&variant.attrs, report);
    }
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let input = is_input(ident, &[], &TokenStream::new());
    Some(quote! {
        const _: () = {
            #import
            #input
            impl<'de> #private::serde::Deserialize<'de> for #ident {
                fn deserialize<__Deserializer: #private::serde::Deserializer<'de>>(
                    input: __Deserializer,
                ) -> ::core::result::Result<Self, __Deserializer::Error> {
                    #ident::deserialize(#private::word::<__Deserializer>(input)?)
                }
            }
            impl #private::Vet for #ident {
                fn vet(&self, _: &mut #private::Faults) {}
            }
        };
    })
}

/// A struct with named fields.
pub(super) fn structure(
    item: &DeriveInput,
    written: &[Key],
    reason: Option<&Reason>,
    report: &mut Report,
) -> Option<TokenStream> {
    let named = report.keep(keys::named_fields(item, "an input", GUARANTEE))?;
    let container = fields::serde(&item.attrs, reason.is_some(), report);
    no_rules_here(&item.attrs, report);
    let mut names = Vec::new();
    let mut visits = Vec::new();
    let mut counted = Vec::new();
    let mut bounds = Vec::new();
    let mut no_secrets = Vec::new();
    for field in &named.named {
        let serde = fields::serde(&field.attrs, reason.is_some(), report);
        let rules = Rules::read(&field.attrs, report);
        let wire = fields::wire_name(field, &serde, &container);
        if let Some(ident) = &field.ident {
            let by_length = rules.longest().is_some();
            let naming = match serde.skipped {
                true => Naming::Plain,
                false => secret::naming(field, ident, serde.aliases.iter().chain([&wire]), report),
            };
            visits.push(visit(field, ident, &wire, by_length, matches!(naming, Naming::Secret)));
            bounds.extend(rules.longest().map(bound));
            visits.push(rules.checks(
                ident,
                matches!(naming, Naming::Secret).then_some(&field.ty),
                &wire,
                report,
            ));
            match naming {
                Naming::Secret => bounds.push(secret::asked(&field.ty, by_length)),
                Naming::Waived(reason) => no_secrets.push(quote!((#wire, #reason))),
                Naming::Plain => {}
            }
            // What no client sends is the same for all, or new each time.
            if !serde.skipped {
                counted.push((ident.unraw().to_string(), ident, &field.ty));
            }
        }
        if names.contains(&wire) {
            report.add(
                GUARANTEE.fault(&field.ident, format!("two fields are called `{wire}`; rename one of them")),
            );
        }
        if !serde.skipped {
            names.push(wire);
        }
    }
    let changes = change::changes(written, report);
    let changes = change::expand(&item.ident, named, &changes, Author::Client, report);
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let input = is_input(ident, &names, &countable(&counted));
    let (name, reason) = (ident.to_string(), reason.map_or("", Reason::as_str));
    let types = named.named.iter().map(|field| &field.ty);
    let within = named.named.iter().map(|field| {
        let ty = &field.ty;
        quote!(#private::InputWaiver { within: <#private::WaivedOf<#ty>>::WAIVED, ..#private::InputWaiver::NONE })
    });
    let row = format!(
        "input: `{ident}` is the row of a table; declare a struct with only the fields that a client may send"
    );
    let change = format!(
        "input: `{ident}` is what the app itself sets; declare a struct with only the fields that a client may send"
    );
    let fits = named.named.iter().map(|field| {
        let ty = &field.ty;
        let why = quote_spanned!(at(ty.span())=> <#private::WaivedOf<#ty>>::UNFIT);
        underlined(ty.span(), quote!(#private::require_none(#why);))
    });
    let is_row = underlined(ident.span(), quote!(#private::require(!<#private::IsRow<#ident>>::IS, #row);));
    let is_change =
        underlined(ident.span(), quote!(#private::require(!<#private::IsAppChange<#ident>>::IS, #change);));
    // One constant for all: the compiler keeps books for each.
    let asserted = quote_spanned! {ident.span()=>
        #[allow(clippy::unnecessary_cast)]
        const _: () = {
            use #private::{IsNoAppChange as _, IsNotARow as _};
            #is_row
            #is_change
            #(#fits)*
            #(#bounds)*
        };
    };
    Some(quote! {
        const _: () = {
            #import
            #[allow(unused_imports)]
            use #private::{NoneWaived as _, NotCounted as _, NotKept as _};
            #input
            impl<'de> #private::serde::Deserialize<'de> for #ident {
                fn deserialize<__Deserializer: #private::serde::Deserializer<'de>>(
                    input: __Deserializer,
                ) -> ::core::result::Result<Self, __Deserializer::Error> {
                    #ident::deserialize(#private::ObjectOnly(input))
                }
            }
            #[allow(clippy::unnecessary_cast)]
            impl #private::Vet for #ident {
                const WAIVED: &'static [#private::InputWaiver] = &[
                    #private::InputWaiver {
                        input: #name, reason: #reason, no_secrets: &[#(#no_secrets),*], within: &[#(#within),*],
                    },
                ];
                const HOLDS_SECRET: bool = false #(|| <#private::WaivedOf<#types>>::HOLDS_SECRET)*;

                fn vet(&self, faults: &mut #private::Faults) {
                    #(#visits)*
                }
            }
            #changes
            #asserted
        };
    })
}

/// A rule judges one field. On a type or a variant it would judge nothing.
fn no_rules_here(attributes: &[syn::Attribute], report: &mut Report) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("validate")) {
        let why = "`validate` stands on a field; a rule over several fields is a check in the handler";
        report.add(GUARANTEE.fault(attribute, why));
    }
}

/// Visits a field, which must be bounded by its type, or by the length that its attribute names. A secret is asked for its bound
/// apart, so that a type that shows it is the one error.
fn visit(field: &Field, ident: &Ident, wire: &str, by_length: bool, secret: bool) -> TokenStream {
    let (private, ty) = (paths::private(), &field.ty);
    match by_length {
        _ if secret => {
            quote_spanned!(at(ty.span())=> #private::vet_secret::<#ty>(&self.#ident, #wire, faults);)
        }
        true => quote_spanned!(at(ty.span())=> #private::vet_by_length::<#ty>(&self.#ident, #wire, faults);),
        false => quote_spanned!(at(ty.span())=> #private::vet_bounded::<#ty>(&self.#ident, #wire, faults);),
    }
}

/// Refuses a length that bounds nothing.
fn bound(longest: &Expr) -> TokenStream {
    let private = paths::private();
    let why = "input: a length above 1048576 bounds nothing; write the most that is needed";
    underlined(longest.span(), quote!(#private::require((#longest) as u128 <= 1_048_576, #why);))
}

/// What a quota can count by.
fn countable(fields: &[(String, &Ident, &Type)]) -> TokenStream {
    let private = paths::private();
    let names = fields.iter().map(|(name, _, ty)| quote!((#name, <#private::CountedBy<#ty>>::COUNTS)));
    let texts = fields
        .iter()
        .map(|(name, ident, ty)| quote!(#name => <#private::CountedBy<#ty>>::text(&self.#ident)));
    quote! {
        const COUNTABLE: &'static [(&'static str, bool)] = &[#(#names),*];
        fn counted(&self, field: &str) -> ::core::option::Option<#private::Cow<'_, str>> {
            match field {
                #(#texts,)*
                _ => ::core::option::Option::None,
            }
        }
    }
}

fn is_input(ident: &Ident, names: &[String], countable: &TokenStream) -> TokenStream {
    let private = paths::private();
    quote! {
        unsafe impl #private::DeclaredInput for #ident {}
        impl #private::SecureInput for #ident {
            const FIELDS: &'static [&'static str] = &[#(#names),*];
            #countable
        }
    }
}
