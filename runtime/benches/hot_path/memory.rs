//! What a series takes on the heap.

use tickmark::{Counter, Family, LabelSet, SERIES_LIMIT};

use crate::allocations;

#[derive(LabelSet)]
struct Request<'a> {
    endpoint: &'a str,
    method: &'a str,
    status: u16,
}

static REQUESTS: Family<Request<'static>, Counter> = Family::new();

/// Bytes for each of as many series with three labels as a family may have: index included, and the eight in which the one
/// thread here counts.
pub(crate) fn report() -> String {
    let bytes = allocations::bytes_held_by(|| {
        for number in 0..SERIES_LIMIT {
            let endpoint = format!("/api/v1/resource/{}", number / 4);
            let method = ["GET", "POST"][number % 2];
            REQUESTS.with(Request { endpoint: &endpoint, method, status: [200, 500][number / 2 % 2] }).inc();
        }
    });
    format!(
        "heap of a counter series with three labels, in one thread: {:.0} bytes",
        bytes as f64 / SERIES_LIMIT as f64
    )
}
