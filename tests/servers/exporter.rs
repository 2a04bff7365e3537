//! The exporter, scraped by Prometheus over TLS and with a password.

use std::{fs, path::Path, sync::Arc};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair};
use tempfile::TempDir;
use tickmark::{Counter, Registry, serve::Exporter};

use super::{process::folder, prometheus::Prometheus};

/// An authority of our own, which signs in a folder.
struct Authority<'f> {
    issuer: CertifiedIssuer<'static, KeyPair>,
    folder: &'f TempDir,
}

impl<'f> Authority<'f> {
    fn in_folder(folder: &'f TempDir) -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let issuer = CertifiedIssuer::self_signed(params, key).expect("a certificate");
        write(folder.path(), "ca.crt", &issuer.pem());
        Self { issuer, folder }
    }

    fn sign(&self, name: &str, usage: ExtendedKeyUsagePurpose) {
        let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
        params.extended_key_usages.push(usage);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        write(self.folder.path(), &format!("{name}.crt"), &certificate.pem());
        write(self.folder.path(), &format!("{name}.key"), &key.serialize_pem());
    }
}

fn write(folder: &Path, name: &str, content: &str) {
    fs::write(folder.join(name), content).expect("a temporary folder can be written to");
}

fn exporter(folder: &TempDir, web_config: &str) -> Exporter {
    write(folder.path(), "web.yml", web_config);
    let registry = Registry::new();
    let orders = Arc::new(Counter::new());
    registry.register("shop_orders_total", "Orders taken.", orders.clone()).expect("the name is free");
    orders.inc_by(7);
    let builder = Exporter::builder().registry(registry).web_config(folder.path().join("web.yml"));
    builder.bind("127.0.0.1:0").expect("loopback has a free port")
}

/// A job that scrapes over TLS, and these lines more.
fn job(name: &str, exporter: &Exporter, folder: &TempDir, lines: &str) -> String {
    let (address, folder) = (exporter.local_addr(), folder.path().display());
    format!(
        "  - job_name: {name}\n    scheme: https\n    tls_config:\n      ca_file: {folder}/ca.crt\n      server_name: localhost\n\
         {lines}    static_configs:\n      - targets: ['{address}']\n"
    )
}

fn password(password: &str) -> String {
    format!("    basic_auth:\n      username: prometheus\n      password: {password}\n")
}

#[test]
fn prometheus_scrapes_over_tls_with_the_password_and_not_without() {
    let folder = folder();
    Authority::in_folder(&folder).sign("localhost", ExtendedKeyUsagePurpose::ServerAuth);
    let hash = bcrypt::hash("secret", 6).expect("a cost that there is");
    let exporter = exporter(
        &folder,
        &format!(
            "tls_server_config:\n  cert_file: localhost.crt\n  key_file: localhost.key\nbasic_auth_users:\n  prometheus: {hash}\n"
        ),
    );
    let jobs = [
        job("right", &exporter, &folder, &password("secret")),
        job("wrong", &exporter, &folder, &password("wrong")),
        job("none", &exporter, &folder, ""),
    ];
    let prometheus = Prometheus::configured(&format!(
        "global:\n  scrape_interval: 1s\nscrape_configs:\n{}",
        jobs.concat()
    ));
    prometheus.wait_until_scraped("right");
    prometheus.wait_for_value("shop_orders_total{job='right'}", |value| value.to_bits() == 7.0_f64.to_bits());
    for job in ["wrong", "none"] {
        assert_eq!(prometheus.wait_until_down(job), "server returned HTTP status 401 Unauthorized", "{job}");
    }
    let refused = "tickmark_exporter_refused_total{job='right',reason='credentials'}";
    prometheus.wait_for_value(refused, |value| value >= 2.0);
}

#[test]
fn prometheus_shows_its_certificate_to_an_exporter_that_asks_for_it() {
    let folder = folder();
    let authority = Authority::in_folder(&folder);
    authority.sign("localhost", ExtendedKeyUsagePurpose::ServerAuth);
    authority.sign("prometheus", ExtendedKeyUsagePurpose::ClientAuth);
    let exporter = exporter(
        &folder,
        "tls_server_config:\n  cert_file: localhost.crt\n  key_file: localhost.key\n  client_ca_file: ca.crt\n  \
         client_auth_type: RequireAndVerifyClientCert\n  client_allowed_sans: [prometheus]\n",
    );
    let shown = folder.path().display();
    let certificate =
        format!("      cert_file: {shown}/prometheus.crt\n      key_file: {shown}/prometheus.key\n");
    let jobs = [job("shown", &exporter, &folder, &certificate), job("hidden", &exporter, &folder, "")];
    let prometheus = Prometheus::configured(&format!(
        "global:\n  scrape_interval: 1s\nscrape_configs:\n{}",
        jobs.concat()
    ));
    prometheus.wait_until_scraped("shown");
    let why = prometheus.wait_until_down("hidden");
    assert!(why.contains("certificate required"), "{why}");
}
