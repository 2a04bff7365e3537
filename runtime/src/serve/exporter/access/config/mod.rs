//! The web configuration: a file in the format of
//! [Prometheus' exporters](https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md).

mod duration;
mod reader;
#[cfg(test)]
mod tests;
#[cfg(feature = "tls")]
mod tls;
mod yaml;

use std::{path::Path, str::FromStr};

use bcrypt::HashParts;
use http::{HeaderName, HeaderValue};
use reader::Reader;
use yaml::{Key, Node};

use super::{bucket::Rate, file::Files, loaded::Loaded};

const TOP: [&str; 4] = ["tls_server_config", "http_server_config", "basic_auth_users", "rate_limit"];
const OF_HTTP: [&str; 2] = ["http2", "headers"];
const OF_RATE: [&str; 2] = ["interval", "burst"];

/// The headers that there may be, with their values where not every value will do.
const HEADERS: [(&str, &[&str]); 5] = [
    ("Content-Security-Policy", &[]),
    ("X-Frame-Options", &["deny", "sameorigin"]),
    ("X-Content-Type-Options", &["nosniff"]),
    ("X-XSS-Protection", &[]),
    ("Strict-Transport-Security", &[]),
];

/// Adds what the file says, and gives all that is wrong with it, each with where it is and what to write.
pub(super) fn read(path: &Path, files: &mut Files, loaded: &mut Loaded) -> Vec<String> {
    let shown = path.display();
    let text = match files.read(path).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => return vec![format!("{shown}: this is not text: write YAML in UTF-8")],
        Err(error) => {
            return vec![format!("{shown}: can't be read, {error}: give the path of a web configuration")];
        }
    };
    let mut reader = Reader::new(path, files);
    match yaml::read(&text) {
        Ok(root) => read_root(&mut reader, &root, loaded),
        Err((place, what)) => reader.mistake(place, what),
    }
    reader.finish(path)
}

fn read_root(reader: &mut Reader<'_>, root: &Node, loaded: &mut Loaded) {
    for (key, node) in reader.map(root, "the file", "basic_auth_users:") {
        match &*key.name {
            "tls_server_config" => read_tls(reader, node, loaded),
            "http_server_config" => read_http(reader, node, loaded),
            "basic_auth_users" => read_users(reader, node, loaded),
            "rate_limit" => loaded.rate = read_rate(reader, node),
            _ => reader.unknown(key, &TOP),
        }
    }
}

#[cfg(feature = "tls")]
fn read_tls(reader: &mut Reader<'_>, node: &Node, loaded: &mut Loaded) {
    loaded.tls = tls::read(reader, node);
}

#[cfg(not(feature = "tls"))]
fn read_tls(reader: &mut Reader<'_>, node: &Node, _: &mut Loaded) {
    if !reader.map(node, "tls_server_config", "cert_file: server.crt").is_empty() {
        reader
            .mistake(node.place, "TLS needs the feature `tls` of `tickmark`: turn it on, or leave this out");
    }
}

fn read_http(reader: &mut Reader<'_>, node: &Node, loaded: &mut Loaded) {
    for (key, node) in reader.map(node, "http_server_config", "http2: false") {
        match &*key.name {
            "http2" => {
                if reader.switch(node, "http2") == Some(true) {
                    let what = "HTTP/2 is not spoken here, and no scraper needs it: write `http2: false`";
                    reader.mistake(node.place, what);
                }
            }
            "headers" => {
                for (key, node) in reader.map(node, "headers", "X-Content-Type-Options: nosniff") {
                    loaded.headers.extend(read_header(reader, key, node));
                }
            }
            _ => reader.unknown(key, &OF_HTTP),
        }
    }
}

fn read_header(reader: &mut Reader<'_>, key: &Key, node: &Node) -> Option<(HeaderName, HeaderValue)> {
    let Some((_, values)) = HEADERS.iter().find(|(name, _)| *name == key.name) else {
        reader.unknown(key, &HEADERS.map(|(name, _)| name));
        return None;
    };
    let text = reader.text(node, &key.name)?;
    if !values.is_empty() {
        let choices: Vec<_> = values.iter().map(|value| (*value, ())).collect();
        reader.chosen(text, node.place, &key.name, &choices)?;
    }
    let value = HeaderValue::from_str(text);
    let value = value.map_err(|_| reader.mistake(node.place, "a header is one line: leave line feeds out"));
    Some((HeaderName::from_str(&key.name).ok()?, value.ok()?))
}

fn read_users(reader: &mut Reader<'_>, node: &Node, loaded: &mut Loaded) {
    for (key, node) in reader.map(node, "basic_auth_users", "prometheus: $2y$10$…") {
        let hash = reader.text(node, &key.name).unwrap_or_default();
        if key.name.is_empty() || key.name.contains(':') {
            reader.mistake(key.place, "a user has a name, without `:` in it: write one like `prometheus`");
        } else if HashParts::from_str(hash).is_err() {
            let what = "this is no bcrypt hash: write what `htpasswd -nBC 10 \"\" | tr -d ':\\n'` prints";
            reader.mistake(node.place, what);
        } else {
            loaded.users.insert(key.name.clone(), hash.to_owned());
        }
    }
}

fn read_rate(reader: &mut Reader<'_>, node: &Node) -> Option<Rate> {
    let (mut interval, mut burst) = (None, None);
    for (key, node) in reader.map(node, "rate_limit", "interval: 1s") {
        match &*key.name {
            "interval" => interval = read_interval(reader, node),
            "burst" => burst = read_burst(reader, node),
            _ => reader.unknown(key, &OF_RATE),
        }
    }
    let interval = interval.filter(|interval| !interval.is_zero())?;
    match burst {
        Some(0) | None => {
            reader.mistake(
                node.place,
                "with `interval` and no `burst` nothing would be answered: write `burst: 10`",
            );
            None
        }
        Some(burst) => Some(Rate { interval, burst }),
    }
}

fn read_interval(reader: &mut Reader<'_>, node: &Node) -> Option<std::time::Duration> {
    let text = reader.text(node, "interval")?;
    let interval = duration::read(text);
    if interval.is_none() {
        reader.mistake(
            node.place,
            format!("`{text}` is no duration: write one like `1s` or `100ms`, or `0` for no limit"),
        );
    }
    interval
}

fn read_burst(reader: &mut Reader<'_>, node: &Node) -> Option<u32> {
    let text = reader.text(node, "burst")?;
    let burst = text.parse();
    burst
        .map_err(|_| reader.mistake(node.place, format!("`{text}` is no whole number: write one like `10`")))
        .ok()
}
