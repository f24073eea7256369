//! Fields whose names say that they are secrets.
//!
//! Floor 2. The name says that there is a secret, the type whether it is kept.

use portcullis_policy::{Guarantee, Reason, Report};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Field, Ident, Type};

use crate::keys;
use crate::paths::{self, at, underlined};
use crate::secret_name::secrecy;

const GUARANTEE: Guarantee = Guarantee::Secret;

/// What the name of a field says, and its attribute of it.
pub(super) enum Naming {
    Plain,
    Secret,
    /// It is called as a secret and is none, for this reason.
    Waived(String),
}

/// Judges the name in Rust and those that clients write.
pub(super) fn naming<'n>(
    field: &Field,
    ident: &Ident,
    mut wire: impl Iterator<Item = &'n String>,
    report: &mut Report,
) -> Naming {
    let written = keys::read(&field.attrs, "input", &["waive_secret"], GUARANTEE, report);
    let is_secret = secrecy(&ident.unraw().to_string()).is_some() || wire.any(|name| secrecy(name).is_some());
    match (written.first(), is_secret) {
        (None, false) => Naming::Plain,
        (None, true) => Naming::Secret,
        (Some(key), is_secret) => {
            if let Some(fault) = keys::nothing_to_waive(key, ident, is_secret) {
                report.add(fault);
            }
            let reason = key.text(GUARANTEE).and_then(|text| {
                Reason::read(&text.value()).map_err(|why| Guarantee::Waive.fault(text, why))
            });
            report.keep(reason).map_or(Naming::Plain, |reason| Naming::Waived(reason.as_str().to_owned()))
        }
    }
}

/// What the compiler is asked about the type of a secret.
pub(super) fn asked(ty: &Type, by_length: bool) -> TokenStream {
    let private = paths::private();
    let holds = quote_spanned!(at(ty.span())=> <#private::KeptOf<#ty>>::HOLDS);
    let no_secret = "secret: a field of this name is a secret, and this type holds none; hold it as a \
                     `Secret<String>`, or give the field a name that says what it is";
    let bound = match by_length {
        true => {
            quote_spanned!(at(ty.span())=> !<#private::KeptOf<#ty>>::KEPT || <#private::BoundOf<#ty>>::BY_LENGTH)
        }
        false => {
            quote_spanned!(at(ty.span())=> !<#private::KeptOf<#ty>>::KEPT || <#private::BoundOf<#ty>>::BY_ITSELF)
        }
    };
    let unbounded = match by_length {
        true => {
            "input: a length does not bound this secret; bound what it holds: write `Secret<String>`, or a list of `Secret<Text<80>>`"
        }
        false => "input: this secret has no upper bound; add `#[validate(length(max = 128))]` to the field",
    };
    let holds = underlined(ty.span(), quote!(#private::require(#holds, #no_secret);));
    let bound = underlined(ty.span(), quote!(#private::require(#bound, #unbounded);));
    quote!({
        #[allow(unused_imports)]
        use #private::{NotKept as _, Unbounded as _};
        #holds
        #bound
    })
}
