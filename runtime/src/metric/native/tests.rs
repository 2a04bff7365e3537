use std::{
    collections::BTreeMap,
    iter,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
    time::Duration,
};

use proptest::prelude::*;

use super::{
    content::Content,
    resolution::Resolution,
    scale::{COARSEST, Scale, coarser},
    table::{MOST_BUCKETS, Table},
    zero,
};
use crate::{
    cell::SlotRange,
    clock::{self, Frequency},
    metric::Layout,
};

const FINEST: Resolution = Resolution::DEFAULT.with_factor(1.0);

/// Buckets by their index.
type Buckets = BTreeMap<i32, u64>;

fn observe(table: &Table, value: f64) {
    table.slot_of(value).add(1);
}

fn observe_all(table: &Table, values: &[f64]) {
    for value in values {
        observe(table, *value);
    }
}

fn content<'a>(tables: impl IntoIterator<Item = &'a Table>) -> Content {
    let mut content = Content::new();
    tables.into_iter().for_each(|table| content.add(FINEST, Some(table)));
    content.settle();
    content
}

fn total(content: &Content) -> u64 {
    let buckets = content.positive.iter().chain(&content.negative).map(|(_, count)| count).sum::<u64>();
    buckets + content.zero_count + content.not_a_number
}

/// What is in the buckets when the same values are counted one by one, as fine and with as wide a zero bucket.
fn expected(like: &Content, values: &[f64]) -> Content {
    let (scale, threshold) = (Scale::new(like.schema), zero::threshold(like.zero));
    let mut expected = Content { schema: like.schema, zero: like.zero, ..Content::new() };
    let mut buckets = [Buckets::new(), Buckets::new()];
    for value in values {
        if value.is_nan() {
            expected.not_a_number += 1;
        } else if value.abs() <= threshold {
            expected.zero_count += 1;
        } else {
            *buckets[usize::from(*value < 0.0)].entry(scale.index_of(value.abs())).or_default() += 1;
        }
    }
    let [positive, negative] = buckets.map(|buckets| buckets.into_iter().collect());
    Content { positive, negative, ..expected }
}

/// The buckets of `before` as `after` would have them, which is no finer.
fn as_coarse(before: &Content, after: &Content) -> Content {
    let mut before =
        Content { positive: before.positive.clone(), negative: before.negative.clone(), ..*before };
    before.widen_to(after.zero);
    before.lower_to(after.schema);
    before.settle();
    before
}

/// Whether nothing was taken back between two scrapes.
fn assert_only_grew(before: &Content, after: &Content) {
    assert!(after.schema <= before.schema, "{} to {}", before.schema, after.schema);
    assert!(after.zero >= before.zero, "{} to {}", before.zero, after.zero);
    let before = as_coarse(before, after);
    assert!(after.zero_count >= before.zero_count && after.not_a_number >= before.not_a_number);
    for (buckets, grown) in [(&before.positive, &after.positive), (&before.negative, &after.negative)] {
        let grown: Buckets = grown.iter().copied().collect();
        for (index, count) in buckets {
            assert!(grown.get(index).is_some_and(|grown| grown >= count), "bucket {index}: {count}");
        }
    }
}

#[test]
fn values_are_counted_in_their_buckets() {
    let table = Table::new(Resolution::DEFAULT.with_factor(2.0));
    for value in [1.0, 2.0, 3.0, 3.5, -3.0, 0.0, -1e-40, zero::threshold(zero::NARROWEST), f64::NAN] {
        observe(&table, value);
    }
    let content = content([&table]);
    assert_eq!((content.positive, content.negative), (vec![(0, 1), (1, 1), (2, 2)], vec![(2, 1)]));
    assert_eq!((content.zero_count, content.not_a_number), (3, 1));
}

#[test]
fn with_too_many_buckets_the_resolution_is_halved_and_nothing_is_lost() {
    let table = Table::new(FINEST);
    let values: Vec<f64> = (0..2_000).map(|step| 1.01_f64.powi(step - 1_000)).collect();
    observe_all(&table, &values);
    let content = content([&table]);
    assert!(content.positive.len() <= MOST_BUCKETS, "{}", content.positive.len());
    assert!(content.schema < 8 && content.schema > 0, "{}", content.schema);
    assert_eq!(content, expected(&content, &values));
}

