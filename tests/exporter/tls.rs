//! Encrypted connections, and the certificates of clients.

use std::{io::Write as _, net::SocketAddr, sync::Arc, thread, time::Duration};

use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion,
    crypto::ring,
    pki_types::CertificateDer,
    version::{TLS12, TLS13},
};
use tickmark::serve::Exporter;

use super::{
    assert_page,
    certificate::{Authority, Identity},
    client::{Answer, connect, exchange, read_all, request, send},
    refused_on, registry,
    secret::{Folder, basic, hash},
    start, wait_until,
};

type Versions = &'static [&'static SupportedProtocolVersion];

static ONLY_12: [&SupportedProtocolVersion; 1] = [&TLS12];
static ONLY_13: [&SupportedProtocolVersion; 1] = [&TLS13];
static BOTH: [&SupportedProtocolVersion; 2] = [&TLS13, &TLS12];

/// A client that trusts one authority.
struct Client<'i> {
    root: CertificateDer<'static>,
    identity: Option<&'i Identity>,
    versions: Versions,
}

impl<'i> Client<'i> {
    fn trusting(authority: &Authority) -> Self {
        Self { root: authority.certificate(), identity: None, versions: &BOTH }
    }

    fn showing(self, identity: &'i Identity) -> Self {
        Self { identity: Some(identity), ..self }
    }

    fn speaking(self, versions: Versions) -> Self {
        Self { versions, ..self }
    }

    /// The page, with the certificate of the server; nothing where there is no connection.
    fn scrape_with(&self, address: SocketAddr, headers: &[&str]) -> Option<(Answer, Vec<u8>)> {
        let mut roots = RootCertStore::empty();
        roots.add(self.root.clone()).expect("an authority");
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder.with_protocol_versions(self.versions).expect("there are suites");
        let builder = builder.with_root_certificates(roots);
        let config = match self.identity {
            Some(identity) => {
                builder.with_client_auth_cert(vec![identity.certificate()], identity.key()).expect("a pair")
            }
            None => builder.with_no_client_auth(),
        };
        let name = "localhost".try_into().expect("a name");
        let connection = ClientConnection::new(Arc::new(config), name).expect("a sound configuration");
        let mut stream = StreamOwned::new(connection, connect(address));
        let answer = exchange(&mut stream, request("/metrics", headers).as_bytes())?;
        Some((answer, stream.conn.peer_certificates()?.first()?.to_vec()))
    }

    fn scrape(&self, address: SocketAddr) -> Option<Answer> {
        self.scrape_with(address, &[]).map(|(answer, _)| answer)
    }
}

const CERTIFICATE: &str = "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n";

fn put(folder: &Folder, identity: &Identity) {
    folder.write("server.key", &identity.key_pem);
    folder.write("server.crt", &identity.pem);
}

/// An exporter with a certificate of this authority, and these lines more.
fn serve(folder: &Folder, authority: &Authority, lines: &str) -> Exporter {
    put(folder, &authority.server());
    folder.write("ca.crt", authority.pem());
    let path = folder.write("web.yml", format!("{CERTIFICATE}{lines}"));
    start(Exporter::builder().registry(registry()).web_config(path))
}

#[test]
fn the_page_goes_over_tls_and_nothing_without() {
    let (folder, authority) = (Folder::new(), Authority::new("ours"));
    let exporter = serve(&folder, &authority, "");
    let address = exporter.local_addr();
    for versions in [&ONLY_13, &ONLY_12] {
        assert_page(&Client::trusting(&authority).speaking(versions).scrape(address).expect("a page"));
    }
    assert_eq!(Client::trusting(&Authority::new("theirs")).scrape(address), None);
    let plain = send(address, request("/metrics", &[]).as_bytes());
    assert!(plain.is_none(), "{plain:?}");
    let page = Client::trusting(&authority).scrape(address).expect("a page");
    assert_eq!(refused_on(&page, "handshake"), 2);
}

