//! HTML from templates that escape, addresses, redirects.
//!
//! Floor 9. Where in a page an expression stands, the macro knows; what may be written there, the types here decide.

mod assets;
mod html;
mod link;
mod place;
mod redirect;
mod sheet;
mod shown;
mod value;

pub use assets::{Assets, AssetsOf, NoAssets};
pub use html::Html;
pub use link::{
    Address, ConstantPlace, Link, LinkFault, NotYetAnAddress, Outside, constant_link, constant_outside,
};
pub use place::{CountIs, Fills, LeadsToGet, PathPart};
pub use redirect::Redirect;
pub use sheet::Sheet;
pub(crate) use shown::{SealedInText, SealedShown, SealedWritten};
pub use shown::{Shown, Template, Word, shown};
pub use value::{
    Counted, InLink, InText, InValue, LinkOnLine, Listed, TextOnLine, ValueOnLine, Worded, Written, in_link,
    in_text, in_value, length, link_on_line, listed, reads, text_lower, text_on_line, text_trim, text_upper,
    value_on_line,
};
