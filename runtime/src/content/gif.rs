//! GIF (89a, and 87a): blocks from the header to the trailer, and nothing after.
//!
//! Floor 1.

use super::bytes::Rest;
use super::{FRAMES, Unfit, check_pixels};

pub(super) fn walk(bytes: &[u8], most: u64) -> Result<(), Unfit> {
    let mut rest = Rest(bytes);
    if !matches!(rest.take(6)?, b"GIF87a" | b"GIF89a") {
        return Err(Unfit::Damaged);
    }
    let (width, height) = (rest.u16_le()?, rest.u16_le()?);
    check_pixels(width.into(), height.into(), most)?;
    let packed = rest.byte()?;
    rest.take(2)?;
    skip_colours(&mut rest, packed)?;
    let mut shown: u64 = 0;
    loop {
        match rest.byte()? {
            0x21 => {
                rest.byte()?;
                skip_blocks(&mut rest)?;
            }
            0x2C => {
                let (left, top) = (rest.u16_le()?, rest.u16_le()?);
                let (wide, high) = (rest.u16_le()?, rest.u16_le()?);
                // A frame lies on the screen, whose size was measured.
                let within =
                    |from: u16, length: u16, end: u16| u32::from(from) + u32::from(length) <= end.into();
                if !within(left, wide, width) || !within(top, high, height) {
                    return Err(Unfit::Damaged);
                }
                shown = shown.saturating_add(check_pixels(wide.into(), high.into(), most)?);
                if shown > most.saturating_mul(FRAMES) {
                    return Err(Unfit::Pixels);
                }
                let packed = rest.byte()?;
                skip_colours(&mut rest, packed)?;
                rest.byte()?;
                skip_blocks(&mut rest)?;
            }
            0x3B => return if shown > 0 && rest.is_empty() { Ok(()) } else { Err(Unfit::Damaged) },
            _ => return Err(Unfit::Damaged),
        }
    }
}

/// A table of colours, where one is said to follow.
fn skip_colours(rest: &mut Rest<'_>, packed: u8) -> Result<(), Unfit> {
    if packed & 0x80 != 0 {
        rest.take(3 << ((packed & 7) + 1))?;
    }
    Ok(())
}

/// Blocks of a length each, up to an empty one.
fn skip_blocks(rest: &mut Rest<'_>) -> Result<(), Unfit> {
    loop {
        match rest.byte()? {
            0 => return Ok(()),
            length => rest.take(length.into())?,
        };
    }
}