#[test]
fn certificates_may_stand_in_the_file_itself() {
    let (folder, authority) = (Folder::new(), Authority::new("ours"));
    let identity = authority.server();
    let block = |pem: &str| pem.lines().flat_map(|line| ["    ", line, "\n"]).collect::<String>();
    let (pem, key) = (block(&identity.pem), block(&identity.key_pem));
    let path = folder.write("web.yml", format!("tls_server_config:\n  cert: |\n{pem}  key: |\n{key}"));
    let exporter = start(Exporter::builder().registry(registry()).web_config(path));
    assert_page(&Client::trusting(&authority).scrape(exporter.local_addr()).expect("a page"));
}

#[test]
fn versions_suites_and_curves_are_those_that_are_configured() {
    let (folder, authority) = (Folder::new(), Authority::new("ours"));
    let client = || Client::trusting(&authority);
    let exporter = serve(&folder, &authority, "  min_version: TLS13\n");
    assert_eq!(client().speaking(&ONLY_12).scrape(exporter.local_addr()), None);
    assert_page(&client().speaking(&ONLY_13).scrape(exporter.local_addr()).expect("a page"));
    let exporter = serve(&folder, &authority, "  max_version: TLS12\n  curve_preferences: [CurveP384]\n");
    assert_eq!(client().speaking(&ONLY_13).scrape(exporter.local_addr()), None);
    assert_page(&client().speaking(&ONLY_12).scrape(exporter.local_addr()).expect("a page"));
    // The key of the certificate is one for ECDSA, so no suite is left for TLS 1.2.
    let lines =
        "  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]\n  prefer_server_cipher_suites: false\n";
    let exporter = serve(&folder, &authority, lines);
    assert_eq!(client().speaking(&ONLY_12).scrape(exporter.local_addr()), None);
    assert_page(&client().scrape(exporter.local_addr()).expect("a page"));
}

#[test]
fn only_clients_with_a_certificate_that_was_signed_and_holds_are_let_in() {
    let (folder, authority, foreign) = (Folder::new(), Authority::new("ours"), Authority::new("theirs"));
    let lines = "  client_ca_file: ca.crt\n  client_auth_type: RequireAndVerifyClientCert\n";
    let exporter = serve(&folder, &authority, lines);
    let address = exporter.local_addr();
    let good = authority.client("prometheus", "spiffe://test/prometheus");
    let client = || Client::trusting(&authority);
    assert_page(&client().showing(&good).scrape(address).expect("a page"));
    assert_eq!(client().scrape(address), None);
    assert_eq!(
        client().showing(&foreign.client("prometheus", "spiffe://test/prometheus")).scrape(address),
        None
    );
    assert_eq!(client().showing(&authority.expired_client()).scrape(address), None);
    let page = client().showing(&good).scrape(address).expect("a page");
    assert_eq!(refused_on(&page, "handshake"), 3);
}

#[test]
fn softer_ways_to_ask_for_certificates_are_as_soft_as_go_has_them() {
    let (folder, authority, foreign) = (Folder::new(), Authority::new("ours"), Authority::new("theirs"));
    let (ours, theirs) = (authority.client("a", "spiffe://test/a"), foreign.client("b", "spiffe://test/b"));
    for (kind, is_ca_needed, without, with_foreign) in [
        ("NoClientCert", false, true, true),
        ("RequestClientCert", false, true, true),
        ("RequireAnyClientCert", false, false, true),
        ("VerifyClientCertIfGiven", true, true, false),
    ] {
        let ca = if is_ca_needed { "  client_ca_file: ca.crt\n" } else { "" };
        let exporter = serve(&folder, &authority, &format!("  client_auth_type: {kind}\n{ca}"));
        let is_let_in = |client: Client<'_>| client.scrape(exporter.local_addr()).is_some();
        let client = || Client::trusting(&authority);
        assert!(is_let_in(client().showing(&ours)), "{kind}");
        assert_eq!(is_let_in(client()), without, "{kind}");
        assert_eq!(is_let_in(client().showing(&theirs)), with_foreign, "{kind}");
    }
}

