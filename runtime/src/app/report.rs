//! What an app is protected with, as a list that a person reads at its start: each control and its engine.
//!
//! Floor 13. Beside the route table, which says what each route declares.

use super::{App, Environment, RowSecurity};
use crate::client_ip::ClientIpSource;
use crate::database::Engine;
use crate::limits::open_files;
use crate::policy::{Access, Quotas};

/// A line for each control.
pub(super) fn render(app: &App, client_ip: &ClientIpSource) -> String {
    let lines = lines(app, client_ip);
    let width = lines.iter().map(|(control, _)| control.len()).max().unwrap_or_default();
    lines.iter().map(|(control, engine)| format!("{control:width$}  {engine}\n")).collect()
}

fn lines(app: &App, client_ip: &ClientIpSource) -> Vec<(&'static str, String)> {
    vec![
        ("environment", environment(app.environment)),
        ("routes", routes(app)),
        ("client address", client_ip.to_string()),
        ("connections", connections(app)),
        ("slow clients", slow_clients(app)),
        ("headers", headers(app)),
        ("origins", origins(app)),
        ("problems", problems(app)),
        ("tokens", tokens(app)),
        ("accounts", accounts(app)),
        ("quotas", quotas(app)),
        ("rows", rows(app)),
        ("second lock", second_lock(app)),
        ("cursors", cursors(app)),
        ("sealing", sealing(app)),
        ("uploads", uploads(app)),
        ("webhooks", webhooks(app)),
        #[cfg(feature = "egress")]
        ("egress", app.egress_report()),
        ("programs", super::programs::report(app)),
        ("events", "portcullis::event through `tracing`, counters through `metrics`".to_owned()),
        ("opt-outs", opt_outs(app)),
    ]
}

fn environment(environment: Environment) -> String {
    match environment {
        Environment::Production => "production",
        Environment::Development => {
            "development: listens on loopback only, takes keys that die with the process"
        }
    }
    .to_owned()
}

fn routes(app: &App) -> String {
    let public =
        app.placed.iter().filter(|placed| matches!(placed.route.policy.access, Access::Public)).count();
    let beside = match app.beside.len() {
        0 => "nothing beside the gate".to_owned(),
        routers => format!("{routers} routers of plain axum beside the gate"),
    };
    format!("{} behind the gate, {public} of them public; {beside}", app.placed.len())
}

fn connections(app: &App) -> String {
    let limits = &app.limits;
    format!(
        "{} at once, {} of one address; {} requests at once",
        limits.connections_within(open_files()),
        limits.connections_by_address,
        limits.in_flight
    )
}

fn slow_clients(app: &App) -> String {
    let limits = &app.limits;
    format!(
        "head {:?}, stall {:?}, age {:?}, drain {:?}; {} bodies of one address are waited for",
        limits.head, limits.stall, limits.age, limits.drain, limits.slow_bodies_by_address
    )
}

fn headers(app: &App) -> String {
    match app.headers.reasons() {
        [] => "the strictest of the OWASP Secure Headers Project".to_owned(),
        loosened => {
            let names: Vec<_> = loosened.iter().map(|(header, _)| *header).collect();
            format!("OWASP Secure Headers Project, loosened: {}", names.join(", "))
        }
    }
}

fn origins(app: &App) -> String {
    let names: Vec<_> = app.origins.names().collect();
    if names.is_empty() { "pages of no other origin read answers".to_owned() } else { names.join(", ") }
}

fn problems(app: &App) -> String {
    match app.problems {
        None => "RFC 9457",
        Some(_) => "rendered by the app, which is told status, type and id",
    }
    .to_owned()
}

fn tokens(app: &App) -> String {
    if app.issuers.is_empty() {
        return "none are taken".to_owned();
    }
    let issuers = app.issuers.iter().map(|issuer| {
        let keys = if issuer.ring.is_ephemeral() { ", by a key that dies with the process" } else { "" };
        let whose = if issuer.is_own() { "own" } else { "outside" };
        format!("{} ({whose}{keys})", issuer.name())
    });
    issuers.collect::<Vec<_>>().join(", ")
}

fn accounts(app: &App) -> String {
    match &app.accounts {
        None => "none of its own".to_owned(),
        Some(_) => {
            "sessions asked after at every request; passwords by Argon2id on threads of their own".to_owned()
        }
    }
}

fn quotas(app: &App) -> String {
    let waived =
        app.placed.iter().filter(|placed| matches!(placed.route.policy.quotas, Quotas::Waived)).count();
    let waived = if waived == 0 { String::new() } else { format!(", waived on {waived} routes") };
    format!(
        "in this process, {} keys each; by default {} in {} s{waived}; {} failed credentials a minute by address",
        app.quota_keys, app.default_quota.limit, app.default_quota.seconds, app.failed_credentials
    )
}

fn rows(app: &App) -> String {
    let Some(database) = &app.database else { return "no database".to_owned() };
    let engine = match database.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    format!("{engine}, {} tables whose statements carry their owner", app.tables().len())
}

fn second_lock(app: &App) -> String {
    let postgres = app.database.as_ref().is_some_and(|database| database.engine() == Engine::Postgres);
    match (app.row_security, postgres) {
        (RowSecurity::Required, _) => {
            "row-level security of PostgreSQL, compared with the row types at this start"
        }
        (RowSecurity::Off, true) => {
            "off; `.row_level_security(RowSecurity::Required)` lets PostgreSQL enforce owners too"
        }
        (RowSecurity::Off, false) => "off",
    }
    .to_owned()
}

fn cursors(app: &App) -> String {
    match app.cursor_key {
        Some(_) => "sealed by a key of the app",
        None => "sealed by a key that dies with the process",
    }
    .to_owned()
}

fn sealing(app: &App) -> String {
    match &app.sealing {
        Some(keys) => {
            format!("XChaCha20-Poly1305, by the key `{}` of {}", keys.sealing_id(), keys.count())
        }
        None => "no sealed columns".to_owned(),
    }
}

fn uploads(app: &App) -> String {
    match &app.uploads {
        Some(_) => "kept under random names in a folder that nothing serves",
        None => "none are taken",
    }
    .to_owned()
}

fn webhooks(app: &App) -> String {
    if app.webhooks.is_empty() {
        return "none are taken".to_owned();
    }
    let senders = app.webhooks.iter().map(|(name, keys)| format!("{name} ({})", keys.told()));
    let memory = match app.database {
        Some(_) => "calls are remembered in the database",
        None => "calls are remembered in this process",
    };
    format!("{}; {memory}", senders.collect::<Vec<_>>().join(", "))
}

fn opt_outs(app: &App) -> String {
    match super::table::opt_outs(app).len() {
        0 => "none".to_owned(),
        lines => format!("{lines}, each with its reason in the route table"),
    }
}
