//! Whether a request is measured already, by a layer further out.

use std::cell::Cell;

/// How many layers with families of their own may be around each other.
const DEPTH: usize = 4;

thread_local! {
    static CURRENT: Cell<[usize; DEPTH]> = const { Cell::new([0; DEPTH]) };
}

/// Until it is dropped, what the calling thread runs is the answer to a request that these families count.
#[derive(Debug)]
pub(super) struct Inside {
    outer: [usize; DEPTH],
}

impl Inside {
    #[inline]
    pub(super) fn enter(families: usize) -> Self {
        let enter = |current: &Cell<[usize; DEPTH]>| {
            let outer @ [first, second, third, _] = current.get();
            current.set([families, first, second, third]);
            outer
        };
        Self { outer: CURRENT.try_with(enter).unwrap_or_default() }
    }

    /// Whether these families count the request whose answer the calling thread runs.
    #[inline]
    pub(super) fn of(families: usize) -> bool {
        families != 0 && CURRENT.try_with(|current| current.get().contains(&families)) == Ok(true)
    }
}

impl Drop for Inside {
    #[inline]
    fn drop(&mut self) {
        _ = CURRENT.try_with(|current| current.set(self.outer));
    }
}
