//! What Pushgateway makes of our pages, and gives back with the library of Go.

use serde_json::Value as Json;
use tickmark::{
    Kind,
    exposition::{Encoder, Escaping, Format},
};

use super::{
    content::{Dialect, Family, everything, message},
    judge::Judge,
    many::page,
    pushgateway::Pushgateway,
    strict::as_text_is_read,
};

const TEXT: Encoder = Encoder::new(Format::Text0_0_4);
const PROTOBUF: Encoder = Encoder::new(Format::Protobuf);

#[test]
fn text_comes_back_as_text() {
    let (gateway, families) = (Pushgateway::start(), everything());
    assert_eq!(gateway.put(TEXT.content_type(), &page(TEXT, &families)), (200, String::new()));
    assert_text(&gateway.page(TEXT.content_type()), &families);
}

#[test]
fn protobuf_comes_back_as_protobuf_and_as_text() {
    let (gateway, mut families) = (Pushgateway::start(), everything());
    // It writes no text of histograms of what is there now.
    families.retain(|family| family.kind != Kind::GaugeHistogram);
    assert_eq!(gateway.put(PROTOBUF.content_type(), &page(PROTOBUF, &families)), (200, String::new()));
    assert_text(&gateway.page(TEXT.content_type()), &families);

    let read = Judge::start().protobuf(&gateway.page(PROTOBUF.content_type())).expect("it is protobuf");
    for family in families.iter().filter(|family| !family.series.is_empty()) {
        // It keeps fields of metrics that are newer than it is, but none of families.
        let family = Family { unit: "", ..family.clone() };
        let expected = without_job(message(&family, Escaping::Underscores));
        let found = read.iter().find(|message| message["name"] == expected["name"]).cloned();
        assert_eq!(found.map(without_job), Some(expected), "{}", family.name);
    }
}

#[test]
fn a_page_that_breaks_the_format_is_refused() {
    let gateway = Pushgateway::start();
    for (content_type, page) in [
        (TEXT.content_type(), &b"calls_total{outcome=success} 1\n"[..]),
        (PROTOBUF.content_type(), b"\x05\x0a"),
    ] {
        assert_eq!(gateway.put(content_type, page).0, 400, "{content_type}");
    }
}

#[track_caller]
fn assert_text(page: &[u8], families: &[Family]) {
    let mut read = Judge::start().text(page).expect("it is text");
    for (name, expected) in Dialect::Text(Escaping::Underscores).read(families) {
        // It drops families without series.
        if expected.samples.is_empty() {
            continue;
        }
        let (name, expected) = as_text_is_read(name, expected);
        let mut found = read.remove(&name).unwrap_or_else(|| panic!("there is no {name}"));
        for sample in &mut found.samples {
            sample.labels.remove("job");
        }
        found.samples.sort();
        assert_eq!(found, expected, "{name}");
    }
}

/// The message without the labels that the gateway adds, and with the others in one order.
fn without_job(mut message: Json) -> Json {
    let metrics = message["metric"].as_array_mut().into_iter().flatten();
    for labels in metrics.filter_map(|metric| metric["label"].as_array_mut()) {
        labels.retain(|label| label["name"] != "job" && label["name"] != "instance");
        labels.sort_by_key(|label| label["name"].to_string());
    }
    for metric in message["metric"].as_array_mut().into_iter().flatten() {
        if metric["label"].as_array().is_none_or(Vec::is_empty) {
            metric.as_object_mut().map(|metric| metric.remove("label"));
        }
    }
    if let Some(metrics) = message["metric"].as_array_mut() {
        metrics.sort_by_key(Json::to_string);
    }
    message
}
