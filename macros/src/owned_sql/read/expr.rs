//! Expressions.
//!
//! Floor 3.

use sqlparser::ast::{self, BinaryOperator, UnaryOperator};

use super::literal::literal;
use super::{Reader, refuse, shown};
use crate::owned_sql::tree::Expr;

impl Reader {
    pub(super) fn expr(self, expr: &ast::Expr) -> Result<Expr, String> {
        // Parentheses bind nothing here: the tree holds what they hold, and all are printed anew.
        let mut expr = expr;
        while let ast::Expr::Nested(inner) = expr {
            expr = inner;
        }
        self.deeper()?.bare(expr)
    }

    fn boxed(self, expr: &ast::Expr) -> Result<Box<Expr>, String> {
        self.expr(expr).map(Box::new)
    }

    fn bare(self, expr: &ast::Expr) -> Result<Expr, String> {
        let suffix = |value: &ast::Expr, words| Ok(Expr::Suffix(self.boxed(value)?, words));
        match expr {
            ast::Expr::Identifier(name) => self.column(None, name),
            ast::Expr::CompoundIdentifier(parts) => match parts.as_slice() {
                [table, name] => self.column(Some(table), name),
                _ => Err(format!(
                    "`{}` is of a schema or database; write the table's name and the column's",
                    shown(expr)
                )),
            },
            ast::Expr::Value(value) => literal(value),
            ast::Expr::BinaryOp { left, op, right } => self.chain(left, op, right),
            ast::Expr::UnaryOp { op, expr } => Ok(Expr::Prefix(prefix(*op)?, self.boxed(expr)?)),
            ast::Expr::IsNull(value) => suffix(value, "IS NULL"),
            ast::Expr::IsNotNull(value) => suffix(value, "IS NOT NULL"),
            ast::Expr::IsTrue(value) => suffix(value, "IS TRUE"),
            ast::Expr::IsNotTrue(value) => suffix(value, "IS NOT TRUE"),
            ast::Expr::IsFalse(value) => suffix(value, "IS FALSE"),
            ast::Expr::IsNotFalse(value) => suffix(value, "IS NOT FALSE"),
            ast::Expr::IsDistinctFrom(left, right) => self.pair(left, "IS DISTINCT FROM", right),
            ast::Expr::IsNotDistinctFrom(left, right) => self.pair(left, "IS NOT DISTINCT FROM", right),
            ast::Expr::Between { expr, negated, low, high } => Ok(Expr::Between {
                value: self.boxed(expr)?,
                negated: *negated,
                low: self.boxed(low)?,
                high: self.boxed(high)?,
            }),
            ast::Expr::In { expr, target, negated, global } => {
                refuse(*global, "`GLOBAL IN` is read by neither engine; remove the GLOBAL")?;
                self.within(expr, target, *negated)
            }
            ast::Expr::Like { negated, any, expr, pattern, escape_char } => {
                refuse(*any, "`LIKE ANY` is not read by both engines; join several LIKE by OR")?;
                let escape = escape_char.as_deref().map(|escape| self.escape(escape)).transpose()?;
                let (value, pattern) = (self.boxed(expr)?, self.boxed(pattern)?);
                Ok(Expr::Like { value, negated: *negated, pattern, escape })
            }
            ast::Expr::Case { case_token: _, end_token: _, operand, conditions, else_result } => {
                let operand = operand.as_deref().map(|operand| self.boxed(operand)).transpose()?;
                let whens = conditions.iter().map(|when| {
                    let ast::CaseWhen { condition, result } = when;
                    Ok((self.expr(condition)?, self.expr(result)?))
                });
                let whens = whens.collect::<Result<_, String>>()?;
                let otherwise = else_result.as_deref().map(|result| self.boxed(result)).transpose()?;
                Ok(Expr::Case { operand, whens, otherwise })
            }
            ast::Expr::Cast { kind, expr, data_type, format } => {
                refuse(
                    *kind != ast::CastKind::Cast || format.is_some(),
                    "this conversion is not read by both engines; write `CAST(… AS …)`",
                )?;
                Ok(Expr::Cast(self.boxed(expr)?, type_name(data_type)?))
            }
            ast::Expr::Exists { subquery, negated } => {
                Ok(Expr::Exists { negated: *negated, query: Box::new(self.query(subquery)?) })
            }
            ast::Expr::Subquery(query) => Ok(Expr::Scalar(Box::new(self.query(query)?))),
            ast::Expr::Function(function) => self.call(function),
            ast::Expr::Substring {
                expr,
                substring_from: Some(from),
                substring_for,
                special: true,
                shorthand,
            } => {
                refuse(!shorthand, "`substring` is PostgreSQL's word; write `substr(text, start, length)`")?;
                let arguments: Vec<&ast::Expr> =
                    [expr, from].into_iter().chain(substring_for).map(AsRef::as_ref).collect();
                self.plain_call("substr", &arguments)
            }
            ast::Expr::Trim { trim_where: None, trim_what: None, expr, trim_characters } => {
                let arguments: Vec<&ast::Expr> =
                    std::iter::once(expr.as_ref()).chain(trim_characters.iter().flatten()).collect();
                self.plain_call("trim", &arguments)
            }
            ast::Expr::Ceil { .. }
            | ast::Expr::Floor { .. }
            | ast::Expr::Position { .. }
            | ast::Expr::Extract { .. }
            | ast::Expr::Overlay { .. }
            | ast::Expr::Substring { .. }
            | ast::Expr::Trim { .. }
            | ast::Expr::Convert { .. } => Err(format!(
                "`{}` is no call that both engines have with one meaning; write a function that they share, such as \
                 `substr(text, start, length)`",
                shown(expr)
            )),
            ast::Expr::Collate { .. } => {
                Err("a COLLATE is named otherwise by each engine; leave it out, or compare `lower(…)`"
                    .to_owned())
            }
            other => {
                Err(format!("`{}` is not read here; write it in words that both engines share", shown(other)))
            }
        }
    }

