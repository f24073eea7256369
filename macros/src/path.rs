//! `path!("/v1/customers/{}/charges", id)`: a path on another host, fixed but for whole values.
//!
//! Floor 2. The text is judged here; what the values say is judged, and encoded, when the request is made.

use portcullis_policy::Guarantee;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, Lit, LitStr, Token};

use crate::paths::{self, at};

const GUARANTEE: Guarantee = Guarantee::Egress;

/// The text and the values.
struct Call {
    text: LitStr,
    values: Punctuated<Expr, Token![,]>,
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let why = "a path is a text in quotes, so that nobody else chooses it: `path!(\"/v1/customers/{}/charges\", id)`";
        if input.is_empty() {
            return Err(GUARANTEE.fault_at(Span::call_site(), why));
        }
        let first: Expr = input.parse()?;
        let text = match &first {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.clone()),
                _ => None,
            },
            _ => None,
        };
        let Some(text) = text else {
            // What follows belongs to it.
            input.parse::<TokenStream>()?;
            return Err(GUARANTEE.fault(first, why));
        };
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        Ok(Self { text, values: Punctuated::parse_terminated(input)? })
    }
}

/// The path, as the constant of a type and the values that fill it; beside a fault some other, so that there is one error.
pub(crate) fn path(call: TokenStream) -> TokenStream {
    let (text, values, faults) = match syn::parse2::<Call>(call).and_then(judged) {
        Ok((text, values)) => (text, values, None),
        Err(faults) => ("/".to_owned(), Vec::new(), Some(faults.to_compile_error())),
    };
    let private = paths::private_in_full();
    let values = values.iter().map(|value| {
        let part = quote_spanned!(at(value.span())=> #private::egress_part);
        quote_spanned!(at(value.span())=> #part(&#value))
    });
    quote!({
        #faults
        enum Written {}
        unsafe impl #private::CheckedPath for Written {}
        impl #private::CheckedText for Written {
            const TEXT: &'static str = #text;
        }
        #private::egress_path::<Written>(&[#(#values),*])
    })
}

/// The text and its values, where they fit.
fn judged(call: Call) -> syn::Result<(String, Vec<Expr>)> {
    let text = call.text.value();
    judge(&text).map_err(|why| GUARANTEE.fault(&call.text, why))?;
    let (places, values) = (text.matches("{}").count(), call.values.len());
    if places != values {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let are = if values == 1 { "is" } else { "are" };
        let why = format!(
            "the path has {places} place{} for values, and {values} value{} {are} given; give one for each `{{}}`",
            plural(places),
            plural(values)
        );
        return Err(GUARANTEE.fault(&call.text, why));
    }
    Ok((text, call.values.into_iter().collect()))
}

/// What a path on a host is.
fn judge(text: &str) -> Result<(), String> {
    let fixed = text.replace("{}", "x");
    if text.contains("://") || text.starts_with("//") {
        return Err(format!(
            "`{text}` is an address; a path begins with one `/`, and the operator says on which host it is"
        ));
    }
    if !text.starts_with('/') {
        return Err(format!("a path begins with `/`, and `{text}` does not"));
    }
    if fixed.contains(['{', '}']) {
        return Err(
            "a value stands where `{}` does, and is given behind the text: `path!(\"/v1/customers/{}\", id)`"
                .to_owned(),
        );
    }
    if text.contains(['?', '#']) {
        return Err("a path has no query and no fragment; give a query by `.query(\"limit\", 5)`".to_owned());
    }
    if text.contains("//") {
        return Err("a part of the path is empty; remove the second `/`".to_owned());
    }
    if fixed.split('/').any(|part| matches!(part, "." | "..")) {
        return Err("`.` and `..` lead elsewhere than is written; write the path that is meant".to_owned());
    }
    let stands_for_itself =
        |letter: char| letter.is_ascii_alphanumeric() || "/-._~:@+,=!$'()*".contains(letter);
    match fixed.chars().find(|letter| !stands_for_itself(*letter)) {
        Some(letter) => Err(format!(
            "`{}` does not stand for itself in a path; give what is encoded as a value, which is then encoded for you",
            letter.escape_default()
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judges_paths() {
        for good in [
            "/",
            "/v1/customers",
            "/v1/customers/{}/charges",
            "/v1/{}",
            "/a.b/c-d_e~f",
            "/v1/{}:cancel",
            "/v1/",
            "/...",
        ] {
            assert_eq!(judge(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "v1",
            "https://x/",
            "//x",
            "/a//b",
            "/../x",
            "/a/..",
            "/./x",
            "/a?b",
            "/a#b",
            "/{id}",
            "/a b",
            "/%2e%2e/x",
            "/ä",
            "/a\\b",
            "/{",
            "/a;b",
            "/\u{0}",
        ] {
            assert!(judge(bad).is_err(), "{bad}");
        }
    }
}
