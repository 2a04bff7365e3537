//! A call site in the registries of tests.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use super::Site;
use crate::registry::{Mark, Registry, current};

/// The twins of a call site: one for each registry in whose scope it was called, declared there and not in the global one.
#[derive(Debug)]
pub(super) struct Twins {
    /// Whether the call site names a registry of its own, which no scope changes.
    is_settled: AtomicBool,
    made: Mutex<Vec<(Mark, &'static Site)>>,
}

impl Twins {
    pub(super) const fn new() -> Self {
        Self { is_settled: AtomicBool::new(false), made: Mutex::new(Vec::new()) }
    }

    /// The call site has a registry of its own.
    pub(super) fn settle(&self) {
        self.is_settled.store(true, Relaxed);
    }

    /// The twin in the registry of the scope that the thread is in, if it is in one and the call site follows it.
    pub(super) fn current(&self, site: &'static Site) -> Option<&'static Site> {
        let registry = current().filter(|_| !self.is_settled.load(Relaxed))?;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let known = made.iter().find(|(mark, _)| mark.is_of(&registry)).map(|(_, twin)| *twin);
        Some(known.unwrap_or_else(|| {
            made.retain(|(mark, _)| !mark.is_gone());
            let twin = leak(site, &registry);
            made.push((Mark::of(&registry), twin));
            twin
        }))
    }
}

/// A twin. It is never freed, because a call that is under way may outlive the registry.
fn leak(site: &Site, registry: &Registry) -> &'static Site {
    let twin: &'static Site = Box::leak(Box::new(site.twin()));
    twin.in_registry(|| registry.clone())
}
