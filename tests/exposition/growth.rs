//! Series that come while pages are written.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    thread,
};

use tickmark::{
    Counter, Family, Histogram, LabelSet, Metric, Registry, RemovableFamily, counted,
    exposition::{Encoder, Format, parse},
};

use super::{bytes, errors, message::delimited, page, text_encoders};

#[derive(LabelSet)]
struct Numbered<'a> {
    number: &'a str,
}

/// All numbers below this one, which has no factor 7919, in an order that looks like none.
fn mixed(count: usize) -> impl Iterator<Item = usize> {
    (0..count).map(move |at| at * 7_919 % count)
}

/// Numbers with texts of several lengths, so that their order as texts is another.
fn text(number: usize) -> String {
    format!("{number}{}", "\"".repeat(number % 3))
}

/// The values of a family by the label `number`, in the order of the page; fails where one is there twice or out of order.
#[track_caller]
fn values(page: &str, family: &str, sample: &str) -> BTreeMap<String, f64> {
    let read = parse(page, Format::Text0_0_4).expect("it is sound");
    let family = read.family(family).expect("it is on the page");
    let samples = family.samples.iter().filter(|each| each.name == sample);
    let numbers: Vec<_> = samples
        .map(|sample| (sample.label("number").unwrap_or_default().to_owned(), sample.value.value()))
        .collect();
    // As they are written on the page.
    let written: Vec<_> = page
        .lines()
        .filter(|line| line.starts_with(sample) && line[sample.len()..].starts_with('{'))
        .collect();
    let labels: Vec<_> =
        written.iter().map(|line| line.rsplit_once(' ').map_or(*line, |(labels, _)| labels)).collect();
    assert!(labels.is_sorted(), "{labels:?}");
    let count = numbers.len();
    let values: BTreeMap<_, _> = numbers.into_iter().collect();
    assert_eq!(values.len(), count, "a series is there twice");
    values
}

/// Adds series in several rounds with scrapes between them.
#[track_caller]
fn assert_all_are_there(registry: &Registry, family: &str, sample: &str, add: impl Fn(&str)) {
    const SERIES: usize = 2_000;
    let all: Vec<_> = mixed(SERIES).map(text).collect();
    let mut added = 0;
    for round in [1, 2, 5, 100, 511, 600, 700, 80, 1] {
        all[added..added + round].iter().for_each(|number| add(number));
        added += round;
        let page = page(registry, Encoder::new(Format::Text0_0_4));
        let values = values(&page, family, sample);
        assert_eq!(values.len(), added);
        assert!(all[..added].iter().all(|number| values.get(number) == Some(&1.0)));
    }
    assert_eq!(added, SERIES);
    for (name, format, _, encoder) in text_encoders() {
        let page = page(registry, encoder);
        assert_eq!(errors(&page, format), [], "{name}");
    }
    let page = bytes(registry, Encoder::new(Format::Protobuf));
    let message = delimited(&page).into_iter().find(|message| message.text(1) == Some(family));
    assert_eq!(message.map(|message| message.messages(4).len()), Some(SERIES));
}

fn registered<M: Metric + 'static>(name: &'static str, metric: M) -> (Registry, Arc<M>) {
    let (registry, metric) = (Registry::new(), Arc::new(metric));
    registry.register(name, "Grows.", metric.clone()).expect("the name is free");
    (registry, metric)
}

