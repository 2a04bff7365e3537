//! The registry that stands in for the global one, on one thread and for a while.

use std::{
    cell::RefCell,
    marker::PhantomData,
    sync::{Arc, Mutex, Weak},
};

use super::{Held, Registry};

thread_local! {
    static CURRENT: RefCell<Option<Registry>> = const { RefCell::new(None) };
}

/// The registry in whose scope the calling thread is.
pub(crate) fn current() -> Option<Registry> {
    // A thread that is being torn down is in no scope any more.
    CURRENT.try_with(|current| current.borrow().clone()).ok().flatten()
}

/// Until it is dropped, its registry stands in for the global one on the thread that entered it.
#[derive(Debug)]
#[must_use = "dropping it leaves the scope"]
pub(crate) struct Scope {
    outer: Option<Registry>,
    /// It is the scope of one thread, so it can't be sent to another.
    thread: PhantomData<*const ()>,
}

impl Scope {
    pub(crate) fn enter(registry: &Registry) -> Self {
        Self { outer: replace(Some(registry.clone())), thread: PhantomData }
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        // Dropped only after the exchange: with the last clone of a registry go the user's collectors, whose code may look here.
        drop(replace(self.outer.take()));
    }
}

fn replace(registry: Option<Registry>) -> Option<Registry> {
    CURRENT.try_with(|current| current.replace(registry)).ok().flatten()
}

/// Tells a registry from all others, without keeping alive what it holds.
#[derive(Debug)]
pub(crate) struct Mark(Weak<Mutex<Held>>);

impl Mark {
    pub(crate) fn of(registry: &Registry) -> Self {
        Self(Arc::downgrade(&registry.held))
    }

    /// Whether it is that of this registry: as long as there is the mark, no other has the address.
    pub(crate) fn is_of(&self, registry: &Registry) -> bool {
        self.0.as_ptr() == Arc::as_ptr(&registry.held)
    }

    /// Whether the registry was dropped.
    pub(crate) fn is_gone(&self) -> bool {
        self.0.strong_count() == 0
    }
}
