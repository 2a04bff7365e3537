//! What users do.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
    thread,
    time::Duration,
};

use tickmark::{
    Counter, Family, Gauge, Histogram, LabelSet, LabelValue, NativeHistogram, RemovableFamily, counted,
    in_flight, timed,
};

use crate::{harness::Operation, operation};

static COUNTER: Counter = Counter::new();
static GAUGE: Gauge = Gauge::new();
static HISTOGRAM: Histogram =
    Histogram::with_buckets(&[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0]);
static NATIVE: NativeHistogram = NativeHistogram::new();
static CLOSED: Family<Closed, Counter> = Family::new();
static OPEN: Family<Open<'static>, Counter> = Family::new();
static FLOODED: Family<Open<'static>, Counter> = Family::new().limit(0);
static REMOVABLE: RemovableFamily<Open<'static>, Counter> = RemovableFamily::new();

/// Spread over all buckets.
const VALUES: [f64; 16] =
    [0.001, 0.007, 0.02, 0.03, 0.07, 0.2, 0.4, 0.7, 2.0, 4.0, 8.0, 20.0, 0.09, 0.006, 0.3, 3.0];

#[derive(Clone, Copy, LabelValue)]
enum Method {
    Card,
    Cash,
    Transfer,
}

const METHODS: [Method; 3] = [Method::Card, Method::Cash, Method::Transfer];

#[derive(LabelSet)]
struct Closed {
    method: Method,
}

#[derive(LabelSet)]
struct Open<'a> {
    path: &'a str,
    host: &'a str,
}

const PATHS: [&str; 4] = ["/orders", "/orders/{id}", "/baskets", "/health"];
const HOSTS: [&str; 4] = ["a.example", "b.example", "shop.example", "api.shop.example"];

#[inline(never)]
pub(crate) fn plain(number: usize) -> usize {
    number * 3
}

#[inline(never)]
fn plain_result(number: usize) -> Result<usize, usize> {
    if number == usize::MAX { Err(number) } else { Ok(number * 3) }
}

#[counted]
#[inline(never)]
fn counted_plain(number: usize) -> usize {
    number * 3
}

#[counted]
#[inline(never)]
fn counted_result(number: usize) -> Result<usize, usize> {
    if number == usize::MAX { Err(number) } else { Ok(number * 3) }
}

#[inline(never)]
fn plain_closed(method: Method, number: usize) -> usize {
    number * 3 + method as usize
}

#[inline(never)]
fn plain_open(path: &str, host: &str) -> usize {
    path.len() + host.len()
}

#[counted(name = "by_method_total", labels(method = method))]
#[inline(never)]
fn counted_closed(method: Method, number: usize) -> usize {
    number * 3 + method as usize
}

#[counted(name = "by_path_total", labels(path = path, host = host))]
#[inline(never)]
fn counted_open(path: &str, host: &str) -> usize {
    path.len() + host.len()
}

#[timed]
#[inline(never)]
pub(crate) fn timed_plain(number: usize) -> usize {
    number * 3
}

#[timed]
#[inline(never)]
fn timed_result(number: usize) -> Result<usize, usize> {
    if number == usize::MAX { Err(number) } else { Ok(number * 3) }
}

#[timed(native)]
#[inline(never)]
fn timed_native(number: usize) -> usize {
    number * 3
}

#[timed]
#[counted]
#[inline(never)]
fn timed_and_counted(number: usize) -> usize {
    number * 3
}

#[in_flight]
#[inline(never)]
fn in_flight_plain(number: usize) -> usize {
    number * 3
}

#[timed(counted, in_flight)]
#[inline(never)]
fn all_three(number: usize) -> usize {
    number * 3
}

#[allow(clippy::unused_async, reason = "what the annotated ones are compared with")]
async fn plain_async(number: usize) -> usize {
    number * 3
}

#[timed]
async fn timed_async(number: usize) -> usize {
    number * 3
}

#[counted]
async fn counted_async(number: usize) -> usize {
    number * 3
}

/// The value of a future that is ready at once.
fn ready<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Lets the clock settle: what is measured is a program that has been running for a tenth of a second.
pub(crate) fn settle_clock() {
    timed_plain(0);
    thread::sleep(Duration::from_millis(150));
}

pub(crate) fn all() -> Vec<Operation> {
    vec![
        operation!("`Counter::inc`", |_| COUNTER.inc()).contended(),
        operation!("`Gauge::inc`", |_| GAUGE.inc()),
        operation!("`Histogram::observe`, 11 buckets", |number| HISTOGRAM.observe(VALUES[number % 16]))
            .contended(),
        operation!("`NativeHistogram::observe`", |number| NATIVE.observe(VALUES[number % 16])).contended(),
        operation!("`Family::with`, closed label", |number| {
            CLOSED.with(Closed { method: METHODS[number % 3] }).inc();
        }),
        operation!("`Family::with`, two open labels", |number| {
            OPEN.with(Open { path: PATHS[number % 4], host: HOSTS[number / 4 % 4] }).inc();
        })
        .contended(),
        operation!("`Family::with`, two open labels, past the limit", |number| {
            FLOODED.with(Open { path: PATHS[number % 4], host: HOSTS[number / 4 % 4] }).inc();
        })
        .contended(),
        operation!("`RemovableFamily::with`, two open labels", |number| {
            REMOVABLE.with(Open { path: PATHS[number % 4], host: HOSTS[number / 4 % 4] }).inc();
        })
        .contended(),
        operation!("`#[counted]`", |number| counted_plain(number)).contended(),
        operation!("plain call, `Result`", |number| plain_result(number)),
        operation!("`#[counted]`, `Result`", |number| counted_result(number)),
        operation!("plain call, closed label", |number| plain_closed(METHODS[number % 3], number)),
        operation!("`#[counted]`, closed label", |number| counted_closed(METHODS[number % 3], number)),
        operation!("plain call, two open labels", |number| {
            plain_open(PATHS[number % 4], HOSTS[number / 4 % 4])
        }),
        operation!("`#[counted]`, two open labels", |number| {
            counted_open(PATHS[number % 4], HOSTS[number / 4 % 4])
        }),
        operation!("`#[timed]`", |number| timed_plain(number)).contended(),
        operation!("`#[timed]`, `Result`", |number| timed_result(number)).contended(),
        operation!("`#[timed(native)]`", |number| timed_native(number)).contended(),
        operation!("`#[timed]` and `#[counted]`", |number| timed_and_counted(number)),
        operation!("`#[in_flight]`", |number| in_flight_plain(number)).contended(),
        operation!("`#[timed(counted, in_flight)]`", |number| all_three(number)),
        operation!("plain `async fn`, ready", |number| ready(plain_async(number))),
        operation!("`#[counted] async fn`, ready", |number| ready(counted_async(number))),
        operation!("`#[timed] async fn`, ready", |number| ready(timed_async(number))),
    ]
}

/// What can be switched off.
pub(crate) fn switchable() -> Vec<Operation> {
    vec![
        operation!("`#[counted]`", |number| counted_plain(number)),
        operation!("`#[in_flight]`", |number| in_flight_plain(number)),
        operation!("`#[timed]`", |number| timed_plain(number)),
        operation!("`#[timed]`, `Result`", |number| timed_result(number)),
    ]
}
