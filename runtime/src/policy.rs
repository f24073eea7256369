//! The policy of a route as the attribute emits it: plain constants that the gate consumes.
//!
//! Floor 2. Holding one opens nothing; it takes effect only as the constant of a route.

use std::time::Duration;

use http::Method;

use crate::role::RoleRef;

/// Who may call.
#[derive(Debug, Clone, Copy)]
pub enum Access {
    /// Anyone.
    Public,
    /// Any signed-in principal.
    Authenticated,
    /// A principal who holds one of these roles. An empty list admits nobody.
    Roles(&'static [RoleRef]),
    /// Whoever signs with a key of this sender.
    Webhook(&'static str),
}

/// What one parameter of the handler reaches.
#[derive(Debug, Clone, Copy)]
pub struct RowRule {
    /// The position of the parameter.
    pub parameter: usize,
    /// The name of the parameter; `{name_id}` in the path identifies its row.
    pub name: &'static str,
    /// The path to the owner, as `owns` writes it after the parameter; empty for the other rules.
    pub path: &'static str,
}

impl Access {
    /// Whether a token says who calls.
    pub(crate) fn asks_for_a_token(&self) -> bool {
        matches!(self, Self::Authenticated | Self::Roles(_))
    }
}

/// What a route may reach outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EgressPolicy {
    /// The host that the operator sets under this name.
    Named(&'static str),
    /// Any public address.
    PublicInternet,
}

/// One quota: at most `limit` calls in any window of `seconds`, counted by `keys` joined.
#[derive(Debug, Clone, Copy)]
pub struct Quota {
    /// Above zero.
    pub limit: u32,
    /// The length of the window in seconds.
    pub seconds: u64,
    /// Joined; none for the default key: the user where there is one, the sender of a webhook, else the address.
    pub keys: &'static [QuotaKey],
}

/// What a quota counts by.
#[derive(Debug, Clone, Copy)]
pub enum QuotaKey {
    /// The client's address.
    Ip,
    /// The caller's subject.
    User,
    /// A field of the vetted body, by its name in Rust.
    Body(&'static str),
}

impl Quota {
    /// The quota as the attribute writes it, with the key that counts: `5/min by ip+body.email`.
    pub(crate) fn text(&self, access: &Access) -> String {
        let unit = match self.seconds {
            1 => "s",
            60 => "min",
            3_600 => "hour",
            _ => "day",
        };
        let keys: Vec<String> = self
            .keys
            .iter()
            .map(|key| match key {
                QuotaKey::Ip => "ip".to_owned(),
                QuotaKey::User => "user".to_owned(),
                QuotaKey::Body(field) => format!("body.{field}"),
            })
            .collect();
        let keys = match (keys.as_slice(), access) {
            ([], Access::Public) => "ip".to_owned(),
            ([], Access::Webhook(_)) => "sender".to_owned(),
            ([], Access::Authenticated | Access::Roles(_)) => "user".to_owned(),
            _ => keys.join("+"),
        };
        format!("{}/{unit} by {keys}", self.limit)
    }
}

/// How often.
#[derive(Debug, Clone, Copy)]
pub enum Quotas {
    /// The app's default.
    Default,
    /// All of these.
    Declared(&'static [Quota]),
    /// None, for the reason among the waivers.
    Waived,
}

/// An opt-out: its key and the reason that was given.
#[derive(Debug, Clone, Copy)]
pub struct Waiver {
    /// Such as `waive_rate`.
    pub key: &'static str,
    /// Why.
    pub reason: &'static str,
}

/// Everything that `#[secure_route(…)]` says.
#[derive(Debug, Clone)]
pub struct RoutePolicy {
    /// The handler's name.
    pub name: &'static str,
    /// The module it stands in.
    pub module: &'static str,
    /// The attribute, in canonical order.
    pub text: &'static str,
    /// Method and path; `None` where the route is mounted by hand.
    pub endpoint: Option<(Method, &'static str)>,
    /// Who may call.
    pub access: Access,
    /// The scope that the token must carry too.
    pub scope: Option<&'static str>,
    /// Rows reached through their owner.
    pub owns: &'static [RowRule],
    /// Rows reached whoever owns them.
    pub all_rows: &'static [RowRule],
    /// Rows that everyone may read.
    pub reads: &'static [RowRule],
    /// Tables into which rows can be put.
    pub inserts: &'static [RowRule],
    /// Roles for which the owner of `owns` is lifted.
    pub or_roles: &'static [RoleRef],
    /// The level of a grant that reaches rows of `owns` too.
    pub or_grant: Option<&'static str>,
    /// How often.
    pub quotas: Quotas,
    /// The most bytes of a body.
    pub body_limit: usize,
    /// The most time for a request.
    pub timeout: Duration,
    /// What the route may reach outside.
    pub egress: Option<EgressPolicy>,
    /// The program that the route may start.
    pub exec: Option<&'static str>,
    /// Whether 404 is given where 403 would be.
    pub deny_as_absent: bool,
    /// The event written on success.
    pub audit: Option<&'static str>,
    /// Every opt-out.
    pub waivers: &'static [Waiver],
}

impl RoutePolicy {
    /// Whether an opt-out was taken.
    pub(crate) fn waives(&self, key: &str) -> bool {
        self.waivers.iter().any(|waiver| waiver.key == key)
    }

    /// What holds where the attribute says nothing: nobody calls, the limits are the defaults of the design. The macro writes
    /// what differs.
    pub const SILENT: Self = Self {
        name: "",
        module: "",
        text: "",
        endpoint: None,
        access: Access::Roles(&[]),
        scope: None,
        owns: &[],
        all_rows: &[],
        reads: &[],
        inserts: &[],
        or_roles: &[],
        or_grant: None,
        quotas: Quotas::Default,
        body_limit: 64 * 1024,
        timeout: Duration::from_secs(10),
        egress: None,
        exec: None,
        deny_as_absent: false,
        audit: None,
        waivers: &[],
    };
}

/// Opt-outs of an input, and those of the types of its fields.
#[derive(Debug, Clone, Copy)]
pub struct InputWaiver {
    /// The type.
    pub input: &'static str,
    /// Why unknown fields may come in; empty where they may not.
    pub reason: &'static str,
    /// Fields that are called as secrets are and are none, each with the reason.
    pub no_secrets: &'static [(&'static str, &'static str)],
    /// The opt-outs of its fields.
    pub within: &'static [InputWaiver],
}

impl InputWaiver {
    /// No opt-out.
    pub const NONE: Self = Self { input: "", reason: "", no_secrets: &[], within: &[] };
}
