//! The policy as the constant that the gate consumes.
//!
//! Floor 2.

use portcullis_policy::{Access, Key, Method, Name, QuotaKey, Quotas, RoutePolicy, RowRule, Spanned};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::signature::Handler;
use crate::paths;
use crate::role_literal::role_constant;

/// The default limits of the design, where the attribute names none.
const DEFAULT_BODY_LIMIT: u64 = 64 * 1024;
const DEFAULT_TIMEOUT_MILLIS: u64 = 10_000;

/// How `owns` and `all_rows` name a parameter.
pub(super) enum Slot {
    Plain,
    /// The position of the rule among those of `owns`.
    Owning(usize),
    Every,
}

impl Slot {
    pub(super) fn of(parameter: &str, policy: &RoutePolicy) -> Self {
        let owned = policy.rows().iter().filter(|rule| matches!(rule.value(), RowRule::Owned(_)));
        if let Some(position) = owned.clone().position(|rule| rule.parameter().as_str() == parameter) {
            return Self::Owning(position);
        }
        let all = policy.rows().iter().filter(|rule| matches!(rule.value(), RowRule::All(_)));
        match all.clone().any(|rule| rule.parameter().as_str() == parameter) {
            true => Self::Every,
            false => Self::Plain,
        }
    }

    /// The slot as a type.
    pub(super) fn ty(&self) -> TokenStream {
        let private = paths::private();
        match self {
            Self::Plain => quote!(#private::slot::Plain),
            Self::Owning(position) => quote!(#private::slot::Owning<#position>),
            Self::Every => quote!(#private::slot::Every),
        }
    }
}

/// The constant.
pub(super) fn constant(handler: &Handler, policy: &RoutePolicy) -> TokenStream {
    let private = paths::private();
    let (name, text) = (handler.name().to_string(), policy.to_string());
    let endpoint = match policy.endpoint() {
        Some(endpoint) => {
            let method = format_ident!("{}", endpoint.method.to_string().to_ascii_uppercase());
            let path = endpoint.path.to_string();
            quote!(::core::option::Option::Some((#private::Method::#method, #path)))
        }
        None => quote!(::core::option::Option::None),
    };
    let access = match policy.access() {
        Access::Public => quote!(Public),
        Access::Authenticated => quote!(Authenticated),
        Access::Roles(roles) => {
            let roles = role_list(roles);
            quote!(Roles(#roles))
        }
    };
    let scope = optional(policy.scope().map(|scope| scope.as_str()));
    let audit = optional(policy.audit().map(|event| event.as_str()));
    let owns = rules(handler, policy, |rule| matches!(rule, RowRule::Owned(_)));
    let all_rows = rules(handler, policy, |rule| matches!(rule, RowRule::All(_)));
    let or_roles = role_list(policy.or_roles());
    let quotas = quotas(policy.quotas());
    let limit = policy.body_limit().map_or(DEFAULT_BODY_LIMIT, |limit| limit.bytes());
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let millis = policy.timeout().map_or(DEFAULT_TIMEOUT_MILLIS, |timeout| {
        u64::try_from(timeout.duration().as_millis()).unwrap_or(DEFAULT_TIMEOUT_MILLIS)
    });
    let deny_as_absent = policy.denies_as_absent();
    let waivers = policy.waivers().iter().map(|waiver| {
        let (key, reason) = (waiver.key.word(), waiver.reason.as_str());
        quote!(#private::Waiver { key: #key, reason: #reason })
    });
    quote! {
        &#private::RoutePolicy {
            name: #name,
            module: ::core::module_path!(),
            text: #text,
            endpoint: #endpoint,
            access: #private::Access::#access,
            scope: #scope,
            owns: #owns,
            all_rows: #all_rows,
            or_roles: #or_roles,
            quotas: #quotas,
            body_limit: #limit,
            timeout: ::core::time::Duration::from_millis(#millis),
            deny_as_absent: #deny_as_absent,
            audit: #audit,
            waivers: &[#(#waivers),*],
        }
    }
}

fn optional(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(::core::option::Option::Some(#text)),
        None => quote!(::core::option::Option::None),
    }
}

fn role_list(roles: &[Spanned<Name>]) -> TokenStream {
    let roles = roles.iter().map(|role| role_constant(role, role.span()));
    quote!(&[#(#roles),*])
}

fn rules(handler: &Handler, policy: &RoutePolicy, is: impl Fn(&RowRule) -> bool) -> TokenStream {
    let private = paths::private();
    let names = handler.parameter_names();
    let rules = policy.rows().iter().filter(|rule| is(rule)).filter_map(|rule| {
        let name = rule.parameter().as_str();
        let parameter = names.iter().position(|known| known == name)?;
        Some(quote!(#private::RowRule { parameter: #parameter, name: #name }))
    });
    quote!(&[#(#rules),*])
}

fn quotas(quotas: &Quotas) -> TokenStream {
    let private = paths::private();
    match quotas {
        Quotas::Default => quote!(#private::Quotas::Default),
        Quotas::Waived(_) => quote!(#private::Quotas::Waived),
        Quotas::Declared(quotas) => {
            let quotas = quotas.iter().map(|quota| {
                let (limit, seconds) = (quota.limit(), quota.window().seconds());
                let keys = quota.keys().iter().map(|key| match key {
                    QuotaKey::Ip => quote!(#private::QuotaKey::Ip),
                    QuotaKey::User => quote!(#private::QuotaKey::User),
                    QuotaKey::Body(field) => {
                        let field = field.as_str();
                        quote!(#private::QuotaKey::Body(#field))
                    }
                });
                quote!(#private::Quota { limit: #limit, seconds: #seconds, keys: &[#(#keys),*] })
            });
            quote!(#private::Quotas::Declared(&[#(#quotas),*]))
        }
    }
}

/// The types of the route: its verb, whether it has a caller, its opt-outs.
pub(super) fn types(policy: &RoutePolicy) -> TokenStream {
    let private = paths::private();
    let verb = match policy.endpoint().map(|endpoint| endpoint.method) {
        Some(Method::Get) => quote!(Safe),
        Some(Method::Delete) => quote!(Bodiless),
        Some(Method::Post | Method::Put | Method::Patch) | None => quote!(Full),
    };
    let caller = match policy.access() {
        Access::Public => quote!(Nobody),
        Access::Authenticated | Access::Roles(_) => quote!(SignedIn),
    };
    let waiver = |key: Key| if policy.waives(key) { quote!(Waived) } else { quote!(Kept) };
    let (input, output, query) = (waiver(Key::WaiveInput), waiver(Key::WaiveOutput), waiver(Key::WaiveQuery));
    quote! {
        type Verb = #private::verb::#verb;
        type Caller = #private::caller::#caller;
        type RawInput = #private::waiver::#input;
        type RawOutput = #private::waiver::#output;
        type RawQuery = #private::waiver::#query;
    }
}

/// The span of the literal that a rule was read from.
pub(super) fn owned_rules(
    policy: &RoutePolicy,
) -> impl Iterator<Item = (&portcullis_policy::OwnerPath, proc_macro2::Span)> {
    policy.rows().iter().filter_map(|rule| match rule.value() {
        RowRule::Owned(path) => Some((path, rule.span())),
        RowRule::All(_) => None,
    })
}
