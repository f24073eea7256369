//! Names that Windows reads as devices, whatever extension follows.
//!
//! Floor 0. OWASP File Upload, "Filename Sanitization".

/// Those without a number. The two of the console end in `$`, which a name may have lost.
const DEVICES: [&str; 8] = ["con", "prn", "aux", "nul", "conin", "conout", "conin$", "conout$"];

/// Whether a name without its extension is a device's, in any case; `com¹` is one as `com1` is.
pub(crate) fn is_device(stem: &str) -> bool {
    let lower = stem.to_lowercase();
    let numbered = ["com", "lpt"].iter().any(|device| {
        lower.strip_prefix(device).is_some_and(|rest| {
            let mut letters = rest.chars();
            letters.next().is_some_and(|digit| digit.is_numeric()) && letters.next().is_none()
        })
    });
    numbered || DEVICES.contains(&lower.trim())
}
