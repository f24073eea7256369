//! `routes![get_order, list_orders]`.
//!
//! Floor 2. A route is a type, a plain function is none. Each name is imported beside a fallback type that is not a
//! route, so that a plain function gets an answer in plain words instead of the compiler's "expected type".

use portcullis_policy::{Guarantee, Report};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, Path, PathArguments, Token};

use crate::paths;

pub(crate) fn routes(names: TokenStream) -> TokenStream {
    expand(names).unwrap_or_else(|faults| {
        let faults = faults.to_compile_error();
        quote!({ #faults [] as [_; 0] })
    })
}

fn expand(names: TokenStream) -> syn::Result<TokenStream> {
    let names = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(names).map_err(|fault| {
        Guarantee::Mount
            .fault_at(fault.span(), "`routes!` takes names of secure routes, with commas between them")
    })?;
    let mut report = Report::new();
    let names: Vec<Path> = names.iter().filter_map(|name| report.keep(route_name(name))).collect();
    let names = report.finish(names)?;
    let private = paths::private_in_full();
    let mounted = names.iter().map(|name| {
        let span = name.segments.last().map_or_else(proc_macro2::Span::call_site, |last| last.ident.span());
        let route = Ident::new("not_a_route", span);
        // Spanned at the name, so that the answer lands there.
        let mount = quote_spanned!(span=> #private::mount::<#route>());
        quote!({
            #[allow(unused_imports)]
            use #private::absent::*;
            #[allow(unused_imports)]
            use #name as #route;
            #mount
        })
    });
    Ok(quote!([#(#mounted),*]))
}

fn route_name(name: &Expr) -> syn::Result<Path> {
    let why = "only the name of a function with `#[secure_route(…)]` can be mounted";
    match name {
        Expr::Path(path) if path.qself.is_none() => {
            let plain = |segment: &syn::PathSegment| matches!(segment.arguments, PathArguments::None);
            if path.path.segments.iter().all(plain) {
                Ok(path.path.clone())
            } else {
                Err(Guarantee::Mount.fault(name, why))
            }
        }
        _ => Err(Guarantee::Mount.fault(name, why)),
    }
}
