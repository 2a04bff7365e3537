//! What somebody who depends on `tickmark` builds with it.

use std::{collections::BTreeSet, process::Command};

/// The packages that `tickmark` needs with its default features and these, itself included.
fn packages(features: &str) -> BTreeSet<String> {
    let arguments =
        ["tree", "--package", "tickmark", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"];
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--features", features])
        .output()
        .expect("cargo can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("cargo prints text");
    tree.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn there_are_few_and_none_that_a_metrics_library_should_not_bring() {
    let packages = packages("");
    assert!(packages.contains("tickmark") && packages.contains("prometheus"), "{packages:?}");
    assert!(packages.len() <= 30, "{} packages: {packages:?}", packages.len());
    for unwanted in
        ["tokio", "async-std", "smol", "rustls", "openssl", "native-tls", "serde", "protobuf", "regex"]
    {
        assert!(!packages.contains(unwanted), "`{unwanted}` came in");
    }
}

#[test]
fn gzip_needs_two_more_and_both_are_rust() {
    let (without, with) = (packages(""), packages("gzip"));
    let more: Vec<&str> = with.difference(&without).map(String::as_str).collect();
    assert_eq!(more, ["flate2", "zlib-rs"]);
}

#[test]
fn answering_scrapes_needs_the_types_of_http_and_no_runtime() {
    let (without, with) = (packages(""), packages("serve"));
    let more: Vec<&str> = with.difference(&without).map(String::as_str).collect();
    assert_eq!(more, ["bytes", "http", "http-body"]);
    let with_axum = packages("axum");
    for unwanted in ["tokio", "hyper"] {
        assert!(!with_axum.contains(unwanted), "`{unwanted}` came in");
    }
}

#[test]
fn a_middleware_of_reqwest_needs_no_tls_and_no_serde() {
    let (http, with) = (packages("http"), packages("reqwest"));
    assert!(with.is_superset(&http) && with.contains("reqwest-middleware"), "{with:?}");
    for unwanted in
        ["rustls", "openssl", "native-tls", "ring", "aws-lc-rs", "serde", "serde_json", "h2", "tonic"]
    {
        assert!(!with.contains(unwanted), "`{unwanted}` came in");
    }
}

#[test]
fn a_file_of_configuration_needs_five_more_and_no_serde() {
    let (without, with) = (packages(""), packages("toml"));
    let more: Vec<&str> = with.difference(&without).map(String::as_str).collect();
    assert_eq!(more, ["serde_spanned", "toml", "toml_datetime", "toml_parser", "winnow"]);
}

#[test]
fn exemplars_from_spans_need_the_interface_of_opentelemetry_and_no_tracer() {
    let (without, with) = (packages(""), packages("opentelemetry"));
    let more: Vec<&str> = with.difference(&without).map(String::as_str).collect();
    assert_eq!(more, ["futures-core", "futures-sink", "opentelemetry"]);
}

#[test]
fn measuring_requests_needs_the_types_of_http_and_tower_and_no_runtime() {
    let (without, with) = (packages(""), packages("http"));
    let more: Vec<&str> = with.difference(&without).map(String::as_str).collect();
    assert_eq!(more, ["bytes", "http", "http-body", "tower-layer", "tower-service"]);
}

#[test]
fn the_routes_of_axum_need_axum_without_its_server() {
    let with = packages("axum");
    assert!(with.contains("axum") && with.contains("matchit"), "{with:?}");
    for unwanted in ["tokio", "hyper", "hyper-util", "serde_json", "tracing"] {
        assert!(!with.contains(unwanted), "`{unwanted}` came in");
    }
}

#[test]
fn the_exporter_needs_hyper_and_the_part_of_tokio_that_serves() {
    let (without, with) = (packages("serve"), packages("exporter"));
    let more: Vec<&str> = with.difference(&without).map(String::as_str).collect();
    let expected = [
        "atomic-waker",
        "futures-core",
        "httparse",
        "httpdate",
        "hyper",
        "hyper-util",
        "mio",
        "socket2",
        "tokio",
    ];
    assert_eq!(more, expected);
}

#[test]
fn a_web_configuration_needs_bcrypt_and_a_reader_of_yaml_and_no_serde() {
    let (without, with) = (packages("exporter"), packages("web-config"));
    let more: Vec<&str> = with.difference(&without).map(String::as_str).collect();
    let of_passwords =
        ["base64", "bcrypt", "blowfish", "byteorder", "cipher", "getrandom", "inout", "subtle", "zeroize"];
    let of_digests =
        ["block-buffer", "cpufeatures", "crypto-common", "digest", "hybrid-array", "sha2", "typenum"];
    let of_yaml = ["arraydeque", "saphyr-parser"];
    let expected: BTreeSet<&str> = [&of_passwords[..], &of_digests, &of_yaml].concat().into_iter().collect();
    assert_eq!(more, expected.into_iter().collect::<Vec<_>>());
}

#[test]
fn tls_needs_rustls_with_one_provider_of_cryptography() {
    let (without, with) = (packages("web-config"), packages("tls"));
    let more: Vec<&str> = with.difference(&without).map(String::as_str).collect();
    let of_rustls = ["ring", "rustls", "rustls-pki-types", "rustls-webpki", "tokio-rustls", "untrusted"];
    let of_builds = ["cc", "find-msvc-tools", "shlex"];
    let expected: BTreeSet<&str> = [&of_rustls[..], &of_builds].concat().into_iter().collect();
    assert_eq!(more, expected.into_iter().collect::<Vec<_>>());
}
