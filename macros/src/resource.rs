//! `#[derive(Resource)]`.
//!
//! Floor 2.

use portcullis_policy::{Guarantee, Name, Report, nearest};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DeriveInput, Field, Ident, LitStr, Type};

use crate::keys::{self, Key};
use crate::paths::{self, at};

const GUARANTEE: Guarantee = Guarantee::Ownership;

/// A column: a field, its name in the database, and who may set it.
struct Column<'i> {
    field: &'i Ident,
    name: String,
    ty: &'i Type,
    server_set: bool,
}

/// What the derive found, as valid.
struct Row<'i> {
    table: String,
    columns: Vec<Column<'i>>,
    key: usize,
    owner: usize,
}

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let row = read(item)?;
    Ok(expand(item, &row))
}

fn read(item: &DeriveInput) -> syn::Result<Row<'_>> {
    let mut report = Report::new();
    let fields = keys::named_fields(item, "a row", GUARANTEE)?;
    let columns: Vec<Column> = fields.named.iter().filter_map(|field| column(field, &mut report)).collect();
    let written = keys::read(&item.attrs, "resource", &["table", "owner", "key"], GUARANTEE, &mut report);
    let table = required(item, &written, "table", "`table = \"orders\"`, the name of the table", &mut report);
    let owner = required(
        item,
        &written,
        "owner",
        "`owner = \"user_id\"`, the column that says whose row it is",
        &mut report,
    );
    let key = written.iter().find(|key| key.is("key")).and_then(|key| report.keep(key.text(GUARANTEE)));
    let table = table.and_then(|text| {
        let name = Name::read(&text.value()).map_err(|why| GUARANTEE.fault(text, why));
        report.keep(name).map(|name| name.to_string())
    });
    let owner = owner.and_then(|text| report.keep(position(text, &columns)));
    let key = match key {
        Some(text) => report.keep(position(text, &columns)),
        None => {
            let id = columns.iter().position(|column| column.name == "id");
            if id.is_none() {
                report.add(GUARANTEE.fault(
                    &item.ident,
                    "the row has no column `id`; write `key = \"…\"`, the column that identifies a row",
                ));
            }
            id
        }
    };
    let row = match (table, key, owner) {
        (Some(table), Some(key), Some(owner)) => Some(Row { table, columns, key, owner }),
        _ => None,
    };
    report.finish_some(row)
}

fn required<'k>(
    item: &DeriveInput,
    written: &'k [Key],
    name: &str,
    help: &str,
    report: &mut Report,
) -> Option<&'k LitStr> {
    match written.iter().find(|key| key.is(name)) {
        Some(key) => report.keep(key.text(GUARANTEE)),
        None => {
            report.add(
                GUARANTEE
                    .fault(&item.ident, format!("the row lacks `#[resource({name} = \"…\")]`; write {help}")),
            );
            None
        }
    }
}

fn column<'i>(field: &'i Field, report: &mut Report) -> Option<Column<'i>> {
    let ident = field.ident.as_ref()?;
    let written = keys::read(&field.attrs, "resource", &["server_set"], GUARANTEE, report);
    let name = ident.unraw().to_string();
    report.keep(Name::read(&name).map_err(|why| GUARANTEE.fault(ident, why)))?;
    Some(Column { field: ident, name, ty: &field.ty, server_set: !written.is_empty() })
}

fn position(text: &LitStr, columns: &[Column]) -> syn::Result<usize> {
    let name = text.value();
    columns.iter().position(|column| column.name == name).ok_or_else(|| {
        let known = columns.iter().map(|column| column.name.as_str());
        let help = match nearest(&name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "its columns are {}",
                known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
            ),
        };
        GUARANTEE.fault(text, format!("the row has no column `{name}`; {help}"))
    })
}

fn expand(item: &DeriveInput, row: &Row<'_>) -> TokenStream {
    let (ident, private, import) = (&item.ident, paths::private(), paths::import());
    let table = &row.table;
    let names: Vec<&str> = row.columns.iter().map(|column| column.name.as_str()).collect();
    let fields: Vec<&Ident> = row.columns.iter().map(|column| column.field).collect();
    let reads = row.columns.iter().enumerate().map(|(position, column)| {
        let (field, ty) = (column.field, column.ty);
        quote_spanned!(at(ty.span())=> #field: #private::column::<#ty>(row, #position)?)
    });
    let kinds = row.columns.iter().map(|column| {
        let ty = column.ty;
        quote!(<#private::KindOf<#ty>>::KIND)
    });
    let settable = |by_input: bool| {
        let columns = row.columns.iter().enumerate();
        let columns = columns.filter(move |(position, column)| {
            *position != row.key && *position != row.owner && !(by_input && column.server_set)
        });
        columns
            .map(|(_, Column { field, ty, .. })| quote!(pub #field: #private::Writable<#ty>))
            .collect::<Vec<_>>()
    };
    let (by_input, by_app) = (settable(true), settable(false));
    let input_columns = format_ident!("{ident}InputColumns");
    let app_columns = format_ident!("{ident}AppColumns");
    let (Some(key), Some(owner)) = (row.columns.get(row.key), row.columns.get(row.owner)) else {
        return TokenStream::new();
    };
    let (key_field, key_type, key_name) = (key.field, key.ty, &key.name);
    let (owner_type, owner_name) = (owner.ty, &owner.name);
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
                type Owner = #owner_type;
                type InputColumns = #input_columns;
                type AppColumns = #app_columns;
                const TABLE: &'static str = #table;
                const COLUMNS: &'static [&'static str] = &[#(#names),*];
                const KINDS: &'static [#private::ColumnKind] = &[#(#kinds),*];
                const KEY: &'static str = #key_name;
                const OWNER: &'static str = #owner_name;

                fn decode(row: &#private::Row) -> ::core::result::Result<Self, #private::Refusal> {
                    ::core::result::Result::Ok(Self { #(#reads),* })
                }

                fn id(&self) -> <Self as #private::Resource>::Id {
                    ::core::clone::Clone::clone(&self.#key_field)
                }
            }
            // A column that only the database reads is read here.
            #[allow(dead_code)]
            fn columns(row: &#ident) { #(let _ = &row.#fields;)* }
        };
    }
}
