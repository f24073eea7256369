//! The procedural macros of Portcullis: doors only. Use them through the `portcullis` crate, where each is documented.
//!
//! Floor 5.

mod argument;
mod casing;
mod change;
mod expose;
mod keys;
mod level;
mod markup;
mod owned_sql;
mod path;
mod paths;
mod record;
mod resource;
mod role;
mod role_literal;
mod routes;
mod secret_name;
mod secure_input;
mod secure_route;
mod service;
#[cfg(test)]
mod shadowing;
#[cfg(test)]
mod snapshots;
mod upload;

use proc_macro::TokenStream;

/// Puts a handler behind the gate. Documented on the re-export in `portcullis`.
#[proc_macro_attribute]
pub fn secure_route(attribute: TokenStream, item: TokenStream) -> TokenStream {
    secure_route::secure_route(attribute.into(), item.into()).into()
}

/// Declares what a client may send. Documented on the re-export in `portcullis`.
#[proc_macro_attribute]
pub fn secure_input(attribute: TokenStream, item: TokenStream) -> TokenStream {
    secure_input::attribute(attribute.into(), item.into()).into()
}

/// The derive that `#[secure_input]` writes.
#[doc(hidden)]
#[proc_macro_derive(SecureInput, attributes(serde, validate, input, __portcullis))]
pub fn derive_secure_input(item: TokenStream) -> TokenStream {
    derived(item, secure_input::derive)
}

/// Declares words that a program may be given. Documented on the re-export in `portcullis`.
#[proc_macro_derive(Argument, attributes(argument))]
pub fn derive_argument(item: TokenStream) -> TokenStream {
    derived(item, argument::derive)
}

/// Declares the roles of an app. Documented on the re-export in `portcullis`.
#[proc_macro_derive(Role, attributes(role))]
pub fn derive_role(item: TokenStream) -> TokenStream {
    derived(item, role::derive)
}

/// Declares the row of a table. Documented on the re-export in `portcullis`.
#[proc_macro_derive(Resource, attributes(resource))]
pub fn derive_resource(item: TokenStream) -> TokenStream {
    derived(item, resource::derive)
}

/// Declares which fields leave. Documented on the re-export in `portcullis`.
#[proc_macro_derive(Expose, attributes(expose))]
pub fn derive_expose(item: TokenStream) -> TokenStream {
    derived(item, expose::derive)
}

/// Declares a component of the app. Documented on the re-export in `portcullis`.
#[proc_macro_derive(Service, attributes(service))]
pub fn derive_service(item: TokenStream) -> TokenStream {
    derived(item, service::derive)
}

/// Declares a form with files. Documented on the re-export in `portcullis`.
#[proc_macro_derive(Upload, attributes(upload, validate, serde, input))]
pub fn derive_upload(item: TokenStream) -> TokenStream {
    derived(item, upload::derive)
}

/// Declares what the app itself sets. Documented on the re-export in `portcullis`.
#[proc_macro_derive(Change, attributes(change))]
pub fn derive_change(item: TokenStream) -> TokenStream {
    derived(item, change::derive)
}

/// Declares the levels of grants. Documented on the re-export in `portcullis`.
#[proc_macro_derive(Level, attributes(level))]
pub fn derive_level(item: TokenStream) -> TokenStream {
    derived(item, level::derive)
}

/// Declares a row of a SELECT. Documented on the re-export in `portcullis`.
#[proc_macro_derive(Record)]
pub fn derive_record(item: TokenStream) -> TokenStream {
    derived(item, record::derive)
}

/// Names routes for mounting. Documented on the re-export in `portcullis`.
#[proc_macro]
pub fn routes(names: TokenStream) -> TokenStream {
    routes::routes(names.into()).into()
}

/// A hand-written SELECT over the caller's rows. Documented on the re-export in `portcullis`.
#[proc_macro]
pub fn owned_sql(call: TokenStream) -> TokenStream {
    owned_sql::owned_sql(call.into()).into()
}

/// Declares a page, or a part of one. Documented on the re-export in `portcullis`.
#[proc_macro_attribute]
pub fn markup(attribute: TokenStream, item: TokenStream) -> TokenStream {
    markup::attribute(attribute.into(), item.into()).into()
}

/// A constant address. Documented on the re-export in `portcullis`.
#[proc_macro]
pub fn link(text: TokenStream) -> TokenStream {
    markup::link(text.into()).into()
}

/// A constant place outside. Documented on the re-export in `portcullis`.
#[proc_macro]
pub fn outside(text: TokenStream) -> TokenStream {
    markup::outside(text.into()).into()
}

/// A path on a host that the route declares. Documented on the re-export in `portcullis`.
#[proc_macro]
pub fn path(call: TokenStream) -> TokenStream {
    path::path(call.into()).into()
}

/// Parse, call, convert.
fn derived(
    item: TokenStream,
    derive: fn(&syn::DeriveInput) -> syn::Result<proc_macro2::TokenStream>,
) -> TokenStream {
    syn::parse(item).and_then(|item| derive(&item)).unwrap_or_else(|faults| faults.to_compile_error()).into()
}
