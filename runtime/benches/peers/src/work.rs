//! What all peers are given to do: the same values, labels and functions.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

/// Upper bounds in seconds of every histogram; durations of the measured functions fall into the first bucket.
pub const BOUNDS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Observations in microseconds, in no order and in all buckets.
const MICROSECONDS: [u64; 16] = [
    3_000, 700_000, 20_000, 4_000_000, 9_000, 12_000_000, 80_000, 400_000, 2_000_000, 30_000, 200_000,
    8_000_000, 4_000, 150_000, 900_000, 60_000,
];

/// The same observations in seconds.
const SECONDS: [f64; 16] =
    [0.003, 0.7, 0.02, 4.0, 0.009, 12.0, 0.08, 0.4, 2.0, 0.03, 0.2, 8.0, 0.004, 0.15, 0.9, 0.06];

/// The values of the closed label.
pub const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

const ROUTES: [&str; 4] = ["/api/orders", "/api/orders/{id}", "/api/users", "/health"];
const TENANTS: [&str; 4] = ["acme", "globex", "initech", "umbrella"];

/// The observation of call `i` in seconds.
#[inline]
pub fn seconds(i: u64) -> f64 {
    SECONDS[i as usize % SECONDS.len()]
}

/// The observation of call `i` in microseconds.
#[inline]
pub fn microseconds(i: u64) -> u64 {
    MICROSECONDS[i as usize % MICROSECONDS.len()]
}

/// What call `i` takes of a list with as many entries as there are methods.
#[inline]
pub fn pick<T: Copy>(all: &[T; METHODS.len()], i: u64) -> T {
    all[i as usize % all.len()]
}

/// The first open label of call `i`.
#[inline]
pub fn route(i: u64) -> &'static str {
    pick(&ROUTES, i)
}

/// The second open label of call `i`; with the first there are 16 series.
#[inline]
pub fn tenant(i: u64) -> &'static str {
    pick(&TENANTS, i / 4)
}

/// All routes.
pub fn routes() -> impl Iterator<Item = &'static str> {
    ROUTES.into_iter()
}

/// All tenants.
pub fn tenants() -> impl Iterator<Item = &'static str> {
    TENANTS.into_iter()
}

/// Why a call failed.
#[derive(Debug)]
pub struct Refused;

/// What a function that may fail does: one call in sixteen is refused.
#[inline]
pub fn try_triple(x: u64) -> Result<u64, Refused> {
    if x % 16 == 15 { Err(Refused) } else { Ok(x * 3) }
}

/// The outcome as the value of a label.
#[inline]
pub fn outcome<T, E>(result: &Result<T, E>) -> &'static str {
    if result.is_ok() { "success" } else { "failure" }
}

/// What a future returns that is ready at its first poll.
#[inline]
pub fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("nothing here waits"),
    }
}

/// The sum over all series of `name` on a page of text whose labels contain `label`.
pub fn total(page: &str, name: &str, label: &str) -> u64 {
    let series = page.lines().filter_map(|line| line.strip_prefix(name));
    let ours = series.filter(|rest| rest.starts_with(['{', ' ']) && rest.contains(label));
    ours.map(|rest| value(rest) as u64).sum()
}

fn value(rest: &str) -> f64 {
    let text = rest.rsplit(' ').next().unwrap_or_default();
    text.parse().unwrap_or_else(|error| panic!("no value in {rest:?}: {error}"))
}
