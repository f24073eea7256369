//! `#[secure_route(…)]`: parse, check, expand.
//!
//! Floor 4.

mod assertions;
mod expand;
mod policy;
mod salvage;
mod signature;

use portcullis_policy::{Report, RoutePolicy};
use proc_macro2::TokenStream;
use signature::Handler;

pub(crate) fn secure_route(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let handler = match Handler::parse(item.clone()) {
        Ok(handler) => handler,
        Err(fault) => return salvage::item(&item, &fault),
    };
    match compile(attribute, &handler) {
        Ok(policy) => expand::route(&handler, &policy),
        // The stub always carries the faults as errors, so it never takes part in a program that runs.
        Err(faults) => salvage::route(&handler, &faults),
    }
}

/// Attribute and signature fail independently; all their faults come at once.
fn compile(attribute: TokenStream, handler: &Handler) -> syn::Result<RoutePolicy> {
    let mut report = Report::new();
    report.keep(handler.check());
    let policy = report.keep(RoutePolicy::read(attribute, &handler.parameter_names()));
    report.finish_some(policy)
}
