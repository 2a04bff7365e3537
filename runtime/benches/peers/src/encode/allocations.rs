//! Counts what is allocated while it is asked to, and costs a load else.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicBool, AtomicIsize, AtomicU64, Ordering::Relaxed},
};

#[global_allocator]
static COUNTING: Counting = Counting;

static IS_ON: AtomicBool = AtomicBool::new(false);
static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);
static HELD: AtomicIsize = AtomicIsize::new(0);
static PEAK: AtomicIsize = AtomicIsize::new(0);

/// What was allocated.
#[derive(Clone, Copy)]
pub struct Allocated {
    pub times: u64,
    /// The most that was held at once, in bytes, beyond what was there before.
    pub peak: u64,
}

/// What is allocated, by any thread, while this is done.
pub fn during(work: impl FnOnce()) -> Allocated {
    ALLOCATIONS.store(0, Relaxed);
    HELD.store(0, Relaxed);
    PEAK.store(0, Relaxed);
    IS_ON.store(true, Relaxed);
    work();
    IS_ON.store(false, Relaxed);
    Allocated { times: ALLOCATIONS.load(Relaxed), peak: PEAK.load(Relaxed).unsigned_abs() as u64 }
}

struct Counting;

// SAFETY: every call is handed on as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        took(layout.size());
        // SAFETY: the caller keeps the promises of the trait.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        took(layout.size());
        // SAFETY: the caller keeps the promises of the trait.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        gave(layout.size());
        // SAFETY: the caller keeps the promises of the trait.
        unsafe { System.dealloc(pointer, layout) }
    }

    // Counted as if the new block were there before the old one goes, which it is unless the old one can grow.
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        took(size);
        gave(layout.size());
        // SAFETY: the caller keeps the promises of the trait.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[inline]
fn took(size: usize) {
    if IS_ON.load(Relaxed) {
        ALLOCATIONS.fetch_add(1, Relaxed);
        let held = HELD.fetch_add(size.cast_signed(), Relaxed) + size.cast_signed();
        PEAK.fetch_max(held, Relaxed);
    }
}

#[inline]
fn gave(size: usize) {
    if IS_ON.load(Relaxed) {
        HELD.fetch_sub(size.cast_signed(), Relaxed);
    }
}
