//! Certificates that live as long as a test.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, date_time_ymd,
};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// An authority.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub(crate) pem: String,
}

/// What may be wrong about a certificate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Today,
    Long,
}

impl Authority {
    pub(crate) fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, name);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// The authority that the system of the test believes.
    pub(crate) fn of_the_system() -> Self {
        let authority = Self::new("the system's");
        std::fs::write(std::env::var_os("SSL_CERT_FILE").unwrap(), &authority.pem).unwrap();
        authority
    }

    /// A server with a certificate for these names or addresses.
    pub(crate) fn server(&self, names: &[&str], of: Of) -> TlsAcceptor {
        let (params, key) = (leaf(names, of), KeyPair::generate().unwrap());
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        acceptor(certificate.der().clone(), &key)
    }
}

/// A server whose certificate nobody signed but itself.
pub(crate) fn self_signed(names: &[&str]) -> TlsAcceptor {
    let (params, key) = (leaf(names, Of::Today), KeyPair::generate().unwrap());
    acceptor(params.self_signed(&key).unwrap().der().clone(), &key)
}

fn leaf(names: &[&str], of: Of) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    // Shorter than the lives that verifiers take.
    let year = if of == Of::Long { 2019 } else { 2026 };
    params.not_before = date_time_ymd(year, 1, 1);
    params.not_after = date_time_ymd(year + 1, 1, 30);
    params
}

fn acceptor(certificate: CertificateDer<'static>, key: &KeyPair) -> TlsAcceptor {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config =
        ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate], key).unwrap();
    TlsAcceptor::from(Arc::new(config))
}
