//! The checks of where routes stand, and of the tables that they share.
//!
//! Floor 13. For routes that are mounted by hand these are the rules that the compiler checks for the others.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use http::Method;

use super::Placed;
use crate::checks::{parameter_is_read, row_is_identified, single_rows};
use crate::database::Table;

/// Row types of one table agree on whose a row is and on what is bound of it: what is the owner, the id or the counter in one, or refers
/// to another's row, a client could set through the other.
pub(super) fn check_row_types(tables: &[&'static Table], faults: &mut Vec<String>) {
    let mut found = BTreeSet::new();
    for (position, table) in tables.iter().enumerate() {
        for what in table.disagreements(tables.iter().skip(position + 1).copied()) {
            found.insert(format!(
                "two row types of the table `{}` name different {what}; declare both alike, or use one row type",
                table.name
            ));
        }
    }
    faults.extend(found);
}

/// Nothing but `grant` and `revoke` writes to a table of grants: whoever put in a row of it as their own would grant themselves the row
/// of another.
pub(super) fn check_grants(placed: &[Placed], tables: &[&'static Table], faults: &mut Vec<String>) {
    for route in placed.iter().map(|placed| &placed.route) {
        for written in route.shapes.iter().filter(|shape| shape.writes).filter_map(|shape| shape.row) {
            let name = written.table.name;
            let is_of = |table: &&&Table| table.grants.is_some_and(|grants| grants.table == name);
            let Some(granted) = tables.iter().find(is_of) else { continue };
            faults.push(format!(
                "the route `{}` writes to `{name}`, which says who else reaches rows of `{}`; take `OwnedMut` of that row and \
                 call `grant` or `revoke`",
                route.policy.name, granted.name
            ));
        }
    }
}

/// The names of the parameters of a path.
fn parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

/// No two routes answer the same request, and every path is one that the router takes.
pub(super) fn check_paths(placed: &[Placed], faults: &mut Vec<String>) {
    let mut seen = HashSet::new();
    let mut shapes: BTreeMap<String, &str> = BTreeMap::new();
    for Placed { method, path, route, .. } in placed {
        if !seen.insert((method, path)) {
            faults.push(format!("two routes are mounted at {method} {path}"));
        }
        let segments = path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment });
        let shape: Vec<&str> = segments.collect();
        let first = shapes.entry(shape.join("/")).or_insert(path);
        if first != path {
            faults.push(format!(
                "the paths {first} and {path} match the same requests; name their parameters alike"
            ));
        }
        if !is_path(path) {
            faults.push(format!(
                "the route `{}` is mounted at `{path}`, which is not a path",
                route.policy.name
            ));
        }
    }
}

/// What the attribute's grammar takes as a path.
fn is_path(path: &str) -> bool {
    let name = |name: &str| {
        name.starts_with(|letter: char| letter.is_ascii_lowercase() || letter == '_')
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let segment = |segment: &str| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(parameter) => name(parameter),
        None => {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()+,;=@".contains(&byte);
            !segment.is_empty() && !matches!(segment, "." | "..") && segment.bytes().all(plain)
        }
    };
    let mut names: Vec<&str> = parameters(path).collect();
    names.sort_unstable();
    let distinct = names.windows(2).all(|pair| matches!(pair, [one, other] if one != other));
    path == "/" || (distinct && path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(segment)))
}

/// The rules that the compiler checks where the attribute has method and path.
pub(super) fn check_by_hand(placed: &Placed, faults: &mut Vec<String>) {
    let Placed { method, path, route, .. } = placed;
    let place = format!("the route `{}` at {method} {path}", route.policy.name);
    if ![Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE].contains(method) {
        faults
            .push(format!("{place} is on a method that no route is on; use GET, POST, PUT, PATCH or DELETE"));
    }
    let safe = *method == Method::GET;
    if safe && route.shapes.iter().any(|shape| shape.writes) {
        faults.push(format!("{place} is given what writes, and GET promises to change nothing"));
    }
    if (safe || *method == Method::DELETE) && route.shapes.iter().any(|shape| shape.body) {
        faults.push(format!("{place} reads the body, and {method} has none"));
    }
    let names: Vec<&str> = parameters(path).collect();
    for rule in route.policy.owns {
        let Some(shape) = route.shapes.get(rule.parameter) else { continue };
        if !row_is_identified(shape, rule.name, &names, single_rows(route.shapes)) {
            let key = shape.row.map_or("id", |row| row.table.key);
            let name = rule.name;
            faults.push(format!("{place} has no `{{{name}_{key}}}` that says which row `{name}` is"));
        }
    }
    for name in &names {
        if !parameter_is_read(route.shapes, route.policy.owns, &names, name) {
            faults.push(format!("{place} has a parameter `{{{name}}}` that nothing reads"));
        }
    }
}
