//! What the parameters of a route reach, made when the app starts; and what the statements of a request run on.
//!
//! Floor 12.

use std::sync::Arc;

use axum::response::Response;

use super::webhook;
use crate::database::{Engine, Owner, Session};
use crate::policy::{RoutePolicy, RowRule};
use crate::problem::Problem;
use crate::proof::Passed;
use crate::reach::{Plan, Reach, Reached, Under, Whose};
use crate::route::{InputShape, RowShape};
use crate::row_security::Lifts;
use crate::uploads::Ended;

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
    // A set has no place of its own in the path: all that is named there comes before it.
    let single = shapes.get(position).and_then(|shape| shape.row).is_some_and(|row| row.single);
    let own = policy.owns.iter().find(|rule| single && rule.parameter == position).and_then(place);
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

/// What cannot be told of rows that stand beside others in one path, in words.
pub(crate) fn ambiguities(policy: &RoutePolicy, shapes: &[InputShape], path: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (position, row) in shapes.iter().enumerate().filter_map(|(at, shape)| Some((at, shape.row?.table))) {
        for under in above(policy, shapes, path, position) {
            if let Err(columns) = under.referring(row) {
                let (first, parameter) = (columns.first().copied().unwrap_or_default(), &under.parameter);
                faults.push(format!(
                    "several columns of `{}` refer to `{}`, and `{{{parameter}}}` of the path says for none of them that rows go \
                     there; call the parameter of the path as the column, such as `{{{first}}}`",
                    row.name, under.table
                ));
            }
        }
    }
    faults
}

/// What the statements of a request run on: in one transaction where a parameter asks for it.
pub(super) fn session(passed: &Passed, shapes: &[InputShape]) -> Option<Arc<Session>> {
    if !shapes.iter().any(|shape| shape.row.is_some() || shape.database) {
        return None;
    }
    let engines = &passed.engines;
    let database = engines.database.as_ref()?;
    let settings = engines.settings(passed.arrival.principal(), || lifts(passed, shapes));
    Some(Arc::new(match shapes.iter().any(|shape| shape.transaction) {
        true => Session::together(database, settings, shapes.iter().any(|shape| shape.writes)),
        false => Session::alone(database, settings),
    }))
}

/// What binds this caller on this route less than the owner of a row does, for PostgreSQL's own policies.
fn lifts(passed: &Passed, shapes: &[InputShape]) -> Lifts {
    let policy = passed.policy;
    if policy.waives("waive_query") {
        return Lifts::everything();
    }
    let mut lifts = Lifts::default();
    if policy.waives("waive_tenant") {
        lifts.every_tenant();
    }
    let holds = passed.roles().holds_any(policy.or_roles);
    for (shape, plan) in shapes.iter().zip(passed.rows.iter()) {
        let Some(plan) = plan else { continue };
        let reached = plan.lifted.as_ref().filter(|_| holds).unwrap_or(&plan.caller);
        let table = reached.table;
        lifts.reaching(table, reached.reach, &reached.under, shape.writes);
        // Who owns a row may list its grants, which their own policies show to the grantees alone.
        if let (Some(grants), true) = (table.grants, shape.row.is_some_and(|row| row.single)) {
            lifts.reading(grants.table);
        }
    }
    for rule in policy.inserts {
        let row = shapes.get(rule.parameter).and_then(|shape| shape.row);
        row.into_iter().for_each(|row| lifts.inserting(row.table.name));
    }
    lifts
}

/// Commits what was written where the reply is a success, and undoes it where it is not; files go with the rows that name them.
pub(super) async fn settle(passed: &Passed, reply: Result<Response, Problem>) -> Result<Response, Problem> {
    let status = reply.as_ref().map(Response::status);
    let success = status.is_ok_and(|status| status.is_success() || status.is_redirection());
    if let Some(session) = &passed.session {
        if success {
            passed.files.committing();
            let committed = match passed.take_claim() {
                Some(claim) => webhook::commit(Arc::clone(session), claim).await,
                None => session.commit().await,
            };
            if let Err(refusal) = committed {
                // A connection that is lost while it commits leaves open whether it did.
                let failed = refusal.status().is_client_error();
                passed.files.settle(if failed { Ended::Failure } else { Ended::Unknown }).await;
                return Err(refusal.into());
            }
        } else {
            session.roll_back().await;
        }
    }
    passed.files.settle(if success { Ended::Success } else { Ended::Failure }).await;
    reply
}
