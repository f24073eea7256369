//! FROM: tables and their joins.
//!
//! Floor 3.

use sqlparser::ast::{self, JoinConstraint, JoinOperator, TableFactor};

use super::{CTE_MARK, Reader, refuse};
use crate::owned_sql::tree::{Expr, Item, Join, On, Query, Select, Source, Table};

impl Reader {
    pub(super) fn from(self, tables: &[ast::TableWithJoins]) -> Result<Vec<Source>, String> {
        let reader = self.deeper()?;
        let mut sources = Vec::new();
        for table in tables {
            let ast::TableWithJoins { relation, joins } = table;
            refuse(
                tables.len() > 1 && !joins.is_empty(),
                "the engines apply `,` and JOIN in different orders; write `CROSS JOIN` for the `,`",
            )?;
            let join = if sources.is_empty() { Join::First } else { Join::Comma };
            sources.push(reader.source(relation, join, On::Nothing)?);
            for join in joins {
                sources.push(reader.join(join)?);
            }
        }
        Ok(sources)
    }

    fn join(self, join: &ast::Join) -> Result<Source, String> {
        let ast::Join { relation, global, join_operator } = join;
        refuse(*global, "`GLOBAL JOIN` is read by neither engine; remove the GLOBAL")?;
        let (kind, constraint) = match join_operator {
            JoinOperator::Join(constraint) | JoinOperator::Inner(constraint) => (Join::Inner, constraint),
            JoinOperator::Left(constraint) | JoinOperator::LeftOuter(constraint) => (Join::Left, constraint),
            JoinOperator::Right(constraint) | JoinOperator::RightOuter(constraint) => {
                (Join::Right, constraint)
            }
            JoinOperator::FullOuter(constraint) => (Join::Full, constraint),
            JoinOperator::CrossJoin(constraint) => (Join::Cross, constraint),
            _ => {
                return Err(
                    "this kind of JOIN is not read by both engines; write INNER, LEFT, RIGHT, FULL or CROSS"
                        .to_owned(),
                );
            }
        };
        let on = match (kind, constraint) {
            (_, JoinConstraint::Natural) => {
                return Err("`NATURAL` joins by columns that nobody named; write `ON` or `USING`".to_owned());
            }
            (Join::Cross, JoinConstraint::None) => On::Nothing,
            (Join::Cross, _) => return Err("`CROSS JOIN` takes no condition; write `JOIN … ON`".to_owned()),
            (_, JoinConstraint::On(condition)) => On::Holds(self.expr(condition)?),
            (_, JoinConstraint::Using(columns)) => On::Using(self.using(columns)?),
            (_, JoinConstraint::UsingAlias(..)) => {
                return Err("an alias of `USING` is PostgreSQL's alone; remove it".to_owned());
            }
            (_, JoinConstraint::None) => {
                return Err("a JOIN has no condition; write `ON …`, or `CROSS JOIN`".to_owned());
            }
        };
        self.source(relation, kind, on)
    }

    fn using(self, columns: &[ast::ObjectName]) -> Result<Vec<String>, String> {
        let what = "name a column that both tables have";
        columns.iter().map(|column| self.single(column, what).and_then(|name| self.name(&name))).collect()
    }

    fn source(self, factor: &TableFactor, join: Join, on: On) -> Result<Source, String> {
        match factor {
            TableFactor::Table {
                name,
                alias,
                args,
                with_hints,
                version,
                with_ordinality,
                partitions,
                json_path,
                sample,
                index_directives,
                inheritance,
            } => {
                refuse(
                    args.is_some(),
                    &format!("`{name}` is called as a table; only the sets, a WITH and a SELECT in parentheses are tables"),
                )?;
                refuse(
                    !with_hints.is_empty()
                        || version.is_some()
                        || *with_ordinality
                        || !partitions.is_empty()
                        || json_path.is_some()
                        || sample.is_some()
                        || !index_directives.is_empty()
                        || inheritance.is_some(),
                    &format!("what stands beside the table `{name}` is not read here; write its name and its alias alone"),
                )?;
                let table = self.table(name)?;
                Ok(Source { join, on, table, alias: self.alias(alias.as_ref())? })
            }
            TableFactor::Derived { lateral, subquery, alias, sample } => {
                refuse(*lateral, "`LATERAL` is PostgreSQL's alone; join on a condition instead")?;
                refuse(sample.is_some(), "`TABLESAMPLE` is PostgreSQL's alone; remove it")?;
                let query = self.query(subquery)?;
                let table = match self.printed().then(|| stand_in(&query)).flatten() {
                    Some(set) => Table::Set(set),
                    None => Table::Derived(Box::new(query)),
                };
                Ok(Source { join, on, table, alias: self.alias(alias.as_ref())? })
            }
            TableFactor::NestedJoin { .. } => {
                Err("a JOIN stands in parentheses, or has its ON after another JOIN; write `a JOIN b ON … JOIN c ON …`".to_owned())
            }
            _ => Err("a function stands in FROM; only the sets, a WITH and a SELECT in parentheses are tables".to_owned()),
        }
    }

    fn table(self, name: &ast::ObjectName) -> Result<Table, String> {
        let name = self.single(name, "a table here is a set, named as before the `;`")?;
        if self.printed() && name.value.starts_with(CTE_MARK) {
            return self.cte_name(&name).map(Table::Cte);
        }
        self.name(&name).map(Table::Named)
    }

    fn alias(self, alias: Option<&ast::TableAlias>) -> Result<Option<String>, String> {
        let Some(alias) = alias else { return Ok(None) };
        let ast::TableAlias { explicit: _, name, columns, at } = alias;
        refuse(at.is_some(), "`AT` after an alias is read by neither engine; remove it")?;
        refuse(
            !columns.is_empty(),
            "an alias lists columns, which SQLite does not read; name the columns in its SELECT with AS",
        )?;
        self.name(name).map(Some)
    }
}

/// The set that `(SELECT 0)` stands for in what we print; no author can write it, whose derived tables name their columns.
fn stand_in(query: &Query) -> Option<usize> {
    let Query { ctes, first, rest, order, limit: None, offset: None } = query else { return None };
    let Select { distinct: false, items, from, filter: None, groups, having: None } = first else {
        return None;
    };
    let plain =
        ctes.is_empty() && rest.is_empty() && order.is_empty() && from.is_empty() && groups.is_empty();
    match items.as_slice() {
        [Item { value: Expr::Number(set), name: None }] if plain => set.parse().ok(),
        _ => None,
    }
}
