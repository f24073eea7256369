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
    let open = routes![
        public_keys,
        register,
        login,
        refresh,
        logout,
        logout_everywhere,
        change_password,
        list_sessions,
        end_session,
        delete_account
    ];
    AccountRoutes { routes: open.into_iter().collect() }
}

/// The routes of accounts, before they are mounted.
#[must_use = "routes do nothing until they are mounted"]
#[derive(Debug)]
pub struct AccountRoutes {
    routes: Vec<Mounted>,
}

impl AccountRoutes {
    /// With the routes of admins, for whoever holds this role of the app.
    pub fn administered_by<R: Roles>(mut self, role: R) -> Self {
        let role: &'static [RoleRef] = Box::leak(Box::new([RoleRef::of(role)]));
        let admin = routes![find_account, disable_account, enable_account, remove_account, assign_roles];
        self.routes.extend(
            admin.into_iter().map(|route| changed(route, |policy| policy.access = Access::Roles(role))),
        );
        self
    }

    /// Without a route, by the name of its handler: `register` for an app whose accounts are made by others.
    pub fn without(mut self, handler: &str) -> Self {
        self.routes.retain(|route| route.policy.name != handler);
        self
    }

    /// Under another path than `/auth`, such as `/v1/auth`.
    pub fn under(mut self, prefix: &str) -> Self {
        for route in &mut self.routes {
            *route = changed(*route, |policy| {
                if let Some((_, path)) = &mut policy.endpoint {
                    // What is well known stays where it is looked for.
                    if let Some(rest) = path.strip_prefix(PREFIX) {
                        *path = Box::leak(format!("{}{rest}", prefix.trim_end_matches('/')).into_boxed_str());
                    }
                }
            });
        }
        self
    }

    /// With these quotas instead of its own, for the route of this handler: `login`, `register`, `refresh`, …
    ///
    /// ```
    /// use portcullis::{Quota, QuotaKey};
    /// use portcullis::identity;
    ///
    /// const STRICT: &[Quota] = &[
    ///     Quota { limit: 10, seconds: 60, keys: &[QuotaKey::Ip] },
    ///     Quota { limit: 5, seconds: 60, keys: &[QuotaKey::Ip, QuotaKey::Body("name")] },
    /// ];
    /// let routes = identity::routes().quotas("login", STRICT);
    /// ```
    pub fn quotas(mut self, handler: &str, quotas: &'static [Quota]) -> Self {
        for route in self.routes.iter_mut().filter(|route| route.policy.name == handler) {
            *route = changed(*route, |policy| policy.quotas = Quotas::Declared(quotas));
        }
        self
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
        self.routes.into_iter()
    }
}
