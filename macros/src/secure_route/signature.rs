//! The handler: its signature is read, its body is not.
//!
//! Floor 2.

use portcullis_policy::{Guarantee, Report};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{
    Attribute, FnArg, Ident, Lifetime, Pat, PatIdent, ReturnType, Signature, Type, TypeImplTrait, Visibility,
};

const GUARANTEE: Guarantee = Guarantee::Input;
const MOST_PARAMETERS: usize = 8;

/// A function as written.
pub(super) struct Handler {
    pub(super) attributes: Vec<Attribute>,
    pub(super) visibility: Visibility,
    pub(super) signature: Signature,
    pub(super) body: TokenStream,
}

impl Parse for Handler {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let (visibility, signature) = (input.parse()?, input.parse()?);
        Ok(Self { attributes, visibility, signature, body: input.parse()? })
    }
}

/// One parameter.
pub(super) struct Parameter<'h> {
    pub(super) name: String,
    pub(super) ty: &'h Type,
}

impl Handler {
    pub(super) fn parse(item: TokenStream) -> syn::Result<Self> {
        syn::parse2(item.clone())
            .map_err(|_| Guarantee::Mount.fault(item, "a route is an `async fn`; put the attribute on one"))
    }

    pub(super) fn name(&self) -> &Ident {
        &self.signature.ident
    }

    pub(super) fn parameters(&self) -> Vec<Parameter<'_>> {
        let typed = self.signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        });
        typed
            .map(|typed| Parameter { name: simple_name(&typed.pat).unwrap_or_default(), ty: &typed.ty })
            .collect()
    }

    pub(super) fn parameter_names(&self) -> Vec<String> {
        self.parameters().into_iter().map(|parameter| parameter.name).collect()
    }

    /// What the handler gives.
    pub(super) fn reply(&self) -> TokenStream {
        match &self.signature.output {
            ReturnType::Default => quote::quote_spanned!(self.signature.paren_token.span.close()=> ()),
            ReturnType::Type(_, ty) => ty.to_token_stream(),
        }
    }

    /// Where the reply is written.
    pub(super) fn reply_span(&self) -> Span {
        match &self.signature.output {
            ReturnType::Default => self.name().span(),
            ReturnType::Type(_, ty) => ty.span(),
        }
    }

    /// Whether the signature is one that a gate can stand before.
    pub(super) fn check(&self) -> syn::Result<()> {
        let mut report = Report::new();
        let signature = &self.signature;
        if signature.asyncness.is_none() {
            report.add(
                Guarantee::Mount.fault(signature.fn_token, "a handler is asynchronous; write `async fn`"),
            );
        }
        for (unfit, is) in [
            (signature.safety.to_token_stream(), "`unsafe`"),
            (signature.abi.to_token_stream(), "`extern`"),
            (signature.constness.to_token_stream(), "`const`"),
            (signature.variadic.to_token_stream(), "variadic"),
        ] {
            if !unfit.is_empty() {
                report.add(Guarantee::Mount.fault(unfit, format!("a handler is not {is}; remove the word")));
            }
        }
        let twice = self.attributes.iter().find(|attribute| {
            attribute.path().segments.last().is_some_and(|last| last.ident == "secure_route")
        });
        if let Some(twice) = twice {
            report.add(
                Guarantee::Mount
                    .fault(twice, "a handler is one route; write a second handler for a second route"),
            );
        }
        let generics = &signature.generics;
        if !generics.params.is_empty() {
            let why = "a handler has no generic parameters, so that what it takes can be judged; write the types out";
            report.add(GUARANTEE.fault(&generics.params, why));
        }
        if let Some(clause) = &generics.where_clause {
            report.add(GUARANTEE.fault(clause, "a handler has no `where` clause; write the types out"));
        }
        if signature.inputs.len() > MOST_PARAMETERS {
            let why =
                format!("a handler has at most {MOST_PARAMETERS} parameters; put several into one type");
            report.add(GUARANTEE.fault(&signature.inputs, why));
        }
        self.check_parameters(&mut report);
        if let ReturnType::Type(_, ty) = &signature.output {
            opaque(
                ty,
                Guarantee::Output,
                "what leaves can be judged only by its type; write the type out",
                &mut report,
            );
        }
        report.finish(())
    }

    fn check_parameters(&self, report: &mut Report) {
        let mut names: Vec<String> = Vec::new();
        for input in &self.signature.inputs {
            let FnArg::Typed(typed) = input else {
                report.add(Guarantee::Mount.fault(
                    input,
                    "a handler is a free function; move it out of the `impl` and remove `self`",
                ));
                continue;
            };
            if let Some(cfg) = typed.attrs.iter().find(|attribute| attribute.path().is_ident("cfg")) {
                let why = "a parameter is not conditional, so that the route is one route; put `cfg` on the whole function";
                report.add(GUARANTEE.fault(cfg, why));
            } else if let Some(attribute) = typed.attrs.first() {
                report.add(
                    GUARANTEE.fault(attribute, "an attribute on a parameter means nothing here; remove it"),
                );
            }
            match simple_name(&typed.pat) {
                Some(name) => names.push(name),
                None => report.add(GUARANTEE.fault(
                    &typed.pat,
                    "a parameter has a plain name, such as `input`; take it apart in the body",
                )),
            }
            lifetimes(&typed.ty, report);
            opaque(
                &typed.ty,
                GUARANTEE,
                "what comes in can be judged only by its type; write the type out",
                report,
            );
        }
    }
}

/// `order`, `mut order` or `_order`; nothing that takes a value apart.
fn simple_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(PatIdent { by_ref: None, subpat: None, ident, .. }) => Some(ident.unraw().to_string()),
        Pat::Wild(_) => Some("_".to_owned()),
        _ => None,
    }
}

/// Finds a named lifetime in the type of a parameter. A parameter borrows its request and nothing else.
fn lifetimes(ty: &Type, report: &mut Report) {
    struct Finder<'r>(&'r mut Report);

    impl Visit<'_> for Finder<'_> {
        fn visit_lifetime(&mut self, found: &Lifetime) {
            if found.ident != "_" {
                self.0.add(
                    GUARANTEE.fault(found, "a parameter borrows its request alone; leave the lifetime out"),
                );
            }
        }
    }

    Finder(report).visit_type(ty);
}

/// Finds `impl Trait` anywhere in a type.
fn opaque(ty: &Type, guarantee: Guarantee, why: &str, report: &mut Report) {
    struct Finder<'r, 'w>(&'r mut Report, Guarantee, &'w str);

    impl Visit<'_> for Finder<'_, '_> {
        fn visit_type_impl_trait(&mut self, found: &TypeImplTrait) {
            self.0.add(self.1.fault(found, self.2));
        }
    }

    Finder(report, guarantee, why).visit_type(ty);
}
