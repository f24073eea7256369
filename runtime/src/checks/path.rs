//! The parameters of a path, against what the handler reads.
//!
//! Floor 11.

use super::Fault;
use crate::const_text::{ConstText, same};
use crate::input::header_is_vetted;
use crate::policy::RowRule;
use crate::route::InputShape;

impl Fault {
    /// Asks whether the path says which row the parameter is.
    pub const fn of_id(shape: &InputShape, parameter: &str, path: &[&str], single_rows: usize) -> Self {
        let text = ConstText::new();
        let Some(row) = shape.row else { return Self(text) };
        if row_is_identified(shape, parameter, path, single_rows) {
            return Self(text);
        }
        let text = text.text("ownership: the path does not say which row `").text(parameter);
        Self(text.text("` is; write `{").text(parameter).text("_").text(row.table.key).text("}` in it"))
    }

    /// Asks what a parameter takes of the body, where it takes files, of the headers, and of the path where the attribute has one.
    pub const fn of_parameter(shape: &InputShape, path: Option<&[&str]>, body_limit: usize) -> Self {
        let text = ConstText::new();
        if let Some(file) = shape.files
            && file.size >= body_limit
        {
            let text = text.text("input: `").text(file.field).text("` may be of ").text(file.written);
            return Self(text.text(
                ", and the route takes no body as large; write `body_limit` in its attribute, somewhat above the largest file",
            ));
        }
        if !headers_are_vetted(shape) {
            return Self(text.text(
                "input: the credential and the forwarding headers are not for a handler; take `Principal` or `ClientIp`",
            ));
        }
        if shape.writes
            && let Some(row) = shape.row
            && let Some(table) = row.table.framework_table_written()
        {
            let text = text
                .text("access: `")
                .text(table)
                .text("` says who may call, and the routes of accounts alone write to it");
            return Self(text.text("; read it by `Owned<T>` or `OwnedSet<T>`, and mount `identity::routes()` for what changes it"));
        }
        match path {
            Some(path) if !path_has_fields(shape, path) => Self(text.text(
                "input: a field of this type is no parameter of the path; name the fields as the path does",
            )),
            _ => Self(text),
        }
    }
}

/// Whether `name` is `parameter`, `_` and `key` put together.
const fn is_joined(name: &str, parameter: &str, key: &str) -> bool {
    let (mut name, mut parameter) = (name.as_bytes(), parameter.as_bytes());
    while let ([left, rest @ ..], [right, others @ ..]) = (name, parameter) {
        if *left != *right {
            return false;
        }
        name = rest;
        parameter = others;
    }
    match (name, parameter) {
        ([b'_', rest @ ..], []) => match std::str::from_utf8(rest) {
            Ok(rest) => same(rest, key),
            Err(_) => false,
        },
        _ => false,
    }
}

const fn contains(mut names: &[&str], name: &str) -> bool {
    while let [first, rest @ ..] = names {
        if same(first, name) {
            return true;
        }
        names = rest;
    }
    false
}

/// How many of the parameters are one row each.
pub const fn single_rows(mut shapes: &[InputShape]) -> usize {
    let mut count = 0;
    while let [shape, rest @ ..] = shapes {
        if let Some(row) = shape.row
            && row.single
            && !row.table.one_per_owner
        {
            count += 1;
        }
        shapes = rest;
    }
    count
}

/// Whether the path says which row the parameter is: `{order_id}`, or `{id}` where there is one row. Sets of
/// rows need no id.
pub(crate) const fn row_is_identified(
    shape: &InputShape,
    parameter: &str,
    path: &[&str],
    single_rows: usize,
) -> bool {
    let Some(row) = shape.row else { return true };
    if !row.single || row.table.one_per_owner || (single_rows == 1 && contains(path, row.table.key)) {
        return true;
    }
    contains_joined(path, parameter, row.table.key)
}

/// Whether the path has the long name of a row's id.
const fn contains_joined(mut path: &[&str], parameter: &str, key: &str) -> bool {
    while let [name, rest @ ..] = path {
        if is_joined(name, parameter, key) {
            return true;
        }
        path = rest;
    }
    false
}

/// Whether one parameter of the handler reads the parameter `name` of the path. Where a row is not identified, `name`
/// may be what was meant to identify it, and that is the fault to report.
pub const fn parameter_is_read(shapes: &[InputShape], rules: &[RowRule], path: &[&str], name: &str) -> bool {
    let mut rest_of_shapes = shapes;
    let mut position = 0;
    while let [shape, rest @ ..] = rest_of_shapes {
        let reads = match (shape.row, shape.path) {
            _ if !shape.known => true,
            (Some(row), _) if row.single && !row.table.one_per_owner => {
                let mut identifies = false;
                let mut rules = rules;
                while let [rule, others @ ..] = rules {
                    if rule.parameter == position
                        && (is_joined(name, rule.name, row.table.key)
                            // The short name reads nothing where the long one stands too.
                            || (same(name, row.table.key)
                                && single_rows(shapes) == 1
                                && !contains_joined(path, rule.name, row.table.key))
                            || !row_is_identified(shape, rule.name, path, single_rows(shapes)))
                    {
                        identifies = true;
                    }
                    rules = others;
                }
                identifies
            }
            (_, Some(fields)) => contains(fields, name),
            (_, None) => true,
        };
        if reads {
            return true;
        }
        rest_of_shapes = rest;
        position += 1;
    }
    false
}

/// Whether every field of a `Valid<Path<T>>` is a parameter of the path.
const fn path_has_fields(shape: &InputShape, path: &[&str]) -> bool {
    let Some(mut fields) = shape.path else { return true };
    while let [field, rest @ ..] = fields {
        if !contains(path, field) {
            return false;
        }
        fields = rest;
    }
    true
}

/// Whether a `Valid<Headers<T>>` reads only what a handler may read.
const fn headers_are_vetted(shape: &InputShape) -> bool {
    let mut fields = shape.headers;
    while let [field, rest @ ..] = fields {
        if !header_is_vetted(field) {
            return false;
        }
        fields = rest;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_parameter_and_key() {
        assert!(is_joined("order_id", "order", "id"));
        for (name, parameter, key) in [
            ("order_id", "orders", "id"),
            ("order_id", "order", "key"),
            ("orderid", "order", "id"),
            ("order", "order", "id"),
            ("", "", "id"),
        ] {
            assert!(!is_joined(name, parameter, key), "{name}");
        }
    }
}
