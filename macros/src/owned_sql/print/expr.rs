//! Expressions.
//!
//! Floor 3.

use super::{Piece, Printer};
use crate::owned_sql::tree::{Bound, Call, Expr, Frame, Window};

impl Printer {
    pub(super) fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Column { table, name } => {
                if let Some(table) = table {
                    self.name(table);
                    self.text(".");
                }
                self.name(name);
            }
            Expr::Output(name) => self.name(name),
            Expr::Number(digits) => self.text(digits),
            Expr::Text(text) => self.literal(text),
            Expr::Word(word) => self.text(word),
            Expr::Value(position) => self.piece(Piece::Value(*position)),
            Expr::Case { operand, whens, otherwise } => {
                self.case(operand.as_deref(), whens, otherwise.as_deref());
            }
            Expr::Cast(value, data_type) => {
                self.text("CAST(");
                self.expr(value);
                self.text(" AS ");
                self.text(data_type);
                self.text(")");
            }
            Expr::Scalar(query) => {
                self.text("(");
                self.query(query);
                self.text(")");
            }
            Expr::Call(call) => self.call(call),
            Expr::Chain(..)
            | Expr::Prefix(..)
            | Expr::Suffix(..)
            | Expr::Between { .. }
            | Expr::InList { .. }
            | Expr::InQuery { .. }
            | Expr::Like { .. }
            | Expr::Exists { .. } => {
                self.text("(");
                self.operation(expr);
                self.text(")");
            }
        }
    }

    fn operation(&mut self, expr: &Expr) {
        match expr {
            Expr::Chain(operator, operands) => {
                for (position, operand) in operands.iter().enumerate() {
                    if position > 0 {
                        self.words(operator);
                    }
                    self.expr(operand);
                }
            }
            Expr::Prefix(operator, value) => {
                self.text(operator);
                self.text(" ");
                self.expr(value);
            }
            Expr::Suffix(value, words) => {
                self.expr(value);
                self.text(" ");
                self.text(words);
            }
            Expr::Between { value, negated, low, high } => {
                self.expr(value);
                self.words(if *negated { "NOT BETWEEN" } else { "BETWEEN" });
                self.expr(low);
                self.words("AND");
                self.expr(high);
            }
            Expr::InList { value, negated, list } => {
                self.within(value, *negated);
                self.list(list, Self::expr);
                self.text(")");
            }
            Expr::InQuery { value, negated, query } => {
                self.within(value, *negated);
                self.query(query);
                self.text(")");
            }
            Expr::Like { value, negated, pattern, escape } => {
                self.expr(value);
                self.words(if *negated { "NOT LIKE" } else { "LIKE" });
                self.expr(pattern);
                if let Some(sign) = escape {
                    self.words("ESCAPE");
                    self.literal(sign.encode_utf8(&mut [0; 4]));
                }
            }
            Expr::Exists { negated, query } => {
                self.text(if *negated { "NOT EXISTS (" } else { "EXISTS (" });
                self.query(query);
                self.text(")");
            }
            other => self.expr(other),
        }
    }

    fn words(&mut self, words: &str) {
        self.text(" ");
        self.text(words);
        self.text(" ");
    }

    fn within(&mut self, value: &Expr, negated: bool) {
        self.expr(value);
        self.text(if negated { " NOT IN (" } else { " IN (" });
    }

    fn case(&mut self, operand: Option<&Expr>, whens: &[(Expr, Expr)], otherwise: Option<&Expr>) {
        self.text("CASE");
        if let Some(operand) = operand {
            self.text(" ");
            self.expr(operand);
        }
        for (condition, result) in whens {
            self.words("WHEN");
            self.expr(condition);
            self.words("THEN");
            self.expr(result);
        }
        if let Some(otherwise) = otherwise {
            self.words("ELSE");
            self.expr(otherwise);
        }
        self.text(" END");
    }

    fn call(&mut self, call: &Call) {
        let Call { name, distinct, arguments, filter, over } = call;
        self.text(name);
        self.text(if *distinct { "(DISTINCT " } else { "(" });
        match arguments {
            Some(arguments) => self.list(arguments, Self::expr),
            None => self.text("*"),
        }
        self.text(")");
        if let Some(filter) = filter {
            self.text(" FILTER (WHERE ");
            self.expr(filter);
            self.text(")");
        }
        if let Some(window) = over {
            self.text(" OVER (");
            self.window(window);
            self.text(")");
        }
    }

    fn window(&mut self, window: &Window) {
        let Window { partition, order, frame } = window;
        if !partition.is_empty() {
            self.text("PARTITION BY ");
            self.list(partition, Self::expr);
        }
        if !order.is_empty() {
            self.text(if partition.is_empty() { "ORDER BY " } else { " ORDER BY " });
            self.list(order, Self::order);
        }
        if let Some(Frame { units, start, end }) = frame {
            if !(partition.is_empty() && order.is_empty()) {
                self.text(" ");
            }
            self.text(units);
            self.text(" ");
            if let Some(end) = end {
                self.text("BETWEEN ");
                self.bound(start);
                self.words("AND");
                self.bound(end);
            } else {
                self.bound(start);
            }
        }
    }

    fn bound(&mut self, bound: &Bound) {
        let (rows, side) = match bound {
            Bound::CurrentRow => return self.text("CURRENT ROW"),
            Bound::Preceding(rows) => (rows, " PRECEDING"),
            Bound::Following(rows) => (rows, " FOLLOWING"),
        };
        self.text(rows.as_deref().unwrap_or("UNBOUNDED"));
        self.text(side);
    }
}
