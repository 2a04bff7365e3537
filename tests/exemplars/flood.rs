//! Many threads in sampled spans: nothing is lost, and every exemplar is whole.

use std::{
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
    time::Duration,
};

use opentelemetry::{
    Context, SpanId, TraceFlags, TraceId,
    trace::{SpanContext, TraceContextExt, TraceState},
};
use tickmark::{Family, Histogram, LabelSet, Registry, testing::FakeClock};

use crate::seen::Seen;

#[derive(LabelSet)]
struct Part {
    part: u8,
}

const THREADS: u8 = 16;
const ROUNDS: u64 = 5_000;

/// A span whose two ids are one number.
fn context(number: u64) -> Context {
    let (trace, span) = (TraceId::from(u128::from(number)), SpanId::from(number));
    let span = SpanContext::new(trace, span, TraceFlags::SAMPLED, false, TraceState::NONE);
    Context::new().with_remote_span_context(span)
}

/// The number of the span.
fn number_in(labels: &str) -> u64 {
    let (trace, span) = labels.split_once(',').expect("two labels");
    let trace = trace.strip_prefix("trace_id=\"").and_then(|rest| rest.strip_suffix('"')).expect("a trace");
    let span = span.strip_prefix("span_id=\"").and_then(|rest| rest.strip_suffix('"')).expect("a span");
    let number = u64::from_str_radix(span, 16).expect("a number");
    assert_eq!(trace, format!("{number:032x}"));
    number
}

static PARTS: Family<Part, Histogram> = Family::with_buckets(&[10.0, 20.0]);

fn record(thread: u8) {
    let clock = FakeClock::install();
    for round in 0..ROUNDS {
        // Every round is due again, as this thread tells time.
        clock.advance(Duration::from_secs(8));
        let number = u64::from(thread) * ROUNDS + round + 1;
        let _guard = context(number).attach();
        PARTS.with(Part { part: thread % 4 }).observe((number % 3 * 10 + 5) as f64);
    }
}

#[test]
fn sixteen_threads_in_sampled_spans_and_a_scrape() {
    let registry = Registry::new();
    registry.register("parts", "Parts.", &PARTS).expect("it is the only one");
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let scrape = scope.spawn(|| {
            while !is_over.load(Relaxed) {
                for (name, exemplar) in Seen::of(&registry).exemplars {
                    let number = number_in(exemplar.labels().as_str());
                    assert_eq!(exemplar.value().to_bits(), ((number % 3 * 10 + 5) as f64).to_bits());
                    let part = (number - 1) / ROUNDS % 4;
                    assert!(name.starts_with(&format!("parts{{part=\"{part}\"")), "{name}: {number}");
                }
            }
        });
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || record(thread))).collect();
        for thread in threads {
            thread.join().expect("it records");
        }
        is_over.store(true, Relaxed);
        scrape.join().expect("it scrapes");
    });
    let total: u64 = (0..4).map(|part| PARTS.with(Part { part }).count()).sum();
    assert_eq!(total, u64::from(THREADS) * ROUNDS);
    assert_eq!(Seen::of(&registry).exemplars.len(), 12);
}