#[test]
fn two_thousand_series_that_come_between_scrapes_are_all_on_the_page() {
    let (registry, counters) =
        registered("grows_total", Family::<Numbered<'static>, Counter>::new().limit(5_000));
    assert_all_are_there(&registry, "grows_total", "grows_total", |number| {
        counters.with(Numbered { number }).inc()
    });
    let (registry, histograms) = registered(
        "grows_seconds",
        Family::<Numbered<'static>, Histogram>::with_buckets(&[1.0]).limit(5_000),
    );
    assert_all_are_there(&registry, "grows_seconds", "grows_seconds_count", |number| {
        histograms.with(Numbered { number }).observe(2.0);
    });
}

#[test]
fn series_that_can_go_are_all_on_the_page() {
    let (registry, counters) =
        (Registry::new(), Arc::new(RemovableFamily::<Numbered<'static>, Counter>::new().limit(5_000)));
    registry.register("goes_total", "Goes.", counters.clone()).expect("the name is free");
    assert_all_are_there(&registry, "goes_total", "goes_total", |number| {
        counters.with(Numbered { number }).inc()
    });
    for number in mixed(2_000).step_by(2).map(text) {
        assert!(counters.remove(Numbered { number: &number }));
    }
    let page = page(&registry, Encoder::new(Format::Text0_0_4));
    let left = values(&page, "goes_total", "goes_total");
    assert_eq!(
        left.keys().cloned().collect::<std::collections::BTreeSet<_>>(),
        mixed(2_000).skip(1).step_by(2).map(text).collect()
    );
}

#[counted(name = "exposition_sites_total", labels(number = number), outcome = none)]
fn first(number: &str) {}

#[counted(name = "exposition_sites_total", labels(number = number), outcome = none)]
fn second(number: &str) {}

#[counted(name = "exposition_sites_total", labels(number = number), outcome = none)]
fn third(number: &str) {}

/// The lines of the family above, of a page with all that other tests do meanwhile.
fn sites() -> String {
    let page = tickmark::encode();
    page.split_inclusive('\n')
        .filter(|line| line.contains("exposition_sites_total") && !line.contains("tickmark"))
        .collect()
}

#[test]
fn call_sites_that_share_a_family_share_its_series() {
    let all: Vec<_> = mixed(900).map(text).collect();
    let sites_of = |at: usize| {
        [first, second, third]
            .into_iter()
            .enumerate()
            .filter(move |(site, _)| (at + site) % 3 > 0 || at % 2 == 0)
    };
    for (round, numbers) in all.chunks(150).enumerate() {
        for (at, number) in numbers.iter().enumerate() {
            sites_of(round * 150 + at).for_each(|(_, call)| call(number));
        }
        let values = values(&sites(), "exposition_sites_total", "exposition_sites_total");
        assert_eq!(values.len(), (round + 1) * 150);
    }
    let values = values(&sites(), "exposition_sites_total", "exposition_sites_total");
    for (at, number) in all.iter().enumerate() {
        assert_eq!(values.get(number), Some(&(sites_of(at).count() as f64)), "{number}");
    }
}

/// Eight threads that add series while the pages of a registry are written in every format; then all are there.
#[track_caller]
fn assert_none_is_lost(registry: &Registry, family: &str, add: impl Fn(&str) + Sync) {
    const THREADS: usize = 8;
    const EACH: usize = 250;
    let (is_done, began) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        let scraper = scope.spawn(|| {
            while !is_done.load(Relaxed) {
                for (name, format, _, encoder) in text_encoders() {
                    assert_eq!(errors(&page(registry, encoder), format), [], "{name}");
                }
                delimited(&bytes(registry, Encoder::new(Format::Protobuf)));
            }
        });
        let adds = || {
            let thread = began.fetch_add(1, Relaxed);
            // Half of them are those of another thread, too.
            mixed(EACH).for_each(|at| add(&text(at + thread / 2 * EACH)));
        };
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(adds)).collect();
        let ended: Vec<_> = threads.into_iter().map(thread::ScopedJoinHandle::join).collect();
        is_done.store(true, Relaxed);
        assert!(ended.iter().all(Result::is_ok) && scraper.join().is_ok());
    });
    let page = page(registry, Encoder::new(Format::Text0_0_4));
    let values = values(&page, family, family);
    assert_eq!(values.len(), THREADS / 2 * EACH);
    assert!(values.values().all(|value| value.to_string() == "2"));
}

#[test]
fn no_series_is_lost_that_a_thread_adds_while_another_scrapes() {
    let (registry, counters) =
        registered("grows_total", Family::<Numbered<'static>, Counter>::new().limit(5_000));
    assert_none_is_lost(&registry, "grows_total", |number| counters.with(Numbered { number }).inc());
    let (registry, counters) =
        (Registry::new(), Arc::new(RemovableFamily::<Numbered<'static>, Counter>::new().limit(5_000)));
    registry.register("goes_total", "Goes.", counters.clone()).expect("the name is free");
    assert_none_is_lost(&registry, "goes_total", |number| counters.with(Numbered { number }).inc());
}
