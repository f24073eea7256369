//! Queries and tables.
//!
//! Floor 3.

use super::{Piece, Printer};
use crate::owned_sql::tree::{Cte, Expr, Item, Join, On, Order, Query, Select, Source, Table};

impl Printer {
    pub(super) fn query(&mut self, query: &Query) {
        let Query { ctes, first, rest, order, limit, offset } = query;
        if !ctes.is_empty() {
            self.text("WITH ");
            self.list(ctes, Self::cte);
            self.text(" ");
        }
        self.select(first);
        for (operation, arm) in rest {
            self.text(" ");
            self.text(operation);
            self.text(" ");
            self.select(arm);
        }
        if !order.is_empty() {
            self.text(" ORDER BY ");
            self.list(order, Self::order);
        }
        self.clause(" LIMIT ", limit.as_ref());
        self.clause(" OFFSET ", offset.as_ref());
    }

    fn cte(&mut self, cte: &Cte) {
        let Cte { name, columns, query } = cte;
        self.cte_name(name);
        if !columns.is_empty() {
            self.text(" (");
            self.list(columns, |printer, column| printer.name(column));
            self.text(")");
        }
        self.text(" AS (");
        self.query(query);
        self.text(")");
    }

    fn select(&mut self, select: &Select) {
        let Select { distinct, items, from, filter, groups, having } = select;
        self.text(if *distinct { "SELECT DISTINCT " } else { "SELECT " });
        self.list(items, |printer, Item { value, name }| {
            printer.expr(value);
            if let Some(name) = name {
                printer.text(" AS ");
                printer.name(name);
            }
        });
        from.iter().for_each(|source| self.source(source));
        self.clause(" WHERE ", filter.as_ref());
        if !groups.is_empty() {
            self.text(" GROUP BY ");
            self.list(groups, Self::expr);
        }
        self.clause(" HAVING ", having.as_ref());
    }

    fn source(&mut self, source: &Source) {
        let Source { join, on, table, alias } = source;
        self.text(match join {
            Join::First => " FROM ",
            Join::Comma => ", ",
            Join::Cross => " CROSS JOIN ",
            Join::Inner => " JOIN ",
            Join::Left => " LEFT JOIN ",
            Join::Right => " RIGHT JOIN ",
            Join::Full => " FULL JOIN ",
        });
        match table {
            // Not resolved, and so no table: what is printed then does not read back.
            Table::Named(_) => {}
            Table::Set(set) => self.piece(Piece::Set(*set)),
            Table::Cte(name) => self.cte_name(name),
            Table::Derived(query) => {
                self.text("(");
                self.query(query);
                self.text(")");
            }
        }
        if let Some(alias) = alias {
            self.text(" AS ");
            self.name(alias);
        }
        match on {
            On::Holds(condition) => self.clause(" ON ", Some(condition)),
            On::Nothing | On::Using(_) => {}
        }
    }

    pub(super) fn order(&mut self, order: &Order) {
        let Order { by, descending, nulls_first } = order;
        self.expr(by);
        if *descending {
            self.text(" DESC");
        }
        self.text(match nulls_first {
            None => "",
            Some(true) => " NULLS FIRST",
            Some(false) => " NULLS LAST",
        });
    }

    fn clause(&mut self, word: &str, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.text(word);
            self.expr(expr);
        }
    }
}
