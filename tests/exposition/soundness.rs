//! Values that a format can't say are left out, and counted.

use std::sync::Arc;

use tickmark::{
    Buckets, Config, Counter, CounterValue, Exemplar, FamilyMeta, HistogramValue, Kind, LabelsBuf,
    NativeHistogram, Registry, Sink, StateSetValue, SummaryValue,
    exposition::{Encoder, Escaping, Format, Request},
};

use super::{assert_sound, page, registry_of};

/// Fails unless the family is left out, and counted once.
#[track_caller]
fn assert_refused(what: &str, kind: Kind, say: impl Fn(&mut dyn Sink) + Send + Sync + 'static) {
    let registry = registry_of(move |sink| {
        sink.family(&FamilyMeta::new("bad", kind, "Bad."));
        say(sink);
    });
    let page = page(&registry, Encoder::new(Format::Text0_0_4));
    assert!(!page.contains("bad"), "{what}");
    assert!(page.contains("tickmark_collector_failures_total{collector=\"says\"} 1\n"), "{what}");
    assert_sound(&registry);
}

#[test]
fn counters_that_are_no_count_are_refused() {
    for number in [-1.0, f64::NEG_INFINITY, -5e-324, f64::NAN] {
        assert_refused("a counter", Kind::Counter, move |sink| {
            sink.counter(LabelsBuf::new().as_labels(), &number.into());
        });
    }
}

#[test]
fn counts_that_have_no_sum_are_refused() {
    let histogram = |value: &dyn Fn(&HistogramValue<'_>)| {
        value(&HistogramValue::new(&Buckets::new(&[1.0]), &[u64::MAX, 1], 1.0));
    };
    assert_refused("a histogram", Kind::Histogram, move |sink| {
        let sink = std::cell::RefCell::new(sink);
        histogram(&|value| sink.borrow_mut().histogram(LabelsBuf::new().as_labels(), value));
    });
    assert_refused("a gauge histogram", Kind::GaugeHistogram, move |sink| {
        let sink = std::cell::RefCell::new(sink);
        histogram(&|value| sink.borrow_mut().gauge_histogram(LabelsBuf::new().as_labels(), value));
    });
}

#[test]
fn quantiles_that_are_none_are_refused() {
    for quantiles in [
        &[(-0.1, 1.0)][..],
        &[(1.1, 1.0)],
        &[(f64::NAN, 1.0)],
        &[(0.5, 1.0), (0.5, 1.0)],
        &[(0.9, 1.0), (0.5, 1.0)],
    ] {
        assert_refused("a summary", Kind::Summary, move |sink| {
            sink.summary(LabelsBuf::new().as_labels(), &SummaryValue::new(quantiles, 1.0, 1));
        });
    }
}

#[test]
fn states_that_are_no_label_are_refused() {
    let refuses = |states: &'static [&'static str]| {
        assert_refused("a state set", Kind::StateSet, move |sink| {
            sink.state_set(LabelsBuf::new().as_labels(), &StateSetValue::new(states, 1));
        });
    };
    refuses(&["a", "a"]);
    refuses(&[""]);
    refuses(&["a"; 65]);
    let registry = registry_of(|sink| {
        sink.family(&FamilyMeta::new("__bad", Kind::StateSet, "Prometheus drops a label of this name."));
        sink.state_set(LabelsBuf::new().as_labels(), &StateSetValue::new(&["a"], 1));
    });
    assert!(
        page(&registry, Encoder::new(Format::Text0_0_4))
            .contains("tickmark_collector_failures_total{collector=\"says\"} 1\n")
    );
}

