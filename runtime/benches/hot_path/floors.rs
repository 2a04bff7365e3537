//! What the operations are made of, written out in a few lines each.

use std::{
    cell::Cell,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

use crate::{harness::Operation, operation, operations::plain};

static SHARED: AtomicU64 = AtomicU64::new(0);

const BOUNDS: [u64; 14] = [100_000; 14];

thread_local! {
    static OWN: Cell<u64> = const { Cell::new(0) };
    static BUCKETS: [Cell<u64>; 16] = const { [const { Cell::new(0) }; 16] };
}

fn add_own() {
    OWN.with(|own| own.set(own.get() + 1));
}

/// As a closed label is found: by its index, in memory of the thread's own.
fn add_own_at(index: usize) {
    BUCKETS.with(|buckets| buckets[index & 15].set(buckets[index & 15].get() + 1));
}

/// As a duration is recorded: the first bound that holds it, a count and a sum.
fn add_own_bucket(ticks: u64) {
    let bucket = BOUNDS.iter().take_while(|bound| ticks > **bound).count();
    BUCKETS.with(|buckets| {
        buckets[bucket].set(buckets[bucket].get() + 1);
        buckets[15].set(buckets[15].get().wrapping_add(ticks));
    });
}

#[cfg(target_arch = "x86_64")]
fn ticks() -> u64 {
    // SAFETY: every x86-64 processor has the instruction.
    unsafe { core::arch::x86_64::_rdtsc() }
}

#[cfg(target_arch = "aarch64")]
fn ticks() -> u64 {
    let ticks;
    // SAFETY: every 64-bit Arm processor has the register, and reading it changes nothing.
    unsafe {
        core::arch::asm!("mrs {}, cntvct_el0", out(reg) ticks, options(nomem, nostack, preserves_flags))
    };
    ticks
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn ticks() -> u64 {
    use std::sync::OnceLock;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_nanos() as u64
}

pub(crate) fn all() -> Vec<Operation> {
    vec![
        operation!("plain call", |number| plain(number)),
        operation!("thread-local add", |_| add_own()).contended(),
        operation!("index and thread-local add", |number| add_own_at(number % 3)),
        operation!("fetch_add", |_| SHARED.fetch_add(1, Relaxed)).contended(),
        operation!("two Instant::now()", |_| (Instant::now(), Instant::now())),
        operation!("two clock readings", |_| (ticks(), ticks())),
        operation!("plain call between two clock readings, thread-local bucket", |number| {
            let start = ticks();
            let result = plain(number);
            add_own_bucket(ticks().wrapping_sub(start));
            result
        })
        .contended(),
    ]
}
