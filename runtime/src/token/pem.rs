//! One key in PEM (RFC 7468), and the two forms of DER that are taken: PKCS#8 and SubjectPublicKeyInfo.
//!
//! Floor 3.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// What stands in a PEM.
pub(super) enum Pem {
    /// `PRIVATE KEY`: PKCS#8.
    Private(Zeroizing<Vec<u8>>),
    /// `PUBLIC KEY`: SubjectPublicKeyInfo.
    Public(Vec<u8>),
}

/// The one key of the text. Two keys, another kind, or text around it are refused: what was meant could not be told.
pub(super) fn read(text: &[u8]) -> Option<Pem> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let (label, rest) = text.strip_prefix("-----BEGIN ")?.split_once("-----")?;
    let body = rest.strip_suffix(&format!("-----END {label}-----"))?;
    let digits: Zeroizing<String> =
        Zeroizing::new(body.chars().filter(|letter| !letter.is_ascii_whitespace()).collect());
    let der = Zeroizing::new(STANDARD.decode(digits.as_bytes()).ok()?);
    match label {
        "PRIVATE KEY" => Some(Pem::Private(der)),
        "PUBLIC KEY" => Some(Pem::Public(der.to_vec())),
        _ => None,
    }
}

/// PKCS#8 as PEM.
pub(super) fn private(der: &[u8]) -> Zeroizing<String> {
    let digits = Zeroizing::new(STANDARD.encode(der));
    let mut text = Zeroizing::new(String::with_capacity(digits.len() + 128));
    text.push_str("-----BEGIN PRIVATE KEY-----\n");
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 64 == 0 {
            text.push('\n');
        }
        text.push(digit);
    }
    text.push_str("\n-----END PRIVATE KEY-----\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_is_read_and_nothing_else() {
        let text = private(&[7; 100]);
        assert!(matches!(read(text.as_bytes()), Some(Pem::Private(der)) if *der == [7; 100]));
        let public = text.replace("PRIVATE", "PUBLIC");
        assert!(
            matches!(read(format!("\n{public}\r\n").as_bytes()), Some(Pem::Public(der)) if der == [7; 100])
        );
        for other in [
            format!("{}{}", *text, *text),
            format!("a key:\n{}", *text),
            text.replace("PRIVATE", "EC PRIVATE"),
            text.replace("END PRIVATE", "END PUBLIC"),
            text.replace("BEGIN", "begin"),
            text.replace('B', "?"),
            text.trim_end().trim_end_matches('-').to_owned(),
            String::new(),
        ] {
            assert!(read(other.as_bytes()).is_none(), "{other}");
        }
    }
}
