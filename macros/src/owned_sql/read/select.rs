//! One SELECT.
//!
//! Floor 3.

use sqlparser::ast;

use super::{Reader, refuse};
use crate::owned_sql::tree::{Expr, Item, Select};

impl Reader {
    pub(super) fn select(self, select: &ast::Select) -> Result<Select, String> {
        let ast::Select {
            select_token: _,
            optimizer_hints,
            distinct,
            select_modifiers,
            top,
            top_before_distinct,
            projection,
            exclude,
            into,
            from,
            lateral_views,
            prewhere,
            selection,
            connect_by,
            group_by,
            cluster_by,
            distribute_by,
            sort_by,
            having,
            named_window,
            qualify,
            window_before_qualify,
            value_table_mode,
            flavor,
        } = select;
        refuse(into.is_some(), "`SELECT … INTO` makes a table; rows are read here, so remove the INTO")?;
        refuse(!named_window.is_empty(), "a WINDOW clause is not read here; write the window after OVER")?;
        refuse(!optimizer_hints.is_empty(), "a hint stands after SELECT; remove it")?;
        refuse(
            top.is_some()
                || *top_before_distinct
                || select_modifiers.is_some()
                || exclude.is_some()
                || !lateral_views.is_empty()
                || prewhere.is_some()
                || !connect_by.is_empty()
                || !cluster_by.is_empty()
                || !distribute_by.is_empty()
                || !sort_by.is_empty()
                || qualify.is_some()
                || *window_before_qualify
                || value_table_mode.is_some()
                || *flavor != ast::SelectFlavor::Standard,
            "the SELECT has a clause that neither engine reads; keep to WHERE, GROUP BY, HAVING, ORDER BY and LIMIT",
        )?;
        let distinct = match distinct {
            None => false,
            Some(ast::Distinct::Distinct) => true,
            Some(ast::Distinct::All) => {
                return Err("`SELECT ALL` is what SELECT does; remove the ALL".to_owned());
            }
            Some(ast::Distinct::On(_)) => {
                return Err(
                    "`DISTINCT ON` is PostgreSQL's alone; number the rows with `row_number() OVER (…)` in a \
                            WITH, and take the first"
                        .to_owned(),
                );
            }
        };
        refuse(projection.is_empty(), "the SELECT names no columns; name them")?;
        let expr = |expr: &Option<ast::Expr>| expr.as_ref().map(|expr| self.expr(expr)).transpose();
        Ok(Select {
            distinct,
            items: projection.iter().map(|item| self.item(item)).collect::<Result<_, _>>()?,
            from: self.from(from)?,
            filter: expr(selection)?,
            groups: self.groups(group_by)?,
            having: expr(having)?,
        })
    }

    fn item(self, item: &ast::SelectItem) -> Result<Item, String> {
        match item {
            ast::SelectItem::UnnamedExpr(value) => Ok(Item { value: self.expr(value)?, name: None }),
            ast::SelectItem::ExprWithAlias { expr, alias } => {
                Ok(Item { value: self.expr(expr)?, name: Some(self.name(alias)?) })
            }
            ast::SelectItem::Wildcard(_) | ast::SelectItem::QualifiedWildcard(..) => {
                Err("`*` takes columns that nobody named; name the columns, and in EXISTS write `SELECT 1`"
                    .to_owned())
            }
            ast::SelectItem::ExprWithAliases { .. } => {
                Err("a column has several names; write one after AS".to_owned())
            }
        }
    }

    fn groups(self, groups: &ast::GroupByExpr) -> Result<Vec<Expr>, String> {
        match groups {
            ast::GroupByExpr::Expressions(groups, modifiers) => {
                refuse(
                    !modifiers.is_empty(),
                    "what follows GROUP BY is not read by both engines; remove it",
                )?;
                groups.iter().map(|group| self.output_or_expr(group)).collect()
            }
            ast::GroupByExpr::All(_) => {
                Err("`GROUP BY ALL` is not read by both engines; name the columns".to_owned())
            }
        }
    }
}
