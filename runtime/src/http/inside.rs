//! Whether a request is measured already, by a layer further out.

use std::cell::Cell;

thread_local! {
    static CURRENT: Cell<usize> = const { Cell::new(0) };
}

/// Until it is dropped, what the calling thread runs is the answer to a request that these families count.
#[derive(Debug)]
pub(super) struct Inside {
    outer: usize,
}

impl Inside {
    #[inline]
    pub(super) fn enter(families: usize) -> Self {
        Self { outer: CURRENT.try_with(|current| current.replace(families)).unwrap_or_default() }
    }

    /// Whether these families count the request whose answer the calling thread runs.
    #[inline]
    pub(super) fn of(families: usize) -> bool {
        families != 0 && CURRENT.try_with(Cell::get) == Ok(families)
    }
}

impl Drop for Inside {
    #[inline]
    fn drop(&mut self) {
        _ = CURRENT.try_with(|current| current.set(self.outer));
    }
}