#[test]
fn exemplars_of_other_buckets_are_left_out() {
    let registry = registry_of(|sink| {
        sink.family(&FamilyMeta::new("a", Kind::Histogram, "A."));
        let of =
            |bucket: usize, value| (bucket, Exemplar::new(LabelsBuf::new(), value).expect("it is short"));
        let exemplars =
            [of(0, 0.5), of(0, 0.25), of(1, 3.0), of(1, 1.5), of(7, 9.0), of(0, 0.75), of(2, f64::NAN)];
        let buckets = Buckets::new(&[1.0, 2.0]);
        sink.histogram(
            LabelsBuf::new().as_labels(),
            &HistogramValue::new(&buckets, &[1, 1, 1], 1.0).with_exemplars(&exemplars),
        );
    });
    let page = page(&registry, Encoder::new(Format::OpenMetrics1_0_0));
    for line in [
        "a_bucket{le=\"1.0\"} 1 # {} 0.5\n",
        "a_bucket{le=\"2.0\"} 2 # {} 1.5\n",
        "a_bucket{le=\"+Inf\"} 3 # {} NaN\n",
    ] {
        assert!(page.contains(line), "{page}");
    }
    assert_sound(&registry);
}

#[test]
fn an_exemplar_that_escaped_names_make_too_long_is_left_out() {
    let registry = registry_of(|sink| {
        sink.family(&FamilyMeta::new("a_total", Kind::Counter, "A."));
        let exemplar = Exemplar::new(LabelsBuf::new().with(&"é".repeat(60), &"x".repeat(60)), 1.0);
        sink.counter(
            LabelsBuf::new().as_labels(),
            &CounterValue::from(1_u64).with_exemplar(exemplar.as_ref()),
        );
    });
    assert_sound(&registry);
    let open_metrics = |escaping| page(&registry, Encoder::new(Format::OpenMetrics1_0_0).escaping(escaping));
    assert!(open_metrics(Escaping::AllowUtf8).contains("a_total 1 # {"));
    assert!(open_metrics(Escaping::Values).contains("a_total 1\n"));
}

#[test]
fn units_and_help_texts_make_no_lines_of_their_own() {
    let registry = registry_of(|sink| {
        for (name, unit) in
            [("a_x\ny", "x\ny"), ("b_é", "é"), ("_seconds", "seconds"), ("c_seconds", "seconds")]
        {
            sink.family(&FamilyMeta::new(name, Kind::Gauge, "Ends badly.\r").with_unit(unit));
        }
    });
    let page = page(&registry, Encoder::new(Format::OpenMetrics1_0_0).escaping(Escaping::AllowUtf8));
    let units: Vec<_> = page.lines().filter(|line| line.starts_with("# UNIT")).collect();
    assert_eq!(units, ["# UNIT c_seconds seconds"]);
    assert!(!page.contains('\r'));
}

#[test]
fn names_that_meet_where_they_are_escaped_are_refused() {
    for (one, other) in [("a.b", "a_b"), ("a.b", "U__a_2e_b"), ("a-b", "a b"), ("x-y", "x_y")] {
        let registry = registry_of(move |sink| {
            for name in [one, other] {
                sink.family(&FamilyMeta::new(name, Kind::Gauge, "A."));
                sink.gauge(LabelsBuf::new().as_labels(), 1.0);
            }
        });
        assert_failures(&registry, 1, &format!("{one} and {other}"));
        let labels = registry_of(move |sink| {
            sink.family(&FamilyMeta::new("a", Kind::Gauge, "A."));
            sink.gauge(LabelsBuf::new().with(one, "1").with(other, "2").as_labels(), 1.0);
        });
        assert_failures(&labels, 1, &format!("labels {one} and {other}"));
        let series = registry_of(move |sink| {
            sink.family(&FamilyMeta::new("a", Kind::Gauge, "A."));
            sink.gauge(LabelsBuf::new().with(one, "1").as_labels(), 1.0);
            sink.gauge(LabelsBuf::new().with(other, "1").as_labels(), 1.0);
        });
        assert_failures(&series, 1, &format!("series by {one} and {other}"));
    }
}

