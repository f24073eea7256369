//! One text for all cases of it.
//!
//! Floor 0. Unicode Standard, section 3.13.

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizer;

/// Without case, and composed again, of a text in NFKC.
pub(crate) fn folded(composed: &str) -> String {
    let folded = CaseMapper::new().fold_string(composed);
    ComposingNormalizer::new_nfkc().normalize(&folded).into_owned()
}
