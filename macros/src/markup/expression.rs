//! Expressions of a template, as Rust.
//!
//! Floor 3. An exhaustive match over what askama's grammar has: fields, comparisons, three questions, three filters. What computes belongs into the handler,
//! and what calls could do anything.

use askama_parser::expr::{BinOp, Call};
use askama_parser::{AssociatedItem, Expr, Filter, Span, WithSpan, expr, node};
use portcullis_policy::nearest;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::source::Source;
use crate::paths::{self, at};

type Written<'a> = WithSpan<Box<Expr<'a>>>;

/// A name that a loop or `if let` gives.
pub(super) struct Local {
    pub(super) name: String,
    pub(super) ident: Ident,
    /// The field that it is of, where it is as declared as that one.
    pub(super) of: Option<String>,
}

/// The names that an expression may use.
pub(super) struct Scope<'s> {
    pub(super) source: &'s Source,
    /// The fields of the struct, as they are called there.
    pub(super) fields: Vec<(String, Ident)>,
    /// Where their types are written.
    pub(super) types: Vec<proc_macro2::Span>,
    /// What loops and `if let` name, from the outermost.
    pub(super) locals: Vec<Local>,
    /// How many loops stand around, by the number of their counters.
    pub(super) loops: Vec<usize>,
}

/// Where a part of a template begins.
pub(super) fn start(span: Span) -> usize {
    span.byte_range().map_or(0, |range| range.start)
}

