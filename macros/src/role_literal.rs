//! A role that an attribute names in quotes, as a constant of the enum that is in scope.
//!
//! Floor 1.

use portcullis_policy::{Guarantee, Name};
use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::{Ident, LitStr};

use crate::paths::{self, underlined};

/// A role that a literal names, as a constant that the compiler checks against the enum in scope.
pub(crate) fn role(literal: &LitStr) -> syn::Result<TokenStream> {
    let name = Name::read(&literal.value()).map_err(|why| Guarantee::Role.fault(literal, why))?;
    Ok(role_constant(&name, literal.span()))
}

/// `Role::Support` and its name; both idents stand at the literal, so that the compiler's own answer lands there.
pub(crate) fn role_constant(name: &Name, span: proc_macro2::Span) -> TokenStream {
    let private = paths::private();
    let variant = Ident::new(&name.variant(), span);
    let name = name.as_str();
    let role = quote_spanned!(span=> Role::#variant);
    // Bound once, so that a variant which does not exist is one error.
    let named =
        underlined(span, quote_spanned!(span=> #private::RoleRef::named(__role, __role as usize, #name)));
    quote_spanned!(span=> { let __role = #role; #named })
}