#[test]
fn of_signed_clients_only_those_with_a_name_that_is_allowed_are_let_in() {
    let (folder, authority) = (Folder::new(), Authority::new("ours"));
    let lines =
        "  client_ca_file: ca.crt\n  client_auth_type: RequireAndVerifyClientCert\n  client_allowed_sans:\n";
    let lines = format!("{lines}    - prometheus.example\n    - 10.1.2.3\n    - spiffe://test/agent\n");
    let exporter = serve(&folder, &authority, &lines);
    for (name, uri, is_let_in) in [
        ("prometheus.example", "spiffe://test/other", true),
        ("10.1.2.3", "spiffe://test/other", true),
        ("other.example", "spiffe://test/agent", true),
        ("other.example", "spiffe://test/agent2", false),
        ("10.1.2.4", "spiffe://test/other", false),
    ] {
        let identity = authority.client(name, uri);
        let answer = Client::trusting(&authority).showing(&identity).scrape(exporter.local_addr());
        assert_eq!(answer.is_some(), is_let_in, "{name} {uri}");
    }
    // A file of which the names are not written yet is refused.
    let asked = "  client_ca_file: ca.crt\n  client_auth_type: RequireAndVerifyClientCert\n";
    folder.write("web.yml", format!("{CERTIFICATE}{asked}"));
    let ours = authority.client("prometheus.example", "spiffe://test/other");
    let client = Client::trusting(&authority).showing(&ours);
    wait_until("it was looked at", || {
        let page = client.scrape(exporter.local_addr()).expect("a page");
        page.body.contains("tickmark_exporter_reloads_total{outcome=\"failure\"} 1\n")
    });
    let stranger = authority.client("other.example", "spiffe://test/other");
    assert_eq!(Client::trusting(&authority).showing(&stranger).scrape(exporter.local_addr()), None);
}

#[test]
fn certificates_that_are_renewed_are_used_without_a_restart() {
    let (folder, authority) = (Folder::new(), Authority::new("ours"));
    let exporter = serve(&folder, &authority, "");
    let address = exporter.local_addr();
    let renewed = authority.server();
    put(&folder, &renewed);
    wait_until("the new certificate is shown", || {
        let (page, shown) = Client::trusting(&authority).scrape_with(address, &[]).expect("a page");
        assert_page(&page);
        shown == renewed.certificate().to_vec()
    });
    // A key without its certificate, as in the middle of a renewal.
    folder.write("server.key", &authority.server().key_pem);
    thread::sleep(Duration::from_millis(1100));
    assert_page(&Client::trusting(&authority).scrape(address).expect("a page"));
    // What protects is not given up because a file says less.
    folder.write("web.yml", "");
    thread::sleep(Duration::from_millis(1100));
    assert_page(&Client::trusting(&authority).scrape(address).expect("a page"));
    assert_eq!(send(address, request("/metrics", &[]).as_bytes()), None);
}

#[test]
fn who_never_finishes_a_handshake_is_cut_off() {
    let (folder, authority) = (Folder::new(), Authority::new("ours"));
    put(&folder, &authority.server());
    let path = folder.write("web.yml", CERTIFICATE);
    let builder = Exporter::builder().registry(registry()).web_config(path);
    let exporter = start(builder.header_timeout(Duration::from_secs(2)));
    let mut stalled = connect(exporter.local_addr());
    stalled.write_all(b"\x16\x03\x01\x02\x00\x01").expect("it is open");
    assert!(read_all(&mut stalled).is_empty());
    let page = Client::trusting(&authority).scrape(exporter.local_addr()).expect("a page");
    assert_eq!(refused_on(&page, "slow_request"), 1);
}

#[test]
fn passwords_go_over_tls() {
    let (folder, authority) = (Folder::new(), Authority::new("ours"));
    let exporter =
        serve(&folder, &authority, &format!("basic_auth_users:\n  prometheus: {}\n", hash("secret")));
    let client = Client::trusting(&authority);
    let scrape = |headers: &[&str]| client.scrape_with(exporter.local_addr(), headers).expect("an answer").0;
    assert_page(&scrape(&[&basic("prometheus", "secret")]));
    assert_eq!(scrape(&[&basic("prometheus", "wrong")]).status, 401);
    assert_eq!(scrape(&[]).status, 401);
}
