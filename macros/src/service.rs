//! `#[derive(Service)]`.
//!
//! Floor 2.

use portcullis_policy::{Guarantee, Reason, Report};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput};

use crate::keys;
use crate::paths::{self, underlined};
use crate::secret_name::secrecy;

const GUARANTEE: Guarantee = Guarantee::Input;

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let mut report = Report::new();
    if !item.generics.params.is_empty() {
        report.add(GUARANTEE.fault(
            &item.generics,
            "a service has no generic parameters, so that what it holds can be judged",
        ));
    }
    let fields = match &item.data {
        Data::Struct(data) => &data.fields,
        _ => return Err(GUARANTEE.fault(&item.ident, "a service is a struct")),
    };
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let mut holds = Vec::new();
    let mut secrets = TokenStream::new();
    for (position, field) in fields.iter().enumerate() {
        let keys = keys::read(&field.attrs, "service", &["holds"], GUARANTEE, &mut report);
        let ty = &field.ty;
        let name = field.ident.as_ref().map_or_else(|| position.to_string(), |name| name.unraw().to_string());
        match keys.first() {
            None => {
                let within = quote_spanned!(ty.span()=> <#ty as #private::Held>::WITHIN);
                holds.push(quote!(#private::Holding { field: #name, reason: "", within: #within }));
                if secrecy(&name).is_some() {
                    let keeps = quote_spanned!(ty.span()=> <#private::HeldOf<#ty>>::KEEPS_SECRETS);
                    let why = format!(
                        "secret: `{name}` of a component is a secret in clear; make it a `Secret<String>`, which `Secret::from_env` and \
                         `Secret::from_file` give, or give the reason: `#[service(holds = \"…\")]`"
                    );
                    secrets.extend(underlined(ty.span(), quote!(#private::require(#keeps, #why);)));
                }
            }
            Some(key) => {
                let reason = key.text(GUARANTEE).and_then(|text| {
                    Reason::read(&text.value()).map_err(|why| Guarantee::Waive.fault(text, why))
                });
                if let Some(reason) = report.keep(reason) {
                    let reason = reason.as_str();
                    holds.push(quote!(#private::Holding { field: #name, reason: #reason, within: &[] }));
                }
            }
        }
    }
    let secrets = (!secrets.is_empty())
        .then(|| quote!(const _: () = { #[allow(unused_imports)] use #private::NotHeld as _; #secrets };));
    report.finish(quote! {
        const _: () = {
            #import
            #secrets
            unsafe impl #private::DerivedService for #ident {}
            impl #private::ServiceParts for #ident {
                const HOLDS: &'static [#private::Holding] = &[#(#holds),*];
            }
        };
    })
}
