//! Threads that count while they end, when the context of their spans may be gone.

use std::{cell::RefCell, thread};

use opentelemetry::Context;
use opentelemetry_sdk::trace::Sampler;
use tickmark::Counter;

use crate::spans::tracer;

static LAST: Counter = Counter::new();

struct CountsLast;

impl Drop for CountsLast {
    fn drop(&mut self) {
        LAST.inc();
    }
}

thread_local! {
    static EARLIER: RefCell<Option<CountsLast>> = const { RefCell::new(None) };
    static LATER: RefCell<Option<CountsLast>> = const { RefCell::new(None) };
}

#[test]
fn destructors_before_and_after_that_of_the_context_count() {
    let ends = thread::spawn(|| {
        EARLIER.with(|first| *first.borrow_mut() = Some(CountsLast));
        LAST.inc();
        let context = opentelemetry::trace::TraceContextExt::current_with_span(
            opentelemetry::trace::Tracer::start(&tracer(Sampler::AlwaysOn), "work"),
        );
        let guard = Context::attach(context);
        LAST.inc();
        drop(guard);
        LATER.with(|last| *last.borrow_mut() = Some(CountsLast));
    });
    ends.join().expect("no destructor panics");
    assert_eq!(LAST.get(), 4);
    assert!(LAST.exemplar().is_some());
}
