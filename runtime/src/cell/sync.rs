//! What the slabs are made of. `runtime/tests/slab_model.rs` has a module of the same shape, with which it builds the very
//! same slabs for a model.

pub(super) use std::sync::{
    Mutex,
    atomic::{AtomicBool, AtomicPtr, AtomicU64},
};

/// Slots on a page: with 8 bytes each a page is what the operating system maps at once.
pub(super) const PAGE: usize = 512;

/// Pages in the shortest directory.
pub(super) const SHORTEST: usize = 8;

/// A function that can be called in a static here, and not in a model.
macro_rules! const_fn {
    ($($function:tt)*) => { pub(super) const fn $($function)* };
}

pub(super) use const_fn;
