//! Files that a browser saves and never shows.
//!
//! Floor 9. RFC 6266; RFC 8187; OWASP ASVS 5.0, 3.2.1 and 5.4.2. The policy of every answer stays: were it shown after all, nothing in it would run.

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Expose, Json};
use crate::content::FileKind;
use crate::devices::is_device;
use crate::problem::Problem;
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::route::{Reply, Route, SealedReply, waiver};
use crate::unseen::is_unseen;
use crate::uploads::StoredFile;

/// What stands for itself in `filename*`: the `attr-char` of RFC 8187 that are no quotes.
const ATTRIBUTE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The most bytes of a name: file systems take 255, and browsers add a number.
const MOST: usize = 200;

/// What a file is. None of these is run or rendered from where it is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Media {
    /// `application/octet-stream`
    #[default]
    Bytes,
    /// `text/csv`
    Csv,
    /// `image/gif`
    Gif,
    /// `application/gzip`
    Gzip,
    /// `image/jpeg`
    Jpeg,
    /// `application/json`
    Json,
    /// `application/pdf`
    Pdf,
    /// `image/png`
    Png,
    /// `text/plain`
    Text,
    /// `image/webp`
    Webp,
    /// `application/vnd.openxmlformats-officedocument.spreadsheetml.sheet`
    Xlsx,
    /// `application/zip`
    Zip,
}

impl Media {
    fn text(self) -> &'static str {
        match self {
            Self::Bytes => "application/octet-stream",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Gif => "image/gif",
            Self::Gzip => "application/gzip",
            Self::Jpeg => "image/jpeg",
            Self::Json => "application/json",
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Text => "text/plain; charset=utf-8",
            Self::Webp => "image/webp",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Zip => "application/zip",
        }
    }
}

/// 200 with a file to be saved. Its name may be of any origin: what no file system should see is replaced.
///
/// What it holds says whether it may leave: a file that was stored, the declared fields of a value, or, where `waive_output` gives the reason, bytes of
/// any origin.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Expose)]
/// struct Export {
///     orders: Vec<i64>,
/// }
///
/// #[secure_route(get = "/export", public)]
/// async fn export() -> Download<Json<Export>> {
///     Download::json("orders.json", Json(Export { orders: vec![1, 2] }))
/// }
/// ```
#[derive(Debug)]
pub struct Download<T = Bytes> {
    name: String,
    media: Media,
    content: T,
}

impl Download {
    /// Bytes of any origin under this name, on a route with `waive_output`.
    ///
    /// ```
    /// use portcullis::prelude::*;
    /// use portcullis::Media;
    ///
    /// #[secure_route(get = "/terms", public, waive_output = "a text of the company")]
    /// async fn terms() -> Download {
    ///     Download::new("terms 2026.txt", "Be kind.").media(Media::Text)
    /// }
    /// ```
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into(), media: Media::default(), content: bytes.into() }
    }

    /// What it is, instead of `application/octet-stream`.
    #[must_use]
    pub fn media(self, media: Media) -> Self {
        Self { media, ..self }
    }
}

impl Download<StoredFile> {
    /// A file that was stored, under this name: with the media type and the extension of its kind, whatever the name ends in. What is opened from a
    /// disk is opened by its extension.
    pub fn of(name: impl Into<String>, file: StoredFile) -> Self {
        let (name, extension) = (name.into(), file.kind().extension());
        let is_its_own = name.rsplit_once('.').is_some_and(|(_, last)| last.eq_ignore_ascii_case(extension));
        let name = if is_its_own { name } else { format!("{name}.{extension}") };
        let media = match file.kind() {
            FileKind::Png => Media::Png,
            FileKind::Jpeg => Media::Jpeg,
            FileKind::Gif => Media::Gif,
            FileKind::Webp => Media::Webp,
            FileKind::Pdf => Media::Pdf,
            FileKind::PlainText => Media::Text,
        };
        Self { name, media, content: file }
    }
}

