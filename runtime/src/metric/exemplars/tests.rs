use std::thread;

use proptest::prelude::*;

use super::*;
use crate::{
    cell::SlotRange,
    label::{Labels, LabelsBuf},
    metric::Layout,
};

const FIRST: Slot = Slot::numbered(7);
const OTHER: Slot = Slot::numbered(9);

fn place(number: usize) -> Place {
    Place { first: FIRST, number }
}

fn exemplar(value: f64) -> Exemplar {
    Exemplar::new(LabelsBuf::new().with("id", "1"), value).expect("it is short")
}

/// Ticks of so many seconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some seconds")]
fn ticks(seconds: f64) -> u64 {
    (seconds * clock::frequency().ticks_per_second()) as u64
}

fn value_in(store: &Store) -> Option<f64> {
    store.of_series(FIRST).first()?.read().map(|exemplar| exemplar.value())
}

#[test]
fn an_exemplar_stays_for_seconds_before_another_one_follows() {
    let store = Store::new(1);
    store.keep(place(0), exemplar(1.0), Origin::Span, 1_000);
    for (seconds, expected) in [(0.0, 1.0), (6.9, 1.0), (7.2, 2.0)] {
        let now = 1_000 + ticks(seconds);
        assert_eq!(store.is_due(place(0), Origin::Span, now), expected > 1.0, "{seconds}");
        store.keep(place(0), exemplar(2.0), Origin::Span, now);
        assert_eq!(value_in(&store), Some(expected), "{seconds}");
    }
}

#[test]
fn one_by_hand_waits_for_none_but_another_by_hand() {
    let store = Store::new(1);
    let steps = [
        (0.0, Origin::Span, true),
        (1.0, Origin::Hand, true),
        (2.0, Origin::Hand, false),
        (7.5, Origin::Span, false),
        (8.5, Origin::Span, true),
        (8.6, Origin::Hand, true),
    ];
    let mut expected = None;
    for (at, (seconds, origin, is_kept)) in steps.into_iter().enumerate() {
        let now = 1 + ticks(seconds);
        assert_eq!(store.is_due(place(0), origin, now), is_kept, "{seconds}");
        store.keep(place(0), exemplar(at as f64), origin, now);
        expected = if is_kept { Some(at as f64) } else { expected };
        assert_eq!(value_in(&store), expected, "{seconds}");
    }
}

#[test]
fn nothing_is_kept_of_kinds_without_exemplars_nor_of_what_is_not_a_number() {
    let none = Exemplars::new(0);
    none.keep_span(place(0), 1.0, SpanIds::new(1, 1));
    let one = Exemplars::new(1);
    one.keep_span(place(0), f64::NAN, SpanIds::new(1, 1));
    assert!(none.store.get().is_none() && one.store.get().is_none());
}

#[test]
fn labels_are_put_together_only_when_it_is_time() {
    let exemplars = Exemplars::new(1);
    exemplars.keep_by_hand(place(0), 1.0, || [("id", "1")]);
    exemplars.keep_by_hand(place(0), 2.0, || -> LabelsBuf { unreachable!("the first one stays") });
    assert_eq!(exemplars.refused(), 0);
}

#[test]
fn labels_that_are_too_long_are_counted_and_leave_what_is_kept() {
    let exemplars = Exemplars::new(1);
    exemplars.keep_span(place(0), 1.0, SpanIds::new(1, 1));
    exemplars.keep_by_hand(place(0), 2.0, [("id", "1".repeat(127))]);
    assert_eq!(exemplars.refused(), 1);
    assert_eq!(exemplars.newest(&[FIRST]).map(|kept| kept.value()), Some(1.0));
}

#[test]
fn of_series_that_are_added_up_the_newest_exemplar_is_shown() {
    let exemplars = Exemplars::new(3);
    let keep = |first, number, milliseconds| {
        let exemplar = exemplar(milliseconds as f64).at(Timestamp::from_milliseconds(milliseconds));
        exemplars.store().keep(Place { first, number }, exemplar, Origin::Span, 1);
    };
    keep(FIRST, 0, 10);
    keep(OTHER, 0, 20);
    keep(FIRST, 2, 40);
    keep(OTHER, 2, 30);
    let numbered = exemplars.numbered(&[FIRST, OTHER], 9);
    let found: Vec<(usize, f64)> =
        numbered.iter().map(|(number, exemplar)| (*number, exemplar.value())).collect();
    assert_eq!(found, [(0, 20.0), (2, 40.0)]);
    assert_eq!(exemplars.newest(&[OTHER, FIRST]).map(|newest| newest.value()), Some(40.0));
    let as_one = exemplars.numbered(&[FIRST, OTHER], 0);
    assert_eq!((as_one.len(), as_one[0].0, as_one[0].1.value()), (1, 0, 40.0));
    let in_order: Vec<f64> = exemplars.in_order(&[OTHER]).iter().map(Exemplar::value).collect();
    assert_eq!(in_order, [20.0, 30.0]);
}

