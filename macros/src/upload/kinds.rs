//! The words of `kinds`, and why other words are none.
//!
//! Floor 4.

use portcullis_policy::{Report, nearest};
use proc_macro2::Span;
use syn::{Ident, LitStr};

use super::GUARANTEE;
use crate::keys::Key;

/// The words of `kinds`, and the kinds that they stand for.
const KINDS: [(&str, &str); 6] = [
    ("png", "Png"),
    ("jpeg", "Jpeg"),
    ("gif", "Gif"),
    ("webp", "Webp"),
    ("pdf", "Pdf"),
    ("text", "PlainText"),
];

/// What is asked for and not on the list, and why.
const REFUSED: [(&[&str], &str); 4] = [
    (
        &["svg", "html", "htm", "xhtml", "xml", "js", "javascript", "mhtml"],
        "a browser runs the scripts in it",
    ),
    (
        &[
            "zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "jar", "apk", "epub", "tar", "gz", "gzip",
            "rar", "7z",
        ],
        "it holds files of its own, which nobody has judged",
    ),
    (
        &["exe", "php", "sh", "py", "bat", "dll", "jsp", "asp", "aspx", "doc", "xls", "ppt"],
        "a machine runs what is in it",
    ),
    (&["*", "any", "all", "image", "images", "image/*", "*/*"], "it is no kind; name each"),
];

/// The kinds that a key names.
pub(super) fn read_kinds(key: &Key) -> syn::Result<Vec<Ident>> {
    let mut report = Report::new();
    let mut kinds: Vec<Ident> = Vec::new();
    for text in key.texts(GUARANTEE)? {
        let Some(kind) = report.keep(read_kind(&text)) else { continue };
        if kinds.contains(&kind) {
            report.add(
                GUARANTEE.fault(&text, format!("`{}` is given twice; keep one of the two", text.value())),
            );
        }
        kinds.push(kind);
    }
    report.finish(kinds)
}

fn read_kind(text: &LitStr) -> syn::Result<Ident> {
    let word = text.value();
    if let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == word) {
        return Ok(Ident::new(kind, Span::call_site()));
    }
    let known: Vec<String> = KINDS.iter().map(|(word, _)| format!("`{word}`")).collect();
    let known = known.join(", ");
    let plain = word.to_ascii_lowercase();
    let plain = plain.trim_start_matches('.');
    let plain = plain.rsplit('/').next().filter(|last| *last != "*").unwrap_or(plain);
    let plain = plain.split('+').next().unwrap_or(plain);
    let why = match REFUSED.iter().find(|(words, _)| words.contains(&plain)) {
        Some((_, why)) => format!("`{word}` is not taken: {why}; kinds are {known}"),
        None => {
            let near = match plain {
                "jpg" => Some("jpeg"),
                "txt" | "plain" => Some("text"),
                other => nearest(other, KINDS.map(|(word, _)| word)),
            };
            match near {
                Some(near) => format!("unknown kind `{word}`; did you mean `{near}`?"),
                None => format!("unknown kind `{word}`; kinds are {known}"),
            }
        }
    };
    Err(GUARANTEE.fault(text, why))
}
