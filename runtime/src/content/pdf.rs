//! PDF (ISO 32000): from its header to `%%EOF`, without actions that run something and without files of its own.
//!
//! Floor 1. The names of a document are read wherever they stand, also escaped (`/J#61vaScript`) and in compressed objects. What a decoder would
//! find by repairing a broken document, or in fonts and pictures, is beyond this.

use memchr::{memchr_iter, memmem};
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::Unfit;

/// Names that run something, carry a file, fetch one, or hide what a document says. Sorted.
const ACTIVE: [&[u8]; 21] = [
    b"3DD",
    b"AF",
    b"EF",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"Encrypt",
    b"FileAttachment",
    b"GoToE",
    b"GoToR",
    b"ImportData",
    b"JS",
    b"JavaScript",
    b"Launch",
    b"Movie",
    b"OnInstantiate",
    b"Rendition",
    b"RichMedia",
    b"Sound",
    b"SubmitForm",
    b"Thread",
    b"XFA",
];

/// The most names of one document: it takes a tenth of a second to read so many.
const MOST_NAMES: usize = 2_000_000;

/// The most that the compressed objects of one document may unfold to.
const UNFOLDED: usize = 4 << 20;

pub(super) fn walk(bytes: &[u8]) -> Result<(), Unfit> {
    let version = bytes.strip_prefix(b"%PDF-");
    let is_version = |rest: &[u8]| matches!(rest, [b'1'..=b'2', b'.', b'0'..=b'9', b'\r' | b'\n', ..]);
    let body = bytes.trim_ascii_end().strip_suffix(b"%%EOF");
    let (Some(true), Some(body)) = (version.map(is_version), body) else { return Err(Unfit::Damaged) };
    // Where the objects are, in the last kilobyte.
    let tail = body.get(body.len().saturating_sub(1024)..).unwrap_or_default();
    if memmem::rfind(tail, b"startxref").is_none() {
        return Err(Unfit::Damaged);
    }
    let mut unfolding = Unfolding { bytes, folded: bytes.len(), unfolded: UNFOLDED, last: None };
    for (number, (at, name)) in names(bytes).enumerate() {
        if number > MOST_NAMES {
            return Err(Unfit::Damaged);
        }
        if is_active(name) {
            return Err(Unfit::Active);
        }
        // Readers take a stream for compressed objects by its place in the table of objects, whatever its dictionary calls itself; `First` it has to have. An
        // outline has one too, and is no stream.
        if name.is(b"ObjStm") || name.is(b"First") && is_of_a_stream(bytes, at) {
            let objects = unfolding.objects(at).ok_or(Unfit::Active)?;
            if names(&objects).any(|(_, name)| is_active(name)) {
                return Err(Unfit::Active);
            }
        }
    }
    Ok(())
}

/// Whether the dictionary that is written here is that of a stream.
fn is_of_a_stream(bytes: &[u8], at: usize) -> bool {
    let after = bytes.get(at..).unwrap_or_default();
    let soon = after.get(..after.len().min(1024)).unwrap_or_default();
    match (memmem::find(soon, b"stream"), memmem::find(soon, b"endobj")) {
        (Some(stream), Some(end)) => stream < end,
        (stream, _) => stream.is_some(),
    }
}

fn is_active(name: Name) -> bool {
    ACTIVE.binary_search(&name.as_bytes()).is_ok()
}

/// The start of a name: what is longer is none that matters.
#[derive(Clone, Copy, Default)]
struct Name {
    letters: [u8; 16],
    length: usize,
}

impl Name {
    fn push(&mut self, letter: u8) -> bool {
        let Some(place) = self.letters.get_mut(self.length) else { return false };
        *place = letter;
        self.length += 1;
        true
    }

    fn is(&self, name: &[u8]) -> bool {
        self.as_bytes() == name
    }

    fn as_bytes(&self) -> &[u8] {
        self.letters.get(..self.length).unwrap_or_default()
    }
}

/// Every name, with its escapes undone, and where it begins.
fn names(bytes: &[u8]) -> impl Iterator<Item = (usize, Name)> {
    memchr_iter(b'/', bytes).filter_map(|at| {
        let mut rest = bytes.get(at.checked_add(1)?..)?;
        let mut name = Name::default();
        while let [first, others @ ..] = rest
            && !b"\0\t\n\x0C\r ()<>[]{}/%".contains(first)
        {
            rest = others;
            let letter = match (first, others) {
                (b'#', [high, low, after @ ..])
                    if let (Some(high), Some(low)) = (digit(*high), digit(*low)) =>
                {
                    rest = after;
                    high << 4 | low
                }
                _ => *first,
            };
            if !name.push(letter) {
                break;
            }
        }
        Some((at, name))
    })
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The compressed objects of a document, and what may still be spent on them: streams do not overlap, so all together are no longer than the
/// document.
struct Unfolding<'b> {
    bytes: &'b [u8],
    folded: usize,
    unfolded: usize,
    /// Where the data of the stream that was looked into last begins: two names of one dictionary lead there.
    last: Option<usize>,
}

impl Unfolding<'_> {
    /// The objects of the stream whose type stands here; none where they cannot be looked into.
    fn objects(&mut self, at: usize) -> Option<Vec<u8>> {
        let (before, after) = self.bytes.split_at_checked(at)?;
        // A dictionary is short.
        let near = before.get(before.len().saturating_sub(1024)..)?;
        let soon = after.get(..after.len().min(1024))?;
        let (start, stream) = (memmem::rfind(near, b"obj")?, memmem::find(soon, b"stream")?);
        let (line, dictionary) = near.split_at_checked(start)?;
        let line = line.rsplit(|byte| matches!(byte, b'\r' | b'\n')).next()?;
        let said = [dictionary, soon.get(..stream)?].concat();
        // Where a text or a comment could stand, what looks like the dictionary could be within one, and another be meant.
        let is_plain = line.iter().all(|byte| byte.is_ascii_digit() || *byte == b' ');
        if !is_plain || said.iter().any(|byte| b"()%".contains(byte)) {
            return None;
        }
        let data = after.get(stream.checked_add(b"stream".len())?..)?;
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n"))?;
        let place = self.bytes.len() - data.len();
        if self.last.replace(place) == Some(place) {
            return Some(Vec::new());
        }
        let data = data.get(..memmem::find(data, b"endstream")?)?;
        self.folded = self.folded.checked_sub(data.len())?;
        let mut filters = names(&said).map(|(_, name)| name).filter(|name| is_filtering(name.as_bytes()));
        let objects = match (filters.next(), filters.next()) {
            (Some(only), None) if only.is(b"FlateDecode") => {
                decompress_to_vec_zlib_with_limit(data, self.unfolded).ok()?
            }
            _ => return None,
        };
        self.unfolded = self.unfolded.checked_sub(objects.len())?;
        Some(objects)
    }
}

/// Whether a name of a dictionary says that its stream is not what stands there.
fn is_filtering(name: &[u8]) -> bool {
    name.ends_with(b"Decode")
        || matches!(name, b"DecodeParms" | b"DP" | b"Fl" | b"LZW" | b"AHx" | b"A85" | b"RL" | b"Crypt" | b"F")
}
