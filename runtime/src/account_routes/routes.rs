//! Which routes of accounts are mounted, where, how often, and by whose role.
//!
//! Floor 13.

use super::admin::{assign_roles, disable_account, enable_account, find_account, remove_account};
use super::keys::public_keys;
use super::own::{change_password, delete_account, end_session, list_sessions};
use super::sign_in::{login, logout, logout_everywhere, refresh, register};
use crate::gate::Mounted;
use crate::policy::{Access, Quota, Quotas, RoutePolicy};
use crate::role::{RoleRef, Roles};
use portcullis::routes;

/// Under which path the routes stand where nothing else is said.
const PREFIX: &str = "/auth";

/// The routes of accounts: `app.accounts(accounts).mount(identity::routes())`.
///
/// | route | who | what |
/// | --- | --- | --- |
/// | `GET /.well-known/jwks.json` | anyone | the public keys that verify the tokens |
/// | `POST /auth/register` | anyone | makes an account without roles, of `name` and `password` |
/// | `POST /auth/login` | anyone | gives the tokens of a new session |
/// | `POST /auth/refresh` | anyone with a `refresh_token` | trades it for a new pair of tokens |
/// | `POST /auth/logout` | signed in | ends this session |
/// | `POST /auth/logout-everywhere` | signed in | ends every session |
/// | `POST /auth/password` | signed in | changes the password from `current_password` to `password`, ends the other sessions, gives new tokens |
/// | `GET /auth/sessions` | signed in | one's sessions |
/// | `DELETE /auth/sessions/{session_id}` | signed in | ends one of them |
/// | `POST /auth/account/delete` | signed in | deletes one's account, with its `password` as proof |
/// | `GET /auth/accounts?name=…` | admin | the account of a name |
/// | `POST /auth/accounts/{account_id}/disable`, `…/enable` | admin | lets it sign in no more, or again |
/// | `PUT /auth/accounts/{account_id}/roles` | admin | gives it these `roles` and no others |
/// | `DELETE /auth/accounts/{account_id}` | admin | deletes it |
///
/// The routes of admins are mounted by [`AccountRoutes::administered_by`] alone, and reach accounts of the admin's organisation. A route is left out by
/// [`AccountRoutes::without`].
pub fn routes() -> AccountRoutes {
    AccountRoutes { admins: None, left_out: Vec::new(), prefix: PREFIX.to_owned(), quotas: Vec::new() }
}

