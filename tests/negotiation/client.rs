//! The headers that clients really send.

use tickmark::exposition::Request;

const TEXT_0_0_4: &str = "text/plain; version=0.0.4; charset=utf-8";
const TEXT_1_0_0: &str = "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8";
const OPENMETRICS_1_0_0: &str =
    "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores";
const OPENMETRICS_1_0_0_UTF_8: &str =
    "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8";
const PROTOBUF: &str = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; escaping=underscores";
const JSON: &str = "application/json";

/// Who asks, `Accept` as they send it, and the `Content-Type` that they get.
const CLIENTS: &[(&str, &str, &str)] = &[
    (
        "Prometheus 3",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        OPENMETRICS_1_0_0_UTF_8,
    ),
    (
        "Prometheus 3, of a target with old names only",
        "application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=underscores;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        OPENMETRICS_1_0_0,
    ),
    (
        "Prometheus 3, for native histograms",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
        PROTOBUF,
    ),
    (
        "Prometheus 3.3, which names an escaping for every text",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;escaping=allow-utf-8;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;escaping=allow-utf-8;q=0.3,*/*;q=0.2",
        OPENMETRICS_1_0_0_UTF_8,
    ),
    (
        "Prometheus 3, with `scrape_protocols: [PrometheusText1.0.0]`",
        "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,*/*;q=0.5",
        TEXT_1_0_0,
    ),
    (
        "the example of Prometheus' documentation",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,/;q=0.1",
        OPENMETRICS_1_0_0_UTF_8,
    ),
    (
        "Prometheus 2.53",
        "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        OPENMETRICS_1_0_0,
    ),
    (
        "Prometheus 2.42, Datadog's agent 7.46",
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        OPENMETRICS_1_0_0,
    ),
    (
        "Prometheus 2.42, for native histograms",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        PROTOBUF,
    ),
    (
        "Prometheus 2.24",
        "application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "application/openmetrics-text; version=0.0.1; charset=utf-8",
    ),
    (
        "Prometheus 1, Telegraf 1.13",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,text/plain;version=0.0.4;q=0.3,*/*;q=0.1",
        PROTOBUF,
    ),
    (
        "the first Prometheus",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,text/plain;version=0.0.4;q=0.3,application/json;schema=\"prometheus/telemetry\";version=0.0.2;q=0.2,*/*;q=0.1",
        PROTOBUF,
    ),
    ("vmagent, VictoriaMetrics", "text/plain;version=0.0.4;q=1,*/*;q=0.1", TEXT_0_0_4),
    ("curl, wget, Python", "*/*", TEXT_0_0_4),
    ("whoever says nothing", "", TEXT_0_0_4),
    ("Firefox", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", TEXT_0_0_4),
    (
        "Chrome",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
        TEXT_0_0_4,
    ),
    ("an image in a page", "image/avif,image/webp,image/png", TEXT_0_0_4),
    ("Java", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", TEXT_0_0_4),
    ("a script in a page", "application/json, text/plain, */*", JSON),
    ("curl -H 'Accept: application/json'", "application/json", JSON),
];

#[test]
fn every_client_gets_what_it_reads_best() {
    for (client, accept, content_type) in CLIENTS {
        let request = Request::new().accept(*accept);
        assert_eq!(request.content_type(), *content_type, "{client}");
    }
}

#[test]
fn every_client_gets_the_compression_that_it_undoes() {
    for (client, accept_encoding, expected) in [
        ("Prometheus, vmagent", "gzip", Some("gzip")),
        ("Prometheus with `enable_compression: false`", "identity", None),
        ("curl", "", None),
        ("curl --compressed", "deflate, gzip, br, zstd", Some("zstd")),
        ("Python", "gzip, deflate", Some("gzip")),
        ("Chrome", "gzip, deflate, br, zstd", Some("zstd")),
        ("Safari", "gzip, deflate, br", Some("gzip")),
    ] {
        let request = Request::new().accept_encoding(accept_encoding);
        assert_eq!(request.content_encoding(), expected, "{client}");
    }
}

#[test]
fn an_answer_brings_its_headers() {
    let response = super::shop().respond("application/openmetrics-text;version=1.0.0", "gzip");
    let expected = [
        ("content-type", OPENMETRICS_1_0_0),
        ("vary", "accept, accept-encoding"),
        ("content-encoding", "gzip"),
    ];
    assert!(response.headers().eq(expected));
    let request = Request::new().accept("application/openmetrics-text;version=1.0.0").accept_encoding("gzip");
    assert!(request.headers().eq(expected));
    assert_eq!((response.content_type, response.content_encoding), (OPENMETRICS_1_0_0, Some("gzip")));
}

#[test]
fn headers_that_are_not_there_are_none() {
    let missing: Option<&str> = None;
    let response = tickmark::respond(missing, None);
    assert_eq!((response.content_type, response.content_encoding), (TEXT_0_0_4, None));
    assert_eq!(tickmark::respond("", "").content_type, TEXT_0_0_4);
}
