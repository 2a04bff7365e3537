use std::thread;

use super::{Family, OVERFLOW, SERIES_LIMIT};
use crate::{
    Counter, Histogram, Number, Sink,
    label::{LabelDescriptor, LabelSet, LabelValue, Labels},
    metric::Source,
    sink::{CounterValue, FamilyMeta, HistogramValue, StateSetValue, SummaryValue},
};

struct Path<'a> {
    path: &'a str,
    secure: bool,
}

impl LabelSet for Path<'_> {
    const LABELS: &'static [LabelDescriptor] =
        &[LabelDescriptor::of::<&str>("path"), LabelDescriptor::of::<bool>("secure")];

    fn index(&self) -> usize {
        0
    }

    fn visit(&self, each: &mut impl FnMut(&str)) {
        self.path.with_str(&mut *each);
        self.secure.with_str(&mut *each);
    }
}

/// Keeps the counters that are written into it.
#[derive(Default)]
struct Counters(Vec<(String, Number)>);

impl Sink for Counters {
    fn family(&mut self, _: &FamilyMeta<'_>) {}
    fn counter(&mut self, labels: Labels<'_>, value: &CounterValue<'_>) {
        self.0.push((labels.as_str().to_owned(), value.number));
    }
    fn gauge(&mut self, _: Labels<'_>, _: f64) {}
    fn histogram(&mut self, _: Labels<'_>, _: &HistogramValue<'_>) {}
    fn summary(&mut self, _: Labels<'_>, _: &SummaryValue<'_>) {}
    fn info(&mut self, _: Labels<'_>) {}
    fn state_set(&mut self, _: Labels<'_>, _: &StateSetValue<'_>) {}
    fn unknown(&mut self, _: Labels<'_>, _: f64) {}
}

pub(super) fn written(family: &impl Source) -> Vec<(String, Number)> {
    let mut counters = Counters::default();
    family.write(&mut counters);
    counters.0
}

#[test]
fn values_that_join_to_the_same_text_are_different_series() {
    let family = Family::<(String, String), Counter>::new();
    for (a, b) in [("ab", "c"), ("a", "bc"), ("", "abc"), ("a\",b=\"", "c")] {
        family.with((a.to_owned(), b.to_owned())).inc();
    }
    assert_eq!(written(&family).len(), 4);
    assert!(written(&family).iter().all(|(_, value)| *value == Number::Integer(1)));
}

#[test]
fn series_are_written_in_the_order_of_their_labels() {
    let family = Family::<Path, Counter>::new();
    for path in ["/c", "/a", "/b"] {
        family.with(Path { path, secure: true }).inc();
    }
    let labels: Vec<String> = written(&family).into_iter().map(|(labels, _)| labels).collect();
    assert_eq!(labels, ["/a", "/b", "/c"].map(|path| format!("path=\"{path}\",secure=\"true\"")));
}

#[test]
fn past_the_limit_everything_goes_to_one_series_and_is_counted() {
    let family = Family::<Path, Counter>::new();
    let number_of_paths = SERIES_LIMIT + 50;
    for _ in 0..2 {
        for number in 0..number_of_paths {
            family.with(Path { path: &number.to_string(), secure: false }).inc();
        }
    }
    let written = written(&family);
    assert_eq!(written.len(), SERIES_LIMIT + 1);
    let overflow = format!("path=\"{OVERFLOW}\",secure=\"false\"");
    assert!(written.contains(&(overflow, Number::Integer(100))));
    assert_eq!(family.overflow(), Some(100));
}

#[test]
fn threads_that_race_for_the_same_new_series_get_the_same_one() {
    let family = Family::<Path, Counter>::new();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for number in 0..300 {
                    family.with(Path { path: &number.to_string(), secure: true }).inc();
                }
            });
        }
    });
    let written = written(&family);
    assert_eq!(written.len(), 300);
    assert!(written.iter().all(|(_, value)| *value == Number::Integer(4)));
}

#[test]
fn closed_series_exist_before_anybody_asks() {
    let family = Family::<(bool, bool), Counter>::new();
    assert_eq!(written(&family).len(), 4);
    assert_eq!(family.overflow(), None);
}

#[test]
fn an_index_that_is_none_stays_in_its_family() {
    struct Wrong;
    impl LabelValue for Wrong {
        const VALUES: Option<&'static [&'static str]> = Some(&["a", "b"]);
        fn index(&self) -> usize {
            5
        }
        fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
            read("a")
        }
    }
    let family = Family::<(Wrong,), Counter>::new();
    family.with((Wrong,)).inc();
    let values: Vec<Number> = written(&family).into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, [Number::Integer(0), Number::Integer(1)]);
}

#[test]
fn a_label_set_whose_index_is_none_stays_in_its_family() {
    struct Wrong(usize);
    impl LabelSet for Wrong {
        const LABELS: &'static [LabelDescriptor] = &[LabelDescriptor::of::<bool>("a")];
        fn index(&self) -> usize {
            self.0
        }
        fn visit(&self, each: &mut impl FnMut(&str)) {
            each("false");
        }
    }
    let family = Family::<Wrong, Counter>::new();
    family.with(Wrong(usize::MAX)).inc();
    let values: Vec<Number> = written(&family).into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, [Number::Integer(0), Number::Integer(1)]);
}

#[test]
fn closed_sets_that_are_too_large_to_make_in_advance_have_no_limit() {
    #[derive(Clone, Copy)]
    struct Letter(usize);
    impl LabelValue for Letter {
        const VALUES: Option<&'static [&'static str]> =
            Some(&["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q"]);
        fn index(&self) -> usize {
            self.0
        }
        fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
            read(Self::VALUES.unwrap_or_default()[self.0])
        }
    }
    let family = Family::<(Letter, Letter, Letter), Counter>::new();
    assert_eq!(written(&family).len(), 0);
    for number in 0..17_usize.pow(3) {
        let [a, b, c] = [number / 289, number / 17 % 17, number % 17].map(Letter);
        family.with((a, b, c)).inc();
    }
    assert_eq!(written(&family).len(), 17_usize.pow(3));
    assert_eq!(family.overflow(), None);
}

#[test]
fn families_of_histograms_keep_their_series_apart() {
    let family = Family::<(bool,), Histogram>::with_buckets(&[1.0]);
    family.with((true,)).observe(0.5);
    family.with((false,)).observe(2.0);
    family.with((false,)).observe(0.1);
    assert_eq!(family.with((true,)).buckets().1, [1, 0]);
    assert_eq!(family.with((false,)).buckets().1, [1, 1]);
}
