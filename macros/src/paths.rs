//! The way from an application to what its macros name, and to the places that its errors underline.
//!
//! Floor 0.

use proc_macro_crate::{FoundCrate, crate_name};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// `::portcullis`, or what the application calls the dependency.
pub(crate) fn portcullis() -> TokenStream {
    match crate_name("portcullis") {
        Ok(FoundCrate::Name(name)) => {
            let name = Ident::new(&name, Span::call_site());
            quote!(::#name)
        }
        // Tests and examples of the runtime itself see it under its own name; so does who has no manifest.
        Ok(FoundCrate::Itself) | Err(_) => quote!(::portcullis),
    }
}

/// `::portcullis::__private`.
pub(crate) fn private() -> TokenStream {
    let portcullis = portcullis();
    quote!(#portcullis::__private)
}

/// A place in the application's source, with the meaning of names that this macro's own tokens have: what a handler or field
/// is called, and by which macro it was written, changes nothing about the names beside it.
pub(crate) fn at(span: Span) -> Span {
    Span::call_site().located_at(span)
}
