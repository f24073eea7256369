//! `#[derive(Record)]`: a row of a SELECT.
//!
//! Floor 2.

use portcullis_policy::{Guarantee, Report};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident};

use crate::keys;
use crate::paths::{self, at, underlined};
use crate::secret_name::secrecy;

const GUARANTEE: Guarantee = Guarantee::Query;

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let fields = keys::named_fields(item, "a row of a SELECT", GUARANTEE)?;
    let mut report = Report::new();
    if fields.named.is_empty() {
        report.add(GUARANTEE.fault(&item.ident, "a row of a SELECT has at least one field"));
    }
    report.finish(())?;
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let names = fields.named.iter().filter_map(|field| field.ident.as_ref());
    let names = names.map(|name: &Ident| name.unraw().to_string());
    let reads = fields.named.iter().enumerate().map(|(position, field)| {
        let (name, ty) = (&field.ident, &field.ty);
        quote_spanned!(at(ty.span())=> #name: #private::column::<#ty>(row, #position)?)
    });
    let asked = fields.named.iter().filter_map(|field| {
        let (name, ty) = (field.ident.as_ref()?.unraw().to_string(), &field.ty);
        let is_secret = secrecy(&name).is_some();
        let question = quote! {
            #private::Fault::of_record(<#private::KindOf<#ty>>::KIND, <#private::KindOf<#ty>>::KEPT, #is_secret, #name).raise();
        };
        Some(underlined(ty.span(), question))
    });
    let asked: TokenStream = asked.collect();
    let asked = quote!(const _: () = { #[allow(unused_imports)] use #private::NoKind as _; #asked };);
    Ok(quote! {
        const _: () = {
            #import
            #asked
            unsafe impl #private::DerivedRecord for #ident {}
            impl #private::Record for #ident {
                const COLUMNS: &'static [&'static str] = &[#(#names),*];

                fn decode(row: &#private::Row) -> ::core::result::Result<Self, #private::Refusal> {
                    ::core::result::Result::Ok(Self { #(#reads),* })
                }
            }
        };
    })
}
