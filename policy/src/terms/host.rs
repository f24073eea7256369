//! What a route may reach outside: a host that the operator sets under a name, or the public internet.
//!
//! Floor 1.

use std::fmt::{self, Display};

use super::Name;

/// `billing`, or `public-internet`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// The host that the operator sets under this name.
    Named(Name),
    /// Any public address.
    PublicInternet,
}

impl Host {
    const PUBLIC: &'static str = "public-internet";

    /// Reads a whole text.
    ///
    /// # Errors
    /// What about the text is neither.
    pub fn read(text: &str) -> Result<Self, String> {
        let address = text.contains([':', '/', '.']);
        match Name::read(text) {
            _ if text == Self::PUBLIC => Ok(Self::PublicInternet),
            // Under this name there would be two.
            Ok(name) if name.as_str() == "public_internet" => {
                Err(format!("`{text}` is written `{}`", Self::PUBLIC))
            }
            Ok(name) => Ok(Self::Named(name)),
            Err(_) if address => Err(format!(
                "`{text}` is an address; write a name such as `billing`, whose address the operator sets as `EGRESS_BILLING`, or \
                 `{}`",
                Self::PUBLIC
            )),
            Err(_) => Err(format!(
                "`{text}` is no name of a host; write a name in snake case such as `billing`, or `{}`",
                Self::PUBLIC
            )),
        }
    }
}

impl Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => name.fmt(f),
            Self::PublicInternet => f.write_str(Self::PUBLIC),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_the_public_internet_alone() {
        for good in ["billing", "public-internet", "geo_2"] {
            assert_eq!(Host::read(good).map(|host| host.to_string()), Ok(good.to_owned()));
        }
        for bad in [
            "",
            "public_internet",
            "Public-Internet",
            "*",
            "https://example.org",
            "example.org",
            "10.0.0.1",
            "a b",
        ] {
            assert!(Host::read(bad).is_err(), "{bad}");
        }
        assert!(Host::read("https://example.org").unwrap_err().contains("EGRESS_BILLING"));
    }
}
