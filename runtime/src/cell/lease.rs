//! The lease: which slab the calling thread adds to.

use std::{
    cell::Cell,
    sync::atomic::Ordering::{Relaxed, SeqCst},
};

use super::{
    SLABS, Slot,
    slab::{self, Directory, Page, Slab},
    sync::{fence, thread_local},
};

/// What the hot path needs of the lease, and nothing else: without a destructor a thread-local is a plain
/// address, whereas with one every access asks whether it still lives.
struct Lane {
    /// Empty until the first addition of this thread, and again once its slab is given back.
    directory: Cell<&'static Directory>,
}

/// The lease itself; dropped when the thread ends.
struct Lease {
    slab: &'static Slab,
}

thread_local! {
    static LANE: Lane = const { Lane { directory: Cell::new(&[]) } };
    static LEASE: Lease = Lease { slab: SLABS.lease() };
}

impl Drop for Lease {
    fn drop(&mut self) {
        // First the lane, so that other destructors of this thread that still record don't add to a slab
        // which by then is somebody else's.
        _ = LANE.try_with(|lane| lane.directory.set(&[]));
        self.slab.give_back();
    }
}

/// The calling thread's page with `slot`, if it has one already.
#[inline]
pub(super) fn own_page(slot: Slot) -> Option<&'static Page> {
    // Not `with`, which panics where thread-locals are gone with the thread: instrumentation never does.
    LANE.try_with(|lane| slab::page_in(lane.directory.get(), slot.number())).ok().flatten()
}

/// The first addition to a page, and every addition after the thread's slab was given back.
#[cold]
pub(super) fn add_cold(slot: Slot, amount: u64) {
    match new_page(slot) {
        Some(page) => slab::add_owned(page, slot.number(), amount),
        None => _ = SLABS.shared().value(slot.number()).fetch_add(amount, Relaxed),
    }
}

/// The same, seen before the calling thread reads on.
#[cold]
pub(super) fn add_first_cold(slot: Slot, amount: u64) {
    add_cold(slot, amount);
    fence(SeqCst);
}

/// The same for a floating-point number.
#[cold]
pub(super) fn add_float_cold(slot: Slot, amount: f64) {
    match new_page(slot) {
        Some(page) => slab::add_float_owned(page, slot.number(), amount),
        None => slab::add_float_shared(SLABS.shared().value(slot.number()), amount),
    }
}

/// Makes the page of `slot` in the calling thread's slab; `None` when the thread has given it back.
fn new_page(slot: Slot) -> Option<&'static Page> {
    let slab = LEASE.try_with(|lease| lease.slab).ok()?;
    let page = slab.page_or_new(slot.number());
    // SeqCst: whoever looks for readers after a fence of its own sees the page, or else what they read is what it left them.
    fence(SeqCst);
    LANE.try_with(|lane| lane.directory.set(slab.published_directory())).ok()?;
    Some(page)
}
