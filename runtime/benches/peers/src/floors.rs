//! What is hard to do without: points of reference in the same run.

use std::{
    cell::Cell,
    hint::black_box,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

use crate::{
    harness::{Bench, Case},
    work,
};

/// The name of those who are no peer.
pub const FLOOR: &str = "_floor_";

/// The row of the function that nobody measures.
pub const CALL: &str = "plain call";

/// The buckets of `work::BOUNDS` and the one above them.
const BUCKETS: usize = work::BOUNDS.len() + 1;

static SHARED: AtomicU64 = AtomicU64::new(0);
static SHARED_BY_METHOD: [AtomicU64; 4] = [const { AtomicU64::new(0) }; 4];

thread_local! {
    static OWN: Cell<u64> = const { Cell::new(0) };
    static OWN_BY_METHOD: [Cell<u64>; 4] = const { [const { Cell::new(0) }; 4] };
    static OWN_BUCKETS: [Cell<u64>; BUCKETS] = const { [const { Cell::new(0) }; BUCKETS] };
    static OWN_SUM: Cell<f64> = const { Cell::new(0.0) };
    static OWN_TICKS: Cell<u64> = const { Cell::new(0) };
}

/// Adds the floors of all cases.
pub fn add(bench: &mut Bench) {
    keep_in_memory();
    for case in Case::ALL {
        match case {
            Case::Outcome => bench.floor((FLOOR, case), CALL, try_triple),
            Case::Async => bench.floor((FLOOR, case), CALL, |x| work::ready(triple_async(x))),
            _ => bench.floor((FLOOR, case), CALL, triple),
        }
        match case {
            Case::Counter | Case::Open => additions(bench, case),
            Case::Counted => counted_calls(bench),
            Case::Observe => observations(bench),
            Case::Closed => by_method(bench),
            Case::Timed | Case::Outcome | Case::Async => clocks(bench, case),
        }
    }
}

/// Shows the compiler an address of what threads have of their own, so that it does not keep it in registers.
fn keep_in_memory() {
    OWN.with(|own| black_box(own).set(0));
    OWN_BY_METHOD.with(|own| black_box(own)[0].set(0));
    OWN_BUCKETS.with(|own| black_box(own)[0].set(0));
    OWN_SUM.with(|own| black_box(own).set(0.0));
    OWN_TICKS.with(|own| black_box(own).set(0));
}

fn additions(bench: &mut Bench, case: Case) {
    bench.floor((FLOOR, case), "thread-local add", |_| add_to(&OWN));
    bench.floor((FLOOR, case), "`fetch_add`", |_| increment(&SHARED));
}

fn counted_calls(bench: &mut Bench) {
    bench.floor((FLOOR, Case::Counted), "call and thread-local add", counted_alone);
    bench.floor((FLOOR, Case::Counted), "call and `fetch_add`", counted_shared);
}

fn observations(bench: &mut Bench) {
    bench.floor((FLOOR, Case::Observe), "thread-local bucket and sum", |i| observe(work::seconds(i)));
}

fn by_method(bench: &mut Bench) {
    let case = Case::Closed;
    bench.floor((FLOOR, case), "index and thread-local add", |i| {
        OWN_BY_METHOD.with(|own| increase(&own[i as usize % own.len()]));
    });
    bench.floor((FLOOR, case), "index and `fetch_add`", |i| {
        increment(&SHARED_BY_METHOD[i as usize % SHARED_BY_METHOD.len()]);
    });
}

fn clocks(bench: &mut Bench, case: Case) {
    bench.floor((FLOOR, case), "two `Instant::now()`", two_instants);
    if case == Case::Timed {
        clock_crates(bench, case);
    }
    #[cfg(target_arch = "x86_64")]
    {
        bench.floor((FLOOR, case), "two raw `rdtsc`", two_rdtsc);
        bench.floor((FLOOR, case), "two raw `rdtsc`, thread-local bucket and sum", timed_alone);
    }
}

/// What timing would cost with a crate that reads the same counter and converts it to nanoseconds at once.
fn clock_crates(bench: &mut Bench, case: Case) {
    let clock = quanta::Clock::new();
    bench.floor((FLOOR, case), "two `quanta::Instant::now()`", two_quanta_instants);
    bench.floor((FLOOR, case), "two `quanta::Clock::raw()`", move |x| two_quanta_raws(&clock, x));
    bench.floor((FLOOR, case), "two `fastant::Instant::now()`", two_fastant_instants);
}

#[inline(never)]
fn triple(x: u64) -> u64 {
    x * 3
}

#[inline(never)]
fn try_triple(x: u64) -> Result<u64, work::Refused> {
    work::try_triple(x)
}

#[inline(never)]
async fn triple_async(x: u64) -> u64 {
    x * 3
}

#[inline(never)]
fn counted_alone(x: u64) -> u64 {
    add_to(&OWN);
    x * 3
}

#[inline(never)]
fn counted_shared(x: u64) -> u64 {
    increment(&SHARED);
    x * 3
}

#[inline(never)]
fn two_instants(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    black_box(start.elapsed());
    result
}

#[inline(never)]
fn two_quanta_instants(x: u64) -> u64 {
    let start = quanta::Instant::now();
    let result = x * 3;
    black_box(start.elapsed());
    result
}

#[inline(never)]
fn two_quanta_raws(clock: &quanta::Clock, x: u64) -> u64 {
    let start = clock.raw();
    let result = x * 3;
    black_box(clock.raw().saturating_sub(start));
    result
}

#[inline(never)]
fn two_fastant_instants(x: u64) -> u64 {
    let start = fastant::Instant::now();
    let result = x * 3;
    black_box(start.elapsed());
    result
}

#[cfg(target_arch = "x86_64")]
#[inline(never)]
fn two_rdtsc(x: u64) -> u64 {
    let start = rdtsc();
    let result = x * 3;
    black_box(rdtsc().saturating_sub(start));
    result
}

#[cfg(target_arch = "x86_64")]
#[inline(never)]
fn timed_alone(x: u64) -> u64 {
    let start = rdtsc();
    let result = x * 3;
    observe_ticks(rdtsc().saturating_sub(start));
    result
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn rdtsc() -> u64 {
    // SAFETY: the instruction reads a counter and is there on every x86-64.
    unsafe { core::arch::x86_64::_rdtsc() }
}

/// The bounds as ticks of a clock with 2 GHz; which frequency it is does not matter here.
#[cfg(target_arch = "x86_64")]
static TICK_BOUNDS: [AtomicU64; work::BOUNDS.len()] = {
    let mut bounds = [const { AtomicU64::new(0) }; work::BOUNDS.len()];
    let mut at = 0;
    while at < bounds.len() {
        bounds[at] = AtomicU64::new((work::BOUNDS[at] * 2e9) as u64);
        at += 1;
    }
    bounds
};

#[cfg(target_arch = "x86_64")]
#[inline]
fn observe_ticks(ticks: u64) {
    let bucket = TICK_BOUNDS.iter().take_while(|bound| ticks > bound.load(Relaxed)).count();
    OWN_BUCKETS.with(|own| increase(&own[bucket]));
    OWN_TICKS.with(|own| own.set(own.get() + ticks));
}

#[inline]
fn observe(seconds: f64) {
    let bucket = work::BOUNDS.iter().take_while(|bound| seconds > **bound).count();
    OWN_BUCKETS.with(|own| increase(&own[bucket]));
    OWN_SUM.with(|own| own.set(own.get() + seconds));
}

#[inline]
fn add_to(own: &'static std::thread::LocalKey<Cell<u64>>) {
    own.with(increase);
}

#[inline]
fn increase(cell: &Cell<u64>) {
    cell.set(cell.get() + 1);
}

#[inline]
fn increment(shared: &AtomicU64) {
    shared.fetch_add(1, Relaxed);
}
