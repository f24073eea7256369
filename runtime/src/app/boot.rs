//! The checks before the first request: every declaration has its engine, and no configuration is weak.
//!
//! Floor 13. All faults are told at once.

use std::any::TypeId;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;

use super::{App, Environment, places, quotas, report};
use crate::accounts::Desk;
use crate::client_ip::ClientIpSource;
use crate::cursor::CursorKey;
use crate::database::Table;
use crate::gate::{Mounted, ambiguities};
use crate::limits::Limits;
use crate::policy::Access;
use crate::role::RoleRef;
use crate::route::InputShape;
use crate::uploads::FileStore;

/// Why an app does not start: every reason at once.
pub struct BootError(Vec<String>);

/// The reasons a line each, because a `main` that gives an error prints it so.
impl fmt::Debug for BootError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<&str> for BootError {
    fn from(fault: &str) -> Self {
        Self(vec![fault.to_owned()])
    }
}

impl From<String> for BootError {
    fn from(fault: String) -> Self {
        Self(vec![fault])
    }
}

impl BootError {
    /// The reasons.
    pub fn faults(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for BootError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("boot: the app does not start:")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  - {fault}"))
    }
}

impl std::error::Error for BootError {}

/// An app that passed every check.
#[must_use = "an app does nothing until it is served"]
pub struct Ready {
    pub(super) router: Router,
    pub(super) environment: Environment,
    pub(super) client_ip: ClientIpSource,
    pub(super) limits: Limits,
    /// The longest time that a route takes.
    pub(super) longest: Duration,
    pub(super) table: String,
    pub(super) report: String,
}

impl fmt::Debug for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ready").field("environment", &self.environment).finish_non_exhaustive()
    }
}

impl Ready {
    /// The finished router, to wrap in tower layers; they stand outside the gate. Serve it with
    /// `into_make_service_with_connect_info::<SocketAddr>()`, or no client has an address. What bounds connections
    /// ([`Limits`]) is of [`Ready::serve`]; who serves the router bounds them.
    pub fn into_router(self) -> Router {
        self.router
    }

    /// Every control and its engine, a line each: what the app is protected with.
    pub fn report(&self) -> &str {
        &self.report
    }

    /// Every route and its policy, a line each, and every opt-out with its reason.
    pub fn table(&self) -> &str {
        &self.table
    }
}

impl App {
    /// Checks everything that can be checked without a request.
    ///
    /// # Errors
    /// Every fault at once.
    pub async fn build(mut self) -> Result<Ready, BootError> {
        let mut faults = std::mem::take(&mut self.faults);
        self.check_identity(&mut faults);
        self.check_admins(&mut faults);
        for placed in &self.placed {
            self.check_route(&placed.route, &mut faults);
            let (policy, shapes) = (placed.route.policy, placed.route.shapes);
            let found = ambiguities(policy, shapes, placed.path);
            faults.extend(found.into_iter().map(|fault| format!("the route `{}`: {fault}", policy.name)));
            if placed.by_hand {
                places::check_by_hand(placed, &mut faults);
            }
        }
        places::check_paths(&self.placed, &mut faults);
        let tables = self.tables();
        places::check_row_types(&tables, &mut faults);
        places::check_grants(&self.placed, &tables, &mut faults);
        let before = faults.len();
        self.check_tables(&mut faults).await;
        // Policies are compared on tables that are as declared; on others, one fault would be told twice.
        if faults.len() == before {
            self.check_row_security(&mut faults).await;
        }
        if let Some(accounts) = &self.accounts {
            faults.extend(accounts.table_faults().await);
        }
        if self.environment == Environment::Production {
            faults.extend(self.origins.in_clear().map(|origin| {
                format!("pages of `{origin}` may read answers, and anybody on their way can put a script into them; use `https`")
            }));
        }
        self.check_webhooks(&mut faults).await;
        let client_ip = self.check_client_ip(&mut faults);
        let files = self.open_uploads(&mut faults);
        #[cfg(feature = "egress")]
        self.open_egress(&mut faults);
        #[cfg(feature = "exec")]
        self.judge_programs(&mut faults);
        if !faults.is_empty() {
            return Err(BootError(faults));
        }
        let report = report::render(&self, &client_ip);
        let cursors = self.cursor_key.take().or_else(CursorKey::random);
        let cursors = cursors.ok_or("no key for cursors could be made")?;
        Ok(self.assemble(client_ip, cursors, files, report))
    }

    /// The source of the client's address. In production it is said, because a wrong one counts everybody as one, or lets
    /// everybody choose.
    fn check_client_ip(&mut self, faults: &mut Vec<String>) -> ClientIpSource {
        let source = match self.client_ip.take() {
            Some(source) => Ok(Some(source)),
            None => ClientIpSource::from_env(),
        };
        match source {
            Ok(Some(source)) => return source,
            Ok(None) if self.environment == Environment::Development => {}
            Ok(None) => faults.push(
                "production must say where a client's address comes from; set CLIENT_IP to `socket`, or behind a proxy to \
                 `forwarded` or `x-forwarded-for` with its networks in CLIENT_IP_TRUSTED"
                    .to_owned(),
            ),
            Err(fault) => faults.push(fault.to_string()),
        }
        ClientIpSource::socket()
    }

