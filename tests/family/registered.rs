//! `#[tickmark::register]` on statics of every kind.

use std::{sync::Arc, thread};

use tickmark::{Counter, Family, Gauge, Histogram, LabelSet, LabelValue};

use crate::page::Page;

#[derive(Clone, Copy, LabelValue)]
enum Method {
    Card,
    Cash,
}

/// One open label and one closed.
#[derive(LabelSet)]
struct Route<'a> {
    path: &'a str,
    method: Method,
}

#[derive(LabelSet)]
struct PaidBy {
    method: Method,
    #[label(rename = "again")]
    is_repeated: bool,
}

/// Parcels that were packed.
///
/// Not this.
#[tickmark::register]
static FAMILY_PARCELS_TOTAL: Counter = Counter::new();

/// Not this.
#[tickmark::register(name = "family_queue_length", help = "How many wait.")]
static QUEUE: Gauge = Gauge::new();

/// Weights.
#[tickmark::register]
pub(crate) static FAMILY_WEIGHT_GRAMS: Histogram = Histogram::with_buckets(&[100.0, 1e3]);

/// Payments.
#[tickmark::register]
static FAMILY_PAID_TOTAL: Family<PaidBy, Counter> = Family::new();

/// Requests.
#[tickmark::register]
static FAMILY_REQUESTS_TOTAL: Family<Route<'static>, Counter> = Family::new();

/// Requests that are under way.
#[tickmark::register]
static FAMILY_REQUESTS_OPEN: Family<Route<'static>, Gauge> = Family::new();

/// Sizes of responses.
#[tickmark::register]
static FAMILY_RESPONSE_BYTES: Family<Route<'static>, Histogram> = Family::with_buckets(&[1.0, 10.0]);

/// A family without a single label.
#[tickmark::register]
static FAMILY_PLAIN_TOTAL: Family<(), Counter> = Family::new();

#[test]
fn a_counter_a_gauge_and_a_histogram_are_on_the_page_under_their_names() {
    FAMILY_PARCELS_TOTAL.inc();
    FAMILY_PARCELS_TOTAL.inc_by(2);
    QUEUE.set(-1.5);
    QUEUE.inc();
    QUEUE.dec_by(0.25);
    for grams in [100.0, 100.5, 5_000.0] {
        FAMILY_WEIGHT_GRAMS.observe(grams);
    }
    FAMILY_PLAIN_TOTAL.with(()).inc();
    let page = Page::now();
    let announced = |name| page.family(name).map(|family| (family.kind.clone(), family.help.clone()));
    let expected = |kind: &str, help: &str| Some((kind.to_owned(), help.to_owned()));
    assert_eq!(announced("family_parcels_total"), expected("counter", "Parcels that were packed."));
    assert_eq!(announced("family_queue_length"), expected("gauge", "How many wait."));
    assert_eq!(announced("family_weight_grams"), expected("histogram", "Weights."));
    assert_eq!(page.value("family_parcels_total", &[]), Some(3.0));
    assert_eq!(page.value("family_queue_length", &[]), Some(-0.75));
    let bucket = |bound| page.count("family_weight_grams_bucket", &[("le", bound)]);
    assert_eq!((bucket("100"), bucket("1000"), bucket("+Inf")), (Some(1), Some(2), Some(3)));
    assert_eq!(page.value("family_weight_grams_sum", &[]), Some(5_200.5));
    assert_eq!(page.count("family_plain_total", &[]), Some(1));
}

#[test]
fn closed_labels_have_all_their_series_from_the_start() {
    let labels = |method, again| [("method", method), ("again", again)];
    FAMILY_PAID_TOTAL.with(PaidBy { method: Method::Cash, is_repeated: true }).inc_by(2);
    let page = Page::now();
    for (method, again, expected) in
        [("card", "false", 0), ("card", "true", 0), ("cash", "false", 0), ("cash", "true", 2)]
    {
        assert_eq!(page.count("family_paid_total", &labels(method, again)), Some(expected));
    }
    assert_eq!(FAMILY_PAID_TOTAL.with(PaidBy { method: Method::Cash, is_repeated: true }).get(), 2);
}

#[test]
fn labels_may_borrow_for_as_long_as_a_call_lasts() {
    for number in [1, 2, 1] {
        let path = format!("/{number}");
        let route = || Route { path: &path, method: Method::Card };
        FAMILY_REQUESTS_TOTAL.with(route()).inc();
        FAMILY_REQUESTS_OPEN.with(route()).set(f64::from(number));
        FAMILY_RESPONSE_BYTES.with(route()).observe(f64::from(number) * 4.0);
    }
    let page = Page::now();
    for (path, count, open, small, sum) in [("/1", 2, 1.0, 2, 8.0), ("/2", 1, 2.0, 1, 8.0)] {
        let labels = [("path", path), ("method", "card")];
        assert_eq!(page.count("family_requests_total", &labels), Some(count));
        assert_eq!(page.value("family_requests_open", &labels), Some(open));
        assert_eq!(page.value("family_response_bytes_sum", &labels), Some(sum));
        let bucket = |bound| {
            page.count("family_response_bytes_bucket", &[("path", path), ("method", "card"), ("le", bound)])
        };
        assert_eq!((bucket("1"), bucket("10"), bucket("+Inf")), (Some(0), Some(small), Some(count)));
    }
    assert_eq!(page.values_of("family_requests_total", "method"), ["card"]);
}

#[derive(LabelSet)]
struct Worker {
    name: Arc<str>,
    shard: u16,
    initial: char,
    spare: Box<Method>,
}

/// What workers did.
#[tickmark::register]
static FAMILY_WORK_TOTAL: Family<Worker, Counter> = Family::new();

#[test]
fn a_series_that_was_found_once_counts_from_any_thread() {
    let worker =
        || Worker { name: "émile".into(), shard: 65_535, initial: 'é', spare: Box::new(Method::Cash) };
    let series = FAMILY_WORK_TOTAL.with(worker());
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(move || (0..1_000).for_each(|_| series.inc()));
        }
    });
    let labels = [("name", "émile"), ("shard", "65535"), ("initial", "é"), ("spare", "cash")];
    assert_eq!(Page::now().count("family_work_total", &labels), Some(4_000));
    assert_eq!(FAMILY_WORK_TOTAL.with(worker()).get(), 4_000);
}
