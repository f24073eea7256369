//! What a route becomes: an empty enum in the handler's place, the handler where nothing can name it, one impl.
//!
//! Floor 3.

use portcullis_policy::RoutePolicy;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Attribute;

use super::policy::{self, Slot};
use super::{assertions, signature::Handler};
use crate::paths;

pub(super) fn route(handler: &Handler, policy: &RoutePolicy) -> TokenStream {
    let (private, import, name) = (paths::private(), paths::import(), handler.name());
    let tag = tag(handler);
    let conditions = conditions(handler);
    let function = function(handler);
    let constant = policy::constant(handler, policy);
    let types = policy::types(policy);
    let parameters = handler.parameters();
    let slots: Vec<Slot> = parameters.iter().map(|parameter| Slot::of(&parameter.name, policy)).collect();
    let slot_types: Vec<TokenStream> = slots.iter().map(Slot::ty).collect();
    let shapes = parameters.iter().zip(&slot_types).map(|(parameter, slot)| {
        let ty = parameter.ty;
        quote!(<#private::Probe<#ty, Self, #slot>>::SHAPE)
    });
    let types_of = parameters.iter().map(|parameter| parameter.ty);
    // Of this macro's own scope, so that a handler may have either name.
    let (cx, body) = (Ident::new("cx", Span::mixed_site()), Ident::new("body", Span::mixed_site()));
    let run = format_ident!("run{}", parameters.len());
    let reply = handler.reply();
    let assertions = assertions::all(handler, policy);
    quote! {
        #tag
        #(#conditions)*
        #[allow(deprecated)]
        const _: () = {
            #import
            #[allow(unused_imports)]
            use #private::Unknown as _;
            #function
            unsafe impl #private::SecureRoute for #name {}
            impl #private::Route for #name {
                const DECLARED: &'static #private::Declared =
                    &#private::Declared { policy: #constant, shapes: &[#(#shapes),*] };
                #types
                fn call<'r>(#cx: #private::Cx<'r, Self>, #body: #private::Body) -> #private::Answer<'r> {
                    #private::#run::<#(#slot_types,)* #(#types_of,)* Self, _, _, #reply>(#cx, #body, #name)
                }
            }
            #assertions
        };
    }
}

/// The empty enum that the name stands for from now on: the route, in the namespace of types alone.
pub(super) fn tag(handler: &Handler) -> TokenStream {
    let (visibility, name) = (&handler.visibility, handler.name());
    let attributes = handler.attributes.iter().filter(|attribute| {
        is_one_of(attribute, &["doc", "deprecated", "cfg", "allow", "warn", "deny", "forbid"])
    });
    quote_spanned! {name.span()=>
        #(#attributes)*
        #[allow(non_camel_case_types, clippy::empty_enums)]
        #visibility enum #name {}
    }
}

/// The `cfg` attributes, which hold for everything that is written for the handler.
pub(super) fn conditions(handler: &Handler) -> impl Iterator<Item = &Attribute> {
    handler.attributes.iter().filter(|attribute| is_one_of(attribute, &["cfg"]))
}

/// The handler itself. In an `async fn` an elided lifetime of a path is an error; written so, it is not.
pub(super) fn function(handler: &Handler) -> TokenStream {
    let (name, inputs, body) = (handler.name(), &handler.signature.inputs, &handler.body);
    let reply = handler.reply();
    let attributes =
        handler.attributes.iter().filter(|attribute| !is_one_of(attribute, &["doc", "deprecated", "cfg"]));
    // Of this crate's edition, in which an opaque type captures every lifetime, whatever the application's is.
    let span = Span::mixed_site().located_at(handler.reply_span());
    let future = quote_spanned! {span=>
        impl ::core::future::Future<Output = #reply> + ::core::marker::Send
    };
    // Inside its own body the function could be named, and given away around its gate; so the name is taken.
    let named_like_a_parameter = handler.parameter_names().iter().any(|parameter| name == parameter);
    let taken = (!named_like_a_parameter).then(|| {
        quote! {
            #[allow(unused_variables, non_snake_case, clippy::let_unit_value)]
            let #name = ();
        }
    });
    // A future's own type says nothing of the reply until the body does; so it is said first, and a body that gives
    // something else is an error where it does.
    let given = Ident::new("given", Span::mixed_site());
    let expected = quote! {
        #[allow(unreachable_code, clippy::diverging_sub_expression, clippy::empty_loop, clippy::needless_return)]
        if false {
            let #given: #reply = loop {};
            return #given;
        }
    };
    quote! {
        #(#attributes)*
        #[allow(
            unused_braces,
            elided_lifetimes_in_paths,
            mismatched_lifetime_syntaxes,
            clippy::manual_async_fn,
            clippy::unused_async,
            clippy::needless_pass_by_value
        )]
        fn #name(#inputs) -> #future {
            async move {
                #taken
                #expected
                #body
            }
        }
    }
}

fn is_one_of(attribute: &Attribute, names: &[&str]) -> bool {
    names.iter().any(|name| attribute.path().is_ident(name))
}
