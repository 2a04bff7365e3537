//! Certificates of clients.

use std::{fmt, sync::Arc};

use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, RootCertStore, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    crypto::{CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::{
        WebPkiClientVerifier,
        danger::{ClientCertVerified, ClientCertVerifier},
    },
};
use webpki::EndEntityCert;

use super::{ClientAuth, Fault, Settings};

/// Asks clients for certificates, and says which will do.
pub(super) struct ClientCertificates {
    is_mandatory: bool,
    /// Who says whether it was signed and holds; nothing where any will do.
    signed: Option<Arc<dyn ClientCertVerifier>>,
    /// One of them has to stand in it, if there are any.
    names: Vec<String>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl ClientCertificates {
    /// Nothing where clients are not asked.
    pub(super) fn new(
        provider: &Arc<CryptoProvider>,
        settings: &Settings,
        roots: Option<RootCertStore>,
    ) -> Result<Option<Self>, Fault> {
        let is_mandatory = match settings.client_auth {
            ClientAuth::No => return Ok(None),
            ClientAuth::RequireAny | ClientAuth::RequireAndVerify => true,
            ClientAuth::Request | ClientAuth::VerifyIfGiven => false,
        };
        let is_verified =
            matches!(settings.client_auth, ClientAuth::VerifyIfGiven | ClientAuth::RequireAndVerify);
        // Without roots none is signed; the section is refused for it.
        let roots = is_verified.then(|| Arc::new(roots.unwrap_or_else(RootCertStore::empty)));
        let verifier = |roots| {
            let builder = WebPkiClientVerifier::builder_with_provider(roots, provider.clone());
            builder
                .build()
                .map_err(|_| Fault::ClientCa("holds nobody who signs: give the certificates of those who do"))
        };
        let signed = roots.map(verifier).transpose()?;
        let algorithms = provider.signature_verification_algorithms;
        Ok(Some(Self { is_mandatory, signed, names: settings.client_names.clone(), algorithms }))
    }

    /// Whether one of the names stands in the certificate, or none is asked for.
    fn is_named(&self, certificate: &CertificateDer<'_>) -> bool {
        if self.names.is_empty() {
            return true;
        }
        let Ok(certificate) = EndEntityCert::try_from(certificate) else { return false };
        let is_address = |name: &str| {
            let address =
                ServerName::try_from(name).ok().filter(|name| matches!(name, ServerName::IpAddress(_)));
            address.is_some_and(|address| certificate.verify_is_valid_for_subject_name(&address).is_ok())
        };
        self.names.iter().any(|name| {
            certificate.valid_dns_names().any(|found| found == name)
                || certificate.valid_uri_names().any(|found| found == name)
                || is_address(name)
        })
    }
}

impl ClientCertVerifier for ClientCertificates {
    fn client_auth_mandatory(&self) -> bool {
        self.is_mandatory
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.signed.as_ref().map_or(&[], |signed| signed.root_hint_subjects())
    }

    fn verify_client_cert(
        &self,
        certificate: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        if let Some(signed) = &self.signed {
            signed.verify_client_cert(certificate, others, now)?;
        }
        let verified = self.is_named(certificate).then(ClientCertVerified::assertion);
        verified.ok_or(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

impl fmt::Debug for ClientCertificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { is_mandatory, names, .. } = self;
        f.debug_struct("ClientCertificates")
            .field("is_mandatory", is_mandatory)
            .field("names", names)
            .finish_non_exhaustive()
    }
}
