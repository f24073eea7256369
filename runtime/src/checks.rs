//! Rules over the parameters of a handler and its path, for the compiler and for the start alike.
//!
//! Floor 11. All are `const`, so that the macro can assert them at the token that is at fault.

use crate::const_text::{ConstText, same};
use crate::database::{ColumnKind, Level, Owner, Published, Table};
use crate::input::header_is_vetted;
use crate::policy::{Access, RoutePolicy, RowRule};
use crate::role::admits;
use crate::route::InputShape;

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

/// What is wrong with a rule, in words that the compiler puts together from the types; nothing where it is right.
#[derive(Debug)]
pub struct Fault(ConstText<512>);

impl Fault {
    /// Compares the path that `owns` wrote with the owner that the row declares.
    pub const fn of_owner(shape: &InputShape, parameter: &str, path: &str) -> Self {
        let text = ConstText::new();
        let Some(row) = shape.row else { return Self(text) };
        let table = row.table;
        if table.owner_path.is_empty() {
            let text = text.text("ownership: nobody owns rows of `").text(table.name);
            return Self(text.text(
                "`; take `Public<T>` and `reads`, `Insert<T>` and `inserts`, or `AllRows<T>` and `all_rows`",
            ));
        }
        if same(table.owner_path, path) || names_one_of_several(table, path) {
            return Self(text);
        }
        let text = text.text("ownership: `").text(path).text("` does not own a row of `").text(table.name);
        if let Some(tenant) = table.tenant
            && same(tenant, path)
        {
            let text = text.text("`: it is the organisation, which bounds every route anyway; write `");
            return Self(text.text(parameter).text(".").text(table.owner_path).text("`"));
        }
        let text = text.text("`; its owner is `").text(table.owner_path);
        Self(text.text("`, so write `").text(parameter).text(".").text(table.owner_path).text("`"))
    }

    /// Asks whether the rows of a parameter may be read by everyone.
    pub const fn of_public(shape: &InputShape) -> Self {
        let text = ConstText::new();
        let Some(row) = shape.row else { return Self(text) };
        match row.table.published {
            Published::Everything | Published::When(_) => Self(text),
            Published::Nothing => {
                let text = text.text("ownership: nothing says that everyone may read `").text(row.table.name);
                let text =
                    text.text("`; write `public` or `public_when = \"…\"` in `#[resource(…)]`, or take ");
                match row.table.owner_path.is_empty() {
                    true => Self(text.text("`AllRows<T>` and `all_rows`")),
                    false => Self(text.text("`OwnedSet<T>` and `owns`")),
                }
            }
        }
    }

    /// Asks whether there is someone whose a row becomes that is put into a table.
    pub const fn of_insert(shape: &InputShape, public: bool) -> Self {
        let text = ConstText::new();
        let Some(row) = shape.row else { return Self(text) };
        if public && let Some(tenant) = row.table.tenant {
            let text =
                text.text("ownership: a row of `").text(row.table.name).text("` is of an organisation, `");
            let text = text.text(tenant).text("`, and a public route has no caller who could be of one");
            return Self(text.text("; write `authenticated` or `role = \"…\"` instead of `public`"));
        }
        if !public || row.table.owner_path.is_empty() {
            return Self(text);
        }
        let text = text.text("ownership: a row of `").text(row.table.name).text("` has the owner `");
        let text =
            text.text(row.table.owner_path).text("`, and a public route has no caller who could be it");
        Self(text.text("; write `authenticated` or `role = \"…\"` instead of `public`"))
    }

    /// Asks whether a level of grants leads to the rows of `owns`, and may do what the route does.
    pub const fn of_grant(shapes: &[InputShape], owns: &[RowRule], level: &str, writes: bool) -> Self {
        let text = ConstText::new();
        let mut rules = owns;
        let mut lacking = "";
        while let [rule, rest @ ..] = rules {
            rules = rest;
            let Some(shape) = nth(shapes, rule.parameter) else { continue };
            let Some(row) = shape.row else { return Self(text) };
            let mut levels = row.levels;
            if levels.is_empty() {
                lacking = row.table.name;
            }
            let mut known = false;
            while let [found, others @ ..] = levels {
                if same(found.name, level) {
                    if writes && !found.writes {
                        let text =
                            text.text("ownership: `").text(level).text("` grants of `").text(row.table.name);
                        return Self(text.text(
                            "` only read, and this route may write; name a level that writes, or put the route on `get`",
                        ));
                    }
                    known = true;
                }
                levels = others;
            }
            if !known && !row.levels.is_empty() {
                let text = text.text("ownership: `").text(level).text("` is no level of the grants of `");
                return Self(list_levels(text.text(row.table.name).text("`; its levels are "), row.levels));
            }
        }
        if lacking.is_empty() {
            return Self(text);
        }
        let text = text.text("ownership: there are no grants for rows of `").text(lacking);
        Self(text.text("`; write `grants(…)` in `#[resource(…)]` of the row type, or remove `or_grant`"))
    }