#[test]
fn the_coarsest_buckets_have_room_for_all_numbers() {
    let table = Table::new(FINEST);
    let powers = (-127..1_024).map(|exponent| f64::from(exponent).exp2());
    let numbers: Vec<f64> =
        powers.chain([f64::MAX, f64::INFINITY]).flat_map(|number| [number, -number]).collect();
    observe_all(&table, &numbers);
    let content = content([&table]);
    assert_eq!((content.schema, content.zero), (COARSEST, zero::NARROWEST));
    assert_eq!(content, expected(&content, &numbers));
}

#[test]
fn what_is_infinite_has_a_bucket_of_its_own_in_every_resolution() {
    for schema in COARSEST..=8 {
        let scale = Scale::new(schema);
        assert_eq!(scale.index_of(f64::INFINITY), scale.index_of(f64::MAX) + 1);
        let finer = Scale::new(8);
        assert_eq!(coarser(finer.index_of(f64::INFINITY), 8 - schema), scale.index_of(f64::INFINITY));
    }
}

#[test]
fn the_zero_bucket_is_widened_before_the_resolution_is_halved() {
    let table = Table::new(Resolution::DEFAULT.with_widest_zero(1e-3));
    let values: Vec<f64> = (0..170).map(|step| 0.5 * 1.1_f64.powi(-step)).collect();
    observe_all(&table, &values[..159]);
    assert_eq!((content([&table]).schema, content([&table]).zero), (3, zero::NARROWEST));

    values[159..].iter().for_each(|value| observe(&table, -*value));
    let widened = content([&table]);
    assert_eq!((widened.schema, widened.zero, total(&widened)), (3, -10, 170));
    assert!(widened.zero_count > 80 && widened.negative.is_empty(), "{widened:?}");

    // Once it is as wide as it may be, there is only the resolution left.
    (0..400).for_each(|step| observe(&table, 1.1_f64.powi(step)));
    let halved = content([&table]);
    assert_eq!((halved.zero, total(&halved)), (-10, 570));
    assert!(halved.schema < 3 && halved.zero_count == widened.zero_count);
}

#[test]
fn a_zero_bucket_that_makes_no_room_is_left_as_it_is() {
    let table = Table::new(Resolution::DEFAULT.with_widest_zero(1e-3));
    (0..400).for_each(|step| observe(&table, 1.1_f64.powi(step)));
    let content = content([&table]);
    assert!(content.schema < 3);
    assert_eq!((content.zero, content.zero_count), (zero::NARROWEST, 0));
}

#[test]
fn a_zero_bucket_that_ends_within_a_bucket_takes_the_whole() {
    let table = Table::new(Resolution { schema: -2, widest_zero: -1 });
    let values: Vec<f64> = (-120..1_000).map(|exponent| f64::from(exponent).exp2()).collect();
    let values: Vec<f64> = values.iter().flat_map(|value| [*value, -*value]).collect();
    observe_all(&table, &values);
    let content = content([&table]);
    assert!(content.schema <= -2 && content.zero >= -1, "{content:?}");
    assert_eq!(content.zero % (1 << -content.schema), 0, "{content:?}");
    assert_eq!(content, expected(&content, &values));
}

#[test]
fn series_are_added_up_at_the_coarsest_resolution_of_any() {
    let tables = [FINEST, Resolution::DEFAULT, Resolution::DEFAULT.with_widest_zero(0.1)].map(Table::new);
    let steps = (0..600).map(|step| 1.013_f64.powi(step - 300));
    let values: Vec<f64> = steps.flat_map(|value| [value, -value]).chain([0.0, f64::NAN]).collect();
    for (value, table) in values.iter().zip(tables.iter().cycle()) {
        observe(table, *value);
    }
    let together = content(&tables);
    let coarsest = tables.iter().map(|table| content([table]).schema).min();
    assert!(Some(together.schema) <= coarsest);
    assert!(together.positive.len() + together.negative.len() <= MOST_BUCKETS);
    assert_eq!(together, expected(&together, &values));
    // The same whichever comes first.
    assert_eq!(together, content(tables.iter().rev()));
}

#[test]
fn series_without_observations_have_the_resolution_that_was_asked_for() {
    let mut content = Content::new();
    content.add(Resolution::DEFAULT, None);
    content.settle();
    assert_eq!((content.schema, content.zero, total(&content)), (3, zero::NARROWEST, 0));
}

