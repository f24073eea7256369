//! The way from an application to what its macros name, and to the places that its errors underline.
//!
//! Floor 0.

use std::cell::RefCell;
use std::ffi::OsString;

use proc_macro_crate::{FoundCrate, crate_name};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// `::portcullis`, or what the application calls the dependency.
pub(crate) fn portcullis() -> TokenStream {
    let name = KNOWN.with_borrow_mut(|known| {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
        match known {
            Some((of, name)) if *of == manifest => name.clone(),
            _ => {
                // Tests and examples of the runtime itself see it under its own name; so does who has no manifest.
                let name = match crate_name("portcullis") {
                    Ok(FoundCrate::Name(name)) => name,
                    Ok(FoundCrate::Itself) | Err(_) => "portcullis".to_owned(),
                };
                known.insert((manifest, name)).1.clone()
            }
        }
    });
    let name = Ident::new(&name, Span::call_site());
    quote!(::#name)
}

thread_local! {
    /// The last crate that was expanded for, and its name for the framework: to look into a manifest for each path that is
    /// written would be most of the time of an expansion.
    static KNOWN: RefCell<Option<(OsString, String)>> = const { RefCell::new(None) };
}

/// `::portcullis::__private`, for what is written where [`import`] does not stand.
pub(crate) fn private_in_full() -> TokenStream {
    let portcullis = portcullis();
    quote!(#portcullis::__private)
}

/// Gives [`private`] its short name in a block. Paths are most of what is written, and each part of each is looked up anew
/// at every change of the application.
pub(crate) fn import() -> TokenStream {
    let private = private_in_full();
    quote! {
        #[allow(unused_imports)]
        use #private as __portcullis;
    }
}

/// The short name.
pub(crate) fn private() -> TokenStream {
    quote!(__portcullis)
}

/// A place in the application's source, with the meaning of names that this macro's own tokens have: what a handler or field
/// is called, and by which macro it was written, changes nothing about the names beside it.
pub(crate) fn at(span: Span) -> Span {
    Span::call_site().located_at(span)
}

/// A call, underlined at a place of the user's. The compiler underlines a call from its first to its last token; what stands
/// between keeps the place and the meaning that it has.
pub(crate) fn underlined(span: Span, call: TokenStream) -> TokenStream {
    call.into_iter()
        .map(|mut token| {
            token.set_span(span);
            token
        })
        .collect()
}
