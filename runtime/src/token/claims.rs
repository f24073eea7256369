//! The header and the claims of a token, typed. What has the wrong type or stands twice is refused.
//!
//! Floor 3. RFC 7519, RFC 9068.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// The protected header. Members that would bring a key or change the meaning are not read, and `crit` is
/// refused, since it says that something here must be understood.
#[derive(Deserialize)]
pub(super) struct Header {
    pub(super) alg: String,
    pub(super) kid: String,
    pub(super) typ: Option<String>,
    #[serde(default, deserialize_with = "present")]
    pub(super) crit: Option<Value>,
}

/// One audience or several.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    pub(super) fn names(&self, audience: &str) -> bool {
        match self {
            Self::One(one) => one == audience,
            Self::Several(several) => several.iter().any(|one| one == audience),
        }
    }
}

/// The claims. Times are whole seconds since 1970.
#[derive(Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) aud: Audience,
    pub(super) sub: String,
    pub(super) exp: u64,
    pub(super) iat: u64,
    #[serde(default, deserialize_with = "present")]
    pub(super) nbf: Option<u64>,
    #[serde(default, deserialize_with = "present")]
    pub(super) jti: Option<String>,
    #[serde(default)]
    pub(super) scope: String,
    /// Bound to a key that the sender would have to prove (RFC 8705, RFC 9449); refused, for it is not checked.
    #[serde(default, deserialize_with = "present")]
    pub(super) cnf: Option<Value>,
    /// Acting for another (RFC 8693); refused, for it is not checked.
    #[serde(default, deserialize_with = "present")]
    pub(super) act: Option<Value>,
    #[serde(flatten)]
    pub(super) rest: Map<String, Value>,
}

/// A claim that may be absent but not `null`.
fn present<'de, D, T>(claim: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(claim).map(Some)
}

/// One JSON object in which no member stands twice.
pub(super) struct Object(pub(super) Map<String, Value>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Object, A::Error> {
                let mut map = Map::new();
                while let Some((name, value)) = members.next_entry::<String, Value>()? {
                    if map.insert(name, value).is_some() {
                        return Err(serde::de::Error::custom("a member stands twice"));
                    }
                }
                Ok(Object(map))
            }
        }

        input.deserialize_map(Members)
    }
}

impl Claims {
    /// Whether the token has this claim, whether or not it has a meaning here.
    pub(super) fn has(&self, claim: &str) -> bool {
        match claim {
            "iss" | "aud" | "sub" | "exp" | "iat" => true,
            "nbf" => self.nbf.is_some(),
            "jti" => self.jti.is_some(),
            "scope" => !self.scope.is_empty(),
            other => self.rest.contains_key(other),
        }
    }
}
