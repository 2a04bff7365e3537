//! What Pushgateway makes of our pages, and gives back with the library of Go.

use serde_json::Value as Json;
use tickmark::{
    Kind,
    exposition::{Encoder, Escaping, Format},
};

use super::{
    content::{Dialect, Family, everything, exemplar, message},
    judge::Judge,
    many::{for_many_pages, page},
    pushgateway::Pushgateway,
    strict::as_text_is_read,
};

const TEXT: Encoder = Encoder::new(Format::Text0_0_4);
const PROTOBUF: Encoder = Encoder::new(Format::Protobuf);

#[test]
fn text_comes_back_as_text() {
    let (gateway, mut judge) = (Pushgateway::start(), Judge::start());
    let mut test = |families: &[Family]| {
        put(&gateway, TEXT, families)?;
        compare_text(&mut judge, &gateway, families)
    };
    test(&everything()).expect("it is what was put in");
    for_many_pages(exemplar, |families, _| test(families));
}

#[test]
fn protobuf_comes_back_as_protobuf_and_as_text() {
    let (gateway, mut judge) = (Pushgateway::start(), Judge::start());
    let mut test = |families: &[Family]| {
        // It writes no text of histograms of what is there now.
        let families = families.iter().filter(|family| family.kind != Kind::GaugeHistogram);
        let families: Vec<_> = families.cloned().collect();
        put(&gateway, PROTOBUF, &families)?;
        compare_text(&mut judge, &gateway, &families)?;
        compare_messages(&mut judge, &gateway, &families)
    };
    test(&everything()).expect("it is what was put in");
    for_many_pages(exemplar, |families, _| test(families));
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

fn put(gateway: &Pushgateway, encoder: Encoder, families: &[Family]) -> Result<(), String> {
    let answer = gateway.put(encoder.content_type(), &page(encoder, families));
    if answer == (200, String::new()) { Ok(()) } else { Err(format!("{answer:?}")) }
}

fn compare_messages(judge: &mut Judge, gateway: &Pushgateway, families: &[Family]) -> Result<(), String> {
    let read = judge.protobuf(&gateway.page(PROTOBUF.content_type()))?;
    for family in present(families) {
        // It keeps fields of metrics that are newer than it is, but none of families.
        let family = Family { unit: "", ..family.clone() };
        let expected = without_job(message(&family, Escaping::Underscores));
        let found = read.iter().find(|message| message["name"] == expected["name"]).cloned();
        let found = found.map(without_job);
        if found.as_ref() != Some(&expected) {
            return Err(format!("{found:#?}\nand not {expected:#?}"));
        }
    }
    Ok(())
}

/// It drops families without series.
fn present(families: &[Family]) -> impl Iterator<Item = &Family> {
    families.iter().filter(|family| !family.series.is_empty())
}

fn compare_text(judge: &mut Judge, gateway: &Pushgateway, families: &[Family]) -> Result<(), String> {
    let mut read = judge.text(&gateway.page(TEXT.content_type()))?;
    let families: Vec<_> = present(families).cloned().collect();
    for (name, expected) in Dialect::Text(Escaping::Underscores).read(&families) {
        let (name, expected) = as_text_is_read(name, expected);
        let mut found = read.remove(&name).ok_or(format!("there is no {name}"))?;
        for sample in &mut found.samples {
            sample.labels.remove("job");
        }
        found.samples.sort();
        if found != expected {
            return Err(format!("{found:#?}\nand not {expected:#?}"));
        }
    }
    Ok(())
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
