//! `#[derive(Expose)]`.
//!
//! Floor 2.

use portcullis_policy::{Guarantee, Report};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, FieldsNamed, Ident, LitStr};

use crate::casing::{renamed, snake};
use crate::keys::{self, Key, Value};
use crate::paths::{self, at, underlined};
use crate::role_literal::role;
use crate::secret_name::stays;

const GUARANTEE: Guarantee = Guarantee::Output;

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let (body, questions) = match &item.data {
        Data::Enum(_) => (word(item)?, TokenStream::new()),
        _ => structure(item)?,
    };
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let changes = version(item).map(|version| {
        quote! {
            fn changes(&self) -> ::core::option::Option<i64> {
                #private::counted(&self.#version)
            }
        }
    });
    Ok(quote! {
        const _: () = {
            #import
            #questions
            unsafe impl #private::DerivedExpose for #ident {}
            impl #private::Exposed for #ident {
                fn expose<__Serializer: #private::serde::Serializer>(
                    &self,
                    viewer: &#private::Viewer<'_>,
                    out: __Serializer,
                ) -> ::core::result::Result<__Serializer::Ok, __Serializer::Error> {
                    #body
                }
                #changes
            }
        };
    })
}

/// The field that counts the changes of a row, which the `ETag` of a reply says. The derive of the row judges it.
fn version(item: &DeriveInput) -> Option<Ident> {
    let Data::Struct(data) = &item.data else { return None };
    let written = keys::lenient(&item.attrs, "resource");
    let version = written.iter().find(|key| key.is("version"))?.text(GUARANTEE).ok()?.value();
    data.fields.iter().filter_map(|field| field.ident.clone()).find(|field| *field == version)
}

/// The table whose row it is, where it is one. The derive of the row judges it.
fn table(item: &DeriveInput) -> Option<String> {
    let written = keys::lenient(&item.attrs, "resource");
    Some(written.iter().find(|key| key.is("table"))?.text(GUARANTEE).ok()?.value())
}

