//! WebP (RFC 9649): one RIFF whose length is that of the file, and the chunks within it.
//!
//! Floor 1.

use super::bytes::Rest;
use super::{FRAMES, Unfit, check_pixels};

/// What an animation has shown so far, of what it may show.
struct Shown {
    most: u64,
    pixels: u64,
}

impl Shown {
    fn picture(&mut self, width: u64, height: u64) -> Result<(), Unfit> {
        self.pixels = self.pixels.saturating_add(check_pixels(width, height, self.most)?);
        if self.pixels > self.most.saturating_mul(FRAMES) { Err(Unfit::Pixels) } else { Ok(()) }
    }
}

pub(super) fn walk(bytes: &[u8], most: u64) -> Result<(), Unfit> {
    let mut rest = Rest(bytes);
    rest.literal(b"RIFF")?;
    let length = rest.u32_le()?;
    // The length is even, and so is that of the file.
    if length != rest.0.len() || length % 2 != 0 {
        return Err(Unfit::Damaged);
    }
    rest.literal(b"WEBP")?;
    let mut shown = Shown { most, pixels: 0 };
    let (name, mut body) = chunk(&mut rest)?;
    if name != *b"VP8X" {
        picture(&name, body, &mut shown)?;
        return if rest.is_empty() { Ok(()) } else { Err(Unfit::Damaged) };
    }
    body.take(4)?;
    let (width, height) = (u64::from(body.u24_le()?) + 1, u64::from(body.u24_le()?) + 1);
    check_pixels(width, height, most)?;
    while !rest.is_empty() {
        let (name, mut body) = chunk(&mut rest)?;
        match &name {
            b"ANMF" => {
                body.take(16)?;
                while !body.is_empty() {
                    let (name, inner) = chunk(&mut body)?;
                    if name != *b"ALPH" {
                        picture(&name, inner, &mut shown)?;
                    }
                }
            }
            b"ICCP" | b"EXIF" | b"XMP " | b"ANIM" | b"ALPH" => {}
            _ => picture(&name, body, &mut shown)?,
        }
    }
    if shown.pixels > 0 { Ok(()) } else { Err(Unfit::Damaged) }
}

/// One picture, measured by its own header: what the canvas says binds no decoder.
fn picture(name: &[u8; 4], mut body: Rest<'_>, shown: &mut Shown) -> Result<(), Unfit> {
    match name {
        b"VP8 " => {
            // Frame tag, start code, then 14 bits each.
            body.take(3)?;
            body.literal(&[0x9D, 0x01, 0x2A])?;
            let (width, height) = (body.u16_le()? & 0x3FFF, body.u16_le()? & 0x3FFF);
            shown.picture(width.into(), height.into())
        }
        b"VP8L" => {
            body.literal(&[0x2F])?;
            let bits = u32::from_le_bytes(body.array()?);
            shown.picture(u64::from(bits & 0x3FFF) + 1, u64::from((bits >> 14) & 0x3FFF) + 1)
        }
        _ => Err(Unfit::Damaged),
    }
}

/// A chunk, padded to an even length by a zero.
fn chunk<'b>(rest: &mut Rest<'b>) -> Result<([u8; 4], Rest<'b>), Unfit> {
    let name: [u8; 4] = rest.array()?;
    let length = rest.u32_le()?;
    let body = rest.take(length)?;
    if length % 2 != 0 {
        rest.literal(&[0])?;
    }
    Ok((name, Rest(body)))
}
