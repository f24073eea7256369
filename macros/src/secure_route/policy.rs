//! The policy as the constant that the gate consumes.
//!
//! Floor 2.

use portcullis_policy::{
    Access, Host, Key, Method, Name, OwnerPath, QuotaKey, Quotas, RoutePolicy, RowRule, Spanned,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::signature::Handler;
use crate::paths;
use crate::role_literal::role_constant;

/// How the attribute names a parameter: by one of the rules about rows, and the position of the rule among those of its key.
pub(super) enum Slot {
    Plain,
    Owning(usize),
    Every(usize),
    Reading(usize),
    Inserting(usize),
}

/// The key that a rule is written by.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Rule {
    Owns,
    AllRows,
    Reads,
    Inserts,
}

impl Rule {
    pub(super) fn of(rule: &RowRule) -> Self {
        match rule {
            RowRule::Owned(_) => Self::Owns,
            RowRule::All(_) => Self::AllRows,
            RowRule::Public(_) => Self::Reads,
            RowRule::Insert(_) => Self::Inserts,
        }
    }
}

impl Slot {
    pub(super) fn of(parameter: &str, policy: &RoutePolicy) -> Self {
        let position = |key: Rule| {
            let mut rules = policy.rows().iter().filter(|rule| Rule::of(rule) == key);
            rules.position(|rule| rule.parameter().as_str() == parameter)
        };
        let owning = position(Rule::Owns).map(Self::Owning);
        let every = || position(Rule::AllRows).map(Self::Every);
        let reading = || position(Rule::Reads).map(Self::Reading);
        let inserting = || position(Rule::Inserts).map(Self::Inserting);
        owning.or_else(every).or_else(reading).or_else(inserting).unwrap_or(Self::Plain)
    }

