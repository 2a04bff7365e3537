//! What every peer holds when it is asked for a page: the same series with the same values.

use std::fmt::Write;

use crate::work;

/// The labels of counters.
pub const REQUEST: [&str; 3] = ["tenant", "route", "status"];
/// The labels of gauges.
pub const QUEUE: [&str; 3] = ["tenant", "queue", "shard"];
/// The labels of histograms.
pub const DURATION: [&str; 2] = ["tenant", "route"];

const COUNTERS: [(&str, &str); 6] = [
    ("http_cache_hits_total", "Responses that came from the cache."),
    ("http_bytes_in_total", "What requests carried, in bytes."),
    ("http_requests_total", "Requests that were answered."),
    ("http_bytes_out_total", "What responses carried, in bytes."),
    ("http_retries_total", "Requests that were sent to the service behind once more."),
    ("http_throttled_total", "Requests that had to wait."),
];
const DEPTHS: (&str, &str) = ("queue_depth", "Messages that wait.");
const AGES: (&str, &str) = ("queue_age_seconds", "How long the oldest message has waited.");
const DURATIONS: (&str, &str) = ("http_duration_seconds", "How long requests took.");

const TENANTS: [&str; 5] = ["acme", "globex", "initech", "umbrella", "wonka"];
const ROUTES: [&str; 20] = [
    "/",
    "/health",
    "/v1/login",
    "/v1/logout",
    "/v1/users",
    "/v1/users/{id}",
    "/v1/users/{id}/avatar",
    "/v1/orders",
    "/v1/orders/{id}",
    "/v1/orders/{id}/items",
    "/v1/orders/{id}/invoice",
    "/v1/products",
    "/v1/products/{id}",
    "/v1/products/{id}/reviews",
    "/v1/search",
    "/v1/cart",
    "/v1/cart/checkout",
    "/v1/payments",
    "/v1/payments/{id}/refund",
    "/v1/reports/daily",
];
const STATUSES: [&str; 5] = ["200", "404", "500", "201", "429"];
const QUEUES: [&str; 20] = [
    "mail",
    "invoices",
    "webhooks",
    "thumbnails",
    "exports",
    "imports",
    "search-index",
    "audit",
    "billing",
    "notifications",
    "refunds",
    "reports",
    "cleanup",
    "sync",
    "geocoding",
    "fraud-checks",
    "payouts",
    "sessions",
    "stock",
    "translations",
];
const SHARDS: [&str; 5] = ["0", "1", "2", "3", "4"];

/// A series: its labels in the order of their names, and what it says.
pub struct Series<const LABELS: usize, V> {
    pub labels: [String; LABELS],
    pub value: V,
}

/// The series of one name, in the order in which they are made.
pub struct Family<const LABELS: usize, V> {
    pub name: &'static str,
    pub help: &'static str,
    pub series: Vec<Series<LABELS, V>>,
}

/// All that is on the page.
pub struct Workload {
    pub counters: Vec<Family<3, u64>>,
    /// Whole numbers in the first family, milliseconds of seconds in the second.
    pub gauges: Vec<Family<3, f64>>,
    /// Each stands for the observations of [`durations`].
    pub histograms: Family<2, u64>,
}

impl Workload {
    /// About as many lines: six tenths counters, two gauges, and two the 14 lines of each histogram.
    pub fn new(lines: usize) -> Self {
        let series = lines / 10;
        let requests =
            |(at, (name, help))| family(name, help, series, request, |number| count(number * 6 + at));
        let gauge = |(name, help), value: fn(u64) -> f64| family(name, help, series, queue, value);
        let (name, help) = DURATIONS;
        Self {
            counters: (0..).zip(COUNTERS).map(requests).collect(),
            gauges: vec![gauge(DEPTHS, |number| (mixed(number) % 1_000) as f64), gauge(AGES, age)],
            histograms: family(name, help, (lines + 35) / 70, duration, |number| number),
        }
    }

    /// The same series, made in the order in which chance brings them.
    pub fn shuffled(mut self) -> Self {
        self.counters.iter_mut().for_each(Family::shuffle);
        self.gauges.iter_mut().for_each(Family::shuffle);
        self.histograms.shuffle();
        self
    }