impl<T> Download<Json<T>> {
    /// The declared fields of a value as JSON, under this name.
    pub fn json(name: impl Into<String>, value: Json<T>) -> Self {
        Self { name: name.into(), media: Media::Json, content: value }
    }
}

/// A name that is one on every file system: without places, controls, marks of direction, and what a shell or Windows reads as something else.
fn safe_name(name: &str) -> String {
    let dropped = |letter: &char| !letter.is_control() && !is_unseen(*letter);
    let replaced = |letter: char| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%' | ';' | '\u{2044}' | '\u{2215}'
        | '\u{ff0f}' | '\u{ff3c}' => '_',
        letter if letter.is_whitespace() => ' ',
        letter => letter,
    };
    let cleaned: String = name.chars().filter(dropped).map(replaced).collect();
    // A leading dot hides a file; a trailing one, and blanks, Windows drops.
    let edge = |letter: char| letter == '.' || letter == ' ';
    let cleaned = cleaned.trim_start_matches(|letter| edge(letter) || letter == '-').trim_end_matches(edge);
    let shortened = shortened(cleaned);
    let stem = shortened.split('.').next().unwrap_or_default().trim_end();
    if shortened.is_empty() {
        "download".to_owned()
    } else if is_device(stem) {
        format!("_{shortened}")
    } else {
        shortened
    }
}

/// The beginning of a long name, with its extension.
fn shortened(name: &str) -> String {
    if name.len() <= MOST {
        return name.to_owned();
    }
    let extension =
        name.rsplit_once('.').map(|(_, extension)| extension).filter(|extension| extension.len() <= 16);
    let room = MOST - extension.map_or(0, |extension| extension.len() + 1);
    let end = (0..=room).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    let stem = name.get(..end).unwrap_or_default().trim_end_matches(['.', ' ']);
    extension.map_or_else(|| stem.to_owned(), |extension| format!("{stem}.{extension}"))
}

/// `attachment`, with the name in ASCII for who knows no other, and as it is.
fn disposition(name: &str) -> String {
    let name = safe_name(name);
    let ascii: String = name.chars().map(|letter| if letter.is_ascii() { letter } else { '_' }).collect();
    if ascii == name {
        return format!("attachment; filename=\"{ascii}\"");
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{}", utf8_percent_encode(&name, ATTRIBUTE))
}

/// The opt-out for bytes of any origin was taken.
#[diagnostic::on_unimplemented(
    message = "output: a download of bytes of any origin, and nothing declares that they may leave",
    label = "not a declared reply",
    note = "give `Download<Json<T>>` by `Download::json` with `#[derive(Expose)]` on `T`, or `Download<StoredFile>` by `Download::of`; or give the \
            reason: `waive_output = \"…\"`"
)]
pub trait WaivesDownload {}
impl WaivesDownload for waiver::Waived {}

/// The same answer, saved under this name.
fn saved(mut response: Response, name: &str, media: Media) -> Result<Response, Problem> {
    let disposition = HeaderValue::try_from(disposition(name)).map_err(Refusal::internal)?;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.text()));
    headers.insert(CONTENT_DISPOSITION, disposition);
    Ok(response)
}

impl<T> SealedReply for Download<T> {}

impl<R: Route> Reply<R> for Download
where
    R::RawOutput: WaivesDownload,
{
    fn reply(self, _: &Cx<'_, R>) -> Result<Response, Problem> {
        saved(Response::new(Body::from(self.content)), &self.name, self.media)
    }
}

impl<R: Route> Reply<R> for Download<StoredFile> {
    fn reply(self, _: &Cx<'_, R>) -> Result<Response, Problem> {
        saved(Response::new(Body::from(self.content.into_bytes())), &self.name, self.media)
    }
}

impl<R: Route, T: Expose> Reply<R> for Download<Json<T>> {
    fn reply(self, cx: &Cx<'_, R>) -> Result<Response, Problem> {
        saved(self.content.reply(cx)?, &self.name, self.media)
    }
}
