//! `#[derive(Upload)]`: the files of a form, each with what it may be, and the fields beside them.
//!
//! Floor 4. The fields without `#[upload(…)]` become a `#[secure_input]` of their own, so that every rule of inputs holds for them.

use portcullis_policy::{BodyLimit, Guarantee, Report, nearest};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Field, Ident, LitInt, LitStr};

use crate::keys::{self, Key};
use crate::paths::{self, at, underlined};
use crate::secure_input;

const GUARANTEE: Guarantee = Guarantee::Input;
const KEYS: [&str; 5] = ["kinds", "size", "count", "pixels", "keep_name"];

/// The words of `kinds`, and the kinds that they stand for.
const KINDS: [(&str, &str); 6] =
    [("png", "Png"), ("jpeg", "Jpeg"), ("gif", "Gif"), ("webp", "Webp"), ("pdf", "Pdf"), ("text", "Text")];

/// What is asked for and not on the list, and why.
const REFUSED: [(&[&str], &str); 4] = [
    (
        &["svg", "html", "htm", "xhtml", "xml", "js", "javascript", "mhtml"],
        "a browser runs the scripts in it",
    ),
    (
        &[
            "zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "jar", "apk", "epub", "tar", "gz", "gzip",
            "rar", "7z",
        ],
        "it holds files of its own, which nobody has judged",
    ),
    (
        &["exe", "php", "sh", "py", "bat", "dll", "jsp", "asp", "aspx", "doc", "xls", "ppt"],
        "a machine runs what is in it",
    ),
    (&["*", "any", "all", "image", "images", "image/*", "*/*"], "it is no kind; name each"),
];

