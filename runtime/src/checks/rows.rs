//! Whose rows a route reaches, against what their row types declare.
//!
//! Floor 11.

use super::Fault;
use crate::const_text::{ConstText, same};
use crate::database::{Level, Owner, Published, Table};
use crate::policy::RowRule;
use crate::route::InputShape;

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
        if let Some(row) = shape.row
            && row.table.seals()
        {
            let text = ConstText::new().text("secret: a row of `").text(row.table.name);
            return Self(text.text(
                "` is sealed once it is there, and `Insert<T>` gives no row back; take `OwnedSetMut<T>` or `AllRowsMut<T>`",
            ));
        }
        let text = ConstText::new();
        let Some(row) = shape.row else { return Self(text) };
        if public && let Some(tenant) = row.table.tenant {
            let text =
                text.text("ownership: a row of `").text(row.table.name).text("` is of an organisation, `");
            let text = text.text(tenant).text("`, and this route has no caller who could be of one");
            return Self(text.text("; write `authenticated` or `role = \"…\"`"));
        }
        if !public || row.table.owner_path.is_empty() {
            return Self(text);
        }
        let text = text.text("ownership: a row of `").text(row.table.name).text("` has the owner `");
        let text = text.text(row.table.owner_path).text("`, and this route has no caller who could be it");
        Self(text.text("; write `authenticated` or `role = \"…\"`"))
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

    /// Asks whether the rows that a webhook reaches are of an organisation, which it has none of.
    pub const fn of_sender(mut shapes: &[InputShape], waived: bool) -> Self {
        let text = ConstText::new();
        while let [shape, rest @ ..] = shapes {
            if let (Some(row), false) = (shape.row, waived)
                && row.of_tenant
            {
                let text = text.text("ownership: rows of `").text(row.table.name);
                return Self(text.text(
                    "` are of an organisation, and a webhook has no caller who could be of one; if it is for all, say why: \
                     `waive_tenant = \"…\"`",
                ));
            }
            shapes = rest;
        }
        Self(text)
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
