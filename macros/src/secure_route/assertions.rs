//! What the compiler is asked about path and parameters once their types are known, each at the token at fault.
//!
//! Floor 3. A parameter that is no input at all has an error of its own; these then hold their peace.

use portcullis_policy::{Access, Host, Key, QuotaKey, Quotas, RoutePolicy};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;

use super::policy::{Rule, owned_rules, owner_path};
use super::signature::Handler;
use crate::paths::{self, underlined};

/// What the questions are asked about: locals of one constant, of this macro's own scope.
struct Asked {
    shapes: Ident,
    policy: Ident,
    path: Ident,
}

impl Asked {
    fn new() -> Self {
        // No application has constants of these names, for which a pattern would stand.
        let local = |name| Ident::new(name, Span::mixed_site());
        Self { shapes: local("__shapes"), policy: local("__policy"), path: local("__path") }
    }
}

/// One constant for all: the compiler keeps books for each constant, and does so again at each change.
pub(super) fn all(handler: &Handler, policy: &RoutePolicy) -> TokenStream {
    let (name, private) = (handler.name(), paths::private());
    let asked = Asked::new();
    let questions = questions(handler, policy, &asked);
    let Asked { shapes, policy: policy_of, path } = &asked;
    let names = policy.endpoint().into_iter().flat_map(|endpoint| endpoint.path.parameters());
    let names = names.map(|name| name.as_str());
    // A constant of an impl is evaluated where it is used; unmounted routes are judged too.
    quote! {
        #[allow(unused_variables)]
        const _: () = {
            let #private::Declared { policy: #policy_of, shapes: #shapes } = <#name as #private::Route>::DECLARED;
            let #path: &[&str] = &[#(#names),*];
            #questions
        };
    }
}

