//! The places that keys come from, and the keys that may be public.

use portcullis::Secret;
use portcullis::identity::{Issuer, KeyFault, KeyRing};

fn rings() -> Result<Vec<KeyRing>, KeyFault> {
    Ok(vec![
        KeyRing::from_directory("keys")?,
        KeyRing::from_file("keys/2026-11-25-1.pem")?,
        KeyRing::from_env("TOKEN_KEY")?,
        KeyRing::new().signing_ed25519("2026-11-25", &Secret::from_env("TOKEN_KEY")?)?,
        KeyRing::new().signing_hs256("2026-11-25", &Secret::from_file("keys/2026-11-25.hs256")?)?,
        KeyRing::new().rs256("provider", b"-----BEGIN PUBLIC KEY-----")?,
    ])
}

fn published(issuer: &Issuer) -> String {
    issuer.jwks().to_string()
}
