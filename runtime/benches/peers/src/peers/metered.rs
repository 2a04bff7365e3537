//! metered 0.9, the last version with attributes; it has no labels, and its durations are whole milliseconds.

use std::sync::LazyLock;

use metered::{ErrorCount, HitCount, ResponseTime, hdr_histogram::AtomicHdrHistogram};

use crate::{
    harness::{Bench, Case},
    work::{self, Refused},
};

const NAME: &str = "metered";

#[derive(Default)]
struct Service {
    metrics: Metrics,
}

static SERVICE: LazyLock<Service> = LazyLock::new(Service::default);
static COUNTER: LazyLock<HitCount> = LazyLock::new(HitCount::default);

#[metered::metered(registry = Metrics)]
impl Service {
    #[measure(HitCount)]
    #[inline(never)]
    fn counted(&self, x: u64) -> u64 {
        x * 3
    }

    #[measure(ResponseTime)]
    #[inline(never)]
    fn timed(&self, x: u64) -> u64 {
        x * 3
    }

    #[measure([HitCount, ErrorCount, ResponseTime])]
    #[inline(never)]
    fn fallible(&self, x: u64) -> Result<u64, Refused> {
        work::try_triple(x)
    }

    #[measure(ResponseTime)]
    #[inline(never)]
    async fn awaited(&self, x: u64) -> u64 {
        x * 3
    }
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    bench.op((NAME, Case::Counter), "`HitCount`", |_| COUNTER.incr(), || COUNTER.get());
    bench.op(
        (NAME, Case::Counted),
        "`#[measure(HitCount)]`",
        |x| SERVICE.counted(x),
        || SERVICE.metrics.counted.hit_count.get(),
    );
    bench.op(
        (NAME, Case::Timed),
        "`#[measure(ResponseTime)]`, milliseconds",
        |x| SERVICE.timed(x),
        || recorded(&SERVICE.metrics.timed.response_time),
    );
    bench.op(
        (NAME, Case::Outcome),
        "`#[measure([HitCount, ErrorCount, ResponseTime])]`",
        |x| SERVICE.fallible(x),
        || recorded(&SERVICE.metrics.fallible.response_time),
    );
    bench.op(
        (NAME, Case::Async),
        "`#[measure(ResponseTime)]`, milliseconds",
        |x| work::ready(SERVICE.awaited(x)),
        || recorded(&SERVICE.metrics.awaited.response_time),
    );
}

fn recorded(histogram: &AtomicHdrHistogram) -> u64 {
    histogram.histogram().len()
}
