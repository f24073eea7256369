//! Keys that are made when the tests run, each as its owner would give it; nothing private is in the repository.

use std::sync::LazyLock;

use aws_lc_rs::encoding::{AsDer, EcPrivateKeyRfc5915Der, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{self, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair,
};

static ED25519_PAIR: LazyLock<Ed25519KeyPair> = LazyLock::new(|| Ed25519KeyPair::generate().unwrap());
static P256_PAIR: LazyLock<EcdsaKeyPair> =
    LazyLock::new(|| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap());
static P384_PAIR: LazyLock<EcdsaKeyPair> =
    LazyLock::new(|| EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).unwrap());

/// A PEM block with this label.
fn pem(label: &str, der: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

fn private(der: &[u8]) -> String {
    pem("PRIVATE KEY", der)
}

fn public(der: &PublicKeyX509Der<'_>) -> String {
    pem("PUBLIC KEY", der.as_ref())
}

/// Ed25519, PKCS#8.
pub(crate) static ED25519: LazyLock<String> =
    LazyLock::new(|| private(AsDer::<Pkcs8V1Der<'_>>::as_der(&*ED25519_PAIR).unwrap().as_ref()));
/// Its public half.
pub(crate) static ED25519_PUBLIC: LazyLock<String> =
    LazyLock::new(|| public(&ED25519_PAIR.public_key().as_der().unwrap()));
/// P-256, PKCS#8.
pub(crate) static P256: LazyLock<String> =
    LazyLock::new(|| private(P256_PAIR.to_pkcs8v1().unwrap().as_ref()));
/// Its public half.
pub(crate) static P256_PUBLIC: LazyLock<String> =
    LazyLock::new(|| public(&P256_PAIR.public_key().as_der().unwrap()));
/// The same key as openssl wrote it formerly.
pub(crate) static P256_SEC1: LazyLock<String> = LazyLock::new(|| {
    let der: EcPrivateKeyRfc5915Der<'_> = P256_PAIR.private_key().as_der().unwrap();
    pem("EC PRIVATE KEY", der.as_ref())
});
/// A curve that is not taken.
pub(crate) static P384: LazyLock<String> =
    LazyLock::new(|| private(P384_PAIR.to_pkcs8v1().unwrap().as_ref()));
/// Its public half.
pub(crate) static P384_PUBLIC: LazyLock<String> =
    LazyLock::new(|| public(&P384_PAIR.public_key().as_der().unwrap()));
/// RSA of 2048 bits, PKCS#8.
pub(crate) static RSA: LazyLock<String> = LazyLock::new(|| {
    let pair = rsa::KeyPair::generate(KeySize::Rsa2048).unwrap();
    private(AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).unwrap().as_ref())
});

/// RSA of 2048 bits, public.
pub(crate) const RSA_PUBLIC: &str = "\
-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAj9CD7yrpfEMHJoMdADgH
vYRSPqYHYB51lvAlq4lgpbSplV5gP1Z7LIRiQ5UDUNmiOM8XsFuGO4H0MGDC+Or+
CeUt5VDXQ3bpSBTqfiHuBB9OImN+xcDC6zxREiK+rP4HRTuAohjtZfYdbJUuZwaw
FRcvZu4Ye9zXC1+/gdkWZ1on5kMw2QiF1k0xK0rmA9hkobzyijVjvlzd6/QlJ2z7
hxUc62LtI0NaK79ox0gcNGejxrqXqlBLALAbDzxuSRbMSbWZcyAzoTrAUzmQUT2W
+YJk3al+rYp8GHpwGGQEehF29cChYUWyJRIiNiehXXKn+mGT37PLOrktkDazvQog
iwIDAQAB
-----END PUBLIC KEY-----
";

/// RSA of 1024 bits, public.
pub(crate) const RSA_1024_PUBLIC: &str = "\
-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCWK5+N7P/IzeqWskQmALP++FX1
4Ix6FHeeeWMTW6HRjiaw6fxFviMmV1GZVcd5JnU9QNYASfdpul/w2g2g1VDmFwF3
pGfVvVb9wA3vdOns0VAnZyd1x44QcYByohRidD/Y3phifgUewYwniA0HGxgUuWr4
WrXAHhMNWbQtWYkv6wIDAQAB
-----END PUBLIC KEY-----
";