#[test]
fn series_before_any_family_are_counted() {
    let registry = registry_of(|sink| sink.gauge(LabelsBuf::new().as_labels(), 1.0));
    assert_failures(&registry, 1, "a stray");
}

#[test]
fn a_collector_may_panic_with_what_panics_when_it_is_dropped() {
    struct Grenade;
    impl Drop for Grenade {
        fn drop(&mut self) {
            panic!("dropped");
        }
    }
    let registry = registry_of(|_| std::panic::panic_any(Grenade));
    assert_failures(&registry, 1, "a grenade");
}

/// Fails unless so many families were left out, and the rest is sound in every format.
#[track_caller]
fn assert_failures(registry: &Registry, failures: u64, what: &str) {
    let page = page(registry, Encoder::new(Format::Text0_0_4));
    let expected = format!("tickmark_collector_failures_total{{collector=\"says\"}} {failures}\n");
    assert!(page.contains(&expected), "{what}:\n{page}");
    assert_sound(registry);
}

#[test]
fn names_that_are_asked_for_may_be_escaped() {
    let registry = registry_of(|sink| {
        for name in ["http.status", "a_b"] {
            sink.family(&FamilyMeta::new(name, Kind::Gauge, "A."));
            sink.gauge(LabelsBuf::new().as_labels(), 1.0);
        }
    });
    for (asked, families) in [
        ("http.status", 1),
        ("http_status", 1),
        ("http_dot_status", 1),
        ("U__http_2e_status", 1),
        ("a__b", 1),
        ("a_b", 1),
        ("b", 0),
    ] {
        let page = Request::new().name(asked).respond(&registry).body;
        let page = String::from_utf8(page).expect("it is text");
        assert_eq!(page.matches("# TYPE").count(), families, "{asked}");
    }
}

#[test]
fn what_an_encoder_is_told_counts_more_than_what_is_configured() {
    let registry = Registry::with_config(Config::new().created(true));
    registry.register("a_total", "A.", Counter::new()).expect("the name is free");
    let encoder = Encoder::new(Format::OpenMetrics1_0_0);
    for (encoder, says) in [(encoder, true), (encoder.created(false), false), (encoder.created(true), true)] {
        assert_eq!(page(&registry, encoder).contains("\na_created "), says);
    }
}

#[test]
fn a_native_histogram_has_no_sum_in_open_metrics_once_something_is_below_zero() {
    let registry = Registry::new();
    let drift = Arc::new(NativeHistogram::new());
    registry.register("drift", "Drift.", drift.clone()).expect("the name is free");
    let encoder = Encoder::new(Format::OpenMetrics1_0_0);
    drift.observe(10.0);
    assert!(page(&registry, encoder).contains("\ndrift_sum 10\n"));
    drift.observe(-3.0);
    let page = page(&registry, encoder);
    assert!(!page.contains("drift_sum") && page.contains("drift_bucket{le=\"+Inf\"} 2\n"), "{page}");
}

#[test]
fn exemplars_that_escaping_makes_too_long_are_left_out() {
    let registry = Registry::new();
    let orders = Arc::new(Counter::new());
    registry.register("orders_total", "Orders.", orders.clone()).expect("the name is free");
    let name = "é".repeat(60);
    orders.inc_with_exemplar([(&*name, "x")]);
    for (format, escaping, is_there) in [
        (Format::Protobuf, Escaping::Values, false),
        (Format::Protobuf, Escaping::AllowUtf8, true),
        (Format::OpenMetrics1_0_0, Escaping::Values, false),
        (Format::OpenMetrics1_0_0, Escaping::AllowUtf8, true),
    ] {
        let page = super::bytes(&registry, Encoder::new(format).escaping(escaping));
        let label = escaping.label_name(&name).into_owned();
        let found = page.windows(label.len()).any(|window| window == label.as_bytes());
        assert_eq!(found, is_there, "{format:?}, {escaping:?}");
    }
}
