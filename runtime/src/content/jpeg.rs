//! JPEG (ITU-T T.81, annex B): segments from SOI to EOI, and nothing after.
//!
//! Floor 1.

use memchr::memchr;

use super::bytes::Rest;
use super::{Unfit, check_pixels};

/// A picture has few scans; a decoder works through all its pixels for each.
const SCANS: usize = 64;

pub(super) fn walk(bytes: &[u8], most: u64) -> Result<(), Unfit> {
    let mut rest = Rest(bytes);
    rest.literal(&[0xFF, 0xD8])?;
    let (mut measured, mut scans) = (false, 0);
    loop {
        match marker(&mut rest)? {
            0xD9 => return if scans > 0 && rest.is_empty() { Ok(()) } else { Err(Unfit::Damaged) },
            // Baseline, extended and progressive; what nobody shows (lossless, arithmetic) is not taken.
            0xC0..=0xC2 if !measured => {
                let mut frame = segment(&mut rest)?;
                let _precision = frame.byte()?;
                let (height, width) = (frame.u16_be()?, frame.u16_be()?);
                check_pixels(width.into(), height.into(), most)?;
                measured = true;
            }
            0xDA if measured && scans < SCANS => {
                segment(&mut rest)?;
                skip_data(&mut rest)?;
                scans += 1;
            }
            // Tables, restarts, what an application keeps, comments.
            0xC4 | 0xDB | 0xDD | 0xE0..=0xEF | 0xFE => {
                segment(&mut rest)?;
            }
            _ => return Err(Unfit::Damaged),
        }
    }
}

/// The next marker, before which any number of `FF` may stand.
fn marker(rest: &mut Rest<'_>) -> Result<u8, Unfit> {
    if rest.byte()? != 0xFF {
        return Err(Unfit::Damaged);
    }
    loop {
        match rest.byte()? {
            0xFF => {}
            code => return Ok(code),
        }
    }
}

/// What a segment holds.
fn segment<'b>(rest: &mut Rest<'b>) -> Result<Rest<'b>, Unfit> {
    let length = usize::from(rest.u16_be()?);
    Ok(Rest(rest.take(length.checked_sub(2).ok_or(Unfit::Damaged)?)?))
}

/// The data of a scan: up to a marker that is neither a stuffed zero nor a restart.
fn skip_data(rest: &mut Rest<'_>) -> Result<(), Unfit> {
    loop {
        let at = memchr(0xFF, rest.0).ok_or(Unfit::Damaged)?;
        rest.take(at)?;
        match rest.0 {
            [_, 0x00 | 0xD0..=0xD7, ..] => rest.take(2)?,
            // `FF` may be repeated before a marker.
            [_, 0xFF, ..] => rest.take(1)?,
            _ => return Ok(()),
        };
    }
}
