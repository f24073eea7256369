//! What is emitted: the pieces as one constant, the sets, the values.
//!
//! Floor 3.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::call::{Call, Set};
use super::judge::Statement;
use super::print::Piece;
use crate::paths::{self, at, underlined};

pub(super) fn statement(call: &Call, statement: &Statement) -> TokenStream {
    let (private, import) = (paths::private(), paths::import());
    let pieces = statement.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => quote!(#private::SqlPiece::Text(#text)),
        Piece::Set(set) => quote!(#private::SqlPiece::Set(#set)),
        Piece::Value(value) => quote!(#private::SqlPiece::Value(#value)),
    });
    let columns = &statement.columns;
    let sets = call.sets.iter().map(|Set { variable, row }| {
        // Spanned at the type, so that a set of other rows is an error there.
        quote_spanned!(at(row.span())=> #private::rows_of::<#row, _>(&#variable))
    });
    let values = &call.values;
    let reads = reads(call, statement);
    quote!({
        #import
        #reads
        #private::OwnedSql::new(
            const { &#private::OwnedText { pieces: &[#(#pieces),*], columns: &[#(#columns),*] } },
            [#(#sets),*],
            (#(#values,)*),
        )
    })
}

/// Asks the compiler whether the rows declare the columns that are read. One constant for all.
fn reads(call: &Call, statement: &Statement) -> TokenStream {
    let private = paths::private();
    let questions = statement.reads.iter().filter_map(|read| {
        let (row, column) = (&call.sets.get(read.set)?.row, &read.column);
        let resource = quote!(<#row as #private::Resource>);
        let question =
            quote!(#private::Fault::of_column(#resource::TABLE, #resource::COLUMNS, #column).raise(););
        Some(underlined(at(call.text.span()), question))
    });
    let questions: TokenStream = questions.collect();
    if questions.is_empty() { TokenStream::new() } else { quote!(const _: () = { #questions };) }
}