    fn column(self, table: Option<&ast::Ident>, name: &ast::Ident) -> Result<Expr, String> {
        let table = table.map(|table| self.name(table)).transpose()?;
        refuse(self.printed() && table.is_none(), "a column is printed with its table")?;
        Ok(Expr::Column { table, name: self.name(name)? })
    }

    fn pair(self, left: &ast::Expr, op: &'static str, right: &ast::Expr) -> Result<Expr, String> {
        Ok(Expr::Chain(op, vec![self.expr(left)?, self.expr(right)?]))
    }

    /// Operands of one operator. A chain of AND is one level, however long, and so walked without recursion.
    fn chain(self, left: &ast::Expr, op: &BinaryOperator, right: &ast::Expr) -> Result<Expr, String> {
        let (word, chains) = operator(op)?;
        let mut operands = vec![self.expr(right)?];
        let mut left = left;
        while let ast::Expr::BinaryOp { left: lefter, op: same, right } = left {
            if !chains || same != op {
                break;
            }
            operands.push(self.expr(right)?);
            left = lefter;
        }
        operands.push(self.expr(left)?);
        operands.reverse();
        Ok(Expr::Chain(word, operands))
    }

    fn within(self, value: &ast::Expr, target: &ast::InTarget, negated: bool) -> Result<Expr, String> {
        let value = self.boxed(value)?;
        match target {
            ast::InTarget::List(list) => {
                refuse(
                    list.is_empty(),
                    "`IN ()` holds nothing, and PostgreSQL does not read it; list values",
                )?;
                let list = list.iter().map(|value| self.expr(value)).collect::<Result<_, _>>()?;
                Ok(Expr::InList { value, negated, list })
            }
            ast::InTarget::Subquery(query) => {
                Ok(Expr::InQuery { value, negated, query: Box::new(self.query(query)?) })
            }
            ast::InTarget::Table { .. } => {
                Err("`IN` names a table; write `IN (SELECT … FROM …)` over one of the sets".to_owned())
            }
            ast::InTarget::Unnest(_) => Err("`IN UNNEST` is read by neither engine; list values".to_owned()),
        }
    }

    fn escape(self, escape: &ast::Expr) -> Result<char, String> {
        let why = || format!("`{}` is no ESCAPE; write one sign, such as `'!'`", shown(escape));
        let Expr::Text(text) = self.expr(escape)? else { return Err(why()) };
        let mut signs = text.chars();
        match (signs.next(), signs.next()) {
            (Some(sign), None) => Ok(sign),
            _ => Err(why()),
        }
    }
}

/// An operator as printed, and whether operands chain: `a AND b AND c`.
fn operator(op: &BinaryOperator) -> Result<(&'static str, bool), String> {
    Ok(match op {
        BinaryOperator::And => ("AND", true),
        BinaryOperator::Or => ("OR", true),
        BinaryOperator::Plus => ("+", true),
        BinaryOperator::Multiply => ("*", true),
        BinaryOperator::StringConcat => ("||", true),
        BinaryOperator::Minus => ("-", false),
        BinaryOperator::Divide => ("/", false),
        BinaryOperator::Modulo => ("%", false),
        BinaryOperator::Eq => ("=", false),
        BinaryOperator::NotEq => ("<>", false),
        BinaryOperator::Lt => ("<", false),
        BinaryOperator::LtEq => ("<=", false),
        BinaryOperator::Gt => (">", false),
        BinaryOperator::GtEq => (">=", false),
        other => {
            return Err(format!(
                "`{other}` is no operator that both engines have with one meaning; write it otherwise"
            ));
        }
    })
}

fn prefix(op: UnaryOperator) -> Result<&'static str, String> {
    match op {
        UnaryOperator::Not => Ok("NOT"),
        UnaryOperator::Minus => Ok("-"),
        UnaryOperator::Plus => Ok("+"),
        other => Err(format!(
            "`{other}` is no operator that both engines have with one meaning; write it otherwise"
        )),
    }
}

fn type_name(data_type: &ast::DataType) -> Result<&'static str, String> {
    match data_type {
        ast::DataType::Text => Ok("TEXT"),
        ast::DataType::BigInt(None) => Ok("BIGINT"),
        ast::DataType::Integer(None) => Ok("INTEGER"),
        ast::DataType::DoublePrecision => Ok("DOUBLE PRECISION"),
        other => Err(format!(
            "`CAST … AS {}` means different things to the engines; cast to TEXT, BIGINT, INTEGER or DOUBLE PRECISION",
            shown(other)
        )),
    }
}