#[test]
fn threads_that_make_buckets_at_once_lose_nothing_and_no_scrape_goes_back() {
    const VALUES: i32 = 20_000;
    let resolutions = [FINEST, FINEST.with_widest_zero(1e-3)];
    for resolution in resolutions {
        let (table, is_done) = (Table::new(resolution), AtomicBool::new(false));
        let value_of = |thread: i32, step: i32| {
            let value = 1.001_f64.powi((step * 7 + thread) % 18_000 - 9_000);
            if step % 3 == 0 { -value } else { value }
        };
        thread::scope(|scope| {
            let writers: Vec<_> = (0..4)
                .map(|thread| {
                    let table = &table;
                    scope.spawn(move || (0..VALUES).for_each(|step| observe(table, value_of(thread, step))))
                })
                .collect();
            let scraper = scope.spawn(|| {
                let mut before = content([&table]);
                while !is_done.load(Relaxed) {
                    let after = content([&table]);
                    assert_only_grew(&before, &after);
                    before = after;
                }
                before
            });
            for writer in writers {
                writer.join().expect("it does not panic");
            }
            is_done.store(true, Relaxed);
            assert_only_grew(&scraper.join().expect("nothing went back"), &content([&table]));
        });
        let values: Vec<f64> =
            (0..4).flat_map(|thread| (0..VALUES).map(move |step| value_of(thread, step))).collect();
        let content = content([&table]);
        assert_eq!(content, expected(&content, &values));
    }
}

/// Numbers of all sizes, and those that are near each other, so that some tables stay fine.
fn values() -> impl Strategy<Value = Vec<f64>> {
    let wide = -150.0..1_030.0_f64;
    let narrow = -4.0..4.0_f64;
    let number = prop_oneof![
        4 => narrow.prop_map(f64::exp2),
        4 => wide.prop_map(f64::exp2),
        1 => any::<f64>(),
        1 => prop::sample::select(vec![0.0, f64::NAN, f64::INFINITY, f64::MAX, 1.0, 2.0]),
    ];
    let number =
        (number, any::<bool>()).prop_map(|(number, is_negative)| if is_negative { -number } else { number });
    prop::collection::vec(number, 0..600)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_observed_every_scrape_has_all_of_it(
        values in values(),
        factor in prop::sample::select(vec![1.0, 1.01, 1.1, 2.0, 300.0]),
        widest in prop::sample::select(vec![1e-300, 1e-6, 0.7, 5.0]),
        scrapes in prop::collection::vec(0..600_usize, 0..8),
    ) {
        let table = Table::new(Resolution::DEFAULT.with_factor(factor).with_widest_zero(widest));
        let mut before = content([&table]);
        for (at, value) in values.iter().enumerate() {
            observe(&table, *value);
            if scrapes.contains(&at) {
                let after = content([&table]);
                prop_assert_eq!(&after, &expected(&after, &values[..=at]));
                prop_assert_eq!(total(&after), at as u64 + 1);
                prop_assert!(after.positive.len() + after.negative.len() <= MOST_BUCKETS);
                assert_only_grew(&before, &after);
                before = after;
            }
        }
        let last = content(iter::once(&table));
        prop_assert_eq!(&last, &expected(&last, &values));
        assert_only_grew(&before, &last);
    }
}

/// Ticks per second, once that is settled.
fn settled_frequency() -> f64 {
    loop {
        match clock::frequency() {
            Frequency::Settled(frequency) => return frequency,
            Frequency::Estimated(_) => thread::sleep(Duration::from_millis(10)),
        }
    }
}

#[test]
fn a_duration_is_in_the_same_classic_bucket_with_native_ones_and_without() {
    let layout = Layout::durations(&[0.001, 0.01, 0.1, 1.001]);
    let [plain, native] = [(); 2].map(|()| SlotRange::allocate(layout.slots()));
    layout.declare_native(native.first(), 1, Some(Resolution::DEFAULT));
    let frequency = settled_frequency();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few billions")]
    let bounds = [0.001, 0.01, 0.1, 1.001].map(|bound| (bound * frequency) as u64);
    for ticks in bounds.into_iter().flat_map(|bound| bound - 3..bound + 4) {
        layout.observe_ticks(plain.first(), ticks);
        layout.observe_ticks_native(native.first(), ticks);
        assert_eq!(layout.counts(native.first()), layout.counts(plain.first()), "{ticks} ticks");
    }
    let sums =
        [plain, native].map(|series| series.first().offset(layout.slots() - 1).float_total().to_bits());
    assert_eq!(sums[0], sums[1]);
}
