//! Memory that is used again and again, by one after the other.

use std::sync::{Mutex, PoisonError};

/// Some of what was used before, for who needs it next; as many as there are scrapes at once, up to a few.
pub(crate) struct Kept<T>(Mutex<Vec<T>>);

const MOST: usize = 4;

impl<T: Default> Kept<T> {
    /// None yet.
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// One that nobody else uses meanwhile, as it was given back, or a new one.
    pub(crate) fn take(&self) -> T {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Keeps it for the next.
    pub(crate) fn give_back(&self, used: T) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MOST {
            kept.push(used);
        }
    }
}
