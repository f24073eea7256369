//! What `#[markup]` writes.
//!
//! Floor 3.

use portcullis_policy::{Guarantee, Report};
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, GenericParam, Type};

use super::assets::Assets;
use super::expression::Scope;
use super::source::Source;
use super::walk::{self, Written};
use crate::casing::snake;
use crate::keys;
use crate::paths::{self, at, underlined};
use crate::secret_name::stays;

const GUARANTEE: Guarantee = Guarantee::Markup;

/// A word of a closed list, shown in snake case.
pub(super) fn word(item: &DeriveInput) -> syn::Result<TokenStream> {
    let variants = keys::words(item, "a word of a page", GUARANTEE)?;
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let arms = variants.iter().map(|variant| {
        let (name, word) = (&variant.ident, snake(&variant.ident.unraw().to_string()));
        quote!(#ident::#name => #word)
    });
    Ok(quote! {
        const _: () = {
            #import
            unsafe impl #private::DerivedMarkup for #ident {}
            unsafe impl #private::DerivedTemplate for #ident {}
            impl #private::Shown for #ident {}
            impl #private::Template for #ident {
                const SIZE: usize = 0;

                fn write(&self, sheet: &mut #private::Sheet) {
                    #private::Sheet::text(sheet, #private::Word::word(self));
                }
            }
            impl #private::Word for #ident {
                fn word(&self) -> &'static str {
                    match self { #(#arms),* }
                }
            }
        };
    })
}

/// A struct: a template, or the data of one.
pub(super) fn structure(item: &DeriveInput, template: Option<Source>) -> syn::Result<TokenStream> {
    let mut report = Report::new();
    let Data::Struct(data) = &item.data else {
        return Err(GUARANTEE.fault(&item.ident, "what a page shows is a struct with named fields"));
    };
    let Fields::Named(named) = &data.fields else {
        return Err(GUARANTEE.fault(&item.ident, "what a page shows is a struct with named fields"));
    };
    let parts = parts(item, template.is_some(), &mut report);
    let fields: Vec<(&Ident, &Type)> =
        named.named.iter().filter_map(|field| Some((field.ident.as_ref()?, &field.ty))).collect();
    for (name, _) in &fields {
        let name = name.unraw().to_string();
        if stays(&name) {
            let why =
                format!("`{name}` looks like a secret, and everybody reads a page; remove it, or rename it");
            report.add(GUARANTEE.fault(name_of(&fields, &name), why));
        }
    }
    let scope = template.as_ref().map(|source| Scope {
        source,
        fields: fields.iter().map(|(name, _)| (name.unraw().to_string(), (*name).clone())).collect(),
        types: fields.iter().map(|(_, ty)| ty.span()).collect(),
        locals: Vec::new(),
        loops: Vec::new(),
    });
    let written = match scope {
        Some(scope) => report.keep(walk::template(scope)).map(Some),
        None => Some(None),
    };
    let written = report.finish_some(written)?;
    Ok(declared(item, &fields, &parts, template.as_ref(), written))
}

fn name_of<'f>(fields: &[(&'f Ident, &Type)], name: &str) -> Option<&'f Ident> {
    fields.iter().map(|(ident, _)| *ident).find(|ident| ident.unraw() == name)
}

/// The parameters of the struct, each of which is a part.
fn parts(item: &DeriveInput, has_template: bool, report: &mut Report) -> Vec<Ident> {
    let mut parts = Vec::new();
    for parameter in &item.generics.params {
        match parameter {
            GenericParam::Type(part) if has_template && part.bounds.is_empty() && part.default.is_none() => {
                parts.push(part.ident.clone());
            }
            GenericParam::Type(part) if has_template => {
                report.add(
                    GUARANTEE
                        .fault(part, "a parameter of a page is a part, whatever it is; write its name alone"),
                );
            }
            GenericParam::Lifetime(_) => {
                report.add(
                    GUARANTEE
                        .fault(parameter, "a page has what it shows as its own; write `String` for a text"),
                );
            }
            _ => report.add(GUARANTEE.fault(
                parameter,
                "the parameters of a page are types of parts, and only what has a template has any",
            )),
        }
    }
    if let Some(clause) = &item.generics.where_clause {
        report.add(
            GUARANTEE.fault(clause, "a parameter of a page is a part, whatever it is; remove the conditions"),
        );
    }
    parts
}

