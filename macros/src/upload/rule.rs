//! What `#[upload(…)]` says of one field.
//!
//! Floor 4.

use portcullis_policy::{BodyLimit, Report};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Field, Ident, LitInt};

use super::GUARANTEE;
use super::kinds::read_kinds;
use crate::keys::{self, Key};
use crate::paths::{self, at, underlined};

const KEYS: [&str; 5] = ["kinds", "size", "count", "pixels", "keep_name"];

/// The most bytes of one file: it lies in memory while it is judged.
const LARGEST: u64 = 64 << 20;
/// The most files of one field.
const MOST: usize = 32;
/// The most pixels of an image where nothing is said: 40 million, which takes 160 MB once it is decoded.
const PIXELS: u64 = 40_000_000;

/// What `#[upload(…)]` says.
pub(super) struct Rule {
    kinds: Vec<Ident>,
    size: (u64, String),
    count: (usize, LitInt),
    pixels: u64,
    keep_name: bool,
}

impl Rule {
    pub(super) fn read(field: &Field, name: &Ident, report: &mut Report) -> Option<Self> {
        let is_bare = |attribute: &&Attribute| matches!(attribute.meta, syn::Meta::Path(_));
        let written: Vec<Attribute> =
            field.attrs.iter().filter(|attribute| !is_bare(attribute)).cloned().collect();
        let keys = keys::read(&written, "upload", &KEYS, GUARANTEE, report);
        let find = |word: &str| keys.iter().find(|key| key.is(word));
        let mut lacking = Vec::new();
        let mut needed = |word: &'static str, example: &str| {
            let key = find(word);
            if key.is_none() {
                lacking.push(example.to_owned());
            }
            key
        };
        let kinds = needed("kinds", "`kinds = [\"png\"]`");
        let size = needed("size", "`size = \"1mb\"`");
        let count = needed("count", "`count = 1`");
        if !lacking.is_empty() {
            let why = format!("`{name}` does not say all that bounds it; write {}", lacking.join(", "));
            let span = field.attrs.iter().find(|attribute| attribute.path().is_ident("upload"));
            report.add(GUARANTEE.fault(span, why));
        }
        let kinds = kinds.and_then(|key| report.keep(read_kinds(key)));
        let size = size.and_then(|key| report.keep(read_size(key)));
        let count = count.and_then(|key| report.keep(read_count(key)));
        let pixels = find("pixels").map(|key| report.keep(read_pixels(key)));
        let keep_name = find("keep_name").map(|key| report.keep(key.bare(GUARANTEE)));
        if let (Some(key), Some(kinds)) = (find("pixels"), &kinds)
            && kinds.iter().all(|kind| kind == "Pdf" || kind == "PlainText")
        {
            report.add(GUARANTEE.fault(&key.name, "none of these kinds has pixels; remove `pixels`"));
        }
        Some(Self {
            kinds: kinds?,
            size: size?,
            count: count?,
            pixels: pixels.map_or(Some(PIXELS), |pixels| pixels)?,
            keep_name: keep_name.is_some(),
        })
    }

    pub(super) fn expand(&self, field: &Field, name: &Ident) -> TokenStream {
        let (private, ty, name) = (paths::private(), &field.ty, name.unraw().to_string());
        let Self { kinds, size: (size, written), count: (count, _), pixels, keep_name } = self;
        let size = usize::try_from(*size).unwrap_or(usize::MAX);
        let required = quote_spanned!(at(ty.span())=> <#private::FileFieldOf<#ty>>::REQUIRED);
        quote! {
            #private::FileRule {
                name: #name,
                kinds: &[#(#private::FileKind::#kinds),*],
                size: #size,
                written: #written,
                count: #count,
                pixels: #pixels,
                keep_name: #keep_name,
                required: #required,
            }
        }
    }

    /// Whether the type holds as many as the attribute lets in, and whether no other field is called so.
    pub(super) fn question(&self, field: &Field, name: &Ident, fields: &Ident) -> TokenStream {
        let (private, ty) = (paths::private(), &field.ty);
        let (count, written) = &self.count;
        let why =
            format!("input: `{name}` holds one file; write `count = 1`, or make it a `Vec<UploadedFile>`");
        let many = quote_spanned!(at(ty.span())=> <#private::FileFieldOf<#ty>>::MANY);
        let one = *count == 1;
        let count = underlined(written.span(), quote!(#private::require(#one || #many, #why);));
        let wire = name.unraw().to_string();
        let why = format!("input: two fields are called `{name}`; rename one of them");
        let alone = quote!(#private::is_alone(<#fields as #private::SecureInput>::FIELDS, #wire));
        let alone = underlined(name.span(), quote!(#private::require(#alone, #why);));
        quote!(#count #alone)
    }
}

fn read_size(key: &Key) -> syn::Result<(u64, String)> {
    let text = key.text(GUARANTEE)?;
    let written = text.value();
    match BodyLimit::read(&written) {
        Ok(size) if size.bytes() <= LARGEST => Ok((size.bytes(), written)),
        Ok(_) => {
            let why = format!(
                "`{written}` is too large: a file lies in memory while it is judged; write at most `64mb`"
            );
            Err(GUARANTEE.fault(text, why))
        }
        Err(_) => {
            let why = format!(
                "`{written}` is not a size of a file; write a number and `b`, `kb` or `mb`, such as `1mb`"
            );
            Err(GUARANTEE.fault(text, why))
        }
    }
}

fn read_count(key: &Key) -> syn::Result<(usize, LitInt)> {
    let number = key.number(GUARANTEE)?;
    match number.base10_parse::<usize>() {
        Ok(count) if (1..=MOST).contains(&count) => Ok((count, number.clone())),
        _ => Err(GUARANTEE.fault(number, format!("a field takes from 1 to {MOST} files"))),
    }
}

fn read_pixels(key: &Key) -> syn::Result<u64> {
    let number = key.number(GUARANTEE)?;
    match number.base10_parse::<u64>() {
        Ok(pixels) if (1..=400_000_000).contains(&pixels) => Ok(pixels),
        _ => {
            Err(GUARANTEE
                .fault(number, "an image has from 1 to 400_000_000 pixels, its width times its height"))
        }
    }
}
