//! The section `tls_server_config`.

use super::{
    reader::Reader,
    yaml::{Key, Node, Place},
};
use crate::serve::exporter::access::tls::{
    ClientAuth, Fault, Material, Settings, Tls, Version, ciphers, curves,
};

const KEYS: [&str; 13] = [
    "cert",
    "key",
    "client_ca",
    "cert_file",
    "key_file",
    "client_ca_file",
    "client_auth_type",
    "client_allowed_sans",
    "min_version",
    "max_version",
    "cipher_suites",
    "prefer_server_cipher_suites",
    "curve_preferences",
];

const CLIENT_AUTH: [(&str, ClientAuth); 6] = [
    ("NoClientCert", ClientAuth::No),
    ("RequestClientCert", ClientAuth::Request),
    ("RequireAnyClientCert", ClientAuth::RequireAny),
    ("RequireClientCert", ClientAuth::RequireAny),
    ("VerifyClientCertIfGiven", ClientAuth::VerifyIfGiven),
    ("RequireAndVerifyClientCert", ClientAuth::RequireAndVerify),
];

/// Those of Go that are left: older ones are broken.
const VERSIONS: [(&str, Version); 2] = [("TLS12", Version::Tls12), ("TLS13", Version::Tls13)];

/// PEM, and where it was said.
type Pem = Option<(Vec<u8>, Place)>;

/// What the section says; nothing where it is empty, or wrong.
pub(super) fn read(reader: &mut Reader<'_>, section: &Node) -> Option<Tls> {
    let keys = reader.map(section, "tls_server_config", "cert_file: server.crt");
    if keys.is_empty() {
        return None;
    }
    let mut read = Section::default();
    for (key, node) in keys {
        read.key(reader, key, node);
    }
    read.check(reader, section.place);
    let (certificate, key) = (read.certificate?, read.private_key?);
    let material = Material {
        certificate: certificate.0,
        key: key.0,
        client_ca: read.client_ca.as_ref().map(|(pem, _)| pem.clone()),
    };
    let tls = Tls::new(&material, read.settings);
    let place = |fault: &Fault| match fault {
        Fault::Certificate(_) => certificate.1,
        Fault::Key(_) => key.1,
        Fault::ClientCa(_) => read.client_ca.as_ref().map_or(section.place, |(_, place)| *place),
        Fault::Choice(_) => section.place,
    };
    tls.map_err(|fault| reader.mistake(place(&fault), fault.to_string())).ok()
}

#[derive(Default)]
struct Section {
    certificate: Pem,
    private_key: Pem,
    client_ca: Pem,
    /// Said, but not to be had: that is reported already, and not missing.
    tried: Vec<&'static str>,
    settings: Settings,
}

impl Section {
    fn key(&mut self, reader: &mut Reader<'_>, key: &Key, node: &Node) {
        let settings = &mut self.settings;
        match &*key.name {
            "cert" | "cert_file" => self.certificate = self.pem(reader, key, node, "cert"),
            "key" | "key_file" => self.private_key = self.pem(reader, key, node, "key"),
            "client_ca" | "client_ca_file" => self.client_ca = self.pem(reader, key, node, "client_ca"),
            "client_auth_type" => {
                settings.client_auth =
                    reader.choice(node, "client_auth_type", &CLIENT_AUTH).unwrap_or_default();
            }
            "client_allowed_sans" => settings.client_names = names(reader, node),
            "min_version" => settings.oldest = reader.choice(node, "min_version", &VERSIONS),
            "max_version" => settings.newest = reader.choice(node, "max_version", &VERSIONS),
            "cipher_suites" => settings.ciphers = chosen(reader, node, "cipher_suites", &ciphers()),
            "curve_preferences" => settings.curves = chosen(reader, node, "curve_preferences", &curves()),
            "prefer_server_cipher_suites" => {
                settings.is_clients_order = reader.switch(node, "prefer_server_cipher_suites") == Some(false);
            }
            _ => reader.unknown(key, &KEYS),
        }
    }

    /// The content of a file, or what is written in place of it; `name` is that of both.
    fn pem(&mut self, reader: &mut Reader<'_>, key: &Key, node: &Node, name: &'static str) -> Pem {
        if self.tried.contains(&name) {
            reader.mistake(
                key.place,
                format!("`{name}` and `{name}_file` say the same: leave one of them out"),
            );
        }
        let pem = if key.name.ends_with("_file") {
            reader.file(node, &key.name)
        } else {
            reader.text(node, &key.name).map(|text| text.as_bytes().to_vec())
        };
        if !matches!(node.value, super::yaml::Value::Null) {
            self.tried.push(name);
        }
        pem.map(|pem| (pem, node.place))
    }

    /// Reports what does not go together.
    fn check(&self, reader: &mut Reader<'_>, place: Place) {
        for (name, example) in [("cert", "server.crt"), ("key", "server.key")] {
            if !self.tried.contains(&name) {
                let what =
                    format!("TLS needs `{name}_file`, or `{name}`: write one like `{name}_file: {example}`");
                reader.mistake(place, what);
            }
        }
        let Settings { client_auth, client_names, oldest, newest, .. } = &self.settings;
        let has_ca = self.tried.contains(&"client_ca");
        if has_ca && *client_auth == ClientAuth::No {
            let what = "`client_ca_file` is for certificates that nobody asks for: \
                        write `client_auth_type: RequireAndVerifyClientCert`";
            reader.mistake(place, what);
        }
        if !has_ca && matches!(client_auth, ClientAuth::VerifyIfGiven | ClientAuth::RequireAndVerify) {
            let what = "who signs the certificates of clients has to be said: write `client_ca_file: ca.crt`";
            reader.mistake(place, what);
        }
        if !client_names.is_empty() && *client_auth == ClientAuth::No {
            let what = "`client_allowed_sans` is for certificates that nobody asks for: \
                        write `client_auth_type: RequireAndVerifyClientCert`";
            reader.mistake(place, what);
        }
        if let (Some(Version::Tls13), Some(Version::Tls12)) = (oldest, newest) {
            reader.mistake(place, "`min_version` is above `max_version`, which leaves none: swap them");
        }
    }
}

fn names(reader: &mut Reader<'_>, node: &Node) -> Vec<String> {
    let names = reader.texts(node, "client_allowed_sans");
    for (name, place) in &names {
        if name.contains('@') && !name.contains("://") {
            let what = format!(
                "`{name}` is an e-mail address, which is not compared here: write a DNS name, an address or a URI"
            );
            reader.mistake(*place, what);
        }
    }
    names.into_iter().map(|(name, _)| name.to_owned()).collect()
}

fn chosen<T: Copy>(reader: &mut Reader<'_>, node: &Node, key: &str, choices: &[(&str, T)]) -> Vec<T> {
    let texts = reader.texts(node, key);
    texts.into_iter().filter_map(|(text, place)| reader.chosen(text, place, key, choices)).collect()
}
