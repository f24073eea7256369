//! The rules of `#[validate(…)]`: read here, judged by the `validator` crate's functions.
//!
//! Floor 2. Its own derive would ask every field with a length to be serializable, secrets too, and clone each faulty
//! value into the error.

use portcullis_policy::{Guarantee, Report, nearest};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Ident, LitStr, Type};

use crate::paths::{self, at};

const GUARANTEE: Guarantee = Guarantee::Input;
const KNOWN: [&str; 9] =
    ["length", "range", "email", "url", "contains", "does_not_contain", "regex", "must_match", "custom"];

/// One rule with its arguments.
struct Rule {
    name: Ident,
    arguments: Vec<(Ident, Expr)>,
}

/// The rules of one field.
#[derive(Default)]
pub(super) struct Rules(Vec<Rule>);

impl Rules {
    /// Reads every `#[validate(…)]`. What would switch a check off is a fault, and so is what is not known.
    pub(super) fn read(attributes: &[Attribute], report: &mut Report) -> Self {
        let mut rules = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("validate")) {
            let read = attribute.parse_nested_meta(|meta| {
                if let Some(rule) = Rule::read(&meta)? {
                    rules.0.push(rule);
                }
                Ok(())
            });
            report.keep(read);
        }
        rules
    }

    /// The most that a length may be, where one is said.
    pub(super) fn longest(&self) -> Option<&Expr> {
        let length = self.0.iter().find(|rule| rule.name == "length")?;
        let most = length.argument("max").or_else(|| length.argument("equal"))?;
        // One in quotes has an error of its own.
        let text = matches!(most, Expr::Lit(literal) if matches!(literal.lit, syn::Lit::Str(_)));
        (!text).then_some(most)
    }

    /// Statements that record each rule that the field breaks.
    /// The type of a secret is given, so that one which shows it is the one error.
    pub(super) fn checks(
        &self,
        field: &Ident,
        secret: Option<&Type>,
        wire: &str,
        report: &mut Report,
    ) -> TokenStream {
        self.0.iter().filter_map(|rule| report.keep(rule.check(field, secret, wire))).collect()
    }
}

