use std::{fmt, sync::Arc};

use crate::{
    Collect, Counter, Family, FamilyMeta, Gauge, Histogram, Kind, LabelsBuf, Registry, Sink, SummaryValue,
};

#[test]
fn a_name_that_is_taken_is_refused_and_both_places_are_named() {
    let registry = Registry::new();
    registry.register("a_total", "A.", Arc::new(Counter::new())).expect("the name is free");
    let problem =
        registry.register("a_total", "A.", Arc::new(Counter::new())).expect_err("the name is taken");
    let text = problem.to_string();
    assert_eq!(problem.family(), "a_total");
    assert_eq!(text.matches(file!()).count(), 2, "{text}");
}

#[test]
fn names_that_the_format_does_not_know_are_refused_with_advice() {
    let registry = Registry::new();
    for (name, advice) in [("a-b_total", "letters"), ("a", "_total"), ("a_sum", "_total"), ("", "letters")] {
        let problem = registry.register(name, "A.", Arc::new(Counter::new())).expect_err(name);
        assert!(problem.to_string().contains(advice), "{problem}");
    }
    assert!(registry.register("a_total", "A.", Arc::new(Gauge::new())).is_err());
    assert!(registry.register("a_bucket", "A.", Arc::new(Histogram::new())).is_err());
    assert_eq!(registry.encode(), "");
}

#[test]
fn a_label_that_is_reserved_or_repeated_is_refused() {
    // A tuple has no label names, which makes it the shortest family with a name that is no label's.
    let family: Arc<Family<(bool, bool), Counter>> = Arc::default();
    let problem = Registry::new().register("a_total", "A.", family).expect_err("labels need names");
    assert!(problem.to_string().contains("label name"), "{problem}");
}

#[test]
fn a_collector_that_panics_costs_its_own_families_and_is_counted() {
    struct Panics;
    impl Collect for Panics {
        fn collect(&self, sink: &mut dyn Sink) {
            sink.family(&FamilyMeta::new("half", Kind::Gauge, "Half a family."));
            panic!("while collecting");
        }

        fn name(&self) -> &'static str {
            "it"
        }
    }
    let registry = Registry::new();
    registry.register("a", "A.", Arc::new(Gauge::new())).expect("the name is free");
    registry.attach(Panics);
    for failures in 1..3 {
        let page = registry.encode();
        assert!(page.contains("\na 0\n") && !page.contains("half"), "{page}");
        assert!(
            page.contains(&format!("tickmark_collector_failures_total{{collector=\"it\"}} {failures}\n")),
            "{page}"
        );
        assert!(page.contains("\ntickmark_collector_duration_seconds{collector=\"it\"} "), "{page}");
    }
}

