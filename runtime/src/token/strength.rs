//! Whether a key is strong enough to be believed.
//!
//! Floor 3. RFC 7518, sections 3.2 and 3.3; FIPS 186-5, section 5.4.

/// The fewest bits of an RSA modulus, and the most that are still verified.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// At least 32 bytes, as long as the hash.
pub(super) fn is_long(secret: &[u8]) -> bool {
    secret.len() >= 32
}

/// What is wrong with an RSA key of this modulus and exponent.
pub(super) fn rsa_weakness(modulus: &[u8], exponent: &[u8]) -> Option<&'static str> {
    let bits = bits(modulus);
    if !RSA_BITS.contains(&bits) {
        return Some("its modulus is not of 2048 to 8192 bits");
    }
    // With a small exponent a forger who finds one lenient check of the padding needs no key.
    let odd = exponent.last().is_some_and(|last| last & 1 == 1);
    if !odd || !(17..=33).contains(&self::bits(exponent)) {
        return Some("its exponent is not an odd number from 65537");
    }
    if modulus.last().is_none_or(|last| last & 1 == 0) {
        return Some("its modulus is even");
    }
    if has_roca_fingerprint(modulus) {
        return Some("its primes are of the kind that CVE-2017-15361 finds");
    }
    None
}

/// The length of a number, most significant byte first.
fn bits(number: &[u8]) -> usize {
    let Some(leading) = number.iter().position(|byte| *byte != 0) else { return 0 };
    let first = number.get(leading).map_or(0, |first| first.leading_zeros() as usize);
    (number.len() - leading) * 8 - first
}

/// CVE-2017-15361: primes of the form `k·M + 65537^a mod M`, where M is the product of the first primes. Their product is a power of
/// 65537 modulo each of those primes; of other moduli one in about 2^27 is.
fn has_roca_fingerprint(modulus: &[u8]) -> bool {
    const PRIMES: [u32; 38] = [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101,
        103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ];
    PRIMES.iter().all(|&prime| {
        let rest = modulus.iter().fold(0, |rest, byte| (rest * 256 + u32::from(*byte)) % prime);
        let mut power = 1;
        (0..prime).any(|_| {
            power = power * 65_537 % prime;
            power == rest
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_secrets_are_told_from_long_ones() {
        assert!(!is_long(&[0; 31]));
        assert!(is_long(&[0; 32]));
    }

    #[test]
    fn weak_rsa_keys_are_told_from_strong_ones() {
        let good = [&[0x80][..], &[0xab; 254], &[0x0d]].concat();
        assert_eq!(rsa_weakness(&good, &[1, 0, 1]), None);
        for (modulus, exponent) in [
            (&good[..255], &[1, 0, 1][..]),
            (&[&[0x40][..], &good[1..]].concat(), &[1, 0, 1]),
            (&[&good[..255], &[0x0c]].concat(), &[1, 0, 1]),
            (&[0x81; 1025], &[1, 0, 1]),
            (&[], &[1, 0, 1]),
            (&good, &[1]),
            (&good, &[3]),
            (&good, &[1, 0, 0]),
            (&good, &[]),
            (&good, &[4, 0, 0, 0, 1]),
        ] {
            assert!(rsa_weakness(modulus, exponent).is_some(), "{exponent:?}");
        }
        assert_eq!(bits(&[0, 1, 0]), 9);
    }
}
