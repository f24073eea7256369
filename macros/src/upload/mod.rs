//! `#[derive(Upload)]`: the files of a form, each with what it may be, and the fields beside them.
//!
//! Floor 4. The fields without `#[upload(…)]` become a `#[secure_input]` of their own, so that every rule of inputs holds for them.

mod kinds;
mod rule;

use portcullis_policy::{Guarantee, Report};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use rule::Rule;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Field, Ident};

use crate::keys;
use crate::paths::{self, at};
use crate::secure_input;

const GUARANTEE: Guarantee = Guarantee::Input;

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let mut report = Report::new();
    let named = keys::named_fields(item, "a form with files", GUARANTEE)?;
    if let Some(attribute) = item.attrs.iter().find(|attribute| is_of_fields(attribute)) {
        let word = attribute.path().require_ident().map(ToString::to_string).unwrap_or_default();
        report.add(
            GUARANTEE.fault(attribute, format!("`{word}` stands on a field of the form; remove it here")),
        );
    }
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let fields = format_ident!("{}Fields", ident.unraw(), span = ident.span());
    let (mut rules, mut takes, mut asked, mut beside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for field in &named.named {
        let Some(name) = &field.ident else { continue };
        if !field.attrs.iter().any(|attribute| attribute.path().is_ident("upload")) {
            beside.push((name, field));
            continue;
        }
        if let Some(other) = field.attrs.iter().find(|other| is_of_text(other)) {
            report.add(GUARANTEE.fault(other, "a file is judged by what `#[upload(…)]` says; remove this"));
        }
        let Some(rule) = Rule::read(field, name, &mut report) else { continue };
        let (position, ty) = (rules.len(), &field.ty);
        takes.push(quote_spanned!(at(ty.span())=> #name: files.take::<#ty>(#position)?));
        asked.push(rule.question(field, name, &fields));
        rules.push(rule.expand(field, name));
    }
    if !named
        .named
        .iter()
        .any(|field| field.attrs.iter().any(|attribute| attribute.path().is_ident("upload")))
    {
        let why = "no field is a file; write `#[upload(kinds = [\"png\"], size = \"1mb\", count = 1)]` on one, or take `Valid<Form<T>>` with `#[secure_input]`";
        report.add(GUARANTEE.fault(ident, why));
    }
    let companion = companion(&fields, &beside, &mut report);
    let moved = beside.iter().map(|(name, _)| quote!(#name: fields.#name));
    report.finish(quote! {
        const _: () = {
            #import
            #companion
            #[allow(unused_imports)]
            const _: () = {
                use #private::NoFileField as _;
                #(#asked)*
            };
            unsafe impl #private::DerivedUpload for #ident {}
            impl #private::SecureUpload for #ident {
                const FILES: &'static [#private::FileRule] = {
                    #[allow(unused_imports)]
                    use #private::NoFileField as _;
                    &[#(#rules),*]
                };
                type Fields = #fields;

                fn assemble(
                    fields: Self::Fields,
                    files: &mut #private::Files,
                ) -> ::core::option::Option<Self> {
                    let _ = &fields;
                    ::core::option::Option::Some(Self { #(#takes,)* #(#moved,)* })
                }
            }
        };
    })
}

/// The fields without files, as an input. What is at fault in it is told here, or that it is no input would be told too.
fn companion(name: &Ident, beside: &[(&Ident, &Field)], report: &mut Report) -> TokenStream {
    let portcullis = paths::portcullis();
    let fields = beside.iter().map(|(name, field)| {
        let (attributes, ty) = (field.attrs.iter().filter(|attribute| is_of_text(attribute)), &field.ty);
        quote!(#(#attributes)* #name: #ty)
    });
    let fields = quote!({ #(#fields),* });
    let item = syn::parse2(quote!(struct #name #fields));
    report.keep(item.and_then(|item| secure_input::derive(&item)));
    quote! {
        // As visible as the form may be, and named by nobody.
        #[#portcullis::secure_input]
        #[allow(missing_docs, unreachable_pub)]
        pub struct #name #fields
    }
}

fn is_of_text(attribute: &Attribute) -> bool {
    ["validate", "serde", "input"].iter().any(|name| attribute.path().is_ident(name))
}

fn is_of_fields(attribute: &Attribute) -> bool {
    is_of_text(attribute) || attribute.path().is_ident("upload")
}
