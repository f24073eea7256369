//! PNG (W3C, third edition): chunks from `IHDR` to `IEND`, and nothing after.
//!
//! Floor 1.

use super::bytes::Rest;
use super::{Unfit, check_pixels};

pub(super) fn walk(bytes: &[u8], most: u64) -> Result<(), Unfit> {
    let mut rest = Rest(bytes);
    rest.literal(b"\x89PNG\r\n\x1a\n")?;
    let (name, mut header) = chunk(&mut rest)?;
    if name != *b"IHDR" || header.0.len() != 13 {
        return Err(Unfit::Damaged);
    }
    let (width, height) = (header.u32_be()?, header.u32_be()?);
    check_pixels(width as u64, height as u64, most)?;
    let mut data = Data::None;
    loop {
        let (name, body) = chunk(&mut rest)?;
        match &name {
            b"IDAT" if data == Data::Ended => return Err(Unfit::Damaged),
            b"IDAT" => data = Data::Open,
            b"IEND" => {
                let whole = data != Data::None && body.is_empty() && rest.is_empty();
                return if whole { Ok(()) } else { Err(Unfit::Damaged) };
            }
            b"PLTE" if data == Data::None => {}
            // A still image: the frames of an animation are pictures that nobody measured.
            b"acTL" | b"fcTL" | b"fdAT" => return Err(Unfit::Kind),
            // The first letter says whether a decoder must know it; there is no other that it must.
            [first, ..] if first.is_ascii_uppercase() => return Err(Unfit::Damaged),
            _ if data == Data::Open => data = Data::Ended,
            _ => {}
        }
    }
}

/// The chunks of the picture stand together.
#[derive(PartialEq)]
enum Data {
    None,
    Open,
    Ended,
}

/// A chunk whose checksum is right.
fn chunk<'b>(rest: &mut Rest<'b>) -> Result<([u8; 4], Rest<'b>), Unfit> {
    let length = rest.u32_be()?;
    let mut named = Rest(rest.take(length.checked_add(4).ok_or(Unfit::Damaged)?)?);
    let checksum: [u8; 4] = rest.array()?;
    let sum = crc32(named.0);
    let name: [u8; 4] = named.array()?;
    let good = name.iter().all(u8::is_ascii_alphabetic) && sum.to_be_bytes() == checksum;
    if good { Ok((name, named)) } else { Err(Unfit::Damaged) }
}

/// The checksum of ISO 3309, by a table of its bytes.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    let next = |sum: u32, byte: &u8| {
        let place = usize::from(sum.to_le_bytes()[0] ^ byte);
        TABLE.get(place).copied().unwrap_or_default() ^ (sum >> 8)
    };
    !bytes.iter().fold(u32::MAX, next)
}

#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler alone")]
const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut place = 0;
    while place < 256 {
        let (mut sum, mut bit) = (place as u32, 0);
        while bit < 8 {
            sum = if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
            bit += 1;
        }
        table[place] = sum;
        place += 1;
    }
    table
}
