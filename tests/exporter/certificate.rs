//! Certificates, made for one test.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    SanType, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// Who signs.
pub(super) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// Who was signed.
pub(super) struct Identity {
    pub(super) pem: String,
    pub(super) key_pem: String,
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
}

impl Authority {
    pub(super) fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        Self(CertifiedIssuer::self_signed(params, key).expect("a certificate"))
    }

    pub(super) fn pem(&self) -> String {
        self.0.pem()
    }

    pub(super) fn certificate(&self) -> CertificateDer<'static> {
        self.0.der().clone()
    }

    /// For a server on loopback.
    pub(super) fn server(&self) -> Identity {
        self.sign(CertificateParams::new(["localhost".to_owned(), "127.0.0.1".to_owned()]).expect("names"))
    }

    /// For a client with this name and this URI.
    pub(super) fn client(&self, name: &str, uri: &str) -> Identity {
        self.sign(client(name, uri))
    }

    /// For a client whose time is over.
    pub(super) fn expired_client(&self) -> Identity {
        let mut params = client("late", "spiffe://test/late");
        params.not_before = date_time_ymd(2001, 1, 1);
        params.not_after = date_time_ymd(2002, 1, 1);
        self.sign(params)
    }

    fn sign(&self, params: CertificateParams) -> Identity {
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        Identity {
            pem: certificate.pem(),
            key_pem: key.serialize_pem(),
            certificate: certificate.der().clone(),
            key: key.serialize_der(),
        }
    }
}

fn client(name: &str, uri: &str) -> CertificateParams {
    let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
    params.subject_alt_names.push(SanType::URI(uri.try_into().expect("ASCII")));
    params.extended_key_usages.push(ExtendedKeyUsagePurpose::ClientAuth);
    params
}

impl Identity {
    pub(super) fn certificate(&self) -> CertificateDer<'static> {
        self.certificate.clone()
    }

    pub(super) fn key(&self) -> PrivateKeyDer<'static> {
        PrivatePkcs8KeyDer::from(self.key.clone()).into()
    }
}
