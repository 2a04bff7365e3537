//! Encrypted connections.

mod client;
mod fault;
mod setting;

use std::sync::Arc;

use client::ClientCertificates;
pub(super) use fault::Fault;
use rustls::{
    RootCertStore, ServerConfig,
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::NoServerSessionStorage,
    version::{TLS12, TLS13},
};
pub(super) use setting::{ClientAuth, Settings, Version, ciphers, curves};

/// What proves who is who, as PEM.
pub(super) struct Material {
    pub(super) certificate: Vec<u8>,
    pub(super) key: Vec<u8>,
    pub(super) client_ca: Option<Vec<u8>>,
}

/// How connections are encrypted.
#[derive(Debug)]
pub(super) struct Tls {
    config: Arc<ServerConfig>,
    client_auth: ClientAuth,
    asks_for_names: bool,
}

impl Tls {
    /// # Errors
    ///
    /// When certificates, keys and settings don't make a server.
    pub(super) fn new(material: &Material, settings: Settings) -> Result<Self, Fault> {
        let certificates = certificates(&material.certificate).map_err(Fault::Certificate)?;
        let key = PrivateKeyDer::from_pem_slice(&material.key);
        let key = key
            .map_err(|_| Fault::Key("holds no private key: it begins with `-----BEGIN PRIVATE KEY-----`"))?;
        let provider = Arc::new(provider(&settings));
        let versions: &[_] = match (settings.oldest, settings.newest) {
            (Some(Version::Tls13), _) => &[&TLS13],
            (_, Some(Version::Tls12)) => &[&TLS12],
            _ => &[&TLS13, &TLS12],
        };
        let roots = material.client_ca.as_deref().map(roots).transpose()?;
        let (client_auth, asks_for_names) = (settings.client_auth, !settings.client_names.is_empty());
        let builder = ServerConfig::builder_with_provider(provider.clone());
        let builder = builder.with_protocol_versions(versions).map_err(Fault::Choice)?;
        let builder = match ClientCertificates::new(&provider, &settings, roots)? {
            Some(verifier) => builder.with_client_cert_verifier(Arc::new(verifier)),
            None => builder.with_no_client_auth(),
        };
        let mut config = builder.with_single_cert(certificates, key).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => {
                Fault::Key("is not the key of the certificate: give the one that it was made with")
            }
            _ => Fault::Certificate(
                "and the key make no server: give a certificate of X.509 version 3 with its key",
            ),
        })?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        config.ignore_client_order = !settings.is_clients_order;
        if client_auth != ClientAuth::No {
            // A session that goes on would not be asked again whether its certificate still holds.
            config.session_storage = Arc::new(NoServerSessionStorage {});
        }
        Ok(Self { config: Arc::new(config), client_auth, asks_for_names })
    }

    pub(super) fn config(&self) -> Arc<ServerConfig> {
        self.config.clone()
    }
}

/// What the second asked for and the first does not.
pub(super) fn weaker(new: Option<&Tls>, old: Option<&Tls>) -> Option<&'static str> {
    let demands = |tls: &Tls| tls.client_auth.demand();
    match (new, old) {
        (None, Some(_)) => Some("TLS"),
        (Some(new), Some(old)) if demands(new) < demands(old) => Some("a certificate of the client"),
        (Some(new), Some(old)) if old.asks_for_names && !new.asks_for_names => {
            Some("a name in the certificate of the client")
        }
        _ => None,
    }
}

fn provider(settings: &Settings) -> CryptoProvider {
    let mut provider = ring::default_provider();
    if !settings.ciphers.is_empty() {
        // Those of TLS 1.3 are not for choice, as in Go.
        provider.cipher_suites.retain(|suite| suite.tls13().is_some());
        provider.cipher_suites.extend(&settings.ciphers);
    }
    if !settings.curves.is_empty() {
        provider.kx_groups.clone_from(&settings.curves);
    }
    provider
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, &'static str> {
    const NONE: &str = "holds no certificate: it begins with `-----BEGIN CERTIFICATE-----`";
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    certificates.ok().filter(|certificates| !certificates.is_empty()).ok_or(NONE)
}

fn roots(pem: &[u8]) -> Result<RootCertStore, Fault> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(pem).map_err(Fault::ClientCa)? {
        let added = roots.add(certificate);
        added.map_err(|_| {
            Fault::ClientCa("holds a certificate that can't be read: give those of X.509 version 3")
        })?;
    }
    Ok(roots)
}
