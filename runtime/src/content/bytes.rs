//! Reading bytes by the lengths that they state, never beyond their end; and what no file carries in any of its parts.
//!
//! Floor 1.

use memchr::{memchr_iter, memmem};

use super::Unfit;

/// What is left of a file.
#[derive(Clone, Copy)]
pub(super) struct Rest<'b>(pub(super) &'b [u8]);

impl<'b> Rest<'b> {
    /// The next so many bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&'b [u8], Unfit> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Unfit::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The next `N` bytes.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Unfit> {
        self.take(N)?.try_into().map_err(|_| Unfit::Damaged)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Unfit> {
        self.array().map(|[byte]: [u8; 1]| byte)
    }

    pub(super) fn u16_be(&mut self) -> Result<u16, Unfit> {
        self.array().map(u16::from_be_bytes)
    }

    pub(super) fn u16_le(&mut self) -> Result<u16, Unfit> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u24_le(&mut self) -> Result<u32, Unfit> {
        self.array().map(|[low, middle, high]: [u8; 3]| u32::from_le_bytes([low, middle, high, 0]))
    }

    pub(super) fn u32_be(&mut self) -> Result<usize, Unfit> {
        usize::try_from(self.array().map(u32::from_be_bytes)?).map_err(|_| Unfit::Damaged)
    }

    pub(super) fn u32_le(&mut self) -> Result<usize, Unfit> {
        usize::try_from(self.array().map(u32::from_le_bytes)?).map_err(|_| Unfit::Damaged)
    }

    pub(super) fn literal(&mut self, bytes: &[u8]) -> Result<(), Unfit> {
        if self.take(bytes.len())? == bytes { Ok(()) } else { Err(Unfit::Damaged) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What begins a page or a program, in lower case. Each is so long that compressed data holds it by chance in less than one of ten
/// thousand files.
const MARKERS: [&[u8]; 6] = [b"<?php", b"<script", b"<!doctype", b"<html", b"<iframe", b"javascript:"];

/// Whether a page or a program begins anywhere within.
pub(super) fn contains_marker(bytes: &[u8]) -> bool {
    let begins = |at: usize, marker: &[u8]| {
        let found = bytes.get(at..at.saturating_add(marker.len()));
        found.is_some_and(|found| found.eq_ignore_ascii_case(marker))
    };
    let (scheme, tags) = (MARKERS.last(), MARKERS.get(..5).unwrap_or_default());
    let tagged = memchr_iter(b'<', bytes).any(|at| tags.iter().any(|tag| begins(at, tag)));
    tagged
        || scheme.is_some_and(|scheme| {
            memchr_iter(b':', bytes)
                .any(|at| at.checked_sub(scheme.len().saturating_sub(1)).is_some_and(|at| begins(at, scheme)))
        })
}

/// Whether the end of a ZIP archive stands where its readers look for it: in the last 65 557 bytes (APPNOTE, section 4.3.16).
pub(super) fn ends_as_an_archive(bytes: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(22 + 65_535);
    memmem::find(bytes.get(from..).unwrap_or_default(), b"PK\x05\x06").is_some()
}
