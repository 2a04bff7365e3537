//! Pages before the official Python client, whose parser of OpenMetrics is strict.

use std::collections::BTreeMap;

use tickmark::{
    Kind, Number,
    exposition::{Encoder, Escaping, Format},
};

use super::{
    ESCAPINGS,
    content::{Dialect, Family, Read, Value, everything, exemplar_without_quotes, is_about_the_registry},
    judge::Judge,
    many::{for_many_pages, page},
};
use crate::metrics::kind::registries;

#[test]
fn what_is_in_open_metrics_is_what_was_put_in() {
    let mut judge = Judge::start();
    for_many_pages(exemplar_without_quotes, |families, choice| {
        let (escaping, has_created) = (ESCAPINGS[choice % 4], choice % 3 > 0);
        let encoder = Encoder::new(Format::OpenMetrics1_0_0).escaping(escaping).created(has_created);
        let page = page(encoder, families);
        let expected = Dialect::OpenMetrics { escaping, has_created }.read(families);
        compare(judge.open_metrics(&page), expected, as_open_metrics_is_read, &page)
    });
}

#[test]
fn what_is_in_text_is_what_was_put_in() {
    let mut judge = Judge::start();
    for_many_pages(exemplar_without_quotes, |families, choice| {
        let escaping = ESCAPINGS[choice % 4];
        let (format, escaping) = match choice % 5 {
            0 => (Format::Text0_0_4, Escaping::Underscores),
            _ => (Format::Text1_0_0, escaping),
        };
        let page = page(Encoder::new(format).escaping(escaping), families);
        compare(judge.text(&page), Dialect::Text(escaping).read(families), as_text_is_read, &page)
    });
}

#[test]
fn a_page_of_everything_is_read_in_every_text_format() {
    let (mut judge, everything) = (Judge::start(), everything());
    for escaping in ESCAPINGS {
        let open = page(Encoder::new(Format::OpenMetrics1_0_0).escaping(escaping), &everything);
        let expected = Dialect::OpenMetrics { escaping, has_created: false }.read(&everything);
        compare(judge.open_metrics(&open), expected, as_open_metrics_is_read, &open).expect("OpenMetrics");
        let text = page(Encoder::new(Format::Text1_0_0).escaping(escaping), &everything);
        let expected = Dialect::Text(escaping).read(&everything);
        compare(judge.text(&text), expected, as_text_is_read, &text).expect("text");
    }
}

#[test]
fn every_metric_of_ours_is_open_metrics() {
    let mut judge = Judge::start();
    for registry in registries() {
        let mut page = Vec::new();
        Encoder::new(Format::OpenMetrics1_0_0).created(true).encode(&registry, &mut page);
        let read = judge.open_metrics(&page);
        assert!(read.is_ok_and(|families| families.len() > 5), "{}", String::from_utf8_lossy(&page));
    }
}

#[test]
fn a_counter_beside_a_gauge_with_the_name_that_it_has_in_open_metrics() {
    let count = Value::Counter { number: Number::Integer(3), created: None, exemplar: None };
    let families = [
        Family::new("calls", Kind::Gauge, "").with(&[], Value::Gauge(1.0)),
        Family::new("calls_total", Kind::Counter, "").with(&[], count),
    ];
    let page = page(Encoder::new(Format::OpenMetrics1_0_0), &families);
    let read = Judge::start().open_metrics(&page).expect("no name is there twice");
    assert_eq!(read["calls"].samples[0].value, "1.0");
    assert_eq!((&*read["calls_total"].kind, &*read["calls_total"].samples[0].value), ("unknown", "3.0"));
}

#[test]
fn the_parser_is_strict() {
    let mut judge = Judge::start();
    for (page, expected) in [
        ("# TYPE a counter\na_total -1\n# EOF\n", "Counter-like samples cannot be negative"),
        ("# TYPE a gauge\na 1\n", "Missing # EOF"),
        ("# TYPE a histogram\na_bucket{le=\"1.0\"} 1\n# EOF\n", "+Inf bucket missing"),
    ] {
        let problem = judge.open_metrics(page.as_bytes()).expect_err(page);
        assert!(problem.contains(expected), "{problem}");
    }
}

fn compare(
    read: Result<BTreeMap<String, Read>, String>,
    mut expected: BTreeMap<String, Read>,
    as_read: fn(String, Read) -> (String, Read),
    page: &[u8],
) -> Result<(), String> {
    let page = || String::from_utf8_lossy(page).into_owned();
    let mut read = read.map_err(|problem| format!("{problem}\n{}", page()))?;
    read.retain(|name, _| !is_about_the_registry(name));
    expected = expected.into_iter().map(|(name, family)| as_read(name, family)).collect();
    for (name, expected) in &expected {
        if read.get(name) != Some(expected) {
            return Err(format!("{name:?} is {:#?}\nand not {expected:#?}\n{}", read.get(name), page()));
        }
    }
    if read.len() == expected.len() { Ok(()) } else { Err(format!("there is more:\n{}", page())) }
}

/// Blanks that a help text begins with are taken for what is between it and the name.
fn as_open_metrics_is_read(name: String, mut family: Read) -> (String, Read) {
    family.help = family.help.trim_start_matches(' ').to_owned();
    (name, family)
}

/// Blanks around a help text get lost, and the names of counters become those of OpenMetrics.
pub(super) fn as_text_is_read(name: String, mut family: Read) -> (String, Read) {
    let is_blank =
        |letter: char| letter != '\n' && (letter.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&letter));
    let help = family.help.trim_start_matches([' ', '\t', '\r', '\u{b}', '\u{c}']).trim_end_matches(is_blank);
    family.help = help.to_owned();
    if family.kind != "counter" {
        return (name, family);
    }
    let stem = name.strip_suffix("_total").unwrap_or(&name).to_owned();
    for sample in &mut family.samples {
        sample.name = format!("{stem}_total");
    }
    (stem, family)
}