    /// The store of files, where the app is given a folder and the folder is fit.
    fn open_uploads(&self, faults: &mut Vec<String>) -> Option<Arc<FileStore>> {
        let taking =
            self.placed.iter().filter(|placed| placed.route.shapes.iter().any(|shape| shape.takes_files()));
        let largest = taking.map(|placed| placed.route.policy.body_limit).max();
        match self.uploads.as_ref()?.open(largest.unwrap_or(0)) {
            Ok(store) => Some(Arc::new(store)),
            Err(found) => {
                faults.extend(found);
                None
            }
        }
    }

    fn check_identity(&self, faults: &mut Vec<String>) {
        let mut names = HashSet::new();
        for issuer in &self.issuers {
            faults.extend(issuer.faults());
            if issuer.ring.is_ephemeral() && self.environment == Environment::Production {
                faults.push(
                    "an ephemeral key signs tokens, and this is production; make a key by `KeyRing::make_key` and give the \
                     ring of its folder, `KeyRing::from_directory`"
                        .to_owned(),
                );
            }
            if !names.insert(issuer.name()) {
                faults.push(format!(
                    "two issuers are called `{}`; a token names the one whose keys verify it, so give one issuer with all its keys",
                    issuer.name()
                ));
            }
            for role in issuer.mapped_roles() {
                self.check_role(role, "an issuer's mapping", faults);
            }
        }
    }

    /// Whoever registers administers no accounts.
    fn check_admins(&self, faults: &mut Vec<String>) {
        let (Some(accounts), Some(roles)) = (&self.accounts, &self.roles) else { return };
        let newcomers = accounts.newcomers(*roles);
        // What works with accounts and asks for a role administers them; no handler of an app takes what those routes take.
        let desk =
            |shape: &InputShape| shape.service.is_some_and(|service| (service.id)() == TypeId::of::<Desk>());
        let administers = self.placed.iter().find_map(|placed| match placed.route.policy.access {
            Access::Roles(admins) if placed.route.shapes.iter().any(desk) => {
                admins.iter().find(|admin| newcomers.holds(**admin))
            }
            _ => None,
        });
        faults.extend(administers.map(|role| {
            format!(
                "whoever registers holds the role `{}`, which administers accounts; give `administered_by` a role that no newcomer has",
                role.name()
            )
        }));
    }

    fn check_role(&self, role: RoleRef, place: &str, faults: &mut Vec<String>) {
        match &self.roles {
            None => faults.push(format!(
                "{place} names the role `{}`, and the app has no roles; write `.roles::<Role>()`",
                role.name()
            )),
            Some(table) if !table.is_of(role) => faults.push(format!(
                "{place} names the role `{}` of an enum that is not the app's; nobody could ever hold it",
                role.name()
            )),
            Some(_) => {}
        }
    }

    fn check_route(&self, route: &Mounted, faults: &mut Vec<String>) {
        let policy = route.policy;
        let place = format!("the route `{}`", policy.name);
        quotas::check(policy, &place, faults);
        if let Access::Roles(roles) = policy.access {
            roles.iter().for_each(|role| self.check_role(*role, &place, faults));
        }
        policy.or_roles.iter().for_each(|role| self.check_role(*role, &place, faults));
        if policy.access.asks_for_a_token() && self.issuers.is_empty() {
            faults.push(format!(
                "{place} asks for a caller, and the app takes tokens of no issuer; write `.issuer(…)`"
            ));
        }
        for shape in route.shapes {
            if let Some(service) = shape.service
                && !self.services.contains_key(&(service.id)())
            {
                faults.push(format!(
                    "{place} takes the service `{}`, and the app has none; write `.service(…)`",
                    (service.name)()
                ));
            }
            if shape.files.is_some() && self.uploads.is_none() {
                faults.push(format!(
                    "{place} takes or reads files, and the app has no folder for them; write `.uploads(UploadFolder::at(\"/…\"))`"
                ));
            }
            if shape.database && self.database.is_none() {
                faults.push(format!("{place} runs SQL, and the app has no database; write `.database(…)`"));
            }
            if let (Some(row), None) = (shape.row, &self.sealing)
                && row.table.seals()
            {
                faults.push(format!(
                    "{place} takes rows of `{}`, which has sealed columns, and the app has no keys for them; write \
                     `.sealing(SealingKeys::from_directory(\"sealing-keys\")?)`, whose keys `SealingKeys::make_key` makes",
                    row.table.name
                ));
            }
            if let (Some(row), None) = (shape.row, &self.database) {
                faults.push(format!(
                    "{place} takes rows of `{}`, and the app has no database; write `.database(…)`",
                    row.table.name
                ));
            }
        }
    }

    /// Every table that a route reaches: its own, those that lead to its owner, those that it refers to.
    pub(super) fn tables(&self) -> Vec<&'static Table> {
        let rows = self.placed.iter().flat_map(|placed| placed.route.shapes).filter_map(|shape| shape.row);
        Table::all_from(rows.map(|row| row.table))
    }

    /// Every declared table has every declared column.
    async fn check_tables(&self, faults: &mut Vec<String>) {
        let Some(database) = &self.database else { return };
        // Two row types may declare one table; what both say is said once.
        let mut found = Vec::new();
        for table in self.tables() {
            for told in [database.table_faults(table).await, database.grants_faults(table).await] {
                match told {
                    Ok(told) => found.extend(told),
                    Err(refusal) => {
                        found.push(format!("the table `{}` could not be read: {refusal}", table.name));
                    }
                }
            }
        }
        found.sort();
        found.dedup();
        faults.append(&mut found);
    }
}
