//! `#[derive(Level)]`: the levels of grants, from the lowest to the highest.
//!
//! Floor 2.

use portcullis_policy::{Guarantee, Name, Report};
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::casing::snake;
use crate::{keys, paths};

const GUARANTEE: Guarantee = Guarantee::Ownership;

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let variants = keys::words(item, "a level of grants", GUARANTEE)?;
    let mut report = Report::new();
    let mut levels = Vec::new();
    let mut lower_writes = false;
    for variant in &variants {
        let written = keys::read(&variant.attrs, "level", &["writes"], GUARANTEE, &mut report);
        for key in &written {
            report.keep(key.bare(GUARANTEE));
        }
        let writes = !written.is_empty();
        if lower_writes && !writes {
            let why =
                "a level above one that writes writes too; write `#[level(writes)]` on it, or move it up";
            report.add(GUARANTEE.fault(&variant.ident, why));
        }
        lower_writes |= writes;
        let name = snake(&variant.ident.to_string());
        if !Name::read(&name).is_ok_and(|read| variant.ident == read.variant()) {
            let why = format!(
                "`{}` has no name in snake case that leads back to it; write it like `FullAccess`",
                variant.ident
            );
            report.add(GUARANTEE.fault(&variant.ident, why));
        }
        levels.push((name, writes));
    }
    report.finish(())?;
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let names: Vec<_> = variants.iter().map(|variant| &variant.ident).collect();
    let positions = 0..variants.len();
    let levels = levels.iter().map(|(name, writes)| quote!(#private::Level { name: #name, writes: #writes }));
    Ok(quote! {
        const _: () = {
            #import
            unsafe impl #private::DerivedLevel for #ident {}
            // A level that only attributes and rows name is in use.
            const _: &[#ident] = &[#(#ident::#names),*];
            impl #private::Levels for #ident {
                const LEVELS: &'static [#private::Level] = &[#(#levels),*];

                fn position(&self) -> usize {
                    match self { #(Self::#names => #positions),* }
                }
            }
        };
    })
}
