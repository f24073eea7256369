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
    PlainText,
}

impl FileKind {
    /// All of them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Png, Self::Jpeg, Self::Gif, Self::Webp, Self::Pdf, Self::PlainText];

    /// The word in `kinds = […]`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::PlainText => "text",
        }
    }

    /// What stands after the dot of its name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::PlainText => "txt",
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
            Self::PlainText => "text/plain; charset=utf-8",
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
        None if kinds.contains(&FileKind::PlainText) => FileKind::PlainText,
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
        FileKind::PlainText => return text::walk(bytes).map(|()| kind),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever the bytes are, the walk ends, within them, and says something.
    #[test]
    fn any_bytes_are_survived() {
        let begins: [&[u8]; 9] = [
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR",
            b"\xFF\xD8\xFF\xC0\0\x0b\x08\0\x08\0\x08\x01\x01\x11\0\xFF\xDA",
            b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF\x2C",
            b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f",
            b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0",
            b"%PDF-1.7\n1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n\x78\x01",
            b"%PDF-1.7\n/#",
            b"text",
            b"",
        ];
        for round in 0..20_000_usize {
            let begin = begins.get(round % begins.len()).copied().unwrap_or_default();
            let noise: Vec<u8> =
                (0..round % 64).map(|_| rand::random::<u8>() & rand::random::<u8>()).collect();
            let whole = [begin, &noise, b"\nstartxref\n0\n%%EOF"].concat();
            for bytes in [whole.as_slice(), &[begin, noise.as_slice()].concat()] {
                let _ = judge(bytes, &FileKind::ALL, 1000);
            }
        }
    }

    #[test]
    fn only_kinds_that_are_asked_for() {
        for (bytes, kind) in
            [(b"GIF89a".as_slice(), FileKind::Gif), (b"%PDF-1.7", FileKind::Pdf), (b"a", FileKind::PlainText)]
        {
            let others: Vec<FileKind> = FileKind::ALL.into_iter().filter(|other| *other != kind).collect();
            assert_eq!(judge(bytes, &others, 1), Err(Unfit::Kind), "{kind:?}");
            assert_eq!(judge(bytes, &[], 1), Err(Unfit::Kind), "{kind:?}");
        }
    }
}
