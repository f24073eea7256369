//! The valid policy of a route. A value of it exists only without contradictions.
//!
//! Floor 3. [`crate::check`] is its only origin; it prints back to the attribute it was read from.

use std::fmt::{self, Display};

use syn::LitStr;

use crate::spanned::Spanned;
use crate::terms::{BodyLimit, Event, Host, Method, Name, OwnerPath, Path, Quota, Reason, Scope, Timeout};
use crate::written::Key;

/// Method and path.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    /// The method.
    pub method: Method,
    /// The path, at its literal.
    pub path: Spanned<Path>,
}

/// Who may call.
#[derive(Clone, Debug, PartialEq)]
pub enum Access {
    /// Anyone.
    Public,
    /// Any signed-in principal.
    Authenticated,
    /// Any one of these roles; at least one.
    Roles(Vec<Spanned<Name>>),
    /// Whoever signs with a key of this sender.
    Webhook(Spanned<Name>),
}

/// What a row parameter reaches.
#[derive(Clone, Debug, PartialEq)]
pub enum RowRule {
    /// The caller's own rows.
    Owned(OwnerPath),
    /// Every row, whoever owns it.
    All(Name),
    /// What is declared public, read only.
    Public(Name),
    /// New rows, and nothing else.
    Insert(Name),
}

impl RowRule {
    /// The parameter of the handler that the rule is about.
    pub fn parameter(&self) -> &Name {
        match self {
            Self::Owned(path) => path.parameter(),
            Self::All(parameter) | Self::Public(parameter) | Self::Insert(parameter) => parameter,
        }
    }
}

/// How each rule is written, beside its own key.
impl RowRule {
    fn owned(&self) -> Option<String> {
        if let Self::Owned(path) = self { Some(path.to_string()) } else { None }
    }

    fn all(&self) -> Option<String> {
        if let Self::All(parameter) = self { Some(parameter.to_string()) } else { None }
    }

    fn public(&self) -> Option<String> {
        if let Self::Public(parameter) = self { Some(parameter.to_string()) } else { None }
    }

    fn insert(&self) -> Option<String> {
        if let Self::Insert(parameter) = self { Some(parameter.to_string()) } else { None }
    }
}

/// How often.
#[derive(Clone, Debug, PartialEq)]
pub enum Quotas {
    /// The app's default quota.
    Default,
    /// All of these must pass; at least one.
    Declared(Vec<Spanned<Quota>>),
    /// None, for this reason.
    Waived(Reason),
}

/// An opt-out and its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    /// Which key was written: one of the `waive_…` keys.
    pub key: Key,
    /// Why.
    pub reason: Spanned<Reason>,
}

/// A policy that says who may call a route, whose rows it may touch and how often, free of contradictions.
#[derive(Clone, Debug, PartialEq)]
pub struct RoutePolicy {
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) access: Access,
    pub(crate) scope: Option<Scope>,
    pub(crate) rows: Vec<Spanned<RowRule>>,
    pub(crate) or_roles: Vec<Spanned<Name>>,
    pub(crate) or_grant: Option<Spanned<Name>>,
    pub(crate) quotas: Quotas,
    pub(crate) body_limit: Option<BodyLimit>,
    pub(crate) timeout: Option<Timeout>,
    pub(crate) egress: Option<Spanned<Host>>,
    pub(crate) exec: Option<Spanned<Name>>,
    pub(crate) deny_as_absent: bool,
    pub(crate) audit: Option<Event>,
    pub(crate) waivers: Vec<Waiver>,
}

impl RoutePolicy {
    /// Reads an attribute written as text, beside a handler with these parameters.
    ///
    /// # Errors
    /// Every fault of the attribute.
    pub fn from_text(text: &str, parameters: &[&str]) -> syn::Result<Self> {
        let tokens = text.parse().map_err(syn::Error::from)?;
        let parameters: Vec<String> = parameters.iter().map(|&name| name.to_owned()).collect();
        Self::read(tokens, &parameters)
    }

    /// Method and path; `None` for a route that is mounted by hand.
    pub fn endpoint(&self) -> Option<&Endpoint> {
        self.endpoint.as_ref()
    }

    /// Who may call.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// The scope that a token must carry too.
    pub fn scope(&self) -> Option<&Scope> {
        self.scope.as_ref()
    }

    /// What each row parameter reaches; no parameter twice.
    pub fn rows(&self) -> &[Spanned<RowRule>] {
        &self.rows
    }

    /// The roles that reach owned rows without owning them.
    pub fn or_roles(&self) -> &[Spanned<Name>] {
        &self.or_roles
    }

