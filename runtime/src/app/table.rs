//! The routes and their policies as a table that a person reads.
//!
//! Floor 13.

use super::{App, Placed};
use crate::input::Holding;
use crate::policy::{Access, InputWaiver, Quotas, RoutePolicy, RowRule};

/// A line for each route, then what each reaches outside, then each opt-out with its reason.
pub(super) fn render(app: &App) -> String {
    let mut rows = vec![["METHOD", "PATH", "WHO", "ROWS", "RATE", "HANDLER"].map(str::to_owned)];
    for placed in &app.placed {
        let policy = placed.route.policy;
        rows.push([
            placed.method.to_string(),
            placed.path.to_owned(),
            who(policy),
            reached(placed),
            rate(policy),
            policy.name.to_owned(),
        ]);
    }
    let mut widths = [0; 6];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    for line in capabilities(app).into_iter().chain(opt_outs(app)) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// What routes reach outside of the app.
fn capabilities(app: &App) -> Vec<String> {
    let mut lines = Vec::new();
    #[cfg(feature = "egress")]
    lines.extend(app.egress_lines());
    lines.extend(super::programs::started(app));
    lines
}

fn who(policy: &RoutePolicy) -> String {
    let who = match policy.access {
        Access::Public => "public".to_owned(),
        Access::Authenticated => "authenticated".to_owned(),
        Access::Webhook(sender) => format!("webhook {sender}"),
        Access::Roles(roles) => roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(" | "),
    };
    policy.scope.map_or(who.clone(), |scope| format!("{who} & scope {scope}"))
}

fn reached(placed: &Placed) -> String {
    let policy = placed.route.policy;
    let within = |rule: &RowRule| {
        let row = placed.route.shapes.get(rule.parameter).and_then(|shape| shape.row);
        match row.and_then(|row| row.table.within()).filter(|_| !policy.waives("waive_tenant")) {
            Some(tenant) => format!(" within {tenant}"),
            None => String::new(),
        }
    };
    let owned = policy.owns.iter().map(|rule| format!("own {} by {}{}", rule.name, rule.path, within(rule)));
    let all = policy.all_rows.iter().map(|rule| format!("all {}{}", rule.name, within(rule)));
    let reads = policy.reads.iter().map(|rule| format!("public {}", rule.name));
    let inserts = policy.inserts.iter().map(|rule| format!("new {}", rule.name));
    let mut reached: Vec<String> = owned.chain(all).chain(reads).chain(inserts).collect();
    reached.extend(policy.or_grant.map(|level| format!("granted {level}")));
    reached.extend(policy.or_roles.iter().map(|role| format!("any for {}", role.name())));
    if reached.is_empty() { "-".to_owned() } else { reached.join(", ") }
}

pub(super) fn rate(policy: &RoutePolicy) -> String {
    match policy.quotas {
        Quotas::Default => "default".to_owned(),
        Quotas::Waived => "waived".to_owned(),
        Quotas::Declared(quotas) => {
            quotas.iter().map(|quota| quota.text(&policy.access)).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Every opt-out with its reason.
pub(super) fn opt_outs(app: &App) -> Vec<String> {
    let mut lines = Vec::new();
    for placed in &app.placed {
        let name = placed.route.policy.name;
        let waivers = placed.route.policy.waivers.iter();
        lines.extend(waivers.map(|waiver| format!("{} on `{name}`: {}", waiver.key, waiver.reason)));
        for shape in placed.route.shapes {
            list_waived(name, shape.waived, &mut lines);
            let table = shape.row.map(|row| row.table);
            let columns = table.into_iter().flat_map(|table| {
                table.no_secrets.iter().map(|(column, reason)| (table.name, column, reason))
            });
            lines.extend(columns.map(|(table, column, reason)| {
                format!("waive_secret of `{table}.{column}` on `{name}`: {reason}")
            }));
        }
    }
    for (service, holds) in &app.holds {
        list_held(service, "", holds, &mut lines);
    }
    lines.extend(app.origins.names().map(|origin| format!("read by pages of {origin}")));
    lines.extend(app.headers.reasons().iter().map(|(header, reason)| format!("loosened {header}: {reason}")));
    lines.extend(app.systems.iter().map(|reason| format!("rows without a caller: {reason}")));
    lines.extend(app.beside.iter().map(|(_, reason)| format!("plain axum beside the gate: {reason}")));
    lines
}

/// What a service holds for a reason, however deep.
fn list_held(service: &str, path: &str, holds: &[Holding], lines: &mut Vec<String>) {
    for holding in holds {
        let path =
            if path.is_empty() { holding.field.to_owned() } else { format!("{path}.{}", holding.field) };
        if !holding.reason.is_empty() {
            lines.push(format!("service `{service}` holds `{path}`: {}", holding.reason));
        }
        list_held(service, &path, holding.within, lines);
    }
}

/// What an input waives, however deep.
fn list_waived(route: &str, waivers: &[InputWaiver], lines: &mut Vec<String>) {
    for waiver in waivers {
        if !waiver.reason.is_empty() {
            lines.push(format!("waive_input of `{}` on `{route}`: {}", waiver.input, waiver.reason));
        }
        let fields = waiver.no_secrets.iter();
        lines.extend(fields.map(|(field, reason)| {
            format!("waive_secret of `{}.{field}` on `{route}`: {reason}", waiver.input)
        }));
        list_waived(route, waiver.within, lines);
    }
}
