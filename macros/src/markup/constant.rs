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
    constant(text, "link")
}

/// An address over TLS.
pub(crate) fn outside(text: TokenStream) -> TokenStream {
    constant(text, "outside")
}

/// The address as the constant of a type; beside a fault some other, so that there is one error.
fn constant(text: TokenStream, makes: &str) -> TokenStream {
    let (address, faults) = match written(text, makes) {
        Ok(address) => (address, None),
        Err(faults) => ("https://here.invalid/".to_owned(), Some(faults.to_compile_error())),
    };
    let private = paths::private_in_full();
    let constant = match makes {
        "link" => quote!(constant_link),
        _ => quote!(constant_outside),
    };
    quote!({
        #faults
        enum Written {}
        unsafe impl #private::CheckedAddress for Written {}
        impl #private::Address for Written {
            const TEXT: &'static str = #address;
        }
        #private::#constant::<Written>()
    })
}

/// The text, judged.
fn written(text: TokenStream, makes: &str) -> syn::Result<String> {
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
    Ok(address)
}
