//! Expressions: every column with its table.
//!
//! Floor 3.

use super::Resolver;
use crate::owned_sql::tree::{Call, Expr, Order, Window};

impl Resolver<'_> {
    pub(super) fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e mut Expr>) -> Result<(), String> {
        exprs.into_iter().try_for_each(|expr| self.expr(expr))
    }

    pub(super) fn expr(&mut self, expr: &mut Expr) -> Result<(), String> {
        match expr {
            Expr::Column { table, name } => {
                *expr = self.column(table.as_deref(), name)?;
                Ok(())
            }
            Expr::Output(_) | Expr::Number(_) | Expr::Text(_) | Expr::Word(_) | Expr::Value(_) => Ok(()),
            Expr::Chain(_, operands) => self.exprs(operands),
            Expr::Prefix(_, value) | Expr::Suffix(value, _) | Expr::Cast(value, _) => self.expr(value),
            Expr::Between { value, negated: _, low, high } => {
                self.exprs([value, low, high].into_iter().map(AsMut::as_mut))
            }
            Expr::InList { value, negated: _, list } => {
                self.expr(value)?;
                self.exprs(list)
            }
            Expr::InQuery { value, negated: _, query } => {
                self.expr(value)?;
                self.value(query)
            }
            Expr::Like { value, negated: _, pattern, escape: _ } => {
                self.expr(value)?;
                self.expr(pattern)
            }
            Expr::Case { operand, whens, otherwise } => {
                self.exprs(operand.as_deref_mut())?;
                for (condition, result) in whens {
                    self.expr(condition)?;
                    self.expr(result)?;
                }
                self.exprs(otherwise.as_deref_mut())
            }
            Expr::Exists { negated: _, query } => self.query(query).map(drop),
            Expr::Scalar(query) => self.value(query),
            Expr::Call(call) => self.call(call),
        }
    }

    fn call(&mut self, call: &mut Call) -> Result<(), String> {
        let Call { name: _, distinct: _, arguments, filter, over } = call;
        self.exprs(arguments.iter_mut().flatten())?;
        self.exprs(filter)?;
        if let Some(Window { partition, order, frame: _ }) = over {
            self.exprs(partition)?;
            self.exprs(order.iter_mut().map(|Order { by, descending: _, nulls_first: _ }| by))?;
        }
        Ok(())
    }
}
