//! Calls of functions, and their windows.
//!
//! Floor 3.

use sqlparser::ast::{self, FunctionArg, FunctionArgExpr, FunctionArguments, WindowFrameBound, WindowType};

use super::literal::whole_number;
use super::{Reader, refuse, shown};
use crate::owned_sql::functions::{self, Kind};
use crate::owned_sql::tree::{Bound, Call, Expr, Frame, Window};

impl Reader {
    pub(super) fn call(self, function: &ast::Function) -> Result<Expr, String> {
        let ast::Function {
            name,
            uses_odbc_syntax,
            parameters,
            args,
            within_group,
            filter,
            null_treatment,
            over,
        } = function;
        let name = self.single(name, "functions are called by their names alone")?;
        let ast::Ident { value: name, quote_style, span: _ } = name;
        refuse(quote_style.is_some(), &format!("the function `{name}` is in quotes; write its name bare"))?;
        let known = functions::named(&name)?;
        refuse(
            *uses_odbc_syntax
                || *parameters != FunctionArguments::None
                || !within_group.is_empty()
                || null_treatment.is_some(),
            &format!(
                "what stands beside the call of `{name}` is not read by both engines; call it as `{name}(…)`"
            ),
        )?;
        let (distinct, arguments) = self.arguments(&name, args)?;
        refuse(
            arguments.is_none() && known.name != "count",
            &format!("`{name}(*)` counts nothing; only `count` takes `*`"),
        )?;
        known.takes(arguments.as_ref().map_or(1, Vec::len))?;
        refuse(
            distinct && (known.kind != Kind::Aggregate || over.is_some()),
            &format!("`{name}` takes no DISTINCT here; an aggregate without OVER does"),
        )?;
        refuse(
            filter.is_some() && known.kind != Kind::Aggregate,
            &format!("`{name}` takes no FILTER; an aggregate does"),
        )?;
        refuse(
            over.is_some() && known.kind == Kind::Plain,
            &format!("`{name}` is of one row and takes no OVER; remove it"),
        )?;
        refuse(
            over.is_none() && known.kind == Kind::Window,
            &format!("`{name}` is of a window; write `{name}(…) OVER (…)`"),
        )?;
        let filter = filter.as_ref().map(|filter| self.expr(filter)).transpose()?;
        let over = over.as_ref().map(|over| self.window(over)).transpose()?;
        Ok(Expr::Call(Box::new(Call { name: known.name, distinct, arguments, filter, over })))
    }

    /// A call that the parser reads as syntax of its own, where we read a function.
    pub(super) fn plain_call(self, name: &str, arguments: &[&ast::Expr]) -> Result<Expr, String> {
        let known = functions::named(name)?;
        known.takes(arguments.len())?;
        let arguments = arguments.iter().map(|argument| self.expr(argument)).collect::<Result<_, _>>()?;
        let call =
            Call { name: known.name, distinct: false, arguments: Some(arguments), filter: None, over: None };
        Ok(Expr::Call(Box::new(call)))
    }

    /// Whether DISTINCT, and the arguments; `None` is `*`.
    fn arguments(self, name: &str, args: &FunctionArguments) -> Result<(bool, Option<Vec<Expr>>), String> {
        let list = match args {
            FunctionArguments::List(list) => list,
            FunctionArguments::None => {
                return Err(format!("`{name}` stands without parentheses; write `{name}(…)`"));
            }
            FunctionArguments::Subquery(_) => {
                return Err(format!("`{name}` is given a bare SELECT; put it into parentheses of its own"));
            }
        };
        let ast::FunctionArgumentList { duplicate_treatment, args, clauses } = list;
        refuse(!clauses.is_empty(), &format!("a clause stands within the call of `{name}`; leave it out"))?;
        let distinct = match duplicate_treatment {
            None => false,
            Some(ast::DuplicateTreatment::Distinct) => true,
            Some(ast::DuplicateTreatment::All) => {
                return Err(format!("`ALL` within `{name}` is what it does; remove it"));
            }
        };
        if let [FunctionArg::Unnamed(FunctionArgExpr::Wildcard)] = args.as_slice() {
            refuse(distinct, "`DISTINCT *` is not read by both engines; name a column")?;
            return Ok((false, None));
        }
        let arguments = args.iter().map(|argument| match argument {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) => self.expr(argument),
            other => Err(format!("`{}` is no argument that both engines read; write a value", shown(other))),
        });
        Ok((distinct, Some(arguments.collect::<Result<_, _>>()?)))
    }

    fn window(self, over: &WindowType) -> Result<Window, String> {
        let WindowType::WindowSpec(window) = over else {
            return Err("a window is named after OVER; write it there, in parentheses".to_owned());
        };
        let ast::WindowSpec { window_name, partition_by, order_by, window_frame } = window;
        refuse(window_name.is_some(), "a window is named after OVER; write it there, in parentheses")?;
        Ok(Window {
            partition: partition_by.iter().map(|by| self.expr(by)).collect::<Result<_, _>>()?,
            order: order_by.iter().map(|order| self.order_by(order, false)).collect::<Result<_, _>>()?,
            frame: window_frame.as_ref().map(frame).transpose()?,
        })
    }
}

fn frame(frame: &ast::WindowFrame) -> Result<Frame, String> {
    let ast::WindowFrame { units, start_bound, end_bound } = frame;
    let units = match units {
        ast::WindowFrameUnits::Rows => "ROWS",
        ast::WindowFrameUnits::Range => "RANGE",
        ast::WindowFrameUnits::Groups => "GROUPS",
    };
    Ok(Frame { units, start: bound(start_bound)?, end: end_bound.as_ref().map(bound).transpose()? })
}

fn bound(bound: &WindowFrameBound) -> Result<Bound, String> {
    let rows = |rows: &Option<Box<ast::Expr>>| match rows {
        None => Ok(None),
        Some(rows) => match whole_number(rows) {
            Some(rows) => Ok(Some(rows)),
            None => Err(format!("`{}` bounds a window; write a whole number", shown(rows))),
        },
    };
    Ok(match bound {
        WindowFrameBound::CurrentRow => Bound::CurrentRow,
        WindowFrameBound::Preceding(before) => Bound::Preceding(rows(before)?),
        WindowFrameBound::Following(after) => Bound::Following(rows(after)?),
    })
}