/// An enum leaves as its variant, in snake case or as `rename` and `rename_all` say. Whoever sees the field sees the word,
/// so `role` and `never` belong on the field.
fn word(item: &DeriveInput) -> syn::Result<TokenStream> {
    let mut report = Report::new();
    let variants = keys::words(item, "a word that leaves", GUARANTEE)?;
    let container = keys::read(&item.attrs, "expose", &["rename_all"], GUARANTEE, &mut report);
    let casing = casing(&container, &mut report);
    let ident = &item.ident;
    let mut words: Vec<String> = Vec::new();
    let mut arms = Vec::new();
    for variant in variants {
        let keys = keys::read(&variant.attrs, "expose", &["rename"], GUARANTEE, &mut report);
        let rename = keys
            .iter()
            .find(|key| key.is("rename"))
            .and_then(|key| report.keep(key.text(GUARANTEE)))
            .map(LitStr::value);
        let variant = &variant.ident;
        let plain = snake(&variant.unraw().to_string());
        let word = rename.or_else(|| renamed(&casing.clone()?, &plain)).unwrap_or(plain);
        if words.contains(&word) {
            report
                .add(GUARANTEE.fault(variant, format!("two variants leave as `{word}`; rename one of them")));
        }
        arms.push(quote!(#ident::#variant => #word));
        words.push(word);
    }
    let private = paths::private();
    report.finish(quote! {
        let _ = viewer;
        #private::serde::Serializer::serialize_str(out, match self { #(#arms),* })
    })
}

/// The casing that `rename_all` names.
fn casing(container: &[Key], report: &mut Report) -> Option<String> {
    let rule = report.keep(container.iter().find(|key| key.is("rename_all"))?.text(GUARANTEE))?;
    if renamed(&rule.value(), "a").is_none() {
        let why = format!("unknown casing `{}`; write one of serde's, such as `camelCase`", rule.value());
        report.add(GUARANTEE.fault(rule, why));
    }
    Some(rule.value())
}

/// The statements that write the fields, and what the compiler is asked about the types of those that are called as secrets.
fn structure(item: &DeriveInput) -> syn::Result<(TokenStream, TokenStream)> {
    let mut report = Report::new();
    let fields = keys::named_fields(item, "what leaves", GUARANTEE)?;
    let container = keys::read(&item.attrs, "expose", &["rename_all"], GUARANTEE, &mut report);
    let casing = casing(&container, &mut report);
    let mut entries = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut questions = TokenStream::new();
    let (owners, mut narrows) = (owners(item, fields), false);
    for field in &fields.named {
        let Some(Entry { name, write, question, narrowed }) =
            report.keep(entry(field, casing.as_deref(), owners.as_deref())).flatten()
        else {
            continue;
        };
        narrows |= narrowed;
        if names.contains(&name) {
            report.add(
                GUARANTEE.fault(&field.ident, format!("two fields leave as `{name}`; rename one of them")),
            );
        }
        names.push(name);
        entries.push(write);
        questions.extend(question);
    }
    let private = paths::private();
    let viewer = table(item).map(|table| quote!(let viewer = &#private::Viewer::of_row(*viewer, #table);));
    if !questions.is_empty() {
        questions = quote! {
            #[allow(unused_imports)]
            use #private::NotABit as _;
            const _: () = { #questions };
        };
    }
    let narrowing = narrows.then(|| {
        quote! {
            #[allow(unused_imports)]
            use #private::NotSealed as _;
        }
    });
    let body = quote! {
        #narrowing
        #viewer
        let mut map = #private::serde::Serializer::serialize_map(out, ::core::option::Option::None)?;
        let _ = viewer;
        #(#entries)*
        #private::serde::ser::SerializeMap::end(map)
    };
    report.finish((body, questions))
}

/// A field that leaves.
struct Entry {
    name: String,
    /// The statement that writes it.
    write: TokenStream,
    /// What the compiler is asked about its type.
    question: Option<TokenStream>,
    /// Whether it leaves to some alone.
    narrowed: bool,
}

/// The fields that say whose a row is, where each holds the subject of an owner; none where another table or a claim says it, or nothing does. The
/// derive of the row judges them.
fn owners(item: &DeriveInput, fields: &FieldsNamed) -> Option<Vec<Ident>> {
    let written = keys::lenient(&item.attrs, "resource");
    let owner = written.iter().find(|key| key.is("owner"))?;
    let names = match &owner.value {
        Value::Nested(nested) => nested.iter().find(|key| key.is("any"))?.texts(GUARANTEE).ok()?,
        _ => owner.texts(GUARANTEE).ok()?,
    };
    let field = |name: &LitStr| {
        let name = name.value();
        fields.named.iter().filter_map(|field| field.ident.clone()).find(|field| *field == name)
    };
    names.iter().map(field).collect()
}

/// A field that leaves; none for one that never does.
fn entry(field: &Field, casing: Option<&str>, owners: Option<&[Ident]>) -> syn::Result<Option<Entry>> {
    let Some(ident) = &field.ident else { return Ok(None) };
    let mut report = Report::new();
    let keys = keys::read(
        &field.attrs,
        "expose",
        &["role", "owner", "public", "never", "rename"],
        GUARANTEE,
        &mut report,
    );
    for serde in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let skips = quote!(#serde).to_string().contains("skip");
        if skips && !keys.iter().any(|key| key.is("never")) {
            report.add(GUARANTEE.fault(serde, "serde's `skip` hides nothing here; write `#[expose(never)]`"));
        }
    }
    let find = |name: &str| keys.iter().find(|key| key.is(name));
    let (role, never) = (find("role"), find("never"));
    let owner = find("owner");
    if let Some(key) = owner {
        report.keep(key.bare(GUARANTEE));
        if owners.is_none() {
            report.add(GUARANTEE.fault(
                &key.name,
                "no column of this type holds the subject of an owner, so nobody could be told to be it; write \
                 `#[expose(role = \"…\")]`, or `#[resource(owner = \"…\")]` with a column of the row",
            ));
        }
    }
    let excluded = [("owner", "never"), ("owner", "public")];
    for (one, other) in
        [("role", "never"), ("role", "public"), ("public", "never")].into_iter().chain(excluded)
    {
        if let (Some(_), Some(second)) = (find(one), find(other)) {
            report.add(
                GUARANTEE
                    .fault(&second.name, format!("`{one}` and `{other}` contradict each other; keep one")),
            );
        }
    }
    let name = ident.unraw().to_string();
    let written_name = find("rename").and_then(|key| key.text(GUARANTEE).ok()).map(LitStr::value);
    let secret = stays(&name) || written_name.is_some_and(|name| stays(&name));
    let roles = match role {
        Some(key) => report.keep(roles(key)).unwrap_or_default(),
        None => Vec::new(),
    };
    let rename = find("rename").and_then(|key| report.keep(key.text(GUARANTEE))).map(LitStr::value);
    report.finish(())?;
    if never.is_some() {
        return Ok(None);
    }
    let why = format!("output: `{name}` looks like a secret; write `#[expose(never)]` on it, or rename it");
    let name = rename.or_else(|| casing.and_then(|rule| renamed(rule, &name))).unwrap_or(name);
    let (private, ty) = (paths::private(), &field.ty);
    // Whether it is one bit, which keeps no secret, its type says.
    let question = secret
        .then(|| underlined(ident.span(), quote!(#private::require(<#private::BitOf<#ty>>::IS, #why);)));
    let narrowed = role.is_some() || owner.is_some();
    let write = match secret {
        true => quote!(<#private::BitOf<#ty>>::expose_field(&mut map, #name, &self.#ident, viewer)?;),
        false if narrowed => {
            quote_spanned!(at(ty.span())=> <#private::NarrowedOf<#ty>>::expose_field(&mut map, #name, &self.#ident, viewer)?;)
        }
        false => {
            quote_spanned!(at(ty.span())=> #private::expose_field::<#ty, _>(&mut map, #name, &self.#ident, viewer)?;)
        }
    };
    let write = if find("public").is_some() {
        write
    } else if let (Some(_), Some(owners)) = (owner, owners) {
        let owners = owners.iter().map(|owner| quote!(&self.#owner));
        quote!({
            const ROLES: &[#private::RoleRef] = &[#(#roles),*];
            let is_owner = #private::Viewer::is_any_of(viewer, &[#(#owners),*])
                && <#private::NarrowedOf<#ty>>::is_of(&self.#ident, viewer);
            if is_owner || #private::Viewer::holds_any(viewer, ROLES) { #write }
        })
    } else if roles.is_empty() {
        // Where a row leaves as the public sees it, only what is said to be public does.
        quote!(if !#private::Viewer::is_public(viewer) { #write })
    } else {
        quote!({
            const ROLES: &[#private::RoleRef] = &[#(#roles),*];
            if #private::Viewer::holds_any(viewer, ROLES) { #write }
        })
    };
    Ok(Some(Entry { name, write, question, narrowed }))
}

/// `role = "support"` as constants of the app's enum.
fn roles(key: &Key) -> syn::Result<Vec<TokenStream>> {
    let mut report = Report::new();
    let texts = key.texts(GUARANTEE)?;
    let named = texts.iter().filter_map(|text| report.keep(role(text))).collect();
    report.finish(named)
}