    /// The level of a grant that reaches owned rows without owning them.
    pub fn or_grant(&self) -> Option<&Spanned<Name>> {
        self.or_grant.as_ref()
    }

    /// How often.
    pub fn quotas(&self) -> &Quotas {
        &self.quotas
    }

    /// The body limit, where it is not the default.
    pub fn body_limit(&self) -> Option<BodyLimit> {
        self.body_limit
    }

    /// The time limit, where it is not the default.
    pub fn timeout(&self) -> Option<Timeout> {
        self.timeout
    }

    /// What the route may reach outside.
    pub fn egress(&self) -> Option<&Spanned<Host>> {
        self.egress.as_ref()
    }

    /// The program that the route may start.
    pub fn exec(&self) -> Option<&Spanned<Name>> {
        self.exec.as_ref()
    }

    /// Whether 404 is given where 403 would be.
    pub fn denies_as_absent(&self) -> bool {
        self.deny_as_absent
    }

    /// The event written on success.
    pub fn audit(&self) -> Option<&Event> {
        self.audit.as_ref()
    }

    /// The opt-outs, `waive_rate` included.
    pub fn waivers(&self) -> &[Waiver] {
        &self.waivers
    }

    /// Whether the opt-out of this key was taken.
    pub fn waives(&self, key: Key) -> bool {
        self.waivers.iter().any(|waiver| waiver.key == key)
    }

    /// Whether the route may change state: every method but the safe ones, and routes mounted by hand.
    pub fn changes_state(&self) -> bool {
        !self.endpoint.as_ref().is_some_and(|endpoint| endpoint.method.is_safe())
    }
}

impl Display for RoutePolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        let mut say = |key: Key, values: Vec<String>| {
            let quoted: Vec<String> = values.iter().map(|value| quote(value)).collect();
            let word = key.word();
            parts.push(match quoted.as_slice() {
                [] => word.to_owned(),
                [one] => format!("{word} = {one}"),
                several => format!("{word} = [{}]", several.join(", ")),
            });
        };
        if let Some(endpoint) = &self.endpoint {
            say(Key::of(endpoint.method), vec![endpoint.path.to_string()]);
        }
        match &self.access {
            Access::Public => say(Key::Public, vec![]),
            Access::Authenticated => say(Key::Authenticated, vec![]),
            Access::Roles(roles) => say(Key::Role, texts(roles)),
            Access::Webhook(sender) => say(Key::Webhook, vec![sender.to_string()]),
        }
        self.scope.iter().for_each(|scope| say(Key::Scope, vec![scope.to_string()]));
        let rows = |print: fn(&RowRule) -> Option<String>| {
            self.rows.iter().filter_map(|row| print(row)).collect::<Vec<String>>()
        };
        say_some(&mut say, Key::Owns, rows(RowRule::owned));
        say_some(&mut say, Key::OrRole, texts(&self.or_roles));
        self.or_grant.iter().for_each(|level| say(Key::OrGrant, vec![level.to_string()]));
        say_some(&mut say, Key::AllRows, rows(RowRule::all));
        say_some(&mut say, Key::Reads, rows(RowRule::public));
        say_some(&mut say, Key::Inserts, rows(RowRule::insert));
        if let Quotas::Declared(quotas) = &self.quotas {
            say(Key::Rate, texts(quotas));
        }
        self.body_limit.iter().for_each(|limit| say(Key::BodyLimit, vec![limit.to_string()]));
        self.timeout.iter().for_each(|timeout| say(Key::Timeout, vec![timeout.to_string()]));
        self.egress.iter().for_each(|host| say(Key::Egress, vec![host.to_string()]));
        self.exec.iter().for_each(|program| say(Key::Exec, vec![program.to_string()]));
        if self.deny_as_absent {
            say(Key::Deny, vec!["404".to_owned()]);
        }
        self.audit.iter().for_each(|event| say(Key::Audit, vec![event.to_string()]));
        self.waivers.iter().for_each(|waiver| say(waiver.key, vec![waiver.reason.to_string()]));
        f.write_str(&parts.join(", "))
    }
}

fn say_some(say: &mut impl FnMut(Key, Vec<String>), key: Key, values: Vec<String>) {
    if !values.is_empty() {
        say(key, values);
    }
}

fn texts<T: Display>(values: &[Spanned<T>]) -> Vec<String> {
    values.iter().map(|value| value.value().to_string()).collect()
}

fn quote(value: &str) -> String {
    use quote::ToTokens;
    LitStr::new(value, proc_macro2::Span::call_site()).to_token_stream().to_string()
}
