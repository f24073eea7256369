//! `Hostname` and `Port`: where a client may point at, in the narrow form that no program reads as anything else.
//!
//! Floor 10. RFC 1123, section 2.1; RFC 5890, section 2.3.1; RFC 1035, section 2.3.4.

use std::borrow::Cow;
use std::fmt;
use std::num::NonZeroU16;
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

use super::bounded::{Bounded, SealedBound};
use super::countable::Countable;
use super::vet::{Faults, Vet};

/// The name of a host: labels of letters, digits and hyphens joined by dots, in lower case, of at most 253 letters.
///
/// It is never an address in any notation, begins with no hyphen and ends with no dot. Names in other scripts come as the client's browser
/// writes them, `xn--…`. What the name leads to, nobody knows from the name: it may be an address of the own network.
///
/// ```
/// use portcullis::Hostname;
///
/// let host: Hostname = "Shop.Example.ORG".parse()?;
/// assert_eq!(&*host, "shop.example.org");
/// assert!("-oProxyCommand=id".parse::<Hostname>().is_err());
/// assert!("127.1".parse::<Hostname>().is_err());
/// # Ok::<(), portcullis::HostnameFault>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hostname(String);

/// A text is no name of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("hostname: not labels of letters, digits and hyphens joined by dots")]
#[non_exhaustive]
pub struct HostnameFault;

impl FromStr for Hostname {
    type Err = HostnameFault;

    fn from_str(text: &str) -> Result<Self, HostnameFault> {
        let name = text.to_ascii_lowercase();
        let is_name = name.len() <= 253
            && name.split('.').all(is_label)
            && name.rsplit('.').next().is_some_and(|last| !is_number(last));
        if is_name { Ok(Self(name)) } else { Err(HostnameFault) }
    }
}

/// Letters, digits and hyphens, none of these at an end. Two hyphens in the third place are of a name in another script, which has to be one.
fn is_label(label: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_ldh = (1..=63).contains(&label.len())
        && label.bytes().all(plain)
        && !label.starts_with('-')
        && !label.ends_with('-');
    let reserved = label.get(2..4) == Some("--");
    is_ldh && (!reserved || idna::domain_to_ascii_strict(label).is_ok_and(|same| same == label))
}

/// What resolvers read as an address, or as the end of one: `127.1`, `0x7f000001`.
fn is_number(label: &str) -> bool {
    let hexadecimal = label.strip_prefix("0x");
    label.bytes().all(|byte| byte.is_ascii_digit())
        || hexadecimal.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

impl Deref for Hostname {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Hostname {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Hostname {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Hostname {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for Hostname {
    fn deserialize<D: Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
        let text = <Cow<'de, str>>::deserialize(text)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A port of TCP or UDP, from 1 to 65535.
///
/// ```
/// use portcullis::Port;
///
/// assert_eq!(Port::new(443).map(Port::number), Some(443));
/// assert_eq!(Port::new(0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Port(NonZeroU16);

impl Port {
    /// The port of this number; none for 0, which means any.
    pub const fn new(number: u16) -> Option<Self> {
        match NonZeroU16::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// Its number.
    pub const fn number(self) -> u16 {
        self.0.get()
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for Port {
    fn deserialize<D: Deserializer<'de>>(number: D) -> Result<Self, D::Error> {
        NonZeroU16::deserialize(number).map(Self)
    }
}

macro_rules! inputs {
    ($($type:ty),*) => {$(
        impl Vet for $type {
            fn vet(&self, _: &mut Faults) {}
        }
        impl SealedBound for $type {}
        impl Bounded for $type {}
        impl Countable for $type {
            fn text(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Owned(self.to_string()))
            }
        }
    )*};
}

inputs!(Hostname, Port);

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        text.parse::<Hostname>().ok().map(|host| host.0)
    }

    #[test]
    fn names_are_names() {
        for good in [
            "a",
            "localhost",
            "a.b",
            "3com.com",
            "a-b.c--d",
            "1.2.3.4.in-addr.arpa",
            "xn--mnchen-3ya.de",
            "0xyz",
        ] {
            assert_eq!(read(good).as_deref(), Some(good));
        }
        assert_eq!(read("A.ExAmple"), Some("a.example".to_owned()));
        let longest = format!("{}.{0}.{0}.{}", "a".repeat(63), "b".repeat(61));
        assert_eq!(longest.len(), 253);
        assert_eq!(read(&longest), Some(longest.clone()));
        assert_eq!(read(&format!("{longest}b")), None);
    }

    #[test]
    fn what_could_be_anything_else_is_none() {
        let label = "a".repeat(64);
        for bad in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "-a",
            "a-",
            "a.-b",
            "a_b",
            "a b",
            "a\n",
            "a\0",
            "a;b",
            "$(id)",
            "--",
            "-oProxyCommand=id",
            "a/b",
            "a:80",
            "[::1]",
            "::1",
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0x7F.1",
            "a.0x",
            "a.1",
            "ünchen.de",
            "\u{212a}.example",
            "xn--.de",
            "xn--a.de",
            "aa--b.de",
            "a%2e",
            &label,
        ] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn ports_are_from_1_to_65535() {
        let read = |text: &str| serde_json::from_str::<Port>(text).ok().map(Port::number);
        assert_eq!((read("1"), read("65535")), (Some(1), Some(65535)));
        for bad in ["0", "65536", "-1", "1.5", "\"80\"", "null"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
