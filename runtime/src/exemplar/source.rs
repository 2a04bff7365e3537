//! Who knows which span the calling thread is in.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::OnceLock,
};

use super::SpanIds;

/// Says which span the calling thread is in; `None` where it is in none, or in one that is not sampled, so that nobody could look it up.
pub type ExemplarSource = fn() -> Option<SpanIds>;

static SOURCE: OnceLock<ExemplarSource> = OnceLock::new();

thread_local! {
    /// Whether the calling thread is asking: what it is asked by may be timed itself.
    static IS_ASKING: Cell<bool> = const { Cell::new(false) };
}

/// From now on every counter and histogram asks `source` which span an observation is made in, for its exemplar; false if another one was
/// set before, which stays.
///
/// It is asked whenever something is recorded, so it should answer within nanoseconds: by reading a thread-local. One that panics has no
/// answer, and what it records itself asks nobody. It takes the place of the feature `opentelemetry`.
///
/// ```standalone_crate
/// use std::cell::Cell;
///
/// use tickmark::{Counter, SpanIds};
///
/// thread_local! {
///     static SPAN: Cell<Option<SpanIds>> = const { Cell::new(None) };
/// }
///
/// static ORDERS: Counter = Counter::new();
///
/// assert!(tickmark::set_exemplar_source(|| SPAN.get()));
/// SPAN.set(Some(SpanIds::new(0x4bf9, 0xf067)));
/// ORDERS.inc();
///
/// let exemplar = ORDERS.exemplar().expect("it was counted in a span");
/// assert!(exemplar.labels().as_str().ends_with(r#"span_id="000000000000f067""#));
/// ```
#[allow(clippy::must_use_candidate, reason = "called for what it does")]
pub fn set_exemplar_source(source: ExemplarSource) -> bool {
    SOURCE.set(source).is_ok()
}

/// Whether it is worth while to ask.
#[allow(clippy::inline_always, reason = "a call would cost as much again")]
#[inline(always)]
pub(super) fn may_be_in_span() -> bool {
    #[cfg(feature = "opentelemetry")]
    let is_in_span = super::opentelemetry::is_in_span();
    #[cfg(not(feature = "opentelemetry"))]
    let is_in_span = false;
    is_in_span || SOURCE.get().is_some()
}

/// The span that the calling thread is in, if it is sampled.
pub(super) fn current() -> Option<SpanIds> {
    match SOURCE.get() {
        Some(source) => ask(*source),
        #[cfg(feature = "opentelemetry")]
        None => super::opentelemetry::current(),
        #[cfg(not(feature = "opentelemetry"))]
        None => None,
    }
}

fn ask(source: ExemplarSource) -> Option<SpanIds> {
    if IS_ASKING.replace(true) {
        return None;
    }
    let answer = catch_unwind(AssertUnwindSafe(source)).unwrap_or_default();
    IS_ASKING.set(false);
    answer
}
