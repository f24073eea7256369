//! What a faulty route becomes: its faults, and a stub in its place, so that no second wave of errors follows.
//!
//! Floor 3.

use proc_macro2::TokenStream;
use quote::quote;

use super::expand;
use super::signature::Handler;
use crate::paths;

/// The faults, beside a route that answers nothing. A handler with a readable signature is kept for the editor.
pub(super) fn route(handler: &Handler, faults: &syn::Error) -> TokenStream {
    let (private, import, name) = (paths::private(), paths::import(), handler.name());
    let tag = expand::tag(handler);
    let conditions = expand::conditions(handler);
    let faults = faults.to_compile_error();
    let function = match handler.check() {
        Ok(()) => expand::function(handler),
        Err(_) => TokenStream::new(),
    };
    quote! {
        #faults
        #[allow(dead_code)]
        #tag
        #(#conditions)*
        #[allow(dead_code, unused_variables, unused_mut)]
        const _: () = {
            #import
            #function
            unsafe impl #private::SecureRoute for #name {}
            impl #private::Route for #name {
                const DECLARED: &'static #private::Declared = #private::STUB;
                type Verb = #private::verb::Safe;
                type Parameters = #private::NotRead;
                type Caller = #private::caller::Nobody;
                type RawInput = #private::waiver::Kept;
                type RawOutput = #private::waiver::Kept;
                type RawQuery = #private::waiver::Kept;
                type Egress = #private::outside::Nothing;
                type Exec = #private::outside::Nothing;
                fn call<'r>(_: #private::Cx<'r, Self>, _: #private::Body) -> #private::Answer<'r> {
                    #private::stub_answer()
                }
            }
        };
    }
}

/// The faults, beside an item that is no function.
pub(super) fn item(item: &TokenStream, faults: &syn::Error) -> TokenStream {
    let faults = faults.to_compile_error();
    quote!(#faults #item)
}
