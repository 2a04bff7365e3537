//! What many threads recorded, each in a memory of its own, is added up on the page.

use std::{
    sync::{Arc, Barrier},
    thread,
};

use tickmark::{
    Counter, Family, FloatCounter, Histogram, LabelSet, NativeHistogram, Registry, Summary, UpDown,
    exposition::{Encoder, Format, parse},
};

use super::{assert_sound, bytes, message::delimited, page};

const THREADS: usize = 12;
const SERIES: usize = 300;

#[derive(LabelSet)]
struct Numbered<'a> {
    number: &'a str,
}

type Of<M> = Arc<Family<Numbered<'static>, M>>;

struct All {
    counters: Of<Counter>,
    floats: Of<FloatCounter>,
    histograms: Of<Histogram>,
    summaries: Of<Summary>,
    levels: Of<UpDown>,
    natives: Of<NativeHistogram>,
}

impl All {
    fn registered() -> (Registry, Self) {
        let all = Self {
            counters: Arc::new(Family::new()),
            floats: Arc::new(Family::new()),
            histograms: Arc::new(Family::with_buckets(&[1.0, 100.0])),
            summaries: Arc::new(Family::new()),
            levels: Arc::new(Family::new()),
            natives: Arc::new(Family::new()),
        };
        let registry = Registry::new();
        let named = |added: Result<(), tickmark::Problem>| added.expect("the name is free");
        named(registry.register("counters_total", "Counters.", all.counters.clone()));
        named(registry.register("floats_total", "Counters of parts.", all.floats.clone()));
        named(registry.register("histograms", "Histograms.", all.histograms.clone()));
        named(registry.register("summaries", "Summaries.", all.summaries.clone()));
        named(registry.register("levels", "Levels.", all.levels.clone()));
        named(registry.register("natives", "Native histograms.", all.natives.clone()));
        (registry, all)
    }

    /// What one thread does.
    fn record(&self, thread: usize) {
        for series in (0..SERIES).map(|at| (at * 7 + thread) % SERIES) {
            let number = series.to_string();
            let labels = || Numbered { number: &number };
            let amount = (series % 4) as f64 * 0.25;
            self.counters.with(labels()).inc_by(series as u64);
            self.floats.with(labels()).inc_by(amount);
            self.histograms.with(labels()).observe(series as f64);
            self.summaries.with(labels()).observe(amount);
            self.levels.with(labels()).inc_by(3);
            self.levels.with(labels()).dec_by(2);
            self.natives.with(labels()).observe(series as f64);
        }
    }
}

/// Has every thread record at the same time, and keeps them all alive until the page is written.
fn with_threads(all: &All, look: impl FnOnce()) {
    let (recorded, looked) = (Barrier::new(THREADS + 1), Barrier::new(THREADS + 1));
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let (recorded, looked) = (&recorded, &looked);
            scope.spawn(move || {
                all.record(thread);
                recorded.wait();
                looked.wait();
            });
        }
        recorded.wait();
        let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(look));
        looked.wait();
        assert!(seen.is_ok(), "the page is not what was recorded");
    });
}

#[track_caller]
fn assert_totals(registry: &Registry) {
    let text = page(registry, Encoder::new(Format::Text0_0_4));
    let read = parse(&text, Format::Text0_0_4).expect("it is sound");
    let family = |name: &str| read.families.iter().find(|family| family.name == name).expect("it is there");
    let threads = THREADS as f64;
    let each = |name: &str, sample: &str, le: Option<&str>, expected: &dyn Fn(usize) -> f64| {
        let samples =
            family(name).samples.iter().filter(|each| each.name == sample && each.label("le") == le);
        let mut count = 0;
        for sample in samples {
            let series: usize = sample.label("number").expect("it has one").parse().expect("it is a number");
            assert_eq!(sample.value.value().to_string(), expected(series).to_string(), "{sample}");
            count += 1;
        }
        assert_eq!(count, SERIES, "{sample}");
    };
    each("counters_total", "counters_total", None, &|series| series as f64 * threads);
    each("floats_total", "floats_total", None, &|series| (series % 4) as f64 * 0.25 * threads);
    each("histograms", "histograms_bucket", Some("1"), &|series| if series <= 1 { threads } else { 0.0 });
    each("histograms", "histograms_bucket", Some("100"), &|series| if series <= 100 { threads } else { 0.0 });
    each("histograms", "histograms_count", None, &|_| threads);
    each("histograms", "histograms_sum", None, &|series| series as f64 * threads);
    each("summaries", "summaries_count", None, &|_| threads);
    each("summaries", "summaries_sum", None, &|series| (series % 4) as f64 * 0.25 * threads);
    each("levels", "levels", None, &|_| threads);
    each("natives", "natives_bucket", Some("+Inf"), &|_| threads);
    each("natives", "natives_sum", None, &|series| series as f64 * threads);
    natives(registry);
}

/// All observations of a series are in one bucket.
fn natives(registry: &Registry) {
    let page = bytes(registry, Encoder::new(Format::Protobuf));
    let messages = delimited(&page);
    let family = messages.iter().find(|message| message.text(1) == Some("natives")).expect("it is there");
    let metrics = family.messages(4);
    assert_eq!(metrics.len(), SERIES);
    for metric in metrics {
        let is_zero = metric.messages(1)[0].text(2) == Some("0");
        let histogram = metric.message(7).expect("it is one");
        assert_eq!(histogram.unsigned(1), Some(THREADS as u64));
        let (zeroes, deltas) = (histogram.unsigned(7), histogram.signed(13));
        let expected = if is_zero { (Some(THREADS as u64), vec![]) } else { (Some(0), vec![THREADS as i64]) };
        assert_eq!((zeroes, deltas), expected);
    }
}

#[test]
fn totals_are_those_of_all_threads_alive_and_ended() {
    let (registry, all) = All::registered();
    with_threads(&all, || assert_totals(&registry));
    assert_totals(&registry);
    assert_sound(&registry);
}