    /// Compares the owner that a row type declares through a parent with the owner of that parent.
    pub const fn of_parent(parent: Option<&Table>, own: &str, path: &str) -> Self {
        let text = ConstText::new();
        let Some(parent) = parent else { return Self(text) };
        if same(parent.owner_path, path) {
            return Self(text);
        }
        if ends_with(parent.owner_path, own) {
            let text = text.text("ownership: `").text(own).text("` leads through `").text(parent.name);
            return Self(text.text(
                "` back to itself, and so to nobody; name a column of one of the rows as its `owner`",
            ));
        }
        let text = text.text("ownership: `").text(path).text("` does not own a row of `").text(parent.name);
        if parent.owner_path.is_empty() {
            return Self(text.text("`: nobody does; name a parent that someone owns"));
        }
        Self(text.text("`; its owner is `").text(parent.owner_path).text("`, so write that after the parent"))
    }

    /// Asks whether rows can be put in the order of a column.
    pub const fn of_sorted(kind: ColumnKind, nullable: bool, name: &str) -> Self {
        let text = ConstText::new();
        let fault = text.text("ownership: `").text(name);
        match kind {
            _ if nullable => {
                Self(fault.text("` may be empty, and what is empty has no place in an order; remove `sort`"))
            }
            ColumnKind::Bytes => {
                Self(fault.text("` holds bytes, which have no order that means something; remove `sort`"))
            }
            ColumnKind::Decimal => Self(
                fault
                    .text("` is a decimal, which SQLite keeps as text and would sort as text; remove `sort`"),
            ),
            _ => Self(text),
        }
    }

    /// Asks whether a client can ask for a value of a column.
    pub const fn of_filtered(kind: ColumnKind, name: &str) -> Self {
        let text = ConstText::new();
        match kind {
            ColumnKind::Bytes => {
                let text = text.text("ownership: `").text(name);
                Self(text.text("` holds bytes, which no query can write; remove `filter`"))
            }
            _ => Self(text),
        }
    }

    /// Asks whether a column of this type holds ids of the table that it refers to.
    pub const fn of_reference(of: Option<&Table>, kind: ColumnKind, name: &str) -> Self {
        let text = ConstText::new();
        let Some(of) = of else { return Self(text) };
        let mut columns = of.columns;
        while let [column, rest @ ..] = columns {
            if same(column.name, of.key) && column.kind as u8 != kind as u8 {
                let text = text.text("ownership: `").text(name).text("` holds no ids of `").text(of.name);
                let text = text.text("`, whose `").text(of.key).text("` is a `").text(type_name(column.kind));
                return Self(text.text("`; give the column that type, or an `Option` of it"));
            }
            columns = rest;
        }
        Self(text)
    }

    /// Asks whether what is said of an owner that is NULL fits the column.
    pub const fn of_null(is_said: bool, nullable: bool, name: &str) -> Self {
        let text = ConstText::new().text("ownership: `").text(name);
        match (is_said, nullable) {
            (false, true) => Self(text.text(
                "` may be NULL, which leaves open whose such a row is; write `null = \"nobody\"`, or make the field no `Option`",
            )),
            (true, false) => Self(text.text(
                "` is never NULL, so `null = \"nobody\"` says nothing; remove it, or make the field an `Option`",
            )),
            _ => Self(ConstText::new()),
        }
    }

    /// Asks whether one of several owners is of the type of the first.
    pub const fn of_owners(first: ColumnKind, kind: ColumnKind, name: &str) -> Self {
        let text = ConstText::new();
        if first as u8 == kind as u8 {
            return Self(text);
        }
        let text = text.text("ownership: `").text(name).text("` is not of the type of the first owner, a `");
        Self(
            text.text(type_name(first))
                .text("`; all are compared with the one caller, so give them one type"),
        )
    }

