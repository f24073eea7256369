//! What the parameters of a route reach, made when the app starts; and what the statements of a request run on.
//!
//! Floor 12.

use std::sync::Arc;

use axum::response::Response;

use crate::database::{Engine, Owner, Session};
use crate::policy::{RoutePolicy, RowRule};
use crate::problem::Problem;
use crate::proof::Passed;
use crate::reach::{Plan, Reach, Reached, Under, Whose};
use crate::route::{InputShape, RowShape};

/// What each parameter reaches that is a row or rows.
pub(crate) fn plans(
    policy: &RoutePolicy,
    shapes: &[InputShape],
    path: &str,
    engine: Engine,
) -> Arc<[Option<Plan>]> {
    let plan = |(position, shape): (usize, &InputShape)| {
        let row = shape.row?;
        let (whose, lifts) = whose(policy, position, &row, shape.writes)?;
        let under = above(policy, shapes, path, position);
        let tenant = !policy.waives("waive_tenant");
        let reached = |whose| Reached::new(row.table, engine, Reach { whose, tenant }, under.clone());
        let lifted = (lifts && !policy.or_roles.is_empty()).then(|| reached(Whose::Every));
        Some(Plan { caller: reached(whose), lifted })
    };
    shapes.iter().enumerate().map(plan).collect()
}

/// Whose rows a parameter reaches, and whether `or_role` lifts that. What no rule names reaches nothing.
fn whose(policy: &RoutePolicy, position: usize, row: &RowShape, writes: bool) -> Option<(Whose, bool)> {
    let named = |rules: &[RowRule]| rules.iter().find(|rule| rule.parameter == position).copied();
    if let Some(rule) = named(policy.owns) {
        // The whole path admits every owner; the path of one of several admits that one.
        let several = matches!(row.table.owner, Owner::Columns([_, _, ..]));
        let column = (several && rule.path != row.table.owner_path).then_some(rule.path);
        // A level that only reads opens nothing to what writes, whatever the attribute says.
        let level = policy.or_grant.and_then(|level| row.table.level(level));
        let grant =
            level.filter(|level| !writes || row.table.levels().get(*level).is_some_and(|level| level.writes));
        return Some((Whose::Own { column, grant }, true));
    }
    if named(policy.all_rows).is_some() {
        return Some((Whose::Every, false));
    }
    if named(policy.reads).is_some() {
        return Some((Whose::Public, false));
    }
    // Rows that are put in are nobody's, or the caller's own.
    named(policy.inserts).map(|_| (Whose::Own { column: None, grant: None }, false))
}

/// The other rows of the route that the path names, below which a row must be.
fn above(policy: &RoutePolicy, shapes: &[InputShape], path: &str, position: usize) -> Vec<Under> {
    let parameters: Vec<&str> =
        path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}')).collect();
    let place = |rule: &RowRule| {
        let key = shapes.get(rule.parameter)?.row?.table.key;
        let long = format!("{}_{key}", rule.name);
        let at = |name: &str| parameters.iter().position(|parameter| *parameter == name);
        at(&long).or_else(|| at(key))
    };
    let own = policy.owns.iter().find(|rule| rule.parameter == position).and_then(place);
    let others = policy.owns.iter().filter(|rule| rule.parameter != position);
    others
        .filter_map(|rule| {
            let row = shapes.get(rule.parameter)?.row.filter(|row| row.single)?;
            let at = place(rule)?;
            let parameter = (*parameters.get(at)?).to_owned();
            let before = own.is_none_or(|own| at < own);
            Some(Under { table: row.table.name, parameter, before })
        })
        .collect()
}

/// What the statements of a request run on: in one transaction where a parameter asks for it.
pub(super) fn session(passed: &Passed, shapes: &[InputShape]) -> Option<Session> {
    if !shapes.iter().any(|shape| shape.row.is_some() || shape.database) {
        return None;
    }
    let engines = &passed.engines;
    let database = engines.database.as_ref()?;
    let settings = match engines.row_security {
        true => engines.settings(passed.arrival.principal(), Some(&lifted(passed))),
        false => None,
    };
    Some(match shapes.iter().any(|shape| shape.transaction) {
        true => Session::together(database, settings, shapes.iter().any(|shape| shape.writes)),
        false => Session::alone(database, settings),
    })
}

/// The tables whose owner does not bind this caller on this route, for PostgreSQL's own policies.
fn lifted(passed: &Passed) -> String {
    if passed.policy.waives("waive_query") {
        return "*".to_owned();
    }
    let lifts = passed.roles().holds_any(passed.policy.or_roles);
    let reached = passed.rows.iter().flatten().map(|plan| match &plan.lifted {
        Some(lifted) if lifts => lifted,
        _ => &plan.caller,
    });
    let mut tables: Vec<&str> = reached
        .filter(|reached| reached.reach.whose == Whose::Every)
        .map(|reached| reached.table.name)
        .collect();
    tables.sort_unstable();
    tables.dedup();
    tables.join(",")
}

/// Commits what was written where the reply is a success, and undoes it where it is not.
pub(super) async fn settle(passed: &Passed, reply: Result<Response, Problem>) -> Result<Response, Problem> {
    let Some(session) = &passed.session else { return reply };
    let status = reply.as_ref().map(Response::status);
    if status.is_ok_and(|status| status.is_success() || status.is_redirection()) {
        session.commit().await?;
    } else {
        session.roll_back().await;
    }
    reply
}
