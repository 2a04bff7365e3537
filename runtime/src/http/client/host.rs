//! The hosts that become labels.

use std::borrow::Cow;

use http::{header, uri::Scheme};

use crate::{config::matches, http::RequestHead};

/// What stands for all hosts that are not on the list.
pub(super) const OTHER: &str = "other";

/// Where a request goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address<'a> {
    pub(super) host: &'a str,
    /// What the request says, or the usual port of its scheme.
    pub(super) port: Option<u16>,
    pub(super) is_https: bool,
}

/// The hosts that become labels, the narrowest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Hosts(Vec<Host>);

/// A host on the list, which may be a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Host {
    /// As it was written, but in lower case.
    pub(super) text: String,
    pub(super) name: String,
    /// As it was written; empty where the list names none.
    pub(super) port: String,
}

impl Hosts {
    /// Exact names come before patterns, whatever the order in which they were said, and hosts with a port before those without.
    pub(super) fn add(&mut self, text: &str) {
        self.0.push(Host::new(text));
        let wildness = |host: &Host| if host.text.contains('*') { usize::MAX - host.text.len() } else { 0 };
        self.0.sort_by_key(|host| (wildness(host), host.port.is_empty()));
    }

    /// Which host of the list this is.
    #[inline]
    pub(super) fn find(&self, address: &Address<'_>) -> Option<usize> {
        if self.0.is_empty() {
            return None;
        }
        let name = address.host.strip_suffix('.').unwrap_or(address.host);
        let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
        let name = if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) };
        self.0.iter().position(|host| host.has(&name, address.port))
    }

    pub(super) fn get(&self, place: Option<usize>) -> Option<&Host> {
        self.0.get(place?)
    }
}

impl Host {
    fn new(text: &str) -> Self {
        let text = text.to_ascii_lowercase();
        let (name, port) = split(&text);
        let name = name.strip_suffix('.').unwrap_or(name);
        // In a target, an address of IPv6 has brackets.
        let is_bare = name.contains(':') && !name.starts_with('[');
        let name = if is_bare { format!("[{name}]") } else { name.to_owned() };
        Self { name, port: port.to_owned(), text: text.clone() }
    }

    fn has(&self, name: &str, port: Option<u16>) -> bool {
        (self.port.is_empty() || port.is_some_and(|port| self.port.parse() == Ok(port)))
            && matches(&self.name, name)
    }
}

impl<'a> Address<'a> {
    /// Where a request goes by its target, or else by its header `Host`.
    #[inline]
    pub(super) fn of(head: &RequestHead<'a>) -> Self {
        let is_https = head.uri.scheme().is_some_and(|scheme| *scheme == Scheme::HTTPS);
        if let Some(host) = head.uri.host() {
            return Self::new(host, head.uri.port_u16(), is_https);
        }
        let said = head.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let (host, port) = split(said);
        Self::new(host, port.parse().ok(), is_https)
    }

    pub(super) fn new(host: &'a str, port: Option<u16>, is_https: bool) -> Self {
        Self { host, port: Some(port.unwrap_or(if is_https { 443 } else { 80 })), is_https }
    }
}

/// A host and its port, which is empty where there is none.
fn split(text: &str) -> (&str, &str) {
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    // An address of IPv6 without brackets has colons and no port.
    let is_name = |name: &str| !name.contains(':') || name.ends_with(']');
    let split = text.rsplit_once(':').filter(|(name, port)| is_port(port) && is_name(name));
    split.unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::{Address, Hosts};
    use crate::http::RequestHead;

    fn hosts(list: &[&str]) -> Hosts {
        let mut hosts = Hosts::default();
        for text in list {
            hosts.add(text);
        }
        hosts
    }

    fn found<'a>(hosts: &'a Hosts, uri: &str) -> Option<&'a str> {
        let request = Request::get(uri).body(()).expect("it is a target");
        let address = Address::of(&RequestHead::of(&request));
        hosts.get(hosts.find(&address)).map(|host| &*host.text)
    }

    #[test]
    fn a_host_counts_whatever_its_port_where_the_list_names_none() {
        let hosts = hosts(&["api.example.com"]);
        for uri in ["http://api.example.com/", "https://API.Example.com:8443/a", "http://api.example.com.:1/"]
        {
            assert_eq!(found(&hosts, uri), Some("api.example.com"), "{uri}");
        }
        for uri in ["http://example.com/", "http://api.example.com.evil/", "http://xapi.example.com/"] {
            assert_eq!(found(&hosts, uri), None, "{uri}");
        }
    }

    #[test]
    fn a_port_on_the_list_is_the_only_one_and_the_scheme_has_a_usual_one() {
        let hosts = hosts(&["a:443", "b:8080", "[::1]:9000", "::2", "c."]);
        for (uri, expected) in [
            ("https://a/", Some("a:443")),
            ("http://a/", None),
            ("http://b:8080/", Some("b:8080")),
            ("http://b/", None),
            ("http://[::1]:9000/", Some("[::1]:9000")),
            ("http://[::1]/", None),
            ("http://[::2]:8080/", Some("::2")),
            ("http://c/", Some("c.")),
            ("http://user:secret@b:8080/", Some("b:8080")),
        ] {
            assert_eq!(found(&hosts, uri), expected, "{uri}");
        }
    }

    #[test]
    fn the_narrowest_of_several_that_match_counts_whatever_the_order() {
        let hosts = hosts(&["*", "*.example.com", "api.example.com", "api.example.com:81"]);
        assert_eq!(found(&hosts, "http://b.example.com/"), Some("*.example.com"));
        assert_eq!(found(&hosts, "http://example.org/"), Some("*"));
        assert_eq!(found(&hosts, "http://api.example.com:81/"), Some("api.example.com:81"));
        assert_eq!(found(&hosts, "http://api.example.com/"), Some("api.example.com"));
    }

    #[test]
    fn a_request_without_a_host_in_its_target_has_a_header() {
        for (said, expected) in [("api:81", ("api", Some(81))), ("[::1]", ("[::1]", Some(80)))] {
            let request = Request::get("/orders").header("host", said).body(()).expect("it is a request");
            let address = Address::of(&RequestHead::of(&request));
            assert_eq!((address.host, address.port), expected);
        }
    }
}
