//! What a row type becomes: the constant that describes its table, the reading of its columns, the questions about both.
//!
//! Floor 2.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident};

use super::columns::{Column, Seen};
use super::owner::Owner;
use super::{Published, Row};
use crate::paths::{self, at, underlined};
use crate::role_literal::role;
use crate::secret_name::Secrecy;

pub(super) fn row(item: &DeriveInput, row: &Row<'_>) -> TokenStream {
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let fields: Vec<&Ident> = row.columns.iter().map(|column| column.field).collect();
    let reads = row.columns.iter().enumerate().map(|(position, column)| {
        let (field, ty) = (column.field, column.ty);
        quote_spanned!(at(ty.span())=> #field: #private::column::<#ty>(row, #position)?)
    });
    let bound = row.bound();
    let settable = |by_input: bool| {
        let columns = row.columns.iter().enumerate();
        let columns =
            columns.filter(|(position, column)| !(bound.contains(position) || by_input && column.server_set));
        columns.map(|(_, column)| writable(column)).collect::<Vec<_>>()
    };
    let (by_input, by_app) = (settable(true), settable(false));
    let input_columns = format_ident!("{ident}InputColumns");
    let app_columns = format_ident!("{ident}AppColumns");
    let Some(key) = row.columns.get(row.key) else { return TokenStream::new() };
    let (key_field, key_type) = (key.field, key.ty);
    let (belongs, table, questions) = (belongs(row), table(row), questions(row));
    let level = level(row);
    // Who is not simply the caller's is not upserted at all, which is the one thing to say then.
    let is_upserted = matches!(row.owner, Owner::Subject(_) | Owner::Claim(..));
    let apart = match row.one_per_owner || !row.unique.is_empty() || !is_upserted {
        true => quote!(#private::ToldApart),
        false => quote!(#private::NotToldApart),
    };
    let version = row.version.and_then(|version| row.columns.get(version)).map(|column| {
        let field = column.field;
        quote! {
            fn version(&self) -> ::core::option::Option<i64> {
                #private::counted(&self.#field)
            }
        }
    });
    quote! {
        const _: () = {
            #import
            #[allow(unused_imports)]
            use #private::{NoColumns as _, NoKind as _, NoLevelsIn as _};
            #[doc(hidden)]
            #[allow(missing_docs, missing_debug_implementations, dead_code)]
            pub struct #input_columns { #(#by_input),* }
            #[doc(hidden)]
            #[allow(missing_docs, missing_debug_implementations, dead_code)]
            pub struct #app_columns { #(#by_app),* }

            unsafe impl #private::DerivedResource for #ident {}
            impl #private::Resource for #ident {
                type Id = #key_type;
                type Belongs = #belongs;
                type Level = #level;
                type Apart = #apart;
                type InputColumns = #input_columns;
                type AppColumns = #app_columns;
                const TABLE: &'static #private::Table = #table;

                fn decode(row: &#private::Row) -> ::core::result::Result<Self, #private::Refusal> {
                    ::core::result::Result::Ok(Self { #(#reads),* })
                }

                fn id(&self) -> <Self as #private::Resource>::Id {
                    ::core::clone::Clone::clone(&self.#key_field)
                }
                #version
            }
            #questions
            // A column that only the database reads is read here.
            #[allow(dead_code)]
            fn columns(row: &#ident) { #(let _ = &row.#fields;)* }
        };
    }
}

/// The type that a column is set to: an id of another row only by a reference, which the statement checks.
fn writable(column: &Column<'_>) -> TokenStream {
    let (private, field, ty) = (paths::private(), column.field, column.ty);
    match &column.references {
        Some(of) => {
            let reference = applied("Ref", &quote!(#of), of.span());
            quote!(pub #field: #private::Writable<#reference>)
        }
        None => quote!(pub #field: #private::Writable<#ty>),
    }
}

/// A type of ours, applied to one of the user's and underlined there.
fn applied(name: &str, to: &TokenStream, span: Span) -> TokenStream {
    let (private, name) = (underlined(at(span), paths::private()), Ident::new(name, at(span)));
    quote_spanned!(at(span)=> #private::#name<#to>)
}

/// How a row belongs to someone, as a type.
fn belongs(row: &Row<'_>) -> TokenStream {
    let private = paths::private();
    let to = |way: &str, column: usize| {
        let ty = row.columns.get(column).map(|column| column.ty);
        applied(way, &quote!(#ty), ty.map_or_else(Span::call_site, Spanned::span))
    };
    match &row.owner {
        Owner::Nobody => quote!(#private::ToNobody),
        Owner::Subject(column) | Owner::Claim(column, _) => to("ToCaller", *column),
        Owner::Claims(column, _) => to("ToOneOf", *column),
        Owner::Any(columns) => {
            let first = row.columns.get(columns.first().copied().unwrap_or_default());
            let (ty, others) = (first.map(|column| column.ty), columns.len().saturating_sub(1));
            applied("ToAny", &quote!(#ty, #others), ty.map_or_else(Span::call_site, Spanned::span))
        }
        Owner::Parent { column, .. } => {
            let parent = row.columns.get(*column).and_then(|column| column.references.as_ref());
            applied("ToParent", &quote!(#parent), parent.span())
        }
    }
}

fn table(row: &Row<'_>) -> TokenStream {
    let private = paths::private();
    let (name, path) = (&row.table, row.owner.path(&row.columns));
    let column_name = |position: usize| row.columns.get(position).map_or("", |column| column.name.as_str());
    let some = |position: Option<usize>| match position.map(column_name) {
        Some(name) => quote!(::core::option::Option::Some(#name)),
        None => quote!(::core::option::Option::None),
    };
    let columns = row.columns.iter().map(column);
    let key = column_name(row.key);
    let owned_by = |column: &usize, claim: TokenStream| {
        let column = column_name(*column);
        quote!(#private::OwnedBy { column: #column, claim: #private::Claim::#claim })
    };
    let owner = match &row.owner {
        Owner::Nobody => quote!(Nobody),
        Owner::Subject(column) => {
            let owner = owned_by(column, quote!(Subject));
            quote!(Columns(&[#owner]))
        }
        Owner::Any(columns) => {
            let owners = columns.iter().map(|column| owned_by(column, quote!(Subject)));
            quote!(Columns(&[#(#owners),*]))
        }
        Owner::Claim(column, claim) => {
            let owner = owned_by(column, quote!(One(#claim)));
            quote!(Columns(&[#owner]))
        }
        Owner::Claims(column, claim) => {
            let owner = owned_by(column, quote!(Each(#claim)));
            quote!(Columns(&[#owner]))
        }
        Owner::Parent { column, .. } => {
            let parent = row.columns.get(*column).and_then(|column| column.references.as_ref());
            let column = column_name(*column);
            quote!(Parent { column: #column, table: || <#private::ColumnsOf<#parent>>::REFERRED })
        }
    };
    let (tenant, version) = (some(row.tenant), some(row.version));
    let published = match row.published {
        Published::Nothing => quote!(Nothing),
        Published::Everything => quote!(Everything),
        Published::When(column) => {
            let column = column_name(column);
            quote!(When(#column))
        }
    };
    let grants = grants(row);
    let one_per_owner = row.one_per_owner;
    let unique = row.unique.iter().map(|column| column_name(*column));
    let for_all = row.columns.iter().filter_map(|column| {
        let (name, reason) = (&column.name, column.unique_for_all.as_ref()?);
        Some(quote!((#name, #reason)))
    });
    let no_secrets = row.columns.iter().filter_map(|column| {
        let (name, reason) = (&column.name, column.no_secret.as_ref()?);
        Some(quote!((#name, #reason)))
    });
    quote! {
        &#private::Table {
            name: #name,
            columns: &[#(#columns),*],
            key: #key,
            owner: #private::Owner::#owner,
            owner_path: #path,
            tenant: #tenant,
            grants: #grants,
            version: #version,
            published: #private::Published::#published,
            one_per_owner: #one_per_owner,
            unique: &[#(#unique),*],
            unique_for_all: &[#(#for_all),*],
            no_secrets: &[#(#no_secrets),*],
        }
    }
}

fn grants(row: &Row<'_>) -> TokenStream {
    let private = paths::private();
    let Some(super::Grants { table, row, to, level, levels }) = &row.grants else {
        return quote!(::core::option::Option::None);
    };
    quote! {
        ::core::option::Option::Some(&#private::Grants {
            table: #table, row: #row, to: #to, level: #level,
            levels: <#private::LevelsIn<#levels>>::LEVELS,
        })
    }
}

/// The enum of the row's own levels.
fn level(row: &Row<'_>) -> TokenStream {
    let private = paths::private();
    match &row.grants {
        Some(super::Grants { levels, .. }) => quote!(#levels),
        None => quote!(#private::NoLevels),
    }
}

fn column(column: &Column<'_>) -> TokenStream {
    let private = paths::private();
    let (name, ty) = (&column.name, column.ty);
    let references = column
        .references
        .as_ref()
        .map(|of| quote!(references: ::core::option::Option::Some(|| <#private::ColumnsOf<#of>>::REFERRED),));
    let (filter, sort) = (column.filter.is_some(), column.sort.is_some());
    let asked = (filter || sort).then(|| quote!(filter: #filter, sort: #sort,));
    let seen = match &column.seen {
        Seen::Everyone => None,
        Seen::Public => Some(quote!(Public)),
        Seen::Owner | Seen::Nobody => Some(quote!(Nobody)),
        // The roles are judged where the field is exposed; here they matter to who may ask by it.
        Seen::Roles(_) if asked.is_none() => Some(quote!(Roles(&[]))),
        Seen::Roles(roles) => {
            let roles = roles.iter().filter_map(|name| role(name).ok());
            Some(quote!(Roles(&[#(#roles),*])))
        }
    };
    let seen = seen.map(|seen| quote!(seen: #private::Seen::#seen,));
    quote! {
        #private::TableColumn {
            name: #name,
            #references
            #asked
            #seen
            ..<#private::KindOf<#ty>>::COLUMN
        }
    }
}

/// What the compiler is asked about the types of the columns.
fn questions(row: &Row<'_>) -> TokenStream {
    let private = paths::private();
    let mut asked = TokenStream::new();
    let mut ask = |span: Span, question: TokenStream| {
        asked.extend(underlined(span, quote!(#private::Fault::#question.raise();)));
    };
    for column in &row.columns {
        let (ty, name) = (column.ty, &column.name);
        let (kind, kept) = (quote!(<#private::KindOf<#ty>>::KIND), quote!(<#private::KindOf<#ty>>::KEPT));
        if let Some(secret) = &column.secret {
            let is_password = *secret == Secrecy::Password;
            ask(ty.span(), quote!(of_secret(#kind, #kept, #is_password, #name)));
        }
        if let Some(of) = &column.references {
            let question =
                quote!(of_reference(<#private::ColumnsOf<#of>>::TABLE, <#private::KindOf<#ty>>::KIND, #name));
            ask(ty.span(), question);
        }
        if let Some(sort) = &column.sort {
            let nullable = quote!(<#private::KindOf<#ty>>::NULLABLE);
            ask(sort.span(), quote!(of_sorted(#kind, #nullable, #kept, #name)));
        }
        if let Some(filter) = &column.filter {
            ask(filter.span(), quote!(of_filtered(#kind, #kept, #name)));
        }
    }
    if let Owner::Parent { column, rest, at } = &row.owner {
        let parent = row.columns.get(*column).and_then(|column| column.references.as_ref());
        let own = row.owner.path(&row.columns);
        let question = quote!(of_parent(<#private::ColumnsOf<#parent>>::TABLE, #own, #rest));
        ask(at.span(), question);
    }
    if let Published::When(column) = row.published
        && let Some(Column { name, ty, .. }) = row.columns.get(column)
    {
        let question =
            quote!(of_published(<#private::KindOf<#ty>>::KIND, <#private::KindOf<#ty>>::NULLABLE, #name));
        ask(ty.span(), question);
    }
    let column = |position: Option<usize>| row.columns.get(position?);
    if let Some(Column { name, ty, .. }) = column(row.tenant) {
        ask(
            ty.span(),
            quote!(of_tenant(<#private::KindOf<#ty>>::KIND, <#private::KindOf<#ty>>::KEPT, #name)),
        );
    }
    if let Some(Column { name, ty, .. }) = column(row.version) {
        let question =
            quote!(of_version(<#private::KindOf<#ty>>::KIND, <#private::KindOf<#ty>>::NULLABLE, #name));
        ask(ty.span(), question);
    }
    if !matches!(row.owner, Owner::Parent { .. }) {
        let owners = row.owner.columns();
        let first = column(owners.first().copied()).map(|first| first.ty);
        let is_said = row.nullable;
        for (at, owner) in owners.iter().enumerate() {
            let Some(Column { name, ty, .. }) = column(Some(*owner)) else { continue };
            ask(ty.span(), quote!(of_null(#is_said, <#private::KindOf<#ty>>::NULLABLE, #name)));
            if at == 0 {
                continue;
            }
            let question =
                quote!(of_owners(<#private::KindOf<#first>>::KIND, <#private::KindOf<#ty>>::KIND, #name));
            ask(ty.span(), question);
        }
    }
    if asked.is_empty() { asked } else { quote!(const _: () = { #asked };) }
}
