//! What the attributes of serde say of a struct and its fields, as far as it bears on safety.
//!
//! Floor 2.

use portcullis_policy::{Guarantee, Report};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Expr, Field, LitStr, Token};

use crate::casing::renamed;

const GUARANTEE: Guarantee = Guarantee::Input;

/// Words of serde that let in what the struct does not declare, or read it by other code than the derive's.
const HOLES: [(&str, &str); 12] = [
    ("flatten", "lets unknown fields in"),
    ("untagged", "lets unknown fields in"),
    ("tag", "lets unknown fields in"),
    ("content", "lets unknown fields in"),
    ("alias", "gives the field a second name"),
    ("with", "reads the field by other code"),
    ("deserialize_with", "reads the field by other code"),
    ("from", "reads the input by other code"),
    ("try_from", "reads the input by other code"),
    ("transparent", "reads the input by other code"),
    ("other", "lets unknown words in"),
    ("borrow", "reads the field by other code"),
];

/// Skips the value of a key that does not matter here.
fn skip_value(meta: &ParseNestedMeta) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<Expr>()?;
    } else if meta.input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in meta.input);
        content.parse::<proc_macro2::TokenStream>()?;
    }
    Ok(())
}

/// What serde's attributes say.
#[derive(Default)]
pub(super) struct Serde {
    rename: Option<String>,
    pub(super) rename_all: Option<String>,
    /// Other names that clients write, where the input waives that there is one.
    pub(super) aliases: Vec<String>,
    /// Whether no client sends the field.
    pub(super) skipped: bool,
}

/// Reads `#[serde(…)]`; a hole is a fault unless the input waives it.
pub(super) fn serde(attributes: &[Attribute], waived: bool, report: &mut Report) -> Serde {
    let mut serde = Serde::default();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let read = attribute.parse_nested_meta(|meta| {
            let word = meta.path.to_token_stream().to_string();
            if let Some((_, does)) = HOLES.iter().find(|(hole, _)| *hole == word)
                && !waived
            {
                let why = format!(
                    "`{word}` {does}; declare every field, or give the reason: `#[secure_input(waive_input = \"…\")]`"
                );
                report.add(GUARANTEE.fault(&meta.path, why));
            }
            serde.skipped |= word == "skip" || word == "skip_deserializing";
            let is_rename = word == "rename" || word == "rename_all";
            if is_rename && !meta.input.peek(Token![=]) {
                let why = format!("a field has one name; write `{word} = \"…\"`");
                report.add(GUARANTEE.fault(&meta.path, why));
            }
            let is_alias = word == "alias" && waived;
            if !(is_rename || is_alias) || !meta.input.peek(Token![=]) {
                return skip_value(&meta);
            }
            let text = meta.value()?.parse::<LitStr>()?.value();
            match word.as_str() {
                "rename" => serde.rename = Some(text),
                "alias" => serde.aliases.push(text),
                _ => serde.rename_all = Some(text),
            }
            Ok(())
        });
        report.keep(read);
    }
    serde
}

/// The name that a client writes for the field.
pub(super) fn wire_name(field: &Field, serde: &Serde, container: &Serde) -> String {
    let name = field.ident.as_ref().map(|ident| ident.unraw().to_string()).unwrap_or_default();
    let cased = container.rename_all.as_deref().and_then(|rule| renamed(rule, &name));
    serde.rename.clone().or(cased).unwrap_or(name)
}
