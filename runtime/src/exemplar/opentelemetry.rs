//! The span of OpenTelemetry's current context.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
};

use opentelemetry::{Context, trace::TraceContextExt};

use super::SpanIds;

/// Whether a thread's context can be asked: where it is gone, with the thread, asking panics.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unknown,
    There,
    Gone,
}

/// Dropped when the thread ends, before its context.
struct Last;

thread_local! {
    /// Without a destructor, so that reading it is one load at any time.
    static STATE: Cell<State> = const { Cell::new(State::Unknown) };
    static LAST: Last = const { Last };
}

impl Drop for Last {
    fn drop(&mut self) {
        STATE.set(State::Gone);
    }
}

/// Whether the calling thread's context has a span.
#[allow(clippy::inline_always, reason = "a call would cost as much again")]
#[inline(always)]
pub(super) fn is_in_span() -> bool {
    if STATE.get() == State::There { ask(has_span) } else { is_first_in_span() }
}

/// Asks the context, if it can be asked: while OpenTelemetry changes it, which it may say to a log that somebody counts, asking panics.
#[inline]
fn ask<T: Default>(question: impl FnOnce(&Context) -> T) -> T {
    catch_unwind(AssertUnwindSafe(|| Context::map_current(question))).unwrap_or_default()
}

#[inline]
fn has_span(context: &Context) -> bool {
    context.has_active_span()
}

/// The first question of a thread, and every one after its last.
#[cold]
fn is_first_in_span() -> bool {
    if STATE.get() == State::Gone {
        return false;
    }
    // Caught, because this may be the thread's first question and come from a destructor that runs after the context's.
    let answer = catch_unwind(|| Context::map_current(has_span));
    // Last of all: destructors run in the opposite order, so the context outlives `LAST`.
    let is_there = answer.is_ok() && LAST.try_with(|_| ()).is_ok();
    STATE.set(if is_there { State::There } else { State::Gone });
    is_there && answer.unwrap_or_default()
}

/// The span of the calling thread's context, if it is sampled; asked where it has one.
pub(super) fn current() -> Option<SpanIds> {
    ask(|context| {
        let span = context.span();
        let span = span.span_context();
        let is_known = span.is_sampled() && span.is_valid();
        is_known.then(|| {
            let (trace_id, span_id) = (span.trace_id().to_bytes(), span.span_id().to_bytes());
            SpanIds::new(u128::from_be_bytes(trace_id), u64::from_be_bytes(span_id))
        })
    })
}