    /// Asks whether a column names an organisation.
    pub const fn of_tenant(kind: ColumnKind, name: &str) -> Self {
        let text = ConstText::new();
        match kind {
            ColumnKind::Integer32 | ColumnKind::Integer | ColumnKind::Text | ColumnKind::Uuid => Self(text),
            _ => Self(text.text("ownership: `").text(name).text(
                "` of `tenant` names no organisation; make it an `i64`, `i32`, `String` or, with the feature `uuid`, a `Uuid`",
            )),
        }
    }

    /// Asks whether a column counts changes.
    pub const fn of_version(kind: ColumnKind, nullable: bool, name: &str) -> Self {
        let text = ConstText::new();
        match (kind, nullable) {
            (ColumnKind::Integer, false) => Self(text),
            _ => Self(
                text.text("ownership: `").text(name).text("` of `version` counts changes; make it an `i64`"),
            ),
        }
    }

    /// Asks whether there is an organisation to lift for the rows of a route.
    pub const fn of_waived_tenant(mut shapes: &[InputShape]) -> Self {
        let text = ConstText::new();
        let mut without = "";
        while let [shape, rest @ ..] = shapes {
            match shape.row {
                _ if !shape.known => return Self(text),
                Some(row) if row.of_tenant => return Self(text),
                Some(row) => without = row.table.name,
                None => {}
            }
            shapes = rest;
        }
        if without.is_empty() {
            return Self(text.text(
                "waive: `waive_tenant` lifts the organisation of rows, and the route takes no rows; remove it",
            ));
        }
        let text = text.text("waive: rows of `").text(without);
        Self(text.text("` are of no organisation that could be waived; remove `waive_tenant`"))
    }

    /// Asks whether a column says if a row is published.
    pub const fn of_published(kind: ColumnKind, nullable: bool, name: &str) -> Self {
        let text = ConstText::new();
        match (kind, nullable) {
            (ColumnKind::Bool, false) => Self(text),
            _ => {
                let text = text.text("ownership: `").text(name);
                Self(text.text("` of `public_when` says yes or no; make it a `bool`"))
            }
        }
    }

    /// Asks whether a row type has a column.
    pub const fn of_column(table: Option<&Table>, name: &str) -> Self {
        let text = ConstText::new();
        let Some(table) = table else { return Self(text) };
        let mut columns = table.columns;
        while let [column, rest @ ..] = columns {
            if same(column.name, name) {
                return Self(text);
            }
            columns = rest;
        }
        let text = text.text("query: the row type of `").text(table.name).text("` declares no column `");
        let mut text = text.text(name).text("`; its columns are ");
        let mut columns = table.columns;
        let mut listed = 0;
        while let [column, rest @ ..] = columns {
            if listed == 8 {
                return Self(text.text(", …"));
            }
            if listed > 0 {
                text = text.text(", ");
            }
            text = text.text("`").text(column.name).text("`");
            listed += 1;
            columns = rest;
        }
        Self(text)
    }

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

    /// Asks what a parameter takes of the headers, and of the path where the attribute has one.
    pub const fn of_parameter(shape: &InputShape, path: Option<&[&str]>) -> Self {
        let text = ConstText::new();
        if !headers_are_vetted(shape) {
            return Self(text.text(
                "input: the credential and the forwarding headers are not for a handler; take `Principal` or `ClientIp`",
            ));
        }
        match path {
            Some(path) if !path_has_fields(shape, path) => Self(text.text(
                "input: a field of this type is no parameter of the path; name the fields as the path does",
            )),
            _ => Self(text),
        }
    }

    /// Asks whether a quota can count by this field of the body.
    pub const fn of_counted(mut shapes: &[InputShape], field: &str) -> Self {
        let text = ConstText::new();
        let mut body = None;
        while let [shape, rest @ ..] = shapes {
            if !shape.known {
                return Self(text);
            }
            if shape.body {
                body = Some(shape.countable);
            }
            shapes = rest;
        }
        let text = text.text("rate: ");
        let Some(fields) = body else {
            return Self(
                text.text("no parameter reads the body, so there is no `")
                    .text(field)
                    .text("` to count by; take `Valid<Json<T>>`, or count by `ip` or `user`"),
            );
        };
        let mut rest = fields;
        while let [(name, countable), others @ ..] = rest {
            if same(name, field) {
                if *countable {
                    return Self(ConstText::new());
                }
                let text =
                    text.text("`").text(field).text("` of the body is no single word or number to count by");
                return Self(text.text("; count by a text, a whole number or a bool"));
            }
            rest = others;
        }
        let mut text = text.text("the body has no field `").text(field).text("`; ");
        if fields.is_empty() {
            return Self(text.text("take it as `Valid<Json<T>>` with the field in `T`"));
        }
        text = text.text("it has ");
        let mut rest = fields;
        let mut listed = 0;
        while let [(name, _), others @ ..] = rest {
            if listed == 5 {
                return Self(text.text(", …"));
            }
            if listed > 0 {
                text = text.text(", ");
            }
            text = text.text("`").text(name).text("`");
            listed += 1;
            rest = others;
        }
        Self(text)
    }

