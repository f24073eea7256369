//! What of a page runs or is loaded, for the policy that its reply carries.
//!
//! Floor 3. <https://www.w3.org/TR/CSP3/>: a script or style that stands in the template is allowed by the hash of its text, and nothing else runs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proc_macro2::TokenStream;
use quote::quote;
use sha2::{Digest, Sha256};

use crate::paths;

/// What a template brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Assets {
    scripts: Vec<String>,
    styles: Vec<String>,
    /// Scripts of the own origin.
    pub(super) own_scripts: bool,
    /// Styles of the own origin.
    pub(super) own_styles: bool,
    /// Sound and films.
    pub(super) media: bool,
}

impl Assets {
    /// The text of a script or style.
    pub(super) fn content(&mut self, element: &str, text: &str, loaded: bool) -> Result<(), String> {
        if element == "script" && loaded {
            return match text.trim().is_empty() {
                true => Ok(()),
                false => {
                    Err("a script with `src` runs nothing of what stands in it; remove one of the two"
                        .to_owned())
                }
            };
        }
        let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
        if element == "script" {
            self.scripts.push(hash);
            return Ok(());
        }
        let style = text.to_ascii_lowercase();
        if let Some(odd) = ["@import", "http:", "https:", "\\"].into_iter().find(|odd| style.contains(odd)) {
            return Err(format!(
                "`{odd}` in a style, which could load from another host; write the rules themselves"
            ));
        }
        self.styles.push(hash);
        Ok(())
    }

    /// As a constant.
    pub(super) fn constant(&self, parts: &[TokenStream]) -> TokenStream {
        let private = paths::private();
        let Self { scripts, styles, own_scripts, own_styles, media } = self;
        quote! {
            &#private::Assets {
                scripts: &[#(#scripts),*],
                styles: &[#(#styles),*],
                own_scripts: #own_scripts,
                own_styles: #own_styles,
                media: #media,
                parts: &[#(#parts),*],
            }
        }
    }
}