/// The most bytes of one file: it lies in memory while it is judged.
const LARGEST: u64 = 64 << 20;
/// The most files of one field.
const MOST: usize = 32;
/// The most pixels of an image where nothing is said: 40 million, which takes 160 MB once it is decoded.
const PIXELS: u64 = 40_000_000;

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let mut report = Report::new();
    let named = keys::named_fields(item, "a form with files", GUARANTEE)?;
    if let Some(attribute) = item.attrs.iter().find(|attribute| is_of_fields(attribute)) {
        let word = attribute.path().require_ident().map(ToString::to_string).unwrap_or_default();
        report.add(
            GUARANTEE.fault(attribute, format!("`{word}` stands on a field of the form; remove it here")),
        );
    }
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let fields = format_ident!("{}Fields", ident.unraw(), span = ident.span());
    let (mut rules, mut takes, mut asked, mut beside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for field in &named.named {
        let Some(name) = &field.ident else { continue };
        if !field.attrs.iter().any(|attribute| attribute.path().is_ident("upload")) {
            beside.push((name, field));
            continue;
        }
        if let Some(other) = field.attrs.iter().find(|other| is_of_text(other)) {
            report.add(GUARANTEE.fault(other, "a file is judged by what `#[upload(…)]` says; remove this"));
        }
        let Some(rule) = Rule::read(field, name, &mut report) else { continue };
        let (position, ty) = (rules.len(), &field.ty);
        takes.push(quote_spanned!(at(ty.span())=> #name: files.take::<#ty>(#position)?));
        asked.push(rule.question(field, name, &fields));
        rules.push(rule.expand(field, name));
    }
    if !named
        .named
        .iter()
        .any(|field| field.attrs.iter().any(|attribute| attribute.path().is_ident("upload")))
    {
        let why = "no field is a file; write `#[upload(kinds = [\"png\"], size = \"1mb\", count = 1)]` on one, or take `Valid<Form<T>>` with `#[secure_input]`";
        report.add(GUARANTEE.fault(ident, why));
    }
    let companion = companion(&fields, &beside, &mut report);
    let moved = beside.iter().map(|(name, _)| quote!(#name: fields.#name));
    report.finish(quote! {
        const _: () = {
            #import
            #companion
            #[allow(unused_imports)]
            const _: () = {
                use #private::NoFileField as _;
                #(#asked)*
            };
            unsafe impl #private::DerivedUpload for #ident {}
            impl #private::SecureUpload for #ident {
                const FILES: &'static [#private::FileRule] = {
                    #[allow(unused_imports)]
                    use #private::NoFileField as _;
                    &[#(#rules),*]
                };
                type Fields = #fields;

                fn assemble(
                    fields: Self::Fields,
                    files: &mut #private::Files,
                ) -> ::core::option::Option<Self> {
                    let _ = &fields;
                    ::core::option::Option::Some(Self { #(#takes,)* #(#moved,)* })
                }
            }
        };
    })
}

/// The fields without files, as an input. What is at fault in it is told here, or that it is no input would be told too.
fn companion(name: &Ident, beside: &[(&Ident, &Field)], report: &mut Report) -> TokenStream {
    let portcullis = paths::portcullis();
    let fields = beside.iter().map(|(name, field)| {
        let (attributes, ty) = (field.attrs.iter().filter(|attribute| is_of_text(attribute)), &field.ty);
        quote!(#(#attributes)* #name: #ty)
    });
    let fields = quote!({ #(#fields),* });
    let item = syn::parse2(quote!(struct #name #fields));
    report.keep(item.and_then(|item| secure_input::derive(&item)));
    quote! {
        // As visible as the form may be, and named by nobody.
        #[#portcullis::secure_input]
        #[allow(missing_docs, unreachable_pub)]
        pub struct #name #fields
    }
}

fn is_of_text(attribute: &Attribute) -> bool {
    ["validate", "serde", "input"].iter().any(|name| attribute.path().is_ident(name))
}

fn is_of_fields(attribute: &Attribute) -> bool {
    is_of_text(attribute) || attribute.path().is_ident("upload")
}

/// What `#[upload(…)]` says.
struct Rule {
    kinds: Vec<Ident>,
    size: (u64, String),
    count: (usize, LitInt),
    pixels: u64,
    keep_name: bool,
}

impl Rule {
    fn read(field: &Field, name: &Ident, report: &mut Report) -> Option<Self> {
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
            && kinds.iter().all(|kind| kind == "Pdf" || kind == "Text")
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

    fn expand(&self, field: &Field, name: &Ident) -> TokenStream {
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
    fn question(&self, field: &Field, name: &Ident, fields: &Ident) -> TokenStream {
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

fn read_kinds(key: &Key) -> syn::Result<Vec<Ident>> {
    let mut report = Report::new();
    let mut kinds: Vec<Ident> = Vec::new();
    for text in key.texts(GUARANTEE)? {
        let Some(kind) = report.keep(read_kind(&text)) else { continue };
        if kinds.contains(&kind) {
            report.add(
                GUARANTEE.fault(&text, format!("`{}` is given twice; keep one of the two", text.value())),
            );
        }
        kinds.push(kind);
    }
    report.finish(kinds)
}

fn read_kind(text: &LitStr) -> syn::Result<Ident> {
    let word = text.value();
    if let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == word) {
        return Ok(Ident::new(kind, proc_macro2::Span::call_site()));
    }
    let known: Vec<String> = KINDS.iter().map(|(word, _)| format!("`{word}`")).collect();
    let known = known.join(", ");
    let plain = word.to_ascii_lowercase();
    let plain = plain.trim_start_matches('.');
    let plain = plain.rsplit('/').next().filter(|last| *last != "*").unwrap_or(plain);
    let plain = plain.split('+').next().unwrap_or(plain);
    let why = match REFUSED.iter().find(|(words, _)| words.contains(&plain)) {
        Some((_, why)) => format!("`{word}` is not taken: {why}; kinds are {known}"),
        None => {
            let near = match plain {
                "jpg" => Some("jpeg"),
                "txt" | "plain" => Some("text"),
                other => nearest(other, KINDS.map(|(word, _)| word)),
            };
            match near {
                Some(near) => format!("unknown kind `{word}`; did you mean `{near}`?"),
                None => format!("unknown kind `{word}`; kinds are {known}"),
            }
        }
    };
    Err(GUARANTEE.fault(text, why))
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
