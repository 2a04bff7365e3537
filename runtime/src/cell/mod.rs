//! Where counts live: slots that one thread writes and every scrape reads.
//!
//! # Structure
//!
//! A *slot* is a number, the same in every thread. A series owns a few consecutive ones (a counter one, a
//! histogram one for each bucket and one for the sum), handed out by the [`allocator`]. The value behind a slot
//! is spread over *slabs*. Each thread *leases* a slab when it first records, and adds only there; a total is the
//! sum of that slot over all slabs. A slab is a *directory* of *pages*, each with 512 slots, made when its
//! owner first touches them.
//!
//! # Invariants
//!
//! 1. A leased slab is written by one thread, so an addition is a relaxed load and a relaxed store: no locked
//!    instruction, and no cache line that two cores write.
//! 2. A thread that ends gives its slab back *with its values*; the next new thread leases it and goes on adding
//!    to them. Nothing is moved or folded, so a total never goes backwards, and there are never more slabs than
//!    there were threads alive at once.
//! 3. Slabs, directories and pages are never freed. A pointer that was once seen stays good.
//! 4. One slab, [`slab::Slabs::shared`], belongs to nobody and takes locked additions: those of threads that are being
//!    torn down and have given their slab back, and the values of gauges, which are set rather than added up.
//!
//! # Orderings
//!
//! - *Values* are relaxed. A scrape may miss an addition that is under way, never one that happened before it, and
//!   reading the same slot twice can't yield the smaller number second: that is coherence of a single atomic.
//! - *Directories and pages* are published by a release store and read by an acquire load, so whoever sees the pointer
//!   sees the zeroes behind it.
//! - *The list of slabs* only grows: pushed with release, walked with acquire.
//! - *A lease* is taken by an acquire exchange and returned by a release store. The pair is what allows the new owner to
//!   use plain additions: it sees every store of the owner before it.

mod allocator;
mod gather;
mod index;
mod lease;
mod readers;
mod roster;
mod slab;
mod slot;
mod sync;
#[cfg(test)]
mod tests;
mod uses;

pub(crate) use allocator::SlotRange;
pub(crate) use gather::{add_floats, add_integers_from, add_integers_of, are_slabs_many, read_shared};
pub(crate) use index::{Hashed, Index};
pub(crate) use roster::Roster;
use slab::Slabs;
pub(crate) use slot::Slot;
pub(crate) use uses::Uses;

static SLABS: Slabs = Slabs::new();