    /// How many lines with a value there are.
    pub fn lines(&self) -> usize {
        let counters: usize = self.counters.iter().map(|family| family.series.len()).sum();
        let gauges: usize = self.gauges.iter().map(|family| family.series.len()).sum();
        counters + gauges + self.histograms.series.len() * (work::BOUNDS.len() + 3)
    }

    /// Which part of the series was made right after the one that is before it on a sorted page.
    pub fn neighbours(&self) -> f64 {
        let counters = self.counters.iter().map(Family::neighbours);
        let gauges = self.gauges.iter().map(Family::neighbours);
        let each: Vec<(usize, usize)> =
            counters.chain(gauges).chain([self.histograms.neighbours()]).collect();
        let sum = |part: fn(&(usize, usize)) -> usize| each.iter().map(part).sum::<usize>() as f64;
        sum(|(near, _)| *near) / sum(|(_, all)| *all)
    }
}

impl<const LABELS: usize, V> Family<LABELS, V> {
    /// By Fisher and Yates.
    fn shuffle(&mut self) {
        for last in (1..self.series.len()).rev() {
            self.series.swap(last, mixed(last as u64) as usize % (last + 1));
        }
    }

    /// How many pairs of neighbours on a sorted page were made one right after the other, and how many there are.
    fn neighbours(&self) -> (usize, usize) {
        let mut order: Vec<usize> = (0..self.series.len()).collect();
        order.sort_by(|left, right| self.series[*left].labels.cmp(&self.series[*right].labels));
        let near = order.windows(2).filter(|pair| pair[0] + 1 == pair[1]).count();
        (near, self.series.len().saturating_sub(1))
    }
}

/// What a histogram that stands for `number` has observed, in seconds.
pub fn durations(number: u64) -> impl Iterator<Item = f64> {
    let times = 1 + mixed(number) % 100;
    (0..times).map(move |time| work::seconds(mixed(number + time)))
}

fn family<const LABELS: usize, V>(
    name: &'static str,
    help: &'static str,
    series: usize,
    labels: impl Fn(usize) -> [String; LABELS],
    value: impl Fn(u64) -> V,
) -> Family<LABELS, V> {
    let series =
        (0..series).map(|number| Series { labels: labels(number), value: value(number as u64) }).collect();
    Family { name, help, series }
}

/// For each tenant each route, for each route each status.
fn request(number: usize) -> [String; 3] {
    let [tenant, route, status] = nested(number, ROUTES.len(), STATUSES.len());
    [name(tenant), ROUTES[route].to_owned(), STATUSES[status].to_owned()]
}

/// For each tenant each queue, for each queue each shard.
fn queue(number: usize) -> [String; 3] {
    let [tenant, queue, shard] = nested(number, QUEUES.len(), SHARDS.len());
    [name(tenant), QUEUES[queue].to_owned(), SHARDS[shard].to_owned()]
}

/// For each tenant each route.
fn duration(number: usize) -> [String; 2] {
    [name(number / ROUTES.len()), ROUTES[number % ROUTES.len()].to_owned()]
}

/// The indices of three nested loops, of which the outer one has no end.
fn nested(number: usize, middle: usize, inner: usize) -> [usize; 3] {
    [number / inner / middle, number / inner % middle, number % inner]
}

/// `acme-1`, `globex-2` and so on.
fn name(tenant: usize) -> String {
    let mut name = TENANTS[tenant % TENANTS.len()].to_owned();
    _ = write!(name, "-{}", tenant + 1);
    name
}

/// One to seven digits.
fn count(number: u64) -> u64 {
    let digits = 1 + mixed(number) % 7;
    1 + mixed(number + 1) % 10_u64.pow(digits as u32)
}

fn age(number: u64) -> f64 {
    (mixed(number) % 10_000_000) as f64 / 1_000.0
}

/// A number that looks like chance and is always the same: the finalizer of [SplitMix64](https://prng.di.unimi.it/splitmix64.c).
fn mixed(number: u64) -> u64 {
    let mut bits = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