/// All that is written beside the struct.
fn declared(
    item: &DeriveInput,
    fields: &[(&Ident, &Type)],
    parts: &[Ident],
    template: Option<&Source>,
    written: Option<Written>,
) -> TokenStream {
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let is_row = parts.is_empty().then(|| {
        let why = format!(
            "markup: `{ident}` is the row of a table; declare a struct with only what the page shows"
        );
        let question =
            underlined(ident.span(), quote!(#private::require(!<#private::IsRow<#ident>>::IS, #why);));
        quote!(const _: () = { #[allow(unused_imports)] use #private::IsNotARow as _; #question };)
    });
    let shown = written.as_ref().map(|written| written.shown.as_slice()).unwrap_or_default();
    // What the template shows is asked there.
    let asked =
        fields.iter().filter(|(name, _)| !shown.contains(&name.unraw().to_string())).map(|(_, ty)| {
            let shown = quote_spanned!(at(ty.span())=> #private::shown::<#ty>);
            quote!(let _ = #shown;)
        });
    let held = fields.iter().map(|(_, ty)| quote!(<#private::AssetsOf<#ty>>::ASSETS));
    let held: Vec<TokenStream> = held.collect();
    let none = Assets::default();
    let assets = written.as_ref().map_or(&none, |written| &written.assets).constant(&held);
    let tracked = template.and_then(Source::tracked);
    let assets = quote!({ #(#asked)* #assets });
    let (assets, template) = match written.as_ref() {
        None => (assets, TokenStream::new()),
        Some(Written { statements, size, .. }) => {
            let template = quote! {
                unsafe impl<#(#parts: #private::Template + #private::Shown),*> #private::DerivedTemplate for #ident<#(#parts),*> {}
                impl<#(#parts: #private::Template + #private::Shown),*> #private::Template for #ident<#(#parts),*> {
                    const ASSETS: &'static #private::Assets = #assets;
                    const SIZE: usize = #size;

                    #[allow(unused_variables, clippy::all)]
                    fn write(&self, sheet: &mut #private::Sheet) {
                        #statements
                    }
                }
            };
            (quote!(<Self as #private::Template>::ASSETS), template)
        }
    };
    quote! {
        const _: () = {
            #import
            #[allow(unused_imports)]
            use #private::NoAssets as _;
            #tracked
            #is_row
            unsafe impl<#(#parts: #private::Template + #private::Shown),*> #private::DerivedMarkup for #ident<#(#parts),*> {}
            impl<#(#parts: #private::Template + #private::Shown),*> #private::Shown for #ident<#(#parts),*> {
                const ASSETS: &'static #private::Assets = #assets;
            }
            #template
        };
    }
}

/// A page in name alone, beside its faults: who uses it gets no second error.
pub(super) fn salvaged(item: &TokenStream) -> TokenStream {
    let Ok(mut item) = syn::parse2::<DeriveInput>(item.clone()) else { return TokenStream::new() };
    for parameter in item.generics.type_params_mut() {
        parameter.bounds.push(syn::parse_quote!(::core::marker::Send));
    }
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let (parameters, arguments, conditions) = item.generics.split_for_impl();
    quote! {
        const _: () = {
            #import
            unsafe impl #parameters #private::DerivedMarkup for #ident #arguments #conditions {}
            unsafe impl #parameters #private::DerivedTemplate for #ident #arguments #conditions {}
            impl #parameters #private::Shown for #ident #arguments #conditions {}
            impl #parameters #private::Template for #ident #arguments #conditions {
                const SIZE: usize = 0;

                fn write(&self, _: &mut #private::Sheet) {}
            }
        };
    }
}
