//! One page with everything that can be on one.

use tickmark::{Buckets, ClassicBuckets, Exemplar, Kind, LabelsBuf, Number, Timestamp};

use super::{Family, Observed, Value, native};

/// Everything that formats give a meaning, and what is not of their alphabet.
const HOSTILE: &str = "a\"b\\c\nd,e={f} #g\té😱\u{7f}";

/// Every kind, each with labels whose values are hostile, with exemplars of now, and with names of any letters.
pub(in crate::servers) fn everything() -> Vec<Family> {
    let mut families = plain();
    families.extend(counted());
    families.push(
        Family::new("http.requests é", Kind::Gauge, "Of any letters.")
            .with(&[("http.path", "/")], Value::Gauge(4.0)),
    );
    families
}

fn plain() -> Vec<Family> {
    let hostile = [("hostile", HOSTILE), ("other", "")];
    let states = Value::StateSet { states: vec!["up".to_owned(), HOSTILE.to_owned()], on: 0b10 };
    let quantiles = vec![(0.0, 0.125), (0.5, f64::NAN), (0.999, f64::INFINITY)];
    let summary = Value::Summary { quantiles, sum: 1e300, count: 3, created: None };
    vec![
        Family::new("of_gauge", Kind::Gauge, "With \\ and \" and\na second line.")
            .with(&hostile, Value::Gauge(-1.5e-300))
            .with(&[("number", "infinite")], Value::Gauge(f64::INFINITY))
            .with(&[("number", "below")], Value::Gauge(f64::NEG_INFINITY))
            .with(&[("number", "none")], Value::Gauge(f64::NAN))
            .with(&[], Value::Gauge(0.1)),
        Family::new("of_unknown", Kind::Unknown, "").with(&hostile, Value::Unknown(-7.0)),
        Family::new("of_summary", Kind::Summary, HOSTILE).with(&hostile, summary),
        Family::new("of_build_info", Kind::Info, "What it is.").with(&hostile, Value::Info),
        Family::new("of_states", Kind::StateSet, "How it goes.").with(&hostile, states),
        Family::new("of_nothing", Kind::Gauge, "There are none yet."),
    ]
}

fn counted() -> Vec<Family> {
    let hostile = [("hostile", HOSTILE)];
    let counter = |number, exemplar| Value::Counter { number, created: Some(begin()), exemplar };
    let mut counters = Family::new("of_counts_seconds_total", Kind::Counter, "Time that was spent.")
        .with(&hostile, counter(Number::Float(2.5), Some(exemplar(1.25))))
        .with(&[], counter(Number::Integer(1 << 60), None));
    counters.unit = "seconds";
    let mut histogram = Observed::new(&[0.5, 1.0, 1e6], &[3, 0, 1, 2], 4e7);
    histogram.exemplars = vec![(0, exemplar(0.25)), (3, exemplar(2e7))];
    histogram.created = Some(begin());
    let below = Observed::new(&[-1.0, 1.0], &[3, 0, 1], -4.0);
    let present = Observed::new(&[1.0, 2.0], &[0, 1, 0], 1.5);
    vec![
        counters,
        Family::new("of_histogram", Kind::Histogram, "Sizes.")
            .with(&hostile, Value::Histogram(histogram))
            .with(&[("bounds", "below")], Value::Histogram(below)),
        Family::new("of_present", Kind::GaugeHistogram, "What is there.")
            .with(&hostile, Value::GaugeHistogram(present)),
        native_family(),
    ]
}

/// With classic buckets beside, and without.
fn native_family() -> Family {
    let mut value = native(1, &[(-3, 2), (0, 1), (1, 4), (9, 1)], &[(-2, 1), (5, 2)]);
    (value.zero_count, value.sum) = (3, 12.5);
    value.exemplars = vec![exemplar(1.5)].into();
    let mut with_classic = value.clone();
    let bounds: &'static Buckets = Box::leak(Box::new(Buckets::new(&[1.0, 2.0])));
    with_classic.classic = Some(ClassicBuckets::new(bounds, vec![9, 4, 1]));
    Family::new("of_native", Kind::Histogram, "Without buckets that somebody chose.")
        .with(&[("hostile", HOSTILE)], Value::Native(value))
        .with(&[("classic", "too")], Value::Native(with_classic))
        .with(&[("number", "none")], Value::Native(native(3, &[], &[])))
}

fn begin() -> Timestamp {
    Timestamp::from_milliseconds(1_700_000_000_007)
}

/// Made now, so that a server takes it.
fn exemplar(value: f64) -> Exemplar {
    let labels = LabelsBuf::new().with("trace_id", "4bf92f3577b34da6").with("why", "\\ {,}=\n#é");
    Exemplar::new(labels, value).expect("the labels are short").at(Timestamp::now())
}
