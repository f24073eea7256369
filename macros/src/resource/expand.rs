//! What a row type becomes: the constant that describes its table, the reading of its columns, the questions about both.
//!
//! Floor 2.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident};

use super::columns::{Column, Seen};
use super::owner::Owner;
use super::{Published, Row};
use crate::paths::{self, at, underlined};
use crate::role_literal::role;

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
    let apart = match row.one_per_owner || !row.unique.is_empty() {
        true => format_ident!("ToldApart"),
        false => format_ident!("ByKeyAlone"),
    };
    let (belongs, table, questions) = (belongs(row), table(row), questions(row));
    let version = row.version.and_then(|version| row.columns.get(version)).map(|column| {
        let field = column.field;
        quote_spanned! {at(column.ty.span())=>
            fn version(&self) -> ::core::option::Option<i64> {
                ::core::option::Option::Some(self.#field)
            }
        }
    });
    quote! {
        const _: () = {
            #import
            #[allow(unused_imports)]
            use #private::NoKind as _;
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
                type Apart = #private::#apart;
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
        Some(of) => quote!(pub #field: #private::Writable<#private::Ref<#of>>),
        None => quote!(pub #field: #private::Writable<#ty>),
    }
}

/// How a row belongs to someone, as a type.
fn belongs(row: &Row<'_>) -> TokenStream {
    let private = paths::private();
    let owner = |column: usize| {
        let ty = row.columns.get(column).map(|column| column.ty);
        let span = ty.map_or_else(proc_macro2::Span::call_site, Spanned::span);
        match row.nullable {
            true => quote_spanned!(at(span)=> <#ty as #private::NullableOwner>::Owner),
            false => quote!(#ty),
        }
    };
    match &row.owner {
        Owner::Nobody => quote!(#private::ToNobody),
        Owner::Subject(column) | Owner::Claim(column, _) => {
            let owner = owner(*column);
            quote!(#private::ToCaller<#owner>)
        }
        Owner::Claims(column, _) => {
            let owner = owner(*column);
            quote!(#private::ToOneOf<#owner>)
        }
        Owner::Any(columns) => {
            let owner = columns.first().map(|column| owner(*column));
            quote!(#private::ToAny<#owner>)
        }
        Owner::Parent { column, .. } => {
            let parent = row.columns.get(*column).and_then(|column| column.references.as_ref());
            quote!(#private::ToParent<#parent>)
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
            quote!(Parent { column: #column, table: || <#parent as #private::Resource>::TABLE })
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
    let (grants, levels) = grants(row);
    let one_per_owner = row.one_per_owner;
    let unique = row.unique.iter().map(|column| column_name(*column));
    let for_all = row.columns.iter().filter_map(|column| {
        let (name, reason) = (&column.name, column.unique_for_all.as_ref()?);
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
            levels: #levels,
            version: #version,
            published: #private::Published::#published,
            one_per_owner: #one_per_owner,
            unique: &[#(#unique),*],
            unique_for_all: &[#(#for_all),*],
        }
    }
}

/// The grants of the row, and the levels that lead to it: its own, or those of its parent.
fn grants(row: &Row<'_>) -> (TokenStream, TokenStream) {
    let private = paths::private();
    let none = quote!(::core::option::Option::None);
    match (&row.grants, &row.owner) {
        (Some(grants), _) => {
            let super::Grants { table, row, to, level, levels } = grants;
            let levels = quote_spanned!(at(levels.span())=> <#levels as #private::Levels>::LEVELS);
            let constant = quote! {
                ::core::option::Option::Some(&#private::Grants {
                    table: #table, row: #row, to: #to, level: #level, levels: #levels,
                })
            };
            (constant, levels)
        }
        (None, Owner::Parent { column, .. }) => {
            let parent = row.columns.get(*column).and_then(|column| column.references.as_ref());
            (none, quote!(<#parent as #private::Resource>::TABLE.levels))
        }
        (None, _) => (none, quote!(&[])),
    }
}

fn column(column: &Column<'_>) -> TokenStream {
    let private = paths::private();
    let (name, ty) = (&column.name, column.ty);
    let references = column
        .references
        .as_ref()
        .map(|of| quote!(references: ::core::option::Option::Some(|| <#of as #private::Resource>::TABLE),));
    let (filter, sort) = (column.filter.is_some(), column.sort.is_some());
    let asked = (filter || sort).then(|| quote!(filter: #filter, sort: #sort,));
    let seen = match &column.seen {
        Seen::Everyone => None,
        Seen::Public => Some(quote!(Public)),
        Seen::Nobody => Some(quote!(Nobody)),
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
            kind: <#private::KindOf<#ty>>::KIND,
            nullable: <#private::KindOf<#ty>>::NULLABLE,
            #references
            #asked
            #seen
            ..#private::TableColumn::PLAIN
        }
    }
}

/// What the compiler is asked about the types of the columns.
fn questions(row: &Row<'_>) -> TokenStream {
    let private = paths::private();
    let mut asked = TokenStream::new();
    for column in &row.columns {
        let (ty, name) = (column.ty, &column.name);
        if let Some(of) = &column.references {
            asked.extend(quote_spanned!(at(ty.span())=> #private::holds_id_of::<#of, #ty>();));
        }
        if let Some(sort) = &column.sort {
            let question =
                quote!(of_sorted(<#private::KindOf<#ty>>::KIND, <#private::KindOf<#ty>>::NULLABLE, #name));
            asked.extend(underlined(sort.span(), quote!(#private::Fault::#question.raise();)));
        }
        if let Some(filter) = &column.filter {
            let question = quote!(of_filtered(<#private::KindOf<#ty>>::KIND, #name));
            asked.extend(underlined(filter.span(), quote!(#private::Fault::#question.raise();)));
        }
    }
    if let Owner::Parent { column, rest, at } = &row.owner {
        let parent = row.columns.get(*column).and_then(|column| column.references.as_ref());
        let question = quote!(of_parent(<#parent as #private::Resource>::TABLE, #rest));
        asked.extend(underlined(at.span(), quote!(#private::Fault::#question.raise();)));
    }
    if let Published::When(column) = row.published
        && let Some(Column { name, ty, .. }) = row.columns.get(column)
    {
        let question = quote!(of_published(<#private::KindOf<#ty>>::KIND, #name));
        asked.extend(underlined(ty.span(), quote!(#private::Fault::#question.raise();)));
    }
    if asked.is_empty() { asked } else { quote!(const _: () = { #asked };) }
}
