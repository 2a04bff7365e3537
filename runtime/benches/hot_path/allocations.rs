//! Counts what the calling thread allocates.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static BYTES: Cell<i64> = const { Cell::new(0) };
    static MOST_BYTES: Cell<i64> = const { Cell::new(0) };
}

#[global_allocator]
static COUNTING: Counting = Counting;

struct Counting;

// SAFETY: every call is handed on as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|allocations| allocations.set(allocations.get() + 1));
        BYTES.with(|bytes| bytes.set(bytes.get().wrapping_add_unsigned(layout.size() as u64)));
        MOST_BYTES.with(|most| most.set(most.get().max(BYTES.with(Cell::get))));
        // SAFETY: the caller keeps the promises of the trait.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        BYTES.with(|bytes| bytes.set(bytes.get().wrapping_sub_unsigned(layout.size() as u64)));
        // SAFETY: the caller keeps the promises of the trait.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// How often the calling thread allocates while it does this.
pub(crate) fn during(work: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.with(Cell::get);
    work();
    ALLOCATIONS.with(Cell::get) - before
}

/// How many bytes more the calling thread holds after it did this.
pub(crate) fn bytes_held_by(work: impl FnOnce()) -> i64 {
    let before = BYTES.with(Cell::get);
    work();
    BYTES.with(Cell::get) - before
}

/// How many bytes more the calling thread holds at most while it does this.
#[allow(dead_code, reason = "only tests ask")]
pub(crate) fn most_bytes_held_during(work: impl FnOnce()) -> i64 {
    let before = BYTES.with(Cell::get);
    MOST_BYTES.with(|most| most.set(before));
    work();
    MOST_BYTES.with(Cell::get) - before
}
