//! What may be chosen of TLS, by the names that Go gives it.

use rustls::{
    CipherSuite, NamedGroup, SupportedCipherSuite,
    crypto::{SupportedKxGroup, ring},
};

/// What is asked of clients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum ClientAuth {
    #[default]
    No,
    Request,
    RequireAny,
    VerifyIfGiven,
    RequireAndVerify,
}

impl ClientAuth {
    /// How much a client has to show: none, some certificate, or one that was signed.
    pub(super) const fn demand(self) -> u8 {
        match self {
            Self::No | Self::Request | Self::VerifyIfGiven => 0,
            Self::RequireAny => 1,
            Self::RequireAndVerify => 2,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Version {
    Tls12,
    Tls13,
}

/// What is chosen; where nothing is, what rustls holds for good.
#[derive(Default)]
pub(in super::super) struct Settings {
    pub(in super::super) client_auth: ClientAuth,
    /// One of them stands in the certificate of each client.
    pub(in super::super) client_names: Vec<String>,
    pub(in super::super) oldest: Option<Version>,
    pub(in super::super) newest: Option<Version>,
    pub(in super::super) ciphers: Vec<SupportedCipherSuite>,
    pub(in super::super) curves: Vec<&'static dyn SupportedKxGroup>,
    /// Whether the order of the client decides, and not that of `ciphers`.
    pub(in super::super) is_clients_order: bool,
}

/// Suites of TLS 1.2 by their names.
pub(in super::super) fn ciphers() -> Vec<(&'static str, SupportedCipherSuite)> {
    let suites = ring::ALL_CIPHER_SUITES.iter();
    suites.filter_map(|suite| Some((name_of_suite(suite.suite())?, *suite))).collect()
}

fn name_of_suite(suite: CipherSuite) -> Option<&'static str> {
    Some(match suite {
        CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 => "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 => "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        CipherSuite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 => {
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
        }
        CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 => "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 => "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 => {
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
        }
        _ => return None,
    })
}

/// Key exchanges by their names.
pub(in super::super) fn curves() -> Vec<(&'static str, &'static dyn SupportedKxGroup)> {
    let groups = ring::ALL_KX_GROUPS.iter();
    groups.filter_map(|group| Some((name_of_group(group.name())?, *group))).collect()
}

fn name_of_group(group: NamedGroup) -> Option<&'static str> {
    Some(match group {
        NamedGroup::secp256r1 => "CurveP256",
        NamedGroup::secp384r1 => "CurveP384",
        NamedGroup::X25519 => "X25519",
        _ => return None,
    })
}
