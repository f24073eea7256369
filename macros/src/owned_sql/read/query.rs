//! A query: WITH, arms, order, limits.
//!
//! Floor 3.

use sqlparser::ast;

use super::{CTE_MARK, Reader, Spelling, refuse, shown};
use crate::owned_sql::tree::{Cte, Expr, Order, Query, Select};

/// The first SELECT, and each further one after its operation.
type Arms = (Select, Vec<(&'static str, Select)>);

pub(in crate::owned_sql) fn query(query: &ast::Query, spelling: Spelling) -> Result<Query, String> {
    Reader { spelling, depth: 0 }.query(query)
}

impl Reader {
    pub(super) fn query(self, query: &ast::Query) -> Result<Query, String> {
        let reader = self.deeper()?;
        let ast::Query {
            with,
            body,
            order_by,
            limit_clause,
            fetch,
            locks,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        refuse(fetch.is_some(), "`FETCH FIRST` is PostgreSQL's alone; write `LIMIT`")?;
        refuse(
            !locks.is_empty(),
            "`FOR UPDATE` and its kin lock rows; rows are read here, and written by the verbs of the set",
        )?;
        refuse(
            for_clause.is_some()
                || settings.is_some()
                || format_clause.is_some()
                || !pipe_operators.is_empty(),
            "what follows the SELECT is read by neither engine; remove it",
        )?;
        let ctes = with.as_ref().map(|with| reader.with(with)).transpose()?.unwrap_or_default();
        let (first, rest) = reader.arms(body)?;
        let order = order_by.as_ref().map(|order| reader.order(order)).transpose()?.unwrap_or_default();
        let (limit, offset) = match limit_clause {
            Some(limits) => reader.limits(limits)?,
            None => (None, None),
        };
        Ok(Query { ctes, first, rest, order, limit, offset })
    }

    fn with(self, with: &ast::With) -> Result<Vec<Cte>, String> {
        let ast::With { with_token: _, recursive, cte_tables } = with;
        refuse(
            *recursive,
            "`WITH RECURSIVE` may run without end; ask level by level, or keep the path in a column",
        )?;
        cte_tables.iter().map(|cte| self.cte(cte)).collect()
    }

    fn cte(self, cte: &ast::Cte) -> Result<Cte, String> {
        let ast::Cte { alias, query, from, materialized, closing_paren_token: _ } = cte;
        refuse(from.is_some(), "a FROM follows the CTE; remove it")?;
        refuse(materialized.is_some(), "`MATERIALIZED` is not read here; leave it out")?;
        let ast::TableAlias { explicit: _, name, columns, at } = alias;
        refuse(at.is_some(), "`AT` after an alias is read by neither engine; remove it")?;
        let name = self.cte_name(name)?;
        let columns = columns.iter().map(|column| {
            let ast::TableAliasColumnDef { name, data_type } = column;
            refuse(data_type.is_some(), "a column of a CTE is a name without a type; remove the type")?;
            self.name(name)
        });
        Ok(Cte { name, columns: columns.collect::<Result<_, String>>()?, query: self.query(query)? })
    }

    /// The name of a CTE, which is printed with a mark.
    pub(super) fn cte_name(self, ident: &ast::Ident) -> Result<String, String> {
        if !self.printed() {
            return self.name(ident);
        }
        let ast::Ident { value, quote_style, span } = ident;
        let Some(value) = value.strip_prefix(CTE_MARK) else {
            return Err(format!("`{value}` is no name of a CTE"));
        };
        self.name(&ast::Ident { value: value.to_owned(), quote_style: *quote_style, span: *span })
    }

    /// The arms of a UNION from left to right. Down the left side there is no end but the text's; so not by recursion.
    fn arms(self, body: &ast::SetExpr) -> Result<Arms, String> {
        let mut rest = Vec::new();
        let mut left = body;
        while let ast::SetExpr::SetOperation { left: lefter, op, set_quantifier, right } = left {
            let operation = set_operation(*op, *set_quantifier)?;
            if let ast::SetExpr::SetOperation { .. } = &**right {
                return Err(
                    "SQLite applies set operations from left to right, PostgreSQL INTERSECT first; write \
                            INTERSECT first, or put it into a WITH"
                        .to_owned(),
                );
            }
            rest.push((operation, self.arm(right)?));
            left = lefter;
        }
        rest.reverse();
        Ok((self.arm(left)?, rest))
    }

    fn arm(self, arm: &ast::SetExpr) -> Result<Select, String> {
        match arm {
            ast::SetExpr::Select(select) => self.select(select),
            ast::SetExpr::Query(_) => Err("a SELECT in parentheses is no arm that SQLite reads; remove the \
                                           parentheses, or put it into a WITH"
                .to_owned()),
            ast::SetExpr::Table(_) => {
                Err("`TABLE …` reads a whole table; write `SELECT … FROM` one of the sets".to_owned())
            }
            ast::SetExpr::Values(_) => Err("`VALUES` is no table here; write `SELECT $1 AS …`".to_owned()),
            ast::SetExpr::Insert(_)
            | ast::SetExpr::Update(_)
            | ast::SetExpr::Delete(_)
            | ast::SetExpr::Merge(_) => Err(writes()),
            ast::SetExpr::SetOperation { .. } => {
                Err("a set operation stands where a SELECT is read".to_owned())
            }
        }
    }

    fn order(self, order: &ast::OrderBy) -> Result<Vec<Order>, String> {
        let ast::OrderBy { kind, interpolate } = order;
        refuse(interpolate.is_some(), "`INTERPOLATE` is read by neither engine; remove it")?;
        match kind {
            ast::OrderByKind::Expressions(orders) => {
                orders.iter().map(|order| self.order_by(order, true)).collect()
            }
            ast::OrderByKind::All(_) => {
                Err("`ORDER BY ALL` is read by neither engine; name the columns".to_owned())
            }
        }
    }

    /// One expression to order by. Over the whole query a bare name may be an output column.
    pub(super) fn order_by(self, order: &ast::OrderByExpr, outputs: bool) -> Result<Order, String> {
        let ast::OrderByExpr { expr, options, with_fill } = order;
        let ast::OrderByOptions { sort, nulls_first } = options;
        refuse(with_fill.is_some(), "`WITH FILL` is read by neither engine; remove it")?;
        let descending = match sort {
            None | Some(ast::OrderBySort::Asc) => false,
            Some(ast::OrderBySort::Desc) => true,
            Some(ast::OrderBySort::Using(_)) => {
                return Err("`ORDER BY … USING` is PostgreSQL's alone; write `ASC` or `DESC`".to_owned());
            }
        };
        let by = if outputs { self.output_or_expr(expr)? } else { self.expr(expr)? };
        Ok(Order { by, descending, nulls_first: *nulls_first })
    }

    /// In what we print, a name without a table is an output column.
    pub(super) fn output_or_expr(self, expr: &ast::Expr) -> Result<Expr, String> {
        match expr {
            ast::Expr::Identifier(name) if self.printed() => Ok(Expr::Output(self.name(name)?)),
            _ => self.expr(expr),
        }
    }

    fn limits(self, limits: &ast::LimitClause) -> Result<(Option<Expr>, Option<Expr>), String> {
        let ast::LimitClause::LimitOffset { limit, offset, limit_by } = limits else {
            return Err("`LIMIT a, b` is SQLite's alone; write `LIMIT b OFFSET a`".to_owned());
        };
        refuse(!limit_by.is_empty(), "`LIMIT … BY` is read by neither engine; remove it")?;
        let Some(limit) = limit else {
            return Err(
                "SQLite reads no `OFFSET` without `LIMIT`, and no `LIMIT ALL`; write a limit".to_owned()
            );
        };
        let offset = offset.as_ref().map(|offset| {
            let ast::Offset { value, rows } = offset;
            refuse(*rows != ast::OffsetRows::None, "`ROWS` after `OFFSET` is PostgreSQL's alone; remove it")?;
            self.limit(value)
        });
        Ok((Some(self.limit(limit)?), offset.transpose()?))
    }

    fn limit(self, limit: &ast::Expr) -> Result<Expr, String> {
        match self.expr(limit)? {
            number @ Expr::Number(_) | number @ Expr::Value(_) => Ok(number),
            _ => Err(format!("`{}` limits the rows; write a number or a value, `$1`", shown(limit))),
        }
    }
}

fn set_operation(op: ast::SetOperator, quantifier: ast::SetQuantifier) -> Result<&'static str, String> {
    match (op, quantifier) {
        (ast::SetOperator::Union, ast::SetQuantifier::None) => Ok("UNION"),
        (ast::SetOperator::Union, ast::SetQuantifier::All) => Ok("UNION ALL"),
        (ast::SetOperator::Intersect, ast::SetQuantifier::None) => Ok("INTERSECT"),
        (ast::SetOperator::Except, ast::SetQuantifier::None) => Ok("EXCEPT"),
        _ => Err(format!(
            "`{op} {quantifier}` is not read by both engines; write UNION, UNION ALL, INTERSECT or EXCEPT"
        )),
    }
}

fn writes() -> String {
    "the text writes rows; rows are read here, and written by the verbs of the set".to_owned()
}
