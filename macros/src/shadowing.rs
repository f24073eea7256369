//! That no name in what the macros write can be shadowed by one of the application's.
//!
//! Floor 4. For the snapshots, each of which is judged.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Every path that begins outside the user's own names begins with `::`.
pub(crate) fn assert_absolute(tokens: &TokenStream, own: &[&str]) {
    let banned = [
        "core",
        "std",
        "alloc",
        "portcullis",
        "Option",
        "Some",
        "None",
        "Result",
        "Ok",
        "Err",
        "String",
        "Vec",
        "Box",
        "Send",
    ];
    let mut before: Vec<String> = vec![String::new(), String::new()];
    walk(tokens.clone(), &mut before, &mut |name, before| {
        let absolute = before.ends_with(&[":".to_owned(), ":".to_owned()]);
        assert!(
            absolute || own.contains(&name) || !banned.contains(&name),
            "`{name}` is written without `::` before it, after {before:?}"
        );
    });
}

fn walk(tokens: TokenStream, before: &mut Vec<String>, judge: &mut impl FnMut(&str, &[String])) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                before.push(if group.delimiter() == Delimiter::Brace { "{" } else { "(" }.to_owned());
                walk(group.stream(), before, judge);
                before.push(")".to_owned());
            }
            TokenTree::Ident(name) => {
                let name = name.to_string();
                judge(&name, before);
                before.push(name);
            }
            other => before.push(other.to_string()),
        }
        let excess = before.len().saturating_sub(4);
        before.drain(..excess);
    }
}