fn questions(handler: &Handler, policy: &RoutePolicy, asked: &Asked) -> TokenStream {
    let (private, shapes) = (paths::private(), &asked.shapes);
    let mut assertions = TokenStream::new();
    assertions.extend(owners(handler, policy, shapes));
    assertions.extend(public_and_new_rows(handler, policy, shapes));
    assertions.extend(or_grant(policy, asked));
    assertions.extend(or_roles(policy, asked));
    if let Some(waiver) = policy.waivers().iter().find(|waiver| waiver.key == Key::WaiveTenant) {
        assertions.extend(assert_none(waiver.reason.span(), &quote!(of_waived_tenant(#shapes))));
    }
    assertions.extend(assert(
        handler.name().span(),
        &quote!(#private::body_is_read_once(#shapes)),
        "input: two parameters read the body; take one type with the fields of both",
    ));
    let path_of = match policy.endpoint() {
        Some(_) => {
            let path = &asked.path;
            quote!(::core::option::Option::Some(#path))
        }
        None => quote!(::core::option::Option::None),
    };
    for (position, parameter) in handler.parameters().iter().enumerate() {
        let policy_of = &asked.policy;
        let question = quote!(of_parameter(&#shapes[#position], #path_of, #policy_of.body_limit));
        assertions.extend(assert_none(parameter.ty.span(), &question));
    }
    assertions.extend(capabilities(policy, shapes));
    if let Access::Webhook(sender) = policy.access() {
        let waived = policy.waives(Key::WaiveTenant);
        assertions.extend(assert_none(sender.span(), &quote!(of_sender(#shapes, #waived))));
    }
    assertions.extend(counted(policy, shapes));
    assertions.extend(path(handler, policy, asked));
    assertions
}

/// What the attribute gives the route is taken: an authority that nobody uses is one that nobody notices being used.
fn capabilities(policy: &RoutePolicy, shapes: &Ident) -> TokenStream {
    let private = paths::private();
    let signed = match policy.access() {
        Access::Webhook(sender) => Some(("Signed", sender.span(), UNSIGNED)),
        Access::Public | Access::Authenticated | Access::Roles(_) => None,
    };
    let egress = policy.egress().map(|host| match host.value() {
        Host::Named(_) => ("Egress", host.span(), NO_EGRESS),
        Host::PublicInternet => ("Egress", host.span(), NO_PUBLIC_EGRESS),
    });
    let exec = policy.exec().map(|program| ("Exec", program.span(), NO_EXEC));
    let asked = [signed, egress, exec].into_iter().flatten();
    asked
        .map(|(capability, span, why)| {
            let capability = Ident::new(capability, Span::call_site());
            assert(span, &quote!(#private::is_taken(#shapes, #private::Capability::#capability)), why)
        })
        .collect()
}

const UNSIGNED: &str =
    "webhook: nothing takes what the sender signed; take `Signed<T>`, with `#[secure_input]` on `T`";
const NO_EGRESS: &str = "egress: nothing takes the host; take `Egress`, or remove `egress`";
const NO_PUBLIC_EGRESS: &str =
    "egress: nothing takes the public internet; take `Egress<PublicInternet>`, or remove `egress`";
const NO_EXEC: &str = "exec: nothing takes the program; take `Exec`, or remove `exec`";

/// A quota counts by fields that the body has.
fn counted(policy: &RoutePolicy, shapes: &Ident) -> TokenStream {
    let Quotas::Declared(quotas) = policy.quotas() else { return TokenStream::new() };
    let fields = quotas.iter().flat_map(|quota| {
        quota.keys().iter().filter_map(|key| match key {
            QuotaKey::Body(field) => Some((field.as_str(), quota.span())),
            QuotaKey::Ip | QuotaKey::User => None,
        })
    });
    fields.map(|(field, span)| assert_none(span, &quote!(of_counted(#shapes, #field)))).collect()
}

/// `owns` names the owner that the row declares, not another column.
fn owners(handler: &Handler, policy: &RoutePolicy, shapes: &Ident) -> TokenStream {
    let parameters = handler.parameter_names();
    let rules = owned_rules(policy).filter_map(|(rule, span)| {
        let position = parameters.iter().position(|known| known == rule.parameter().as_str())?;
        let (parameter, path) = (rule.parameter().as_str(), owner_path(rule));
        let shape = quote!(&#shapes[#position]);
        Some(assert_none(span, &quote!(of_owner(#shape, #parameter, #path))))
    });
    rules.collect()
}

/// `reads` names rows that everyone may read, `inserts` a table whose new rows are someone's.
fn public_and_new_rows(handler: &Handler, policy: &RoutePolicy, shapes: &Ident) -> TokenStream {
    let parameters = handler.parameter_names();
    let public = matches!(policy.access(), Access::Public | Access::Webhook(_));
    let rules = policy.rows().iter().filter_map(|rule| {
        let position = parameters.iter().position(|known| known == rule.parameter().as_str())?;
        match Rule::of(rule) {
            Rule::Reads => Some(assert_none(rule.span(), &quote!(of_public(&#shapes[#position])))),
            Rule::Inserts => Some(assert_none(rule.span(), &quote!(of_insert(&#shapes[#position], #public)))),
            Rule::Owns | Rule::AllRows => None,
        }
    });
    rules.collect()
}

/// `or_grant` names a level that leads to the rows of `owns` and may do what the route does.
fn or_grant(policy: &RoutePolicy, asked: &Asked) -> TokenStream {
    let Some(level) = policy.or_grant() else { return TokenStream::new() };
    let Asked { shapes, policy: policy_of, .. } = asked;
    let (name, writes) = (level.as_str(), policy.changes_state());
    assert_none(level.span(), &quote!(of_grant(#shapes, #policy_of.owns, #name, #writes)))
}

/// The rules that need the path. Routes that are mounted by hand are judged when the app is built.
fn path(handler: &Handler, policy: &RoutePolicy, asked: &Asked) -> TokenStream {
    let Some(endpoint) = policy.endpoint() else { return TokenStream::new() };
    let private = paths::private();
    let Asked { shapes, policy: policy_of, path } = asked;
    let mut assertions = TokenStream::new();
    for (rule, span) in owned_rules(policy) {
        let parameter = rule.parameter().as_str();
        let position = handler.parameters().iter().position(|known| known.name == parameter).unwrap_or(0);
        let single_rows = quote!(#private::single_rows(#shapes));
        let fault = quote!(of_id(&#shapes[#position], #parameter, #path, #single_rows));
        assertions.extend(assert_none(span, &fault));
    }
    for parameter in endpoint.path.parameters().map(|name| name.as_str()) {
        assertions.extend(assert(
            endpoint.path.span(),
            &quote!(#private::parameter_is_read(#shapes, #policy_of.owns, #path, #parameter)),
            &format!(
                "input: nothing reads `{{{parameter}}}` of the path; take it in a `Valid<Path<T>>`, name the row \
                 parameter that it identifies, or remove it"
            ),
        ));
    }
    assertions
}

/// `or_role` lifts the owner for a role that `role` admits, directly or by inclusion.
fn or_roles(policy: &RoutePolicy, asked: &Asked) -> TokenStream {
    let (private, policy_of) = (paths::private(), &asked.policy);
    let lifted = policy.or_roles().first().map(|role| {
        assert(
            role.span(),
            &quote!(#private::owner_holds_for_someone(#policy_of)),
            "ownership: `or_role` lifts the owner for everyone whom `role` admits; write `all_rows`, or admit a role that owns",
        )
    });
    let admitted = policy.or_roles().iter().enumerate().map(|(position, role)| {
        assert(
            role.span(),
            &quote!(#private::or_role_is_admitted(#policy_of, #position)),
            &format!(
                "access: `role` does not admit `{role}`, so `or_role` lifts nothing for it; add it to `role`",
                role = role.value()
            ),
        )
    });
    lifted.into_iter().chain(admitted).collect()
}

/// Asserts that there is no fault, in words that depend on the types and so are put together by the compiler.
fn assert_none(span: Span, of: &TokenStream) -> TokenStream {
    let private = paths::private();
    underlined(span, quote!(#private::Fault::#of.raise();))
}

fn assert(span: Span, condition: &TokenStream, why: &str) -> TokenStream {
    let private = paths::private();
    underlined(span, quote!(#private::require(#condition, #why);))
}