    /// The slot as a type.
    pub(super) fn ty(&self) -> TokenStream {
        let private = paths::private();
        match self {
            Self::Plain => quote!(#private::slot::Plain),
            Self::Owning(position) => quote!(#private::slot::Owning<#position>),
            Self::Every(position) => quote!(#private::slot::Every<#position>),
            Self::Reading(position) => quote!(#private::slot::Reading<#position>),
            Self::Inserting(position) => quote!(#private::slot::Inserting<#position>),
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
        Access::Webhook(sender) => {
            let sender = sender.as_str();
            quote!(Webhook(#sender))
        }
    };
    let mut said = TokenStream::new();
    let mut say = |field: &str, value: TokenStream| {
        let field = format_ident!("{field}");
        said.extend(quote!(#field: #value,));
    };
    if let Some(scope) = policy.scope() {
        say("scope", some(scope.as_str()));
    }
    if let Some(event) = policy.audit() {
        say("audit", some(event.as_str()));
    }
    for (field, key) in [
        ("owns", Rule::Owns),
        ("all_rows", Rule::AllRows),
        ("reads", Rule::Reads),
        ("inserts", Rule::Inserts),
    ] {
        if let Some(rules) = rules(handler, policy, key) {
            say(field, rules);
        }
    }
    if let Some(level) = policy.or_grant() {
        say("or_grant", some(level.as_str()));
    }
    if !policy.or_roles().is_empty() {
        say("or_roles", role_list(policy.or_roles()));
    }
    if let Some(quotas) = quotas(policy.quotas()) {
        say("quotas", quotas);
    }
    if let Some(limit) = policy.body_limit() {
        let limit = usize::try_from(limit.bytes()).unwrap_or(usize::MAX);
        say("body_limit", quote!(#limit));
    }
    if let Some(timeout) = policy.timeout() {
        let millis = u64::try_from(timeout.duration().as_millis()).unwrap_or(0);
        say("timeout", quote!(::core::time::Duration::from_millis(#millis)));
    }
    match policy.egress().map(Spanned::value) {
        Some(Host::Named(name)) => {
            let name = name.as_str();
            say("egress", quote!(::core::option::Option::Some(#private::EgressPolicy::Named(#name))));
        }
        Some(Host::PublicInternet) => {
            say("egress", quote!(::core::option::Option::Some(#private::EgressPolicy::PublicInternet)));
        }
        None => {}
    }
    if let Some(program) = policy.exec() {
        say("exec", some(program.as_str()));
    }
    if policy.denies_as_absent() {
        say("deny_as_absent", quote!(true));
    }
    if !policy.waivers().is_empty() {
        let waivers = policy.waivers().iter().map(|waiver| {
            let (key, reason) = (waiver.key.word(), waiver.reason.as_str());
            quote!(#private::Waiver { key: #key, reason: #reason })
        });
        say("waivers", quote!(&[#(#waivers),*]));
    }
    quote! {
        #private::RoutePolicy {
            name: #name,
            module: ::core::module_path!(),
            text: #text,
            endpoint: #endpoint,
            access: #private::Access::#access,
            #said
            ..#private::RoutePolicy::SILENT
        }
    }
}

fn some(text: &str) -> TokenStream {
    quote!(::core::option::Option::Some(#text))
}

fn role_list(roles: &[Spanned<Name>]) -> TokenStream {
    let roles = roles.iter().map(|role| role_constant(role, role.span()));
    quote!(&[#(#roles),*])
}

fn rules(handler: &Handler, policy: &RoutePolicy, key: Rule) -> Option<TokenStream> {
    let private = paths::private();
    let names = handler.parameter_names();
    let mut rules = policy.rows().iter().filter(|rule| Rule::of(rule) == key).filter_map(|rule| {
        let name = rule.parameter().as_str();
        let parameter = names.iter().position(|known| known == name)?;
        let path = match rule.value() {
            RowRule::Owned(path) => owner_path(path),
            _ => String::new(),
        };
        Some(quote!(#private::RowRule { parameter: #parameter, name: #name, path: #path }))
    });
    let first = rules.next()?;
    Some(quote!(&[#first #(, #rules)*]))
}

/// None for the default.
fn quotas(quotas: &Quotas) -> Option<TokenStream> {
    let private = paths::private();
    match quotas {
        Quotas::Default => None,
        Quotas::Waived(_) => Some(quote!(#private::Quotas::Waived)),
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
            Some(quote!(#private::Quotas::Declared(&[#(#quotas),*])))
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
    let parameters = match policy.endpoint() {
        Some(endpoint) => {
            let count = endpoint.path.parameters().count();
            quote!(Parameters<#count>)
        }
        None => quote!(MountedByHand),
    };
    let caller = match policy.access() {
        Access::Public => quote!(Nobody),
        Access::Authenticated | Access::Roles(_) => quote!(SignedIn),
        Access::Webhook(_) => quote!(Sender),
    };
    let egress = match policy.egress().map(Spanned::value) {
        Some(Host::Named(_)) => quote!(OwnHost),
        Some(Host::PublicInternet) => quote!(PublicInternet),
        None => quote!(Nothing),
    };
    let exec = if policy.exec().is_some() { quote!(Program) } else { quote!(Nothing) };
    let waiver = |key: Key| if policy.waives(key) { quote!(Waived) } else { quote!(Kept) };
    let (input, output, query) = (waiver(Key::WaiveInput), waiver(Key::WaiveOutput), waiver(Key::WaiveQuery));
    quote! {
        type Verb = #private::verb::#verb;
        type Parameters = #private::#parameters;
        type Caller = #private::caller::#caller;
        type RawInput = #private::waiver::#input;
        type RawOutput = #private::waiver::#output;
        type RawQuery = #private::waiver::#query;
        type Egress = #private::outside::#egress;
        type Exec = #private::outside::#exec;
    }
}

/// The fields that lead from a row to its owner.
pub(super) fn owner_path(path: &OwnerPath) -> String {
    let fields: Vec<&str> = path.fields().iter().map(|field| field.as_str()).collect();
    fields.join(".")
}

/// The rules of `owns`, each with the span of the literal that it was read from.
pub(super) fn owned_rules(policy: &RoutePolicy) -> impl Iterator<Item = (&OwnerPath, proc_macro2::Span)> {
    policy.rows().iter().filter_map(|rule| match rule.value() {
        RowRule::Owned(path) => Some((path, rule.span())),
        _ => None,
    })
}
