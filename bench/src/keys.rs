//! Keys that live as long as the run, and the tokens that an identity provider would sign with them.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::{DecodingKey, EncodingKey, Header, encode};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::Fault;
use crate::data::USERS;

/// Who issues the tokens.
pub(crate) const ISSUER: &str = "https://issuer.bench.example";
/// For whom.
pub(crate) const AUDIENCE: &str = "orders-api";
/// The id of the key.
pub(crate) const KEY_ID: &str = "bench-2026";

/// What the tokens are signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Algorithm {
    /// A shared secret.
    Hs256,
    /// P-256.
    Es256,
    /// RSA of 2048 bits, which most identity providers sign with.
    Rs256,
}

impl Algorithm {
    /// By the name of RFC 7518, in any case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "hs256" => Some(Self::Hs256),
            "es256" => Some(Self::Es256),
            "rs256" => Some(Self::Rs256),
            _ => None,
        }
    }

    /// The name of RFC 7518.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
        }
    }

    /// What the crate that signs calls it.
    pub(crate) fn of_jwt(self) -> jsonwebtoken::Algorithm {
        match self {
            Self::Hs256 => jsonwebtoken::Algorithm::HS256,
            Self::Es256 => jsonwebtoken::Algorithm::ES256,
            Self::Rs256 => jsonwebtoken::Algorithm::RS256,
        }
    }
}

/// What services need to verify tokens, and tokens to send them.
#[derive(Serialize, Deserialize)]
pub(crate) struct Material {
    /// What they are signed with.
    pub algorithm: Algorithm,
    /// The shared secret, or the public key in PEM.
    pub verifying: Vec<u8>,
    /// One token for each user, the first being of user 1.
    pub tokens: Vec<String>,
    /// Tokens of user 1 that no service has seen yet.
    pub unseen: Vec<String>,
}

impl Material {
    /// New keys, a token for each user, and so many unseen ones.
    pub(crate) fn generate(algorithm: Algorithm, unseen: usize) -> Result<Self, Fault> {
        let (signing, verifying) = pair(algorithm)?;
        let sign = |user: i64| token(algorithm, &signing, user);
        let tokens = (1..=USERS).map(sign).collect::<Result<_, Fault>>()?;
        let unseen = (0..unseen).map(|_| sign(1)).collect::<Result<_, Fault>>()?;
        Ok(Self { algorithm, verifying, tokens, unseen })
    }

    /// The key as the twin takes it.
    pub(crate) fn decoding_key(&self) -> Result<DecodingKey, Fault> {
        Ok(match self.algorithm {
            Algorithm::Hs256 => DecodingKey::from_secret(&self.verifying),
            Algorithm::Es256 => DecodingKey::from_ec_pem(&self.verifying)?,
            Algorithm::Rs256 => DecodingKey::from_rsa_pem(&self.verifying)?,
        })
    }
}

/// A key that signs, and what verifies it.
fn pair(algorithm: Algorithm) -> Result<(EncodingKey, Vec<u8>), Fault> {
    match algorithm {
        Algorithm::Hs256 => {
            let secret: [u8; 32] = rand::random();
            Ok((EncodingKey::from_secret(&secret), secret.to_vec()))
        }
        Algorithm::Es256 => {
            let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())?;
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref())?;
            let public = pair.public_key().as_der()?;
            let signing = EncodingKey::from_ec_pem(pem("PRIVATE KEY", made.as_ref()).as_bytes())?;
            Ok((signing, pem("PUBLIC KEY", public.as_ref()).into_bytes()))
        }
        Algorithm::Rs256 => {
            let pair = KeyPair::generate(KeySize::Rsa2048)?;
            let private: Pkcs8V1Der<'_> = pair.as_der()?;
            let public = pair.public_key().as_der()?;
            let signing = EncodingKey::from_rsa_pem(pem("PRIVATE KEY", private.as_ref()).as_bytes())?;
            Ok((signing, pem("PUBLIC KEY", public.as_ref()).into_bytes()))
        }
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    let mut rest = text.as_str();
    while let Some((line, after)) = rest.split_at_checked(64) {
        pem.push_str(line);
        pem.push('\n');
        rest = after;
    }
    pem.push_str(rest);
    pem.push_str(&format!("\n-----END {label}-----\n"));
    pem
}

/// An access token of RFC 9068, with what providers commonly put in one.
fn token(algorithm: Algorithm, signing: &EncodingKey, user: i64) -> Result<String, Fault> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let header = Header {
        typ: Some("at+jwt".to_owned()),
        kid: Some(KEY_ID.to_owned()),
        ..Header::new(algorithm.of_jwt())
    };
    let claims = json!({
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": user.to_string(),
        "iat": now,
        "nbf": now,
        "exp": now + 12 * 60 * 60,
        "jti": format!("{:032x}", rand::random::<u128>()),
        "client_id": "web",
        "scope": "openid profile orders:read orders:write",
        "roles": ["customer"],
    });
    Ok(encode(&header, &claims, signing)?)
}
