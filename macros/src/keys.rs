//! The small attributes of the derives: `key = "value"`, `key = Path`, bare words; nothing unknown, nothing twice.
//!
//! Floor 1.

use portcullis_policy::{Guarantee, Report, nearest};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Data, DeriveInput, Fields, FieldsNamed, Ident, LitInt, LitStr, Path, Token, Variant,
    bracketed, parenthesized,
};

/// The value of a key.
#[derive(Clone)]
pub(crate) enum Value {
    Bare,
    Text(LitStr),
    Texts(Vec<LitStr>),
    Type(Path),
    Number(LitInt),
    /// `name(key = "value", …)`
    Nested(Vec<Key>),
}

/// One key of an attribute, with its value.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) name: Ident,
    pub(crate) value: Value,
}

impl Parse for Key {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        if input.peek(syn::token::Paren) {
            let inner;
            parenthesized!(inner in input);
            let keys = Punctuated::<Self, Token![,]>::parse_terminated(&inner)?;
            return Ok(Self { name, value: Value::Nested(keys.into_iter().collect()) });
        }
        if !input.peek(Token![=]) {
            return Ok(Self { name, value: Value::Bare });
        }
        input.parse::<Token![=]>()?;
        let value = if input.peek(LitStr) {
            Value::Text(input.parse()?)
        } else if input.peek(LitInt) {
            Value::Number(input.parse()?)
        } else if input.peek(syn::token::Bracket) {
            let inner;
            bracketed!(inner in input);
            Value::Texts(Punctuated::<LitStr, Token![,]>::parse_terminated(&inner)?.into_iter().collect())
        } else {
            Value::Type(input.parse()?)
        };
        Ok(Self { name, value })
    }
}

impl Key {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// The one text of the key.
    pub(crate) fn text(&self, guarantee: Guarantee) -> syn::Result<&LitStr> {
        match &self.value {
            Value::Text(text) => Ok(text),
            _ => {
                let name = &self.name;
                Err(guarantee.fault(name, format!("`{name}` takes one text in quotes: `{name} = \"…\"`")))
            }
        }
    }

    /// One text or several.
    pub(crate) fn texts(&self, guarantee: Guarantee) -> syn::Result<Vec<LitStr>> {
        match &self.value {
            Value::Text(text) => Ok(vec![text.clone()]),
            Value::Texts(texts) if !texts.is_empty() => Ok(texts.clone()),
            _ => {
                let name = &self.name;
                Err(guarantee.fault(name, format!("`{name}` takes a text in quotes, or several in brackets")))
            }
        }
    }

    /// The whole number of the key.
    pub(crate) fn number(&self, guarantee: Guarantee) -> syn::Result<&LitInt> {
        match &self.value {
            Value::Number(number) => Ok(number),
            _ => {
                let name = &self.name;
                Err(guarantee.fault(name, format!("`{name}` takes a whole number: `{name} = 1`")))
            }
        }
    }

    /// Nothing: the key stands alone.
    pub(crate) fn bare(&self, guarantee: Guarantee) -> syn::Result<()> {
        match &self.value {
            Value::Bare => Ok(()),
            _ => {
                let name = &self.name;
                Err(guarantee.fault(name, format!("`{name}` takes no value; write it alone")))
            }
        }
    }

    /// The type of the key.
    pub(crate) fn type_path(&self, guarantee: Guarantee) -> syn::Result<&Path> {
        match &self.value {
            Value::Type(path) => Ok(path),
            _ => {
                let name = &self.name;
                Err(guarantee.fault(name, format!("`{name}` takes the type of a row: `{name} = Order`")))
            }
        }
    }
}

/// Reads the keys of every `#[name(…)]` among the attributes; a key outside `known` or given twice is a fault.
pub(crate) fn read(
    attributes: &[Attribute],
    name: &str,
    known: &[&str],
    guarantee: Guarantee,
    report: &mut Report,
) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        let parsed = attribute.parse_args_with(Punctuated::<Key, Token![,]>::parse_terminated);
        let parsed = report.keep(parsed.map_err(|fault| guarantee.fault_at(fault.span(), &fault)));
        for key in parsed.into_iter().flatten() {
            report.keep(check(&key, &keys, known, guarantee));
            keys.push(key);
        }
    }
    keys
}

/// The keys of `#[name(…)]` that another derive reads and judges; faulty ones are left out.
pub(crate) fn lenient(attributes: &[Attribute], name: &str) -> Vec<Key> {
    let written = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    let parsed = written
        .filter_map(|written| written.parse_args_with(Punctuated::<Key, Token![,]>::parse_terminated).ok());
    parsed.flatten().collect()
}

/// Whether the key is known and new.
pub(crate) fn check(key: &Key, before: &[Key], known: &[&str], guarantee: Guarantee) -> syn::Result<()> {
    let name = key.name.to_string();
    if before.iter().any(|other| other.name == key.name) {
        return Err(guarantee.fault(&key.name, format!("`{name}` is given twice; keep one of the two")));
    }
    if known.contains(&name.as_str()) {
        return Ok(());
    }
    let help = match nearest(&name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "there are no keys here".to_owned(),
        None if known.len() == 1 => format!("the known key is `{}`", known.concat()),
        None => {
            let known: Vec<_> = known.iter().map(|word| format!("`{word}`")).collect();
            format!("known keys are {}", known.join(", "))
        }
    };
    Err(guarantee.fault(&key.name, format!("unknown key `{name}`; {help}")))
}

/// The fault of a `waive_secret` on what is not called as a secret.
pub(crate) fn nothing_to_waive(key: &Key, field: &Ident, is_secret: bool) -> Option<syn::Error> {
    let why =
        format!("`{field}` is not called as a secret, so there is nothing to waive; remove `waive_secret`");
    (!is_secret).then(|| Guarantee::Secret.fault(&key.name, why))
}

/// The named fields of a struct without generics.
pub(crate) fn named_fields<'i>(
    item: &'i DeriveInput,
    what: &str,
    guarantee: Guarantee,
) -> syn::Result<&'i FieldsNamed> {
    no_generics(item, what, guarantee)?;
    match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Ok(fields),
            _ => Err(guarantee.fault(&item.ident, format!("{what} is a struct with named fields"))),
        },
        _ => Err(guarantee.fault(&item.ident, format!("{what} is a struct with named fields"))),
    }
}

/// The variants of an enum without generics and without data.
pub(crate) fn words<'i>(
    item: &'i DeriveInput,
    what: &str,
    guarantee: Guarantee,
) -> syn::Result<Vec<&'i Variant>> {
    no_generics(item, what, guarantee)?;
    let Data::Enum(data) = &item.data else {
        return Err(guarantee.fault(&item.ident, format!("{what} is an enum of plain variants")));
    };
    let mut report = Report::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            report.add(
                guarantee.fault(variant, format!("{what} is a plain word; remove the data of this variant")),
            );
        }
        if let Some((_, number)) = &variant.discriminant {
            report.add(guarantee.fault(number, format!("{what} is a word, not a number; remove the number")));
        }
    }
    if data.variants.is_empty() {
        report.add(guarantee.fault(&item.ident, format!("{what} has at least one variant")));
    }
    report.finish(data.variants.iter().collect())
}

fn no_generics(item: &DeriveInput, what: &str, guarantee: Guarantee) -> syn::Result<()> {
    if item.generics.params.is_empty() {
        Ok(())
    } else {
        let why = format!(
            "{what} has no generic parameters, so that what it holds can be judged; write one type for each use"
        );
        Err(guarantee.fault(&item.generics, why))
    }
}
