//! A query: its CTEs, its arms, its order.
//!
//! Floor 3.

use super::{Known, Resolver};
use crate::owned_sql::tree::{Cte, Expr, Order, Query};

impl Resolver<'_> {
    /// A query whose columns are read by their names: each has one, and no two the same.
    pub(super) fn table(&mut self, query: &mut Query) -> Result<Vec<String>, String> {
        let names = self.query(query)?;
        let mut columns: Vec<String> = Vec::new();
        for (position, name) in names.into_iter().enumerate() {
            let Some(name) = name else {
                let number = position + 1;
                return Err(format!(
                    "column {number} of the SELECT has no name; write it after the column: `… AS name`"
                ));
            };
            if columns.contains(&name) {
                return Err(format!(
                    "two columns of the SELECT are called `{name}`; name one otherwise with AS"
                ));
            }
            columns.push(name);
        }
        Ok(columns)
    }

    /// A query that stands for one value, or a list of values.
    pub(super) fn value(&mut self, query: &mut Query) -> Result<(), String> {
        match self.query(query)?.len() {
            1 => Ok(()),
            count => Err(format!("a SELECT that stands for a value has {count} columns; name one")),
        }
    }

    /// The names of the output columns, where they have any.
    pub(super) fn query(&mut self, query: &mut Query) -> Result<Vec<Option<String>>, String> {
        let Query { ctes, first, rest, order, limit: _, offset: _ } = query;
        let outer = self.ctes.len();
        for cte in ctes {
            self.cte(cte)?;
        }
        let names = if rest.is_empty() {
            self.select(first, order)?
        } else {
            let names = self.select(first, &mut [])?;
            for (_, arm) in rest {
                let other = self.select(arm, &mut [])?.len();
                if other != names.len() {
                    return Err(format!(
                        "the SELECTs of a set operation have {} and {other} columns; give them as many",
                        names.len()
                    ));
                }
            }
            for order in order {
                of_all_arms(order, &names)?;
            }
            names
        };
        self.ctes.truncate(outer);
        Ok(names)
    }

    fn cte(&mut self, cte: &mut Cte) -> Result<(), String> {
        let Cte { name, columns, query } = cte;
        self.name_is_free(name, "a WITH")?;
        let columns = if columns.is_empty() {
            self.table(query)?
        } else {
            let count = self.query(query)?.len();
            if count != columns.len() {
                return Err(format!(
                    "`{name}` lists {} columns and selects {count}; list as many",
                    columns.len()
                ));
            }
            if let Some(twice) = columns
                .iter()
                .enumerate()
                .find(|(at, column)| columns.iter().take(*at).any(|other| other == *column))
            {
                return Err(format!("`{name}` lists the column `{}` twice; name one otherwise", twice.1));
            }
            columns.clone()
        };
        self.ctes.push(Known { name: name.clone(), columns });
        Ok(())
    }

    /// A name that is given here hides nothing that is read by it.
    pub(super) fn name_is_free(&self, name: &str, what: &str) -> Result<(), String> {
        let set = self.sets.iter().any(|set| set == name);
        let cte = self.ctes.iter().any(|cte| cte.name == name);
        let alias =
            self.scopes.iter().flat_map(|scope| &scope.tables).any(|entry| entry.alias && entry.name == name);
        let whose = match (set, cte, alias) {
            (true, _, _) => "a set",
            (_, true, _) => "a WITH",
            (_, _, true) => "an alias",
            (false, false, false) => return Ok(()),
        };
        Err(format!("{what} is called `{name}`, which is already {whose}; give it a name of its own"))
    }
}

/// The rows of several arms are ordered by their common columns alone.
fn of_all_arms(order: &mut Order, names: &[Option<String>]) -> Result<(), String> {
    match &order.by {
        Expr::Column { table: None, name } => {
            let output = output(name, names)?.ok_or_else(|| {
                format!("`{name}` is no column of the first SELECT; a set operation is ordered by its columns alone")
            })?;
            order.by = output;
            Ok(())
        }
        Expr::Number(_) => ordinal(&order.by, names.len()),
        _ => Err("a set operation is ordered by the columns of its first SELECT alone; name one".to_owned()),
    }
}

/// The output column of this name, where there is one.
pub(super) fn output(name: &str, names: &[Option<String>]) -> Result<Option<Expr>, String> {
    match names.iter().filter(|known| known.as_deref() == Some(name)).count() {
        0 => Ok(None),
        1 => Ok(Some(Expr::Output(name.to_owned()))),
        _ => Err(format!("two columns of the SELECT are called `{name}`; name one otherwise with AS")),
    }
}

/// A number names a column by its place; any other constant orders and groups nothing.
pub(super) fn ordinal(by: &Expr, columns: usize) -> Result<(), String> {
    match by {
        Expr::Number(number) => match number.parse::<usize>() {
            Ok(place) if (1..=columns).contains(&place) => Ok(()),
            _ => Err(format!("`{number}` is no place of a column; the SELECT has {columns}")),
        },
        Expr::Value(position) => {
            let number = position + 1;
            Err(format!(
                "`${number}` is one value for all rows, by which nothing is ordered or grouped; name a column"
            ))
        }
        Expr::Text(_) | Expr::Word(_) => {
            Err("a constant is the same for all rows, by which nothing is ordered or grouped; name a column"
                .to_owned())
        }
        _ => Ok(()),
    }
}
