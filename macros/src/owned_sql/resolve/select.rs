//! A SELECT: its FROM first, then what reads from it.
//!
//! Floor 3.

use portcullis_policy::nearest;

use super::Resolver;
use super::query::{ordinal, output};
use super::scope::{Columns, Entry, Scope};
use crate::owned_sql::tree::{Expr, Item, On, Order, Select, Source, Table};

impl Resolver<'_> {
    /// The names of the output columns, where they have any. `order` is of the same scope.
    pub(super) fn select(
        &mut self,
        select: &mut Select,
        order: &mut [Order],
    ) -> Result<Vec<Option<String>>, String> {
        let Select { distinct: _, items, from, filter, groups, having } = select;
        self.from(from)?;
        let names = self.items(items)?;
        self.exprs(filter)?;
        self.groups(groups, items, &names)?;
        self.exprs(having)?;
        for Order { by, descending: _, nulls_first: _ } in order {
            let as_output = match by {
                Expr::Column { table: None, name } => output(name, &names)?,
                _ => None,
            };
            match as_output {
                Some(output) => *by = output,
                None => self.expr(by)?,
            }
            ordinal(by, names.len())?;
        }
        self.scopes.pop();
        Ok(names)
    }

    /// Leaves the scope of this FROM as the innermost.
    fn from(&mut self, from: &mut [Source]) -> Result<(), String> {
        // No table of a FROM sees another: each is known before any is in scope.
        let mut entries: Vec<Entry> = Vec::new();
        for source in from.iter_mut() {
            let entry = self.entry(source)?;
            if entries.iter().any(|other| other.name == entry.name) {
                let name = entry.name;
                return Err(format!(
                    "`{name}` stands twice in one FROM; give each an alias of its own with AS"
                ));
            }
            entries.push(entry);
        }
        // A condition sees the tables up to its own.
        self.scopes.push(Scope { tables: Vec::new() });
        for (Source { join: _, on, table: _, alias: _ }, entry) in from.iter_mut().zip(entries) {
            if let On::Using(columns) = on {
                *on = self.using(columns, &entry)?;
            }
            if let Some(scope) = self.scopes.last_mut() {
                scope.tables.push(entry);
            }
            if let On::Holds(condition) = on {
                self.expr(condition)?;
            }
        }
        Ok(())
    }

    fn entry(&mut self, source: &mut Source) -> Result<Entry, String> {
        let Source { join: _, on: _, table, alias } = source;
        if let Some(alias) = alias {
            self.name_is_free(alias, "an alias")?;
        }
        let (name, columns) = match table {
            Table::Named(name) => {
                let name = name.clone();
                let columns = self.named(&name, table)?;
                (Some(name), columns)
            }
            Table::Derived(query) => (None, Columns::Known(self.table(query)?)),
            Table::Set(_) | Table::Cte(_) => return Err("a table is resolved twice".to_owned()),
        };
        let given = alias.is_some();
        let Some(name) = alias.clone().or(name) else {
            return Err("a SELECT in FROM has no name; write it after the parentheses: `AS name`".to_owned());
        };
        *alias = Some(name.clone());
        Ok(Entry { name, alias: given, columns })
    }

    /// The set or CTE of this name.
    fn named(&self, name: &str, table: &mut Table) -> Result<Columns, String> {
        if let Some(cte) = self.ctes.iter().find(|cte| cte.name == name) {
            *table = Table::Cte(name.to_owned());
            return Ok(Columns::Known(cte.columns.clone()));
        }
        if let Some(set) = self.sets.iter().position(|set| set == name) {
            *table = Table::Set(set);
            return Ok(Columns::OfSet(set));
        }
        let known = self.sets.iter().chain(self.ctes.iter().map(|cte| &cte.name)).map(String::as_str);
        let help = match nearest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                format!("name it there with the type of its rows, `{name}: …`, if a parameter holds them")
            }
        };
        Err(format!("`{name}` is none of the sets before the `;`; {help}"))
    }

    /// `USING (id)` as the condition that it is, since every column is written with its table.
    fn using(&mut self, columns: &[String], right: &Entry) -> Result<On, String> {
        let left = match self.scopes.last().map(|scope| scope.tables.as_slice()) {
            Some([left]) => left.clone(),
            _ => return Err("`USING` after more than one table may mean any of them; write `ON`".to_owned()),
        };
        let mut conditions = Vec::new();
        for column in columns {
            let mut side = |entry: &Entry| {
                self.read(entry, column)?;
                Ok::<_, String>(Expr::Column { table: Some(entry.name.clone()), name: column.clone() })
            };
            conditions.push(Expr::Chain("=", vec![side(&left)?, side(right)?]));
        }
        match <[Expr; 1]>::try_from(conditions) {
            Ok([condition]) => Ok(On::Holds(condition)),
            Err(conditions) if conditions.is_empty() => Err("`USING` names no column; name one".to_owned()),
            Err(conditions) => Ok(On::Holds(Expr::Chain("AND", conditions))),
        }
    }

    fn items(&mut self, items: &mut [Item]) -> Result<Vec<Option<String>>, String> {
        let mut names = Vec::new();
        for Item { value, name } in items {
            self.expr(value)?;
            if let (None, Expr::Column { table: _, name: column }) = (&name, &value) {
                *name = Some(column.clone());
            }
            names.push(name.clone());
        }
        Ok(names)
    }

    /// Both engines take a bare name in GROUP BY for a column of FROM first, then for an output column.
    fn groups(
        &mut self,
        groups: &mut [Expr],
        items: &[Item],
        names: &[Option<String>],
    ) -> Result<(), String> {
        for group in groups {
            let as_output = match group {
                Expr::Column { table: None, name } => {
                    let is_column = |item: &Item| matches!(&item.value, Expr::Column { table: _, name: column } if column == name);
                    let surely = self.scopes.last().is_some_and(|scope| scope.surely_has(name));
                    if surely || items.iter().any(is_column) { None } else { output(name, names)? }
                }
                _ => None,
            };
            match as_output {
                Some(output) => *group = output,
                None => self.expr(group)?,
            }
            ordinal(group, names.len())?;
        }
        Ok(())
    }
}