#[test]
fn a_series_in_the_slots_of_another_begins_without_its_exemplars() {
    let exemplars = Exemplars::new(2);
    exemplars.keep_by_hand(place(1), 1.0, [("id", "1")]);
    exemplars.forget(FIRST);
    assert!(exemplars.numbered(&[FIRST], 9).is_empty());
    exemplars.keep_by_hand(place(1), 2.0, [("id", "2")]);
    let found = exemplars.numbered(&[FIRST], 9);
    assert_eq!(found[0].1.labels().as_str(), r#"id="2""#);
}

#[test]
fn sixteen_threads_and_a_scrape_find_whole_exemplars() {
    let exemplars = &Exemplars::new(4);
    thread::scope(|scope| {
        for thread in 0..16_u64 {
            scope.spawn(move || {
                for round in 0..2_000_u64 {
                    let first = Slot::numbered(1 + u32::try_from(round % 50).expect("it is small"));
                    let id = thread * 10_001 + round;
                    let place = Place { first, number: (id % 4) as usize };
                    // As if there were no time between them: both at once and one after the other.
                    let made = Exemplar::new(
                        LabelsBuf::new().with("id", &id.to_string()).with("same", &id.to_string()),
                        id as f64,
                    );
                    exemplars.store().keep(place, made.expect("it is short"), Origin::Hand, u64::MAX);
                }
            });
        }
        for _ in 0..200 {
            for first in (1..=50).map(Slot::numbered) {
                for (number, exemplar) in exemplars.numbered(&[first], 9) {
                    let id = exemplar.value();
                    let expected = format!(r#"id="{id}",same="{id}""#);
                    assert_eq!((exemplar.labels().as_str(), number as f64), (expected.as_str(), id % 4.0));
                }
            }
        }
    });
    assert_eq!(exemplars.numbered(&[FIRST], 9).len(), 4);
}

#[test]
fn values_of_unlike_size_have_places_of_their_own_in_native_histograms() {
    let numbers = [0.001, 0.01, 0.1, 1.0, 10.0].map(number_in_native);
    assert!(numbers.iter().enumerate().all(|(at, number)| !numbers[..at].contains(number)), "{numbers:?}");
    for value in [0.0, -0.0, -1.0, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE] {
        assert!(number_in_native(value) < OF_NATIVE, "{value}");
    }
}

/// The histograms of a page.
#[derive(Default)]
struct Seen(Vec<(usize, f64)>);

impl Sink for Seen {
    fn family(&mut self, _: &crate::sink::FamilyMeta<'_>) {}
    fn counter(&mut self, _: Labels<'_>, _: &crate::sink::CounterValue<'_>) {}
    fn gauge(&mut self, _: Labels<'_>, _: f64) {}
    fn summary(&mut self, _: Labels<'_>, _: &crate::sink::SummaryValue<'_>) {}
    fn info(&mut self, _: Labels<'_>) {}
    fn state_set(&mut self, _: Labels<'_>, _: &crate::sink::StateSetValue<'_>) {}
    fn unknown(&mut self, _: Labels<'_>, _: f64) {}

    fn histogram(&mut self, _: Labels<'_>, value: &crate::sink::HistogramValue<'_>) {
        let exemplars = value.exemplars.iter();
        self.0.extend(exemplars.map(|(bucket, exemplar)| (*bucket, exemplar.value())));
    }
}

proptest! {
    #[test]
    fn the_value_of_an_exemplar_is_in_its_bucket(values in prop::collection::vec(any::<f64>(), 0..40)) {
        let bounds = [-5.0, 0.0, 0.1, 1e10];
        let (layout, slots) = (Layout::histogram(&bounds), SlotRange::allocate(bounds.len() + 2));
        for value in values {
            layout.observe_with(slots.first(), value, [("id", "1")]);
        }
        let mut seen = Seen::default();
        let (mut numbers, starts) = (vec![0; layout.slots()], [slots.first()]);
        layout.gather(&starts, &mut numbers);
        layout.write(Labels::from_text(""), &numbers, &starts, Timestamp::now(), &mut seen);
        for (bucket, value) in &seen.0 {
            prop_assert!(bounds.get(*bucket).is_none_or(|bound| value <= bound), "{value} in {bucket}");
            prop_assert!(*bucket == 0 || *value > bounds[bucket - 1], "{value} in {bucket}");
        }
        prop_assert!(seen.0.is_sorted_by(|one, next| one.0 < next.0));
    }

    #[test]
    fn a_duration_stays_in_the_bucket_that_its_ticks_are_in(ticks in 0_u64..20_000_000_000) {
        let bounds = [0.001, 0.1, 1.0];
        let buckets = crate::buckets::Buckets::new(&bounds);
        let bucket = buckets.index_of_ticks(ticks);
        for frequency in [0.999e9, 1e9, 1.001e9, 3e9] {
            let value = buckets.nearest_in(bucket, ticks as f64 / frequency);
            prop_assert_eq!(buckets.index_of(value), bucket);
        }
    }
}
