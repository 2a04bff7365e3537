//! What VictoriaMetrics makes of our pages: given to it, and scraped.

use std::sync::Arc;

use tickmark::{
    NativeHistogram, Registry,
    exposition::{Encoder, Escaping, Format},
};

use super::{
    content::{Dialect, Sample, everything, is_near, registry_of},
    many::{made_up, page},
    target::{Scrape, Target},
    victoria_metrics::VictoriaMetrics,
};

/// How many families there are that nobody chose.
const MADE_UP: usize = 60;

#[test]
fn victoria_metrics_reads_every_sample_that_it_is_given_or_scrapes() {
    let mut families = everything();
    families.extend(made_up(MADE_UP));
    let target = Target::negotiating(registry_of(&families));
    let server = VictoriaMetrics::start(&[("scraped", target.address())]);
    assert_eq!(server.import(&page(Encoder::new(Format::Text0_0_4), &families)), 204);

    let mut expected = Dialect::Text(Escaping::Underscores).samples(&families);
    // It does not keep what is not a number.
    expected.retain(|sample| sample.value != "NaN");
    for selector in ["{job='', __name__!=''}", "{job='scraped', __name__!~'up|scrape_.*'}"] {
        assert_same(&server.wait_for_samples(selector, expected.len()), &expected);
    }
    assert_eq!(
        target.scrapes()[0],
        Scrape {
            accept: "text/plain;version=0.0.4;q=1,*/*;q=0.1".to_owned(),
            accept_encoding: "gzip".to_owned(),
            content_type: "text/plain; version=0.0.4; charset=utf-8",
            content_encoding: Some("gzip"),
        }
    );
}

#[test]
fn victoria_metrics_knows_quantiles_of_ranges() {
    let registry = Registry::new();
    let (above, around) = (Arc::new(NativeHistogram::new()), Arc::new(NativeHistogram::new()));
    registry.register("above", "Above zero.", above.clone()).expect("the name is free");
    registry.register("around", "Below zero too.", around.clone()).expect("the name is free");
    (1..=1_000).for_each(|each| above.observe(f64::from(each)));
    (-1_000..=1_000).for_each(|each| around.observe(f64::from(each)));
    let mut page = Vec::new();
    Encoder::new(Format::Text0_0_4).vmrange(true).encode(&registry, &mut page);

    let server = VictoriaMetrics::start(&[]);
    assert_eq!(server.import(&page), 204);
    for histogram in [("above", &above), ("around", &around)] {
        let buckets = histogram.1.value().ranges().count();
        let found = server.wait_for_samples(&format!("{}_bucket", histogram.0), buckets);
        assert_eq!(found.len(), buckets);
    }
    for (query, expected) in [
        ("histogram_quantile(0.5, above_bucket)", 500.0),
        ("histogram_quantile(0.99, above_bucket)", 990.0),
        ("histogram_share(100, above_bucket)", 0.1),
        ("histogram_quantile(0.25, around_bucket)", -500.0),
        ("histogram_quantile(0.95, around_bucket)", 900.0),
    ] {
        let found = server.api.query(query)[0].value;
        assert!((found / expected - 1.0).abs() < 0.06, "{query}: {found}");
    }
}

/// It keeps some digits less than a number has, and takes what is next to zero for that.
#[track_caller]
fn assert_same(found: &[Sample], expected: &[Sample]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        let [value, expected_value]: [f64; 2] =
            [found, expected].map(|sample| sample.value.parse().expect("it is a number"));
        let is_same = is_near(value, expected_value, 1e-12) || (value - expected_value).abs() < 1e-290;
        assert!(is_same, "{found:?}\nand not {expected:?}");
        assert_eq!((&found.name, &found.labels), (&expected.name, &expected.labels));
    }
}
