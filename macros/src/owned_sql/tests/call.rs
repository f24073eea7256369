//! The call: sets, one literal, values.
//!
//! Floor 3.

use proc_macro2::TokenStream;
use quote::quote;

use crate::owned_sql::compile;

fn assert_fault(call: TokenStream, words: &str) {
    let shown = call.to_string();
    let fault = compile(call).unwrap_err().to_string();
    assert!(
        fault.starts_with("query: ") && fault.contains(words) && !fault.ends_with('.'),
        "{shown}\n{fault}"
    );
}

#[test]
fn calls_that_are_well_formed() {
    for call in [
        quote!(orders: Order; "SELECT id FROM orders"),
        quote!(orders: Order,; "SELECT id FROM orders",),
        quote!(orders: shop::Order; "SELECT id FROM orders WHERE id = $1", page.of(1)?),
        quote!(orders: Order, items: Item; r"SELECT items.id FROM orders, items"),
        quote!(r#type: Kind; "SELECT id FROM type"),
    ] {
        let shown = call.to_string();
        assert!(compile(call).is_ok(), "{shown}");
    }
}

#[test]
fn calls_that_are_not() {
    assert_fault(quote!(), "takes sets, one text and its values");
    assert_fault(quote!("SELECT 1 AS one"), "names no sets before it");
    assert_fault(quote!(; "SELECT 1 AS one"), "no set stands before the `;`");
    assert_fault(quote!(orders; "SELECT id FROM orders"), "takes sets, one text and its values");
    assert_fault(quote!(orders: Order, "SELECT id FROM orders"), "takes sets, one text and its values");
    assert_fault(quote!(orders: Order;), "takes sets, one text and its values");
    assert_fault(quote!(orders: Order items: Item; "SELECT id FROM orders"), "a comma is missing");
    assert_fault(quote!(orders: Order; "SELECT id FROM orders" 1), "the text of SQL is one literal");
    assert_fault(quote!(orders: Order; TEXT), "the text of SQL is one literal");
    assert_fault(quote!(orders: Order; format!("SELECT {x}")), "the text of SQL is one literal");
    assert_fault(quote!(orders: Order; concat!("SELECT ", "1")), "the text of SQL is one literal");
    assert_fault(quote!(orders: Order; b"SELECT id FROM orders"), "the text of SQL is one literal");
    assert_fault(quote!(orders: Order; &text, 1), "the text of SQL is one literal");
    assert_fault(quote!(orders: Order, orders: Note; "SELECT id FROM orders"), "`orders` is given twice");
    assert_fault(quote!(Orders: Order; "SELECT id FROM Orders"), "is not a name in snake case");
    assert_fault(quote!(orders: Order; "SELECT id FROM orders", 1), "has no `$1` for this value");
    assert_fault(quote!(orders: Order; "SELECT id FROM orders WHERE id = $1"), "and there are 0 after it");
}
