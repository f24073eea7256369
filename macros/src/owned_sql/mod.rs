//! `owned_sql!(orders: Order; "SELECT …", value)`: the author's own SELECT, over the rows of the named sets alone.
//!
//! Floor 3. The text is read by the grammars of both engines into a tree that can express nothing but what is allowed
//! ([`tree`]); names are resolved in it; what runs is its print, which must read back as the same tree. No part of the
//! author's text reaches the engine as it stands.
//!
//! | step | file |
//! | --- | --- |
//! | the call | `call.rs` |
//! | signs that both engines read alike | `signs.rs` |
//! | text to tree, by both grammars | `engines.rs`, `read/` |
//! | every name is of a set, a CTE or a derived table | `resolve/` |
//! | tree to text | `print/` |
//! | what is emitted | `expand.rs` |

mod call;
mod engines;
mod expand;
mod functions;
mod judge;
mod print;
mod read;
mod resolve;
mod signs;
#[cfg(test)]
mod tests;
mod tree;

use proc_macro2::TokenStream;
use quote::quote;

use call::Call;

pub(crate) fn owned_sql(call: TokenStream) -> TokenStream {
    compile(call).unwrap_or_else(|faults| {
        let faults = faults.to_compile_error();
        // An expression of no known type, so that what follows the call brings no second error.
        quote!({ #faults })
    })
}

fn compile(call: TokenStream) -> syn::Result<TokenStream> {
    let call: Call = syn::parse2(call)?;
    let statement = call.judge()?;
    Ok(expand::statement(&call, &statement))
}
