//! What Prometheus makes of a page of everything: what it asks for, and what it has then.

use std::collections::BTreeMap;

use tickmark::{
    Kind,
    exposition::{Encoder, Escaping, Format},
};

use super::{
    content::{Dialect, Family, Mark, Sample, Value, everything, registry_of},
    many::made_up,
    prometheus::Prometheus,
    target::{Scrape, Target},
};

const OPEN_METRICS: Dialect = Dialect::OpenMetrics { escaping: Escaping::Underscores, has_created: false };
const TEXT: Dialect = Dialect::Text(Escaping::Underscores);

/// How many samples the registry has of itself.
const OWN_SAMPLES: usize = 2;

/// How many families there are that nobody chose.
const MADE_UP: usize = 60;

#[test]
fn prometheus_reads_every_sample_of_text_and_of_open_metrics() {
    let mut families = everything();
    families.extend(made_up(MADE_UP));
    let text = Target::speaking(Encoder::new(Format::Text0_0_4), registry_of(&families));
    let negotiating = Target::negotiating(registry_of(&families));
    let targets = [("text", text.address()), ("negotiated", negotiating.address())];
    let prometheus = Prometheus::start(&["exemplar-storage"], &targets);

    assert_scraped(&prometheus, "negotiated", &without_exemplars(OPEN_METRICS.samples(&families)));
    assert_scraped(&prometheus, "text", &TEXT.samples(&families));
    assert_eq!(
        negotiating.scrapes()[0],
        Scrape {
            accept: "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,\
                     text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
                .to_owned(),
            accept_encoding: "gzip".to_owned(),
            content_type: "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
            content_encoding: Some("gzip"),
        }
    );
    assert_eq!(prometheus.metadata_of("negotiated"), metadata(OPEN_METRICS, &families));
    assert_eq!(prometheus.metadata_of("text"), metadata(TEXT, &families));
    assert_eq!(chosen(prometheus.exemplars_of("negotiated")), exemplars(&families, with_backslashes));
    assert_eq!(prometheus.exemplars_of("text"), []);
}

/// It takes no classic buckets where there are native ones, and has the exemplars of those under the name of the family.
#[test]
fn prometheus_reads_every_sample_of_protobuf() {
    // Later versions know histograms of what is there now; this one has their counts, sums and buckets under one name.
    let mut families = everything();
    families.extend(made_up(MADE_UP));
    families.retain(|family| family.kind != Kind::GaugeHistogram);
    let target = Target::negotiating(registry_of(&families));
    let targets = [("protobuf", target.address())];
    let prometheus = Prometheus::start(&["exemplar-storage", "native-histograms"], &targets);

    let (native, classic): (Vec<_>, Vec<_>) =
        families.into_iter().partition(|family| matches!(family.series.first(), Some((_, Value::Native(_)))));
    prometheus.wait_for_value("up == 1", f64::is_finite);
    let native_series = native.iter().map(|family| family.series.len()).sum();
    assert_samples(&prometheus, "protobuf", &TEXT.samples(&classic), native_series);
    let scrape = &target.scrapes()[0];
    let expected =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,";
    assert!(scrape.accept.starts_with(expected), "{scrape:?}");
    assert_eq!(
        scrape.content_type,
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; escaping=underscores"
    );
    let mut expected = exemplars(&classic, |exemplar| exemplar);
    // Only of the series with classic buckets: this version knows no others.
    let of_native = exemplars(&native, |exemplar| exemplar).pop();
    expected.extend(of_native.map(|(_, exemplar)| ("of_native".to_owned(), exemplar)));
    expected.sort();
    assert_eq!(chosen(prometheus.exemplars_of("protobuf")), expected);
}

/// The samples that were scraped are these.
#[track_caller]
fn assert_scraped(prometheus: &Prometheus, job: &str, expected: &[Sample]) {
    prometheus.wait_for_value(&format!("up{{job='{job}'}} == 1"), f64::is_finite);
    assert_samples(prometheus, job, expected, 0);
}

#[track_caller]
fn assert_samples(prometheus: &Prometheus, job: &str, expected: &[Sample], others: usize) {
    let scraped = prometheus.samples_of(job);
    for (scraped, expected) in scraped.iter().zip(expected) {
        assert_eq!(scraped, expected, "{job}");
    }
    assert_eq!(scraped.len(), expected.len());
    let count = format!("scrape_samples_scraped{{job='{job}'}}");
    let count = prometheus.query(&count)[0].value;
    assert_eq!(count.to_bits(), ((expected.len() + others + OWN_SAMPLES) as f64).to_bits());
}

/// Those of the page that was chosen: others are of times that no server takes.
fn chosen(mut exemplars: Vec<(String, Mark)>) -> Vec<(String, Mark)> {
    exemplars.retain(|(name, _)| name.starts_with("of_"));
    exemplars
}

/// A query for samples does not give them.
fn without_exemplars(samples: Vec<Sample>) -> Vec<Sample> {
    samples.into_iter().map(|sample| Sample { exemplar: None, ..sample }).collect()
}

fn exemplars(families: &[Family], as_read: fn(Mark) -> Mark) -> Vec<(String, Mark)> {
    let samples = OPEN_METRICS.samples(families).into_iter();
    let mut exemplars: Vec<_> =
        samples.filter_map(|sample| Some((sample.name, as_read(sample.exemplar?)))).collect();
    exemplars.sort();
    chosen(exemplars)
}

/// This version leaves the labels of exemplars in OpenMetrics as they are written.
fn with_backslashes(mut exemplar: Mark) -> Mark {
    for value in exemplar.labels.values_mut() {
        *value = value.replace('\\', "\\\\").replace('\n', "\\n").replace('"', "\\\"");
    }
    exemplar
}

fn metadata(dialect: Dialect, families: &[Family]) -> BTreeMap<String, [String; 3]> {
    let read = dialect.read(families).into_iter();
    read.map(|(name, family)| (name, [family.kind, family.help, family.unit])).collect()
}
