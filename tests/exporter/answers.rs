//! What is under which path, and in which forms.

use std::io::{Read, Write};

use tickmark::serve::{Exporter, ScrapeHandler};

use super::{
    assert_page,
    client::{ask, ask_with, connect, send},
    refused, registry, start,
};

#[test]
fn the_page_is_under_its_path() {
    let exporter = start(Exporter::builder().registry(registry()));
    assert_page(&ask(exporter.local_addr(), "/metrics"));
    assert_page(&ask(exporter.local_addr(), "/metrics?unknown=parameter"));
    let exporter = start(Exporter::builder().registry(registry()).path("/internal/metrics"));
    assert_page(&ask(exporter.local_addr(), "/internal/metrics"));
    assert_eq!(ask(exporter.local_addr(), "/metrics").status, 404);
}

#[test]
fn the_index_leads_to_the_page() {
    let exporter = start(Exporter::builder().registry(registry()).path("/internal/metrics"));
    let index = ask(exporter.local_addr(), "/");
    assert_eq!(index.status, 200);
    assert!(index.head.contains("content-type: text/html"), "{index:?}");
    assert!(index.body.contains(r#"<a href="/internal/metrics">"#), "{index:?}");
    assert_eq!(ask(exporter.local_addr(), "/-/healthy").body, "healthy\n");
}

#[test]
fn the_page_is_there_as_json_too() {
    let exporter = start(Exporter::builder().registry(registry()));
    let json = ask(exporter.local_addr(), "/metrics.json");
    assert!(json.head.contains("content-type: application/json"), "{json:?}");
    assert!(serde_json::from_str::<serde_json::Value>(&json.body).is_ok(), "{json:?}");
}

#[test]
fn other_paths_are_not_found_and_counted() {
    let exporter = start(Exporter::builder().registry(registry()));
    for path in ["/metrics/", "/favicon.ico", "/-/quit", "//metrics", "/metrics%00"] {
        assert_eq!(ask(exporter.local_addr(), path).status, 404, "{path}");
    }
    assert_eq!(refused(&exporter, "path"), 5);
}

#[test]
fn a_head_has_no_body_and_other_methods_are_refused() {
    let exporter = start(Exporter::builder().registry(registry()));
    let method = |method: &str, path: &str| {
        let request = format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        send(exporter.local_addr(), request.as_bytes()).expect("an answer")
    };
    for path in ["/", "/-/healthy", "/metrics"] {
        let head = method("HEAD", path);
        assert_eq!((head.status, &*head.body), (200, ""), "{path}");
    }
    let refused = method("DELETE", "/-/healthy");
    assert_eq!(refused.status, 405);
    assert!(refused.head.contains("allow: get, head"), "{refused:?}");
}

#[test]
fn one_connection_serves_many_requests() {
    let exporter = start(Exporter::builder().registry(registry()));
    let mut stream = connect(exporter.local_addr());
    for _ in 0..3 {
        stream.write_all(b"GET /-/healthy HTTP/1.1\r\nhost: x\r\n\r\n").expect("it is open");
        let (mut answer, mut byte) = (Vec::new(), [0]);
        while !answer.ends_with(b"healthy\n") {
            stream.read_exact(&mut byte).expect("there is more");
            answer.push(byte[0]);
        }
    }
}

#[test]
fn scrapers_get_the_format_that_they_ask_for() {
    let exporter = start(Exporter::builder().registry(registry()));
    let answer =
        ask_with(exporter.local_addr(), "/metrics", &["accept: application/openmetrics-text;version=1.0.0"]);
    assert!(answer.head.contains("content-type: application/openmetrics-text; version=1.0.0"), "{answer:?}");
    assert!(answer.body.ends_with("# EOF\n"), "{answer:?}");
}

#[test]
fn the_handler_says_whose_page_it_is() {
    let exporter = start(Exporter::builder().handler(ScrapeHandler::of(registry())));
    ask(exporter.local_addr(), "/nowhere");
    assert_eq!(refused(&exporter, "path"), 1);
}

#[test]
fn two_exporters_of_one_registry_count_together() {
    let registry = registry();
    let one = start(Exporter::builder().registry(registry.clone()));
    let other = start(Exporter::builder().registry(registry));
    ask(one.local_addr(), "/nowhere");
    ask(other.local_addr(), "/nowhere");
    assert_eq!(refused(&one, "path"), 2);
    assert_eq!(refused(&other, "path"), 2);
}
