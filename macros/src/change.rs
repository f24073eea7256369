//! `#[derive(Change)]`, and the part of `#[secure_input]` that it shares: which columns a struct sets.
//!
//! Floor 2.

use portcullis_policy::{Guarantee, Report};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DeriveInput, FieldsNamed, Ident, Path};

use crate::keys::{self, Key};
use crate::paths::{self, at, underlined};

const GUARANTEE: Guarantee = Guarantee::Ownership;

/// Who fills the struct, and so which columns it may set.
#[derive(Clone, Copy)]
pub(crate) enum Author {
    /// A client: never what the row type calls `server_set`.
    Client,
    /// The app itself.
    App,
}

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let mut report = Report::new();
    let fields = keys::named_fields(item, "a change", GUARANTEE)?;
    let written =
        keys::read(&item.attrs, "change", &["creates", "patches", "requires"], GUARANTEE, &mut report);
    let changes = changes(&written, &mut report);
    if written.is_empty() {
        report.add(GUARANTEE.fault(
            &item.ident,
            "the change lacks its row; write `#[change(creates = Order)]`, `#[change(patches = Order)]` or, for what must hold of a row, \
             `#[change(requires = Order)]`",
        ));
    }
    let (body, import) = (expand(&item.ident, fields, &changes, Author::App, &mut report), paths::import());
    report.finish(quote!(const _: () = { #import #body };))
}

/// What `creates = …`, `patches = …` and `requires = …` name.
pub(crate) fn changes<'k>(written: &'k [Key], report: &mut Report) -> Vec<(&'k Ident, &'k Path)> {
    let is_kind = |key: &&Key| ["creates", "patches", "requires"].iter().any(|kind| key.is(kind));
    let keys = written.iter().filter(is_kind);
    keys.filter_map(|key| Some((&key.name, report.keep(key.type_path(GUARANTEE))?))).collect()
}

/// The impls that say which columns the struct sets, and that the compiler checks against the row type.
pub(crate) fn expand(
    ident: &Ident,
    fields: &FieldsNamed,
    changes: &[(&Ident, &Path)],
    author: Author,
    report: &mut Report,
) -> TokenStream {
    if changes.is_empty() {
        return TokenStream::new();
    }
    if fields.named.is_empty() {
        report.add(
            GUARANTEE.fault(
                ident,
                "a change without fields sets nothing; write the columns that it sets as fields",
            ),
        );
    }
    let row_of = |path: &Path| quote!(#path).to_string();
    let first = changes.first().map(|(_, row)| row_of(row));
    if let Some((_, other)) = changes.iter().find(|(_, row)| Some(row_of(row)) != first) {
        report.add(
            GUARANTEE.fault(other, "one struct changes one row type; write a second struct for the second"),
        );
        return TokenStream::new();
    }
    let private = paths::private();
    let idents: Vec<&Ident> = fields.named.iter().filter_map(|field| field.ident.as_ref()).collect();
    let names: Vec<String> = idents.iter().map(|ident| ident.unraw().to_string()).collect();
    let columns = match author {
        Author::Client => quote!(InputColumns),
        Author::App => quote!(AppColumns),
    };
    let Some((_, row)) = changes.first() else { return TokenStream::new() };
    let binds = idents.iter().map(|field| {
        quote_spanned! {at(field.span())=>
            #private::column_of(|columns: &<#row as #private::Resource>::#columns| &columns.#field)
                .set(&self.#field, arguments)?;
        }
    });
    let kinds = changes.iter().map(|(kind, row)| {
        let kind = match kind.to_string().as_str() {
            "creates" => "Creates",
            "patches" => "Patches",
            _ => "Requires",
        };
        let (kind, seal) = (format_ident!("{kind}"), format_ident!("Derived{kind}"));
        quote! {
            unsafe impl #private::#seal for #ident {}
            impl #private::#kind<#row> for #ident {}
        }
    });
    let questions = fields.named.iter().map(|field| {
        let (ty, name) = (&field.ty, field.ident.as_ref().map(|ident| ident.unraw().to_string()));
        underlined(
            ty.span(),
            quote!(#private::Fault::of_change(<#private::KindOf<#ty>>::KEPT, #name).raise();),
        )
    });
    let requires = changes.iter().any(|(kind, _)| *kind == "requires");
    let required = idents.iter().zip(&names).filter(|_| requires).map(|(field, name)| {
        let table = quote!(<#private::ColumnsOf<#row>>::TABLE);
        underlined(field.span(), quote!(#private::Fault::of_required(#table, #name).raise();))
    });
    let author = match author {
        Author::Client => TokenStream::new(),
        Author::App => quote!(unsafe impl #private::AppChange for #ident {}),
    };
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use #private::{NoColumns as _, NoKind as _};
            #(#questions)*
            #(#required)*
        };
        #author
        impl #private::Change<#row> for #ident {
            const COLUMNS: &'static [&'static str] = &[#(#names),*];

            fn bind(
                &self,
                arguments: &mut #private::Arguments,
            ) -> ::core::result::Result<(), #private::Refusal> {
                #(#binds)*
                ::core::result::Result::Ok(())
            }
        }
        #(#kinds)*
    }
}