impl Rule {
    fn read(meta: &ParseNestedMeta) -> syn::Result<Option<Self>> {
        let word = meta.path.to_token_stream().to_string();
        let name = meta.path.require_ident()?.clone();
        match word.as_str() {
            // Every field is visited anyway.
            "nested" => return Ok(None),
            "skip" => {
                return Err(GUARANTEE.fault(&name, "`skip` switches the checks of the field off; remove it"));
            }
            known if KNOWN.contains(&known) => {}
            _ => {
                let help = match nearest(&word, KNOWN) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the rules are {}", KNOWN.map(|rule| format!("`{rule}`")).join(", ")),
                };
                return Err(GUARANTEE.fault(&name, format!("unknown rule `{word}`; {help}")));
            }
        }
        let mut arguments = Vec::new();
        if meta.input.peek(syn::token::Paren) {
            meta.parse_nested_meta(|inner| {
                arguments.push((inner.path.require_ident()?.clone(), inner.value()?.parse()?));
                Ok(())
            })?;
        }
        Ok(Some(Self { name, arguments }))
    }

    fn argument(&self, name: &str) -> Option<&Expr> {
        self.arguments.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    fn required(&self, name: &str) -> syn::Result<&Expr> {
        let rule = &self.name;
        self.argument(name).ok_or_else(|| {
            GUARANTEE.fault(rule, format!("`{rule}` lacks its argument; write `{rule}({name} = …)`"))
        })
    }

    /// Refuses a limit in quotes, which is no number.
    fn numbers(&self, names: &[&str]) -> syn::Result<()> {
        let quoted = names
            .iter()
            .filter_map(|name| self.argument(name))
            .find(|limit| matches!(limit, Expr::Lit(literal) if matches!(literal.lit, syn::Lit::Str(_))));
        match quoted {
            Some(limit) => Err(GUARANTEE.fault(limit, "a limit is a number, not a text; remove the quotes")),
            None => Ok(()),
        }
    }

    /// Refuses arguments that the rule does not have, for they would be dropped in silence.
    fn allow(&self, known: &[&str]) -> syn::Result<()> {
        let rule = &self.name;
        match self
            .arguments
            .iter()
            .find(|(name, _)| name != "code" && !known.iter().any(|known| name == known))
        {
            Some((name, _)) => Err(GUARANTEE.fault(name, format!("`{rule}` has no argument `{name}`"))),
            None => Ok(()),
        }
    }

    /// The word that the client gets.
    fn code(&self) -> syn::Result<String> {
        match self.argument("code") {
            None => Ok(self.name.to_string()),
            Some(code) => syn::parse2::<LitStr>(code.to_token_stream())
                .map(|code| code.value())
                .map_err(|_| GUARANTEE.fault(code, "a code is a word in quotes")),
        }
    }

    fn check(&self, field: &Ident, secret: Option<&Type>, wire: &str) -> syn::Result<TokenStream> {
        let private = paths::private();
        let value = quote_spanned!(at(field.span())=> &self.#field);
        let optional = |name: &str| match self.argument(name) {
            Some(limit) => quote!(::core::option::Option::Some(#limit)),
            None => quote!(::core::option::Option::None),
        };
        let rule = self.name.to_string();
        let passes = match rule.as_str() {
            "length" => {
                self.allow(&["min", "max", "equal"])?;
                self.numbers(&["min", "max", "equal"])?;
                let limits = ["min", "max", "equal"].map(|name| match self.argument(name) {
                    Some(limit) => quote!(::core::option::Option::Some((#limit) as u64)),
                    None => quote!(::core::option::Option::None),
                });
                match secret {
                    Some(ty) => {
                        let of = quote_spanned!(at(field.span())=> <#private::KeptOf<#ty>>::length);
                        quote!(#of(#value, #(#limits),*))
                    }
                    None => quote!(#private::rules::length(#value, #(#limits),*)),
                }
            }
            "range" => {
                const LIMITS: [&str; 4] = ["min", "max", "exclusive_min", "exclusive_max"];
                self.allow(&LIMITS)?;
                self.numbers(&LIMITS)?;
                let limits = LIMITS.map(optional);
                quote!(#private::rules::in_range([#(#limits),*], #value))
            }
            "email" => {
                self.allow(&[])?;
                quote!(#private::rules::email(#value))
            }
            "url" => {
                self.allow(&[])?;
                quote!(#private::rules::url(#value))
            }
            "contains" => {
                self.allow(&["pattern"])?;
                let pattern = self.required("pattern")?;
                quote!(#private::rules::contains(#value, #pattern))
            }
            "does_not_contain" => {
                self.allow(&["pattern"])?;
                let pattern = self.required("pattern")?;
                quote!(#private::rules::does_not_contain(#value, #pattern))
            }
            "regex" => {
                self.allow(&["path"])?;
                let regex = self.required("path")?;
                quote!(#private::validator::ValidateRegex::validate_regex(#value, &*#regex))
            }
            "must_match" => {
                self.allow(&["other"])?;
                let other = self.required("other")?;
                let other = quote_spanned!(at(other.span())=> &self.#other);
                quote!(#private::rules::must_match(#value, #other))
            }
            _ => return self.custom(&value, wire),
        };
        let code = self.code()?;
        let limits =
            ["min", "max", "equal", "exclusive_min", "exclusive_max"].into_iter().filter_map(|name| {
                let limit = self.argument(name)?;
                Some(quote!((#name, #private::Limit::limit(&(#limit)))))
            });
        Ok(quote_spanned! {at(self.name.span())=>
            if !#passes {
                #private::Faults::broken(faults, #wire, #code, &[#(#limits),*]);
            }
        })
    }

    /// A function of the app's own: from a reference to the field to nothing, or to the word for what is wrong.
    fn custom(&self, value: &TokenStream, wire: &str) -> syn::Result<TokenStream> {
        self.allow(&["function"])?;
        let (private, function) = (paths::private(), self.required("function")?);
        Ok(quote_spanned! {at(function.span())=>
            let judged: ::core::result::Result<(), &'static str> = #function(#value);
            if let ::core::result::Result::Err(code) = judged {
                #private::Faults::broken(faults, #wire, code, &[]);
            }
        })
    }
}
