//! What exemplars from spans cost, in one run with what it is made of:
//! `cargo bench --package tickmark --features opentelemetry --bench exemplars`. Without the feature, what recording costs without it.

#[path = "hot_path/allocations.rs"]
#[expect(dead_code, reason = "what a series takes is for `hot_path`")]
mod allocations;
#[path = "hot_path/floors.rs"]
mod floors;
#[path = "hot_path/harness.rs"]
mod harness;
#[path = "hot_path/operations.rs"]
#[expect(dead_code, reason = "what can be switched off is for `hot_path`")]
mod operations;

use harness::{Operation, Table};

const MEASURED: [&str; 6] = [
    "`Counter::inc`",
    "`Histogram::observe`, 11 buckets",
    "`Family::with`, two open labels",
    "`#[counted]`",
    "`#[timed]`",
    "`#[timed]` and `#[counted]`",
];

fn operations() -> Vec<Operation> {
    let mut operations = floors::all();
    operations.extend(operations::all().into_iter().filter(|operation| MEASURED.contains(&operation.name)));
    operations
}

fn main() {
    // `cargo test --benches` calls us too; one round shows that everything runs.
    let rounds = if std::env::args().any(|argument| argument == "--bench") { 31 } else { 1 };
    operations::settle_clock();
    println!("{}", harness::machine());
    println!("Outside of spans:\n\n{}", Table::measure(&operations(), rounds));
    #[cfg(feature = "opentelemetry")]
    spans::report(rounds);
}

#[cfg(feature = "opentelemetry")]
mod spans {
    use std::hint::black_box;

    use opentelemetry::{
        Context, SpanId, TraceFlags, TraceId,
        trace::{SpanContext, TraceContextExt, TraceState},
    };

    use crate::{harness::Table, operation, operations};

    pub(crate) fn report(rounds: usize) {
        for (said, flags) in
            [("that is not sampled", TraceFlags::NOT_SAMPLED), ("that is sampled", TraceFlags::SAMPLED)]
        {
            let span = SpanContext::new(TraceId::from(1), SpanId::from(1), flags, false, TraceState::NONE);
            let _guard = Context::new().with_remote_span_context(span).attach();
            let mut operations = operations();
            operations.push(operation!("`Context::map_current`", |_| {
                Context::map_current(|context| black_box(context).has_active_span())
            }));
            println!("In a span {said}:\n\n{}", Table::measure(&operations, rounds));
        }
    }
}