    /// Stops the compiler at the place of this call where there is a fault, with its words.
    #[track_caller]
    pub const fn raise(self) {
        require(self.0.as_str().is_empty(), self.0.as_str());
    }
}

/// Whether a path ends with the whole of another.
const fn ends_with(path: &str, end: &str) -> bool {
    let (path, end) = (path.as_bytes(), end.as_bytes());
    let Some(start) = path.len().checked_sub(end.len()) else { return false };
    let (before, last) = path.split_at(start);
    if !matches!(before, [] | [.., b'.']) {
        return false;
    }
    let (mut left, mut right) = (last, end);
    while let ([one, rest @ ..], [other, others @ ..]) = (left, right) {
        if *one != *other {
            return false;
        }
        (left, right) = (rest, others);
    }
    true
}

/// What a field of a column is called in Rust.
const fn type_name(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Integer16 => "i16",
        ColumnKind::Integer32 => "i32",
        ColumnKind::Integer => "i64",
        ColumnKind::Bool => "bool",
        ColumnKind::Real => "f64",
        ColumnKind::Text => "String",
        ColumnKind::Bytes => "Vec<u8>",
        ColumnKind::Uuid => "Uuid",
        ColumnKind::Timestamp => "DateTime<Utc>",
        ColumnKind::Date => "NaiveDate",
        ColumnKind::Decimal => "Decimal",
    }
}

/// Whether a path names one of several owners of a row.
const fn names_one_of_several(table: &Table, path: &str) -> bool {
    let Owner::Columns(mut owners) = table.owner else { return false };
    if owners.len() < 2 {
        return false;
    }
    while let [owner, rest @ ..] = owners {
        if same(owner.column, path) {
            return true;
        }
        owners = rest;
    }
    false
}

const fn nth(mut shapes: &[InputShape], mut position: usize) -> Option<&InputShape> {
    while let [shape, rest @ ..] = shapes {
        if position == 0 {
            return Some(shape);
        }
        position -= 1;
        shapes = rest;
    }
    None
}

const fn list_levels<const N: usize>(mut text: ConstText<N>, mut levels: &[Level]) -> ConstText<N> {
    while let [level, rest @ ..] = levels {
        text = text.text("`").text(level.name).text("`");
        if !rest.is_empty() {
            text = text.text(", ");
        }
        levels = rest;
    }
    text
}

/// Stops the compiler at the place of this call where a rule is broken.
#[track_caller]
#[allow(
    clippy::panic,
    reason = "evaluated by the compiler alone, where a panic is the error that the developer reads"
)]
pub const fn require(holds: bool, why: &str) {
    if !holds {
        panic!("{}", why);
    }
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

/// Whether at most one parameter reads the body.
pub const fn body_is_read_once(mut shapes: &[InputShape]) -> bool {
    let mut readers = 0;
    while let [shape, rest @ ..] = shapes {
        if shape.body {
            readers += 1;
        }
        shapes = rest;
    }
    readers <= 1
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

/// Whether the `position`-th role of `or_role` is admitted by the access rule at all, so that there is something to
/// lift for it.
pub const fn or_role_is_admitted(policy: &RoutePolicy, position: usize) -> bool {
    let mut or_roles = policy.or_roles;
    let mut index = 0;
    while let [role, rest @ ..] = or_roles {
        if index == position {
            return match policy.access {
                Access::Public => false,
                Access::Authenticated => true,
                Access::Roles(roles) => admits(roles, *role),
            };
        }
        or_roles = rest;
        index += 1;
    }
    false
}

/// Whether someone is left for whom the owner holds, beside the roles of `or_role`.
pub const fn owner_holds_for_someone(policy: &RoutePolicy) -> bool {
    match policy.access {
        Access::Public | Access::Authenticated => true,
        Access::Roles(mut roles) => {
            if policy.or_roles.is_empty() {
                return true;
            }
            while let [role, rest @ ..] = roles {
                // Whoever holds `role` holds what it includes, and is lifted by any of that.
                if !admits(policy.or_roles, *role) {
                    return true;
                }
                roles = rest;
            }
            false
        }
    }
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
