//! `link!("/orders")` and `outside!("https://example.org/")`: addresses that the compiler has judged.
//!
//! Floor 3.

use portcullis_policy::Guarantee;
use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::address::{self, Leads};
use crate::paths;

const GUARANTEE: Guarantee = Guarantee::Markup;

/// An address within the origin, over TLS, or of a mailbox.
pub(crate) fn link(text: TokenStream) -> TokenStream {
    written(text, "link").unwrap_or_else(refused)
}

/// An address over TLS.
pub(crate) fn outside(text: TokenStream) -> TokenStream {
    written(text, "outside").unwrap_or_else(refused)
}

/// One error: what does not return has every type.
fn refused(faults: syn::Error) -> TokenStream {
    let faults = faults.to_compile_error();
    quote!({ #faults loop {} })
}

fn written(text: TokenStream, makes: &str) -> syn::Result<TokenStream> {
    let literal: LitStr = syn::parse2(text.clone()).map_err(|_| {
        let why = match makes {
            "link" => "a constant address is a text in quotes; `Link::parse` reads one that is not known yet, `Link::to` puts one together",
            _ => "an outside place is a text in quotes, so that nobody else chooses it: `outside!(\"https://example.org/\")`",
        };
        match text.is_empty() {
            true => GUARANTEE.fault_at(proc_macro2::Span::call_site(), why),
            false => GUARANTEE.fault(text, why),
        }
    })?;
    let address = literal.value();
    let leads = address::judge(&address).map_err(|why| GUARANTEE.fault(&literal, why))?;
    if makes == "outside" && leads != Leads::Outside {
        let why = "an outside place begins with `https://`; `Redirect::to` leads to a route of the app";
        return Err(GUARANTEE.fault(&literal, why));
    }
    let private = paths::private_in_full();
    let constant = match makes {
        "link" => quote!(constant_link),
        _ => quote!(constant_outside),
    };
    Ok(quote!({
        enum Written {}
        unsafe impl #private::CheckedAddress for Written {}
        impl #private::Address for Written {
            const TEXT: &'static str = #address;
        }
        #private::#constant::<Written>()
    }))
}