macro_rules! account_routes {
    ($($(#[$doc:meta])* $variant:ident is $handler:ident $(of $admins:ident)?;)*) => {
        /// A route of accounts, to leave out or to give other quotas.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum AccountRoute {
            $($(#[$doc])* $variant,)*
        }

        impl AccountRoute {
            /// Every route, as it stands where nothing else is said, and whether it is of admins.
            fn all() -> impl Iterator<Item = (Self, Mounted, bool)> {
                let routes = routes![$($handler),*];
                let these = [$((Self::$variant, account_routes!(@admins $($admins)?))),*];
                these.into_iter().zip(routes).map(|((this, of_admins), route)| (this, route, of_admins))
            }
        }
    };
    (@admins) => { false };
    (@admins admins) => { true };
}

account_routes! {
    /// `GET /.well-known/jwks.json`
    PublicKeys is public_keys;
    /// `POST /auth/register`
    Register is register;
    /// `POST /auth/login`
    Login is login;
    /// `POST /auth/refresh`
    Refresh is refresh;
    /// `POST /auth/logout`
    Logout is logout;
    /// `POST /auth/logout-everywhere`
    LogoutEverywhere is logout_everywhere;
    /// `POST /auth/password`
    ChangePassword is change_password;
    /// `GET /auth/sessions`
    ListSessions is list_sessions;
    /// `DELETE /auth/sessions/{session_id}`
    EndSession is end_session;
    /// `POST /auth/account/delete`
    DeleteAccount is delete_account;
    /// `GET /auth/accounts`
    FindAccount is find_account of admins;
    /// `POST /auth/accounts/{account_id}/disable`
    DisableAccount is disable_account of admins;
    /// `POST /auth/accounts/{account_id}/enable`
    EnableAccount is enable_account of admins;
    /// `DELETE /auth/accounts/{account_id}`
    RemoveAccount is remove_account of admins;
    /// `PUT /auth/accounts/{account_id}/roles`
    AssignRoles is assign_roles of admins;
}

/// The routes of accounts, before they are mounted. In which order they are set up says nothing.
#[must_use = "routes do nothing until they are mounted"]
#[derive(Debug)]
pub struct AccountRoutes {
    admins: Option<RoleRef>,
    left_out: Vec<AccountRoute>,
    prefix: String,
    quotas: Vec<(AccountRoute, &'static [Quota])>,
}

impl AccountRoutes {
    /// With the routes of admins, for whoever holds this role of the app; they may give any role. The last call counts.
    pub fn administered_by<R: Roles>(mut self, role: R) -> Self {
        self.admins = Some(RoleRef::of(role));
        self
    }

    /// Without a route: [`AccountRoute::Register`] for an app whose accounts are made by others.
    pub fn without(mut self, route: AccountRoute) -> Self {
        self.left_out.push(route);
        self
    }

    /// Under another path than `/auth`, such as `/v1/auth`.
    pub fn under(mut self, prefix: &str) -> Self {
        prefix.trim_end_matches('/').clone_into(&mut self.prefix);
        self
    }

    /// With these quotas instead of its own, for this route.
    ///
    /// ```
    /// use portcullis::{Quota, QuotaKey};
    /// use portcullis::identity::{self, AccountRoute};
    ///
    /// const STRICT: &[Quota] = &[
    ///     Quota { limit: 10, seconds: 60, keys: &[QuotaKey::Ip] },
    ///     Quota { limit: 5, seconds: 60, keys: &[QuotaKey::Ip, QuotaKey::Body("name")] },
    /// ];
    /// let routes = identity::routes().quotas(AccountRoute::Login, STRICT);
    /// ```
    pub fn quotas(mut self, route: AccountRoute, quotas: &'static [Quota]) -> Self {
        self.quotas.push((route, quotas));
        self
    }

    fn mounted(&self) -> Vec<Mounted> {
        let admins: &'static [RoleRef] = match self.admins {
            Some(role) => Box::leak(Box::new([role])),
            None => &[],
        };
        let mounted = AccountRoute::all().filter(|(this, _, of_admins)| {
            !self.left_out.contains(this) && (!of_admins || self.admins.is_some())
        });
        let set_up = |(this, route, of_admins)| {
            let quotas = self.quotas.iter().rev().find(|(of, _)| *of == this);
            changed(route, |policy| {
                if of_admins {
                    policy.access = Access::Roles(admins);
                }
                if let Some((_, quotas)) = quotas {
                    policy.quotas = Quotas::Declared(quotas);
                }
                // What is well known stays where it is looked for.
                if let Some((_, path)) = &mut policy.endpoint
                    && let Some(rest) = path.strip_prefix(PREFIX)
                {
                    *path = Box::leak(format!("{}{rest}", self.prefix).into_boxed_str());
                }
            })
        };
        mounted.map(set_up).collect()
    }
}

/// A route with another policy, which lives as long as the process, as every policy does: routes are mounted once.
fn changed(route: Mounted, change: impl FnOnce(&mut RoutePolicy)) -> Mounted {
    let mut policy = route.policy.clone();
    change(&mut policy);
    route.under(Box::leak(Box::new(policy)))
}

impl IntoIterator for AccountRoutes {
    type Item = Mounted;
    type IntoIter = std::vec::IntoIter<Mounted>;

    fn into_iter(self) -> Self::IntoIter {
        self.mounted().into_iter()
    }
}
