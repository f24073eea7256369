//! The call as written: sets, text, values.
//!
//! Floor 3.

use portcullis_policy::{Guarantee, Name, Report};
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token, TypePath};

use super::judge::{self, Fault, Statement};

const GUARANTEE: Guarantee = Guarantee::Query;
const FORM: &str =
    "`owned_sql!` takes sets, one text and its values: `owned_sql!(orders: Order; \"SELECT …\", value)`";

/// A set: the parameter that holds the rows, which is also the table's name in the text; and the type of a row.
pub(super) struct Set {
    pub(super) variable: Ident,
    pub(super) row: TypePath,
}

impl Set {
    pub(super) fn name(&self) -> String {
        self.variable.unraw().to_string()
    }
}

/// What stands between the parentheses.
pub(super) struct Call {
    pub(super) sets: Vec<Set>,
    pub(super) text: LitStr,
    pub(super) values: Vec<Expr>,
}

impl Parse for Call {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.is_empty() {
            return Err(GUARANTEE.fault_at(Span::call_site(), FORM));
        }
        if input.peek(LitStr) {
            let why = format!("the text names no sets before it; {FORM}");
            return Err(GUARANTEE.fault_at(input.span(), why));
        }
        let sets = sets(input)?;
        let text = text(input)?;
        let mut values = Vec::new();
        while !input.is_empty() {
            comma(input)?;
            if !input.is_empty() {
                values.push(input.parse()?);
            }
        }
        let call = Self { sets, text, values };
        let mut report = Report::new();
        call.judge_sets(&mut report);
        report.finish(call)
    }
}

fn sets(input: ParseStream) -> syn::Result<Vec<Set>> {
    let mut sets = Vec::new();
    while !input.peek(Token![;]) {
        if !sets.is_empty() {
            comma(input)?;
            if input.peek(Token![;]) {
                break;
            }
        }
        let form = |fault: syn::Error| GUARANTEE.fault_at(fault.span(), FORM);
        let variable = input.call(Ident::parse_any).map_err(form)?;
        input.parse::<Token![:]>().map_err(form)?;
        sets.push(Set { variable, row: input.parse().map_err(form)? });
    }
    let end = input.parse::<Token![;]>()?;
    if sets.is_empty() {
        return Err(GUARANTEE.fault(end, format!("no set stands before the `;`; {FORM}")));
    }
    Ok(sets)
}

fn text(input: ParseStream) -> syn::Result<LitStr> {
    let why = "the text of SQL is one literal, so that it is judged when the program is compiled; write it here, and \
               what varies as `$1` with its value after the text";
    if input.is_empty() {
        return Err(GUARANTEE.fault_at(Span::call_site(), FORM));
    }
    if !input.peek(LitStr) {
        let start = input.span();
        return Err(match input.parse::<Expr>() {
            Ok(other) => GUARANTEE.fault(other, why),
            Err(_) => GUARANTEE.fault_at(start, why),
        });
    }
    let text: LitStr = input.parse()?;
    if !text.suffix().is_empty() || !(input.is_empty() || input.peek(Token![,])) {
        return Err(GUARANTEE.fault(text, why));
    }
    Ok(text)
}

fn comma(input: ParseStream) -> syn::Result<()> {
    let comma = input.parse::<Token![,]>();
    comma.map(drop).map_err(|fault| GUARANTEE.fault_at(fault.span(), format!("a comma is missing; {FORM}")))
}

impl Call {
    fn judge_sets(&self, report: &mut Report) {
        for (position, set) in self.sets.iter().enumerate() {
            let name = set.name();
            report.keep(Name::read(&name).map_err(|why| GUARANTEE.fault(&set.variable, why)));
            if self.sets.iter().take(position).any(|other| other.name() == name) {
                let why =
                    format!("`{name}` is given twice; keep one, and read it twice in the text by aliases");
                report.add(GUARANTEE.fault(&set.variable, why));
            }
        }
    }

    /// What the text comes to, or the first fault, at its token.
    pub(super) fn judge(&self) -> syn::Result<Statement> {
        let names: Vec<String> = self.sets.iter().map(Set::name).collect();
        let statement = judge::statement(&self.text.value(), &names, self.values.len());
        statement.map_err(|fault| match fault {
            Fault::Text(why) => GUARANTEE.fault(&self.text, why),
            Fault::Set(position, why) => match self.sets.get(position) {
                Some(set) => GUARANTEE.fault(&set.variable, why),
                None => GUARANTEE.fault(&self.text, why),
            },
            Fault::Value(position, why) => match self.values.get(position) {
                Some(value) => GUARANTEE.fault(value, why),
                None => GUARANTEE.fault(&self.text, why),
            },
        })
    }
}
