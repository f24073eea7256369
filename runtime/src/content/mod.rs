//! What a file is, judged by its bytes: from the first to the last, so that nothing stands behind it.
//!
//! Floor 1. OWASP File Upload; ASVS 5.0, 5.2.2, 5.2.6. Nothing is decoded: formats are walked by the lengths that they state, and what
//! does not end where the file ends is refused.

mod bytes;
mod gif;
mod jpeg;
mod pdf;
mod png;
mod text;
mod webp;

use bytes::contains_marker;

/// What a file may be. A closed list: what a browser would run (HTML, SVG) and what holds files of its own (ZIP, and all that is one inside) is
/// not on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileKind {
    /// A still image in PNG.
    Png,
    /// An image in JPEG: baseline, extended or progressive.
    Jpeg,
    /// An image in GIF, animated or not.
    Gif,
    /// An image in WebP, animated or not.
    Webp,
    /// A document in PDF without scripts and files of its own.
    Pdf,
    /// Plain text in UTF-8.
    Text,
}

impl FileKind {
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [Self::Png, Self::Jpeg, Self::Gif, Self::Webp, Self::Pdf, Self::Text];

    /// The word in `kinds = […]`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Text => "text",
        }
    }

    /// What stands after the dot of its name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Text => "txt",
            other => other.word(),
        }
    }

    /// The media type to send it with, always with `X-Content-Type-Options: nosniff`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// Whether it has a width and a height.
    pub const fn is_image(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::Webp)
    }

    /// What the first bytes say; none where they are of no kind. Text has no first bytes of its own.
    fn begun(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// Why a file is not taken. The word is what a client gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It is of no kind that the field takes.
    Kind,
    /// It begins as one and does not go on as one, or does not end where it should.
    Damaged,
    /// It would be too large once it is decoded.
    Pixels,
    /// It carries what runs, or hides what it carries.
    Active,
}

impl Unfit {
    pub(crate) const fn rule(self) -> &'static str {
        match self {
            Self::Kind => "file_kind",
            Self::Damaged => "file_damaged",
            Self::Pixels => "pixels",
            Self::Active => "active_content",
        }
    }
}

/// The kind of a file that is one of `kinds` from its first byte to its last, and of at most so many pixels where it is an image.
pub(crate) fn judge(bytes: &[u8], kinds: &[FileKind], pixels: u64) -> Result<FileKind, Unfit> {
    let kind = match FileKind::begun(bytes) {
        Some(kind) => kind,
        None if kinds.contains(&FileKind::Text) => FileKind::Text,
        None => return Err(Unfit::Kind),
    };
    if !kinds.contains(&kind) {
        return Err(Unfit::Kind);
    }
    match kind {
        FileKind::Png => png::walk(bytes, pixels),
        FileKind::Jpeg => jpeg::walk(bytes, pixels),
        FileKind::Gif => gif::walk(bytes, pixels),
        FileKind::Webp => webp::walk(bytes, pixels),
        FileKind::Pdf => pdf::walk(bytes),
        FileKind::Text => return text::walk(bytes).map(|()| kind),
    }?;
    // A comment, a profile or a caption may hold anything: what a server or a browser would run, or an archive, which is read from its end.
    if contains_marker(bytes) || bytes::ends_as_an_archive(bytes) {
        return Err(Unfit::Active);
    }
    Ok(kind)
}

/// Whether a picture of this size may be decoded.
fn check_pixels(width: u64, height: u64, most: u64) -> Result<u64, Unfit> {
    if width == 0 || height == 0 {
        return Err(Unfit::Damaged);
    }
    let pixels = width.saturating_mul(height);
    if pixels > most { Err(Unfit::Pixels) } else { Ok(pixels) }
}

/// An animation may show as many pixels in all as this many pictures of the largest size.
const FRAMES: u64 = 16;
