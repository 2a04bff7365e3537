//! What this is made of. The models in `runtime/tests` have modules of the same shape, with which they build the very same
//! files.

pub(super) use std::{
    sync::{
        Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, fence},
    },
    thread_local,
};

/// Slots on a page: with 8 bytes each a page is what the operating system maps at once.
pub(super) const PAGE: usize = 512;

/// Pages in the shortest directory.
pub(super) const SHORTEST: usize = 8;

/// Places in the shortest table of a roster.
pub(super) const FEWEST_PLACES: usize = 16;

/// A function that can be called in a static here, and not in a model.
macro_rules! const_fn {
    ($($function:tt)*) => { pub(super) const fn $($function)* };
}

pub(super) use const_fn;