impl Scope<'_> {
    pub(super) fn span(&self) -> proc_macro2::Span {
        at(self.source.span())
    }

    /// The field that an expression is as a whole, and where its type is written: the place of an error about it.
    pub(super) fn whole_field(&self, expression: &Written<'_>) -> Option<(&str, proc_macro2::Span)> {
        let Expr::Var(name) = &***expression else { return None };
        if self.locals.iter().any(|local| local.name == *name) {
            return None;
        }
        let position = self.fields.iter().position(|(known, _)| known == name)?;
        let (name, _) = self.fields.get(position)?;
        Some((name, at(*self.types.get(position)?)))
    }

    /// The field that an expression is, or that what it names is an element of.
    pub(super) fn root(&self, expression: &Written<'_>) -> Option<String> {
        let Expr::Var(name) = &***expression else { return None };
        match self.locals.iter().rev().find(|local| local.name == *name) {
            Some(local) => local.of.clone(),
            None => Some((*name).to_owned()),
        }
    }

    fn no<T>(&self, expression: &Written<'_>, why: &str) -> syn::Result<T> {
        Err(self.source.fault(start(expression.span()), why))
    }

    /// What is written out, lent or made.
    pub(super) fn value(&self, expression: &Written<'_>) -> syn::Result<TokenStream> {
        match &***expression {
            Expr::Var(_) | Expr::AssociatedItem(..) => self.place(expression),
            Expr::Group(inner) => self.value(inner),
            Expr::Call(call) => self.question(expression, call),
            Expr::Filter(filter) => self.filter(expression, filter),
            Expr::BoolLit(_) | Expr::NumLit(..) | Expr::StrLit(_) | Expr::CharLit(_) => self
                .no(expression, "a value that is written in the template; write it as text, without braces"),
            _ => self.refused(expression),
        }
    }

    /// A field, or what a loop or `if let` names.
    pub(super) fn place(&self, expression: &Written<'_>) -> syn::Result<TokenStream> {
        let span = self.span();
        match &***expression {
            Expr::Var(name) => self.variable(expression, name),
            Expr::Group(inner) => self.place(inner),
            Expr::AssociatedItem(of, AssociatedItem { name, generics: None }) => {
                if let Expr::Var("loop") = &***of {
                    return self.counter(expression, name);
                }
                let of = self.place(of)?;
                let name = syn::parse_str::<Ident>(name)
                    .or_else(|_| self.no(expression, "a field is called by its name alone"))?;
                let name = Ident::new(&name.to_string(), span);
                Ok(quote_spanned!(span=> #of.#name))
            }
            _ => self.refused(expression),
        }
    }

    fn variable(&self, expression: &Written<'_>, name: &str) -> syn::Result<TokenStream> {
        let span = self.span();
        if let Some(Local { ident, .. }) = self.locals.iter().rev().find(|local| local.name == name) {
            return Ok(quote_spanned!(span=> (*#ident)));
        }
        if let Some((_, field)) = self.fields.iter().find(|(known, _)| known == name) {
            let field = Ident::new(&field.to_string(), span);
            return Ok(quote_spanned!(span=> self.#field));
        }
        if name == "self" || name == "loop" {
            return self.no(expression, "write the name of a field alone");
        }
        let locals = self.locals.iter().map(|local| local.name.as_str());
        let known = locals.chain(self.fields.iter().map(|(known, _)| known.as_str()));
        let help = match nearest(name, known) {
            Some(near) => format!("; did you mean `{near}`?"),
            None => String::new(),
        };
        self.no(expression, &format!("the template has no field `{name}`{help}"))
    }

    /// What is known of a loop.
    fn counter(&self, expression: &Written<'_>, name: &str) -> syn::Result<TokenStream> {
        let (span, Some(number)) = (self.span(), self.loops.last()) else {
            return self.no(expression, "`loop` stands outside of a loop");
        };
        let (counter, count) = (super::walk::counter(*number), super::walk::count(*number));
        match name {
            "index" => Ok(quote_spanned!(span=> (#counter + 1))),
            "index0" => Ok(quote_spanned!(span=> (#counter))),
            "first" => Ok(quote_spanned!(span=> (#counter == 0))),
            "last" => Ok(quote_spanned!(span=> (#counter + 1 == #count))),
            _ => self.no(expression, "a loop has `loop.index`, `loop.index0`, `loop.first` and `loop.last`"),
        }
    }

    /// What is asked of a value: closed words, so that a template runs no code of the app.
    fn question(&self, expression: &Written<'_>, call: &Call<'_>) -> syn::Result<TokenStream> {
        const QUESTIONS: &str = "a template asks `is_empty()`, `len()`, `is_some()` and `is_none()`; compute the rest in the handler, into a field";
        let Expr::AssociatedItem(of, AssociatedItem { name, generics: None }) = &**call.path else {
            return self.no(expression, QUESTIONS);
        };
        if !call.args.is_empty() || call.generics.is_some() {
            return self.no(expression, QUESTIONS);
        }
        let (private, span) = (paths::private(), self.span());
        let of = self.place(of)?;
        match **name {
            "is_empty" => Ok(quote_spanned!(span=> (#private::length(&#of) == 0))),
            "len" => Ok(quote_spanned!(span=> #private::length(&#of))),
            "is_some" => Ok(quote_spanned!(span=> ::core::option::Option::is_some(&#of))),
            "is_none" => Ok(quote_spanned!(span=> ::core::option::Option::is_none(&#of))),
            _ => self.no(expression, QUESTIONS),
        }
    }

    /// A filter that gives text, which is then escaped as any.
    fn filter(&self, expression: &Written<'_>, filter: &Filter<'_>) -> syn::Result<TokenStream> {
        let name = match &filter.name {
            askama_parser::PathOrIdentifier::Identifier(name) => **name,
            askama_parser::PathOrIdentifier::Path(_) => "of a path",
        };
        let [of] = filter.arguments.as_slice() else {
            return self.no(expression, &self.no_filter(name));
        };
        let (private, span) = (paths::private(), self.span());
        let function = match name {
            "lower" | "upper" | "trim" => Ident::new(&format!("text_{name}"), span),
            _ => return self.no(expression, &self.no_filter(name)),
        };
        let of = self.value(of)?;
        Ok(quote_spanned!(span=> #private::#function(&#of)))
    }

    fn no_filter(&self, name: &str) -> String {
        match name {
            "safe" | "escape" | "e" => {
                format!("every expression is escaped, for the place that it stands in; remove `|{name}`")
            }
            _ => format!(
                "the filter `{name}` is not among `lower`, `upper` and `trim`; compute the value in the handler, into a field"
            ),
        }
    }

    /// What is either true or not.
    pub(super) fn condition(&self, expression: &Written<'_>) -> syn::Result<TokenStream> {
        let span = self.span();
        match &***expression {
            Expr::BoolLit(value) => Ok(quote_spanned!(span=> #value)),
            Expr::Group(inner) => {
                let inner = self.condition(inner)?;
                Ok(quote_spanned!(span=> (#inner)))
            }
            Expr::Unary("!", inner) => {
                let inner = self.condition(inner)?;
                Ok(quote_spanned!(span=> !(#inner)))
            }
            Expr::BinOp(BinOp { op: op @ ("&&" | "||"), lhs, rhs }) => {
                let (lhs, rhs) = (self.condition(lhs)?, self.condition(rhs)?);
                Ok(match *op {
                    "&&" => quote_spanned!(span=> (#lhs) && (#rhs)),
                    _ => quote_spanned!(span=> (#lhs) || (#rhs)),
                })
            }
            Expr::BinOp(BinOp { op: op @ ("==" | "!=" | "<" | "<=" | ">" | ">="), lhs, rhs }) => {
                self.comparison(expression, op, lhs, rhs)
            }
            _ => self.value(expression),
        }
    }

    fn comparison(
        &self,
        expression: &Written<'_>,
        op: &str,
        lhs: &Written<'_>,
        rhs: &Written<'_>,
    ) -> syn::Result<TokenStream> {
        let (private, span) = (paths::private(), self.span());
        if let (Expr::StrLit(text), "==" | "!=") = (&***rhs, op) {
            let literal = format!("\"{}\"", text.content);
            let Ok(literal) = syn::parse_str::<syn::LitStr>(&literal) else {
                return self.no(rhs, "a text in quotes stands here");
            };
            let (of, text) = (self.place(lhs)?, literal.value());
            return Ok(match op {
                "==" => quote_spanned!(span=> #private::reads(&#of, #text)),
                _ => quote_spanned!(span=> !#private::reads(&#of, #text)),
            });
        }
        let op = match syn::parse_str::<syn::BinOp>(op) {
            Ok(op) => op.into_token_stream().into_iter().map(|mut token| {
                token.set_span(span);
                token
            }),
            Err(_) => return self.refused(expression),
        };
        let (lhs, rhs): (TokenStream, TokenStream) = (self.operand(lhs)?, self.operand(rhs)?);
        let op: TokenStream = op.collect();
        Ok(quote_spanned!(span=> #lhs #op #rhs))
    }

    fn operand(&self, expression: &Written<'_>) -> syn::Result<TokenStream> {
        let span = self.span();
        match &***expression {
            Expr::NumLit(text, _) => match syn::parse_str::<syn::Lit>(text) {
                Ok(mut number) => {
                    number.set_span(span);
                    Ok(number.into_token_stream())
                }
                Err(_) => self.no(expression, "this is no number"),
            },
            _ => self.value(expression),
        }
    }

    /// The option that `if let Some(…)` looks into, and the name for what is in it.
    pub(super) fn looked_into<'a>(
        &self,
        test: &node::CondTest<'a>,
        target: &askama_parser::Target<'a>,
    ) -> syn::Result<(&'a str, TokenStream)> {
        let why = "a template asks `if let Some(name) = field`, where the field is an `Option`";
        if let askama_parser::Target::Tuple(pattern) = target {
            let (path, parts) = &**pattern;
            if let ([some], [askama_parser::Target::Name(name)]) = (path.as_slice(), parts.as_slice())
                && *some.name == "Some"
                && some.generics.is_none()
            {
                return Ok((**name, self.place(&test.expr)?));
            }
        }
        Err(self.source.fault(start(target.span()), why))
    }

    fn refused<T>(&self, expression: &Written<'_>) -> syn::Result<T> {
        let what = match &***expression {
            Expr::RustMacro(..) => "a macro",
            Expr::Index(..) => "an index, which might be out of bounds",
            Expr::Try(_) => "a `?`",
            Expr::Path(_) => "a path to something outside of the template",
            Expr::Concat(_) | Expr::BinOp(_) | Expr::Unary(..) | Expr::As(..) | Expr::Range(_) => {
                "a computation"
            }
            Expr::LetCond(_) => "`let` within a condition",
            Expr::IsDefined(_) | Expr::IsNotDefined(_) => "`is defined`",
            Expr::Array(_)
            | Expr::ArrayRepeat(..)
            | Expr::Tuple(_)
            | Expr::Struct(expr::ExprStruct { .. }) => "a value that is made in the template",
            Expr::BoolLit(_) | Expr::NumLit(..) | Expr::StrLit(_) | Expr::CharLit(_) => {
                "a value that is written in the template"
            }
            Expr::NamedArgument(..) | Expr::FilterSource | Expr::ArgumentPlaceholder => "an argument",
            Expr::Var(_) | Expr::AssociatedItem(..) | Expr::Group(_) | Expr::Call(_) | Expr::Filter(_) => {
                "this"
            }
        };
        self.no(expression, &format!("{what} stands here, and a template shows fields; compute the value in the handler, into a field"))
    }
}