#[test]
fn what_an_attached_collector_may_not_say_is_left_out() {
    struct Unsound;
    impl Collect for Unsound {
        fn collect(&self, sink: &mut dyn Sink) {
            let series = |sink: &mut dyn Sink, labels: LabelsBuf| sink.gauge(labels.as_labels(), 1.0);
            sink.family(&FamilyMeta::new("taken", Kind::Gauge, "A name that is taken."));
            series(sink, LabelsBuf::new());
            sink.family(&FamilyMeta::new("", Kind::Gauge, "No name."));
            series(sink, LabelsBuf::new());
            sink.family(&FamilyMeta::new("ta.ken", Kind::Gauge, "Not taken."));
            series(sink, LabelsBuf::new());
            sink.family(&FamilyMeta::new("ta-ken", Kind::Gauge, "The same where names are escaped."));
            series(sink, LabelsBuf::new());
            sink.family(&FamilyMeta::new("bad_label", Kind::Gauge, "No label name."));
            series(sink, LabelsBuf::new().with("__a", "c"));
            sink.family(&FamilyMeta::new("same_label", Kind::Gauge, "One label where names are escaped."));
            series(sink, LabelsBuf::new().with("a.b", "c").with("a_b", "d"));
            sink.family(&FamilyMeta::new("twice", Kind::Gauge, "One series twice."));
            series(sink, LabelsBuf::new().with("a", "b"));
            series(sink, LabelsBuf::new().with("a", "b"));
            sink.family(&FamilyMeta::new("mixed", Kind::Gauge, "Two kinds."));
            sink.counter(LabelsBuf::new().as_labels(), &1_u64.into());
            sink.family(&FamilyMeta::new("ours_count", Kind::Gauge, "A name of a sample of ours."));
            series(sink, LabelsBuf::new());
            sink.family(&FamilyMeta::new("job:recorded:rate5m", Kind::Gauge, "Colons are other people's."));
            series(sink, LabelsBuf::new());
        }

        fn name(&self) -> &'static str {
            "it"
        }
    }
    let registry = Registry::new();
    registry.register("taken", "Ours.", Arc::new(Gauge::new())).expect("the name is free");
    registry.register("ours", "Ours.", Arc::new(Histogram::new())).expect("the name is free");
    registry.attach(Unsound);
    let page = registry.encode();
    assert!(page.contains("# HELP taken Ours.\n") && page.contains("job:recorded:rate5m 1\n"), "{page}");
    assert!(page.contains("# HELP ta_ken Not taken.\n"), "{page}");
    for left_out in ["No name", "The same", "bad_label", "same_label", "twice", "mixed", "# HELP ours_count"]
    {
        assert!(!page.contains(left_out), "{page}");
    }
    assert!(page.contains("tickmark_collector_failures_total{collector=\"it\"} 8\n"), "{page}");
}

#[test]
fn a_collector_may_use_the_registry_that_asks_it() {
    struct Asks(Registry);
    impl Collect for Asks {
        fn collect(&self, sink: &mut dyn Sink) {
            let families = self.0.descriptors().len();
            sink.family(&FamilyMeta::new("families", Kind::Gauge, "Families."));
            sink.gauge(LabelsBuf::new().as_labels(), families as f64);
        }
    }
    let registry = Registry::new();
    registry.attach(Asks(registry.clone()));
    assert!(registry.encode().contains("\nfamilies 0\n"));
}

#[test]
fn names_of_the_registrys_own_are_refused() {
    let problem =
        Registry::new().register("tickmark_collector_failures_total", "A.", Arc::new(Counter::new()));
    assert!(problem.expect_err("the beginning is reserved").to_string().contains("tickmark_"));
}

#[test]
fn quantiles_increase_between_nothing_and_all() {
    struct Quantiles(&'static [(f64, f64)]);
    impl Collect for Quantiles {
        fn collect(&self, sink: &mut dyn Sink) {
            sink.family(&FamilyMeta::new("a", Kind::Summary, "A."));
            sink.summary(LabelsBuf::new().as_labels(), &SummaryValue::new(self.0, 1.0, 1));
        }
    }
    let is_on_the_page = |quantiles| {
        let registry = Registry::new();
        registry.attach(Quantiles(quantiles));
        registry.encode().contains("\na_count 1\n")
    };
    assert!(is_on_the_page(&[(0.0, 1.0), (0.5, 1.0), (1.0, 2.0)]));
    for refused in
        [&[(0.5, 1.0), (0.5, 2.0)][..], &[(0.9, 1.0), (0.5, 2.0)], &[(f64::NAN, 1.0)], &[(2.0, 1.0)]]
    {
        assert!(!is_on_the_page(refused), "{refused:?}");
    }
}

#[test]
fn a_registry_is_printed_without_its_lock() {
    struct Scrapes(Registry);
    impl fmt::Write for Scrapes {
        fn write_str(&mut self, _: &str) -> fmt::Result {
            self.0.encode();
            Ok(())
        }
    }
    let registry = Registry::new();
    registry.register("a", "A.", Arc::new(Gauge::new())).expect("the name is free");
    fmt::write(&mut Scrapes(registry.clone()), format_args!("{registry:?}")).expect("nothing fails");
}
