//! The registry: who holds what, and what a scrape collects from it.

mod descriptor;
mod page;
mod problem;
#[cfg(feature = "testing")]
mod scope;
#[cfg(test)]
mod tests;

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

pub(crate) use descriptor::{FamilyDescriptor, Help, Place};
pub use problem::{Problem, Problems};
#[cfg(feature = "testing")]
pub(crate) use scope::{Mark, Scope, current};

use crate::{
    collector::{Attached, Collect},
    family::SeriesSet,
    metric::{Metric, Source},
    sink::{FamilyMeta, Sink},
};

/// Holds metrics under their names and gives them to a scrape.
///
/// Most programs use the [`global`](crate::global) one, where everything that is declared with a macro is from the
/// start. A registry of one's own is for tests, and for programs that serve several pages. Clones are the same registry.
///
/// ```
/// use std::sync::Arc;
/// use tickmark::{Counter, Registry};
///
/// let registry = Registry::new();
/// let orders = Arc::new(Counter::new());
/// registry.register("shop_orders_total", "Orders taken.", orders.clone())?;
/// orders.inc();
///
/// assert_eq!(
///     registry.encode(),
///     "# HELP shop_orders_total Orders taken.\n# TYPE shop_orders_total counter\nshop_orders_total 1\n"
/// );
/// # Ok::<(), tickmark::Problem>(())
/// ```
#[derive(Clone, Default)]
pub struct Registry {
    held: Arc<Mutex<Held>>,
}

#[derive(Default)]
struct Held {
    families: BTreeMap<Cow<'static, str>, Arc<Member>>,
    attached: Vec<Arc<Attached>>,
    problems: Vec<Problem>,
}

/// A family and where its values come from.
struct Member {
    descriptor: FamilyDescriptor,
    series: Series,
}

enum Series {
    /// A metric that was registered.
    Own(Box<dyn Source + Send + Sync>),
    /// A metric in a static.
    Static(&'static (dyn Source + Send + Sync)),
    /// Series that several call sites share.
    Shared(Arc<SeriesSet>),
}

impl Member {
    fn meta(&self) -> FamilyMeta<'_> {
        FamilyMeta::new(&*self.descriptor.name, self.descriptor.kind, self.descriptor.help.as_str())
    }

    fn write(&self, sink: &mut dyn Sink) {
        sink.family(&self.meta());
        match &self.series {
            Series::Own(metric) => metric.write(sink),
            Series::Static(metric) => metric.write(sink),
            Series::Shared(set) => set.write(sink),
        }
    }

    fn overflow(&self) -> Option<u64> {
        match &self.series {
            Series::Own(metric) => metric.overflow(),
            Series::Static(metric) => metric.overflow(),
            Series::Shared(set) => (set.overflow() > 0).then(|| set.overflow()),
        }
    }
}

impl Registry {
    /// An empty registry.
    pub fn new() -> Self {
        Self::default()
    }

    /// Holds `metric` under a name; `help` says in a sentence what it counts.
    ///
    /// # Errors
    ///
    /// When the name is not one for a metric of this kind, or is taken.
    #[track_caller]
    pub fn register<M: Metric + 'static>(
        &self,
        name: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
        metric: M,
    ) -> Result<(), Problem> {
        let descriptor = FamilyDescriptor::of(name.into(), help.into(), M::KIND, &metric, Place::here());
        self.held().add(descriptor, Series::Own(Box::new(metric)))
    }

    /// Has `collector` asked for its families at every scrape.
    ///
    /// One that panics, or hands over what can't be written, costs its own families and never the page;
    /// `tickmark_collector_failures_total` counts it.
    pub fn attach(&self, collector: impl Collect + 'static) {
        self.held().attached.push(Arc::new(Attached::new(collector)));
    }

    /// What is wrong with what was declared, and only shows when all declarations are together: names that are declared
    /// twice and differ. The page leaves out the second one.
    ///
    /// # Errors
    ///
    /// When there is anything; it prints as a list that names both places of each clash.
    pub fn check(&self) -> Result<(), Problems> {
        Problems::none_or(self.held().problems.clone())
    }

    /// Writes all families in the order of their names.
    pub fn collect(&self, sink: &mut dyn Sink) {
        page::write(self, sink);
    }

    /// Writes the families that the registry holds itself, not those of attached collectors.
    #[cfg(feature = "prometheus")]
    pub(crate) fn collect_own(&self, sink: &mut dyn Sink) {
        for member in self.members() {
            member.write(sink);
        }
    }

    /// Whether the calling thread is collecting from this registry, so that whoever asks for its families was asked by it.
    #[cfg(feature = "prometheus")]
    pub(crate) fn is_under_way(&self) -> bool {
        page::is_under_way(self)
    }

    /// The families that the registry holds itself.
    #[cfg(feature = "prometheus")]
    pub(crate) fn descriptors(&self) -> Vec<FamilyDescriptor> {
        self.members().iter().map(|member| member.descriptor.clone()).collect()
    }

    /// Holds a metric that a macro declared; what is wrong with it is kept for [`check`](Self::check).
    pub(crate) fn declare_static(
        &self,
        descriptor: FamilyDescriptor,
        metric: &'static (dyn Source + Send + Sync),
    ) {
        let mut held = self.held();
        if let Err(problem) = held.add(descriptor, Series::Static(metric)) {
            held.problems.push(problem);
        }
    }

    /// The series of a family that call sites share. Where this declaration can't be part of the family under its
    /// name, it gets series that are on no page.
    pub(crate) fn declare_shared(
        &self,
        descriptor: FamilyDescriptor,
        new_set: impl FnOnce() -> SeriesSet,
    ) -> Arc<SeriesSet> {
        let mut held = self.held();
        if let Some(set) = held.shared(&descriptor) {
            return set;
        }
        let set = Arc::new(new_set());
        if let Err(problem) = held.add(descriptor, Series::Shared(set.clone())) {
            held.problems.push(problem);
        }
        set
    }

    /// What two clones of a registry have in common.
    fn address(&self) -> *const Held {
        Arc::as_ptr(&self.held).cast()
    }

    fn members(&self) -> Vec<Arc<Member>> {
        self.held().families.values().cloned().collect()
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn add(&mut self, descriptor: FamilyDescriptor, series: Series) -> Result<(), Problem> {
        if let Some(problem) = descriptor.problem() {
            return Err(Problem::names(&descriptor, problem));
        }
        if let Some(member) = self.families.get(&descriptor.name) {
            let why = member.descriptor.disagreement(&descriptor).unwrap_or("values of their own");
            return Err(Problem::clash(&member.descriptor, &descriptor, why));
        }
        self.families.insert(descriptor.name.clone(), Arc::new(Member { descriptor, series }));
        Ok(())
    }

    /// The series that call sites share under this name, if this declaration agrees with theirs.
    fn shared(&mut self, descriptor: &FamilyDescriptor) -> Option<Arc<SeriesSet>> {
        let member = self.families.get_mut(&descriptor.name)?;
        let set = match (&member.series, member.descriptor.disagreement(descriptor)) {
            (Series::Shared(set), None) => set.clone(),
            _ => return None,
        };
        // A text that was written for the family is worth more than any other, and the next is held against it.
        if let (Help::Derived(_), Help::Given(_)) = (&member.descriptor.help, &descriptor.help) {
            *member =
                Arc::new(Member { descriptor: descriptor.clone(), series: Series::Shared(set.clone()) });
        }
        Some(set)
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not under the lock, because the writer is the user's.
        let names: Vec<_> = self.held().families.keys().cloned().collect();
        f.debug_tuple("Registry").field(&names).finish()
    }
}
