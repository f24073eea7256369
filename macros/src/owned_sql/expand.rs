//! What is emitted: the pieces as one constant, the sets, the values.
//!
//! Floor 3.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::call::{Call, Set};
use super::judge::Statement;
use super::print::Piece;
use super::resolve::Read;
use crate::paths::{self, at, underlined};

pub(super) fn statement(call: &Call, statement: &Statement) -> TokenStream {
    let (private, import) = (paths::private(), paths::import());
    let pieces = statement.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => quote!(#private::SqlPiece::Text(#text)),
        Piece::Set(set) => quote!(#private::SqlPiece::Set(#set)),
        Piece::Value(value) => quote!(#private::SqlPiece::Value(#value)),
    });
    let columns = &statement.columns;
    let sets = call.sets.iter().enumerate();
    let (rows, sets): (Vec<_>, Vec<_>) = sets
        .map(|(position, Set { variable, row })| {
            let name = row_name(position, row.span());
            // Spanned at the type, so that a set of other rows is an error there.
            let hides = hides(&name, statement.reads.iter().filter(|read| read.set == position));
            let set = quote_spanned!(at(row.span())=> #private::rows_of::<#name, { #hides }, _>(&#variable));
            (quote!(type #name = #row;), set)
        })
        .unzip();
    let values = values(call);
    let reads = reads(call, statement);
    quote!({
        #import
        #(#rows)*
        #reads
        #private::OwnedSql::new(
            const { &#private::OwnedText { pieces: &[#(#pieces),*], columns: &[#(#columns),*] } },
            [#(#sets),*],
            #values,
        )
    })
}

/// The type of a set's rows is written once, so that it is one error where there is none of its name.
fn row_name(position: usize, span: Span) -> Ident {
    format_ident!("__Row{position}", span = at(span))
}

/// Asks the compiler whether one of the columns that are read is not public.
fn hides<'r>(row: &Ident, read: impl Iterator<Item = &'r Read>) -> TokenStream {
    let private = paths::private();
    let columns: Vec<&str> = read.map(|read| read.column.as_str()).collect();
    if columns.is_empty() {
        return quote!(false);
    }
    quote! {
        #[allow(unused_imports)]
        use #private::NoColumns as _;
        #private::hides(<#private::ColumnsOf<#row>>::TABLE, &[#(#columns),*])
    }
}

/// Asks the compiler whether the rows declare the columns that are read. One constant for all. Where a type is no row, that
/// is an error of its own at the type, and no columns are asked for.
fn reads(call: &Call, statement: &Statement) -> TokenStream {
    let private = paths::private();
    let span = at(call.text.span());
    let questions = statement.reads.iter().map(|read| {
        let (row, column) = (row_name(read.set, span), &read.column);
        let question =
            quote!(#private::Fault::of_column(<#private::ColumnsOf<#row>>::TABLE, #column).raise(););
        underlined(span, question)
    });
    let questions: TokenStream = questions.collect();
    if questions.is_empty() {
        return questions;
    }
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use #private::NoColumns as _;
            #questions
        };
    }
}

/// The values as one tuple, spanned at them, so that what no statement binds is an error there.
fn values(call: &Call) -> TokenStream {
    let private = paths::private();
    let span = call.values.first().map_or_else(Span::call_site, Spanned::span);
    let values = call.values.iter().map(|value| {
        let told = underlined(at(value.span()), quote!(#private::told));
        quote_spanned!(at(value.span())=> #told(#value))
    });
    quote_spanned!(at(span)=> (#(#values,)*))
}
