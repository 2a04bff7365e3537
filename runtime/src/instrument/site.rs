//! The one static of an annotated function.

use std::{
    any::Any,
    borrow::Borrow,
    sync::{
        Arc, Once, OnceLock,
        atomic::{
            AtomicU32, AtomicU64,
            Ordering::{Acquire, Relaxed, Release},
        },
    },
};

use once_cell::race::OnceBox;

#[cfg(feature = "testing")]
use super::twin::Twins;
use super::{Descriptor, Ending};
use crate::{
    catalog::{CATALOG, Declared, global},
    cell::{Slot, SlotRange},
    clock, exemplar,
    family::{Keys, Shared, texts},
    label::{LabelDescriptor, LabelSet, Shape},
    metric::{Layout, Resolution},
    registry::Registry,
};

/// A call site: what it declares, and, from its first call or the first scrape on, where its series are.
#[derive(Debug)]
pub struct Site {
    descriptor: Descriptor,
    dense: Dense,
    binding: OnceLock<Binding>,
    #[cfg(feature = "testing")]
    twins: Twins,
}

/// The block of all combinations of labels, where they are a closed set: what the hot path needs, in the static itself.
#[derive(Debug)]
struct Dense {
    /// [`Shape::hash`] of the label values that the block was made for; 0 while there is none. Written last and read first, so
    /// that whoever sees it sees the rest. In a generic function values of another shape may arrive.
    shape: AtomicU64,
    first: AtomicU32,
    /// Slots from one combination to the next.
    step: AtomicU32,
    occupied: Once,
}

/// A call site's place in a registry, found once.
struct Binding {
    shared: Arc<Shared>,
    labels: Box<[LabelDescriptor]>,
    ranks: [u16; 4],
    /// Where the labels are not a closed set.
    keys: Keys,
    native: Option<Resolution>,
    /// Not on the page.
    calls: OnceBox<SlotRange>,
}

impl Site {
    /// A call site that nobody has called yet.
    pub const fn new(descriptor: Descriptor) -> Self {
        Self {
            descriptor,
            dense: Dense::new(),
            binding: OnceLock::new(),
            #[cfg(feature = "testing")]
            twins: Twins::new(),
        }
    }

    /// The same call site, that nobody has called yet.
    #[cfg(feature = "testing")]
    pub(super) fn twin(&self) -> Self {
        Self::new(self.descriptor.clone())
    }

    /// Where calls are recorded that begin now: here, or in the scope of a test's registry at the twin there.
    #[cfg(feature = "testing")]
    pub(super) fn here(&'static self) -> &'static Self {
        self.twins.current(self).unwrap_or(self)
    }

    /// Where calls are recorded that begin now.
    #[cfg(not(feature = "testing"))]
    #[inline]
    pub(super) const fn here(&'static self) -> &'static Self {
        self
    }

    /// The same, whose series are in another registry than the global one; the first call says in which.
    #[inline]
    pub fn in_registry<R: Borrow<Registry>>(&'static self, registry: impl FnOnce() -> R) -> &'static Self {
        if self.binding.get().is_none() {
            #[cfg(feature = "testing")]
            self.twins.settle();
            self.bind_to(registry().borrow());
        }
        self
    }

    /// The first slot of the block with these label values.
    #[inline]
    pub(super) fn select<L: LabelSet>(&'static self, values: &L) -> Slot {
        let dense = const { Shape::of(L::LABELS) }.and_then(|shape| self.dense.find(shape, values));
        dense.unwrap_or_else(|| self.select_cold(values))
    }

    /// The first call; and every call whose labels are open, or not those that the block was made for.
    #[inline(never)]
    fn select_cold<L: LabelSet>(&'static self, values: &L) -> Slot {
        let binding = self.binding();
        let Some(shape) = (const { Shape::of(L::LABELS) }) else { return binding.find_or_add(values) };
        self.occupy_late(shape, binding, L::LABELS);
        self.dense.find(shape, values).unwrap_or_else(|| binding.find_or_add(values))
    }

    /// Makes the block where it turns out only now, when their types are known, that the labels are a closed set.
    fn occupy_late(&self, shape: Shape, binding: &Binding, arrived: &[LabelDescriptor]) {
        let mut arrived = arrived.iter();
        let labels = || binding.labels.iter().map(|label| label.with_values_of(&mut arrived)).collect();
        self.dense.occupy(shape, binding, labels);
    }

    /// Records a duration. Not inlined: annotated functions are many, and this would be compiled for each.
    pub(super) fn observe(&'static self, ticks: u64, first: Slot, ending: Ending) {
        if self.descriptor.is_native() {
            return self.observe_native(ticks, first, ending);
        }
        let binding = self.binding();
        binding.layout().observe_ticks(binding.series(first, ending), ticks);
    }

    /// The same of one that says `native`: apart, so that the others don't carry it.
    #[inline(never)]
    fn observe_native(&'static self, ticks: u64, first: Slot, ending: Ending) {
        let binding = self.binding();
        binding.layout().observe_ticks_native(binding.series(first, ending), ticks);
    }

    /// Records a duration that began at `start`, and returns it.
    pub(super) fn observe_since(&'static self, start: u64, first: Slot, ending: Ending) -> u64 {
        let ticks = clock::since(start);
        self.observe(ticks, first, ending);
        ticks
    }

    /// The same, of a scope that is left now.
    pub(super) fn observe_scope(&'static self, start: u64, first: Slot, was_unwinding: bool) {
        self.observe_since(start, first, Ending::of_scope(was_unwinding));
    }

    /// Counts a call that succeeded, or something else in the first series of a block: no need to ask the binding where.
    #[cfg_attr(feature = "exemplars", inline(never))]
    #[cfg_attr(not(feature = "exemplars"), inline)]
    pub(super) fn count(&'static self, first: Slot) {
        first.add(1);
        if exemplar::may_be_in_span() {
            self.sample_count(first);
        }
    }

    #[cold]
    #[inline(never)]
    fn sample_count(&'static self, first: Slot) {
        self.binding().layout().sample(first, 0, 1.0);
    }

    /// Counts a call that did not succeed.
    #[cold]
    pub(super) fn count_ending(&'static self, first: Slot, ending: Ending) {
        let binding = self.binding();
        binding.layout().add_count(binding.series(first, ending), 1);
    }

    /// Counts this thread's calls, for those who want to know only of some of them.
    #[inline]
    pub(super) fn calls(&'static self) -> Slot {
        self.binding().calls.get_or_init(|| Box::new(SlotRange::allocate(1))).first()
    }

    #[inline]
    fn binding(&'static self) -> &'static Binding {
        self.binding.get().unwrap_or_else(|| self.bind())
    }

    #[cold]
    fn bind(&'static self) -> &'static Binding {
        // The registry is filled from the catalog, which has every call site: it is bound by now.
        self.bind_to(global())
    }

    fn bind_to(&'static self, registry: &Registry) -> &'static Binding {
        let binding = self.binding.get_or_init(|| {
            let new = |bounds: Option<&[f64]>| Shared::new(self.descriptor.layout(bounds));
            let shared = registry.declare_shared(self.descriptor.family(), new);
            Binding::new(&self.descriptor, shared)
        });
        if let Some(shape) = Shape::of(&binding.labels) {
            self.dense.occupy(shape, binding, || binding.labels.to_vec());
        }
        binding
    }
}

/// What the annotated functions of the program record: each thing that is recorded of each function, called or not.
///
/// Those that name a `registry` of their own are not among them.
///
/// ```
/// use tickmark::{call_sites, timed};
///
/// #[timed(slo(objective = 99.9, latency = "250ms"))]
/// fn promised(order: u64) -> Result<(), String> {
///     Ok(())
/// }
///
/// let site = call_sites().find(|site| site.function() == "promised").expect("it is linked in");
/// assert_eq!(site.family_name(), "function_duration_seconds");
/// assert_eq!(site.outcomes(), Some(("outcome", vec!["success", "failure", "panic"])));
/// assert_eq!(site.objective().and_then(|slo| slo.latency), Some(0.25));
/// ```
pub fn call_sites() -> impl Iterator<Item = &'static Descriptor> {
    CATALOG.iter().filter_map(|declared| {
        let any: &'static dyn Any = *declared;
        any.downcast_ref::<Site>().map(|site| &site.descriptor)
    })
}

impl Declared for Site {
    fn place(&self) -> (&'static str, u32) {
        self.descriptor.place()
    }

    fn declare(&'static self, registry: &Registry) {
        self.bind_to(registry);
    }
}

impl Dense {
    const fn new() -> Self {
        let (shape, first, step) = (AtomicU64::new(0), AtomicU32::new(0), AtomicU32::new(0));
        Self { shape, first, step, occupied: Once::new() }
    }

    #[inline]
    fn find<L: LabelSet>(&self, shape: Shape, values: &L) -> Option<Slot> {
        // Acquire: pairs with the release in `occupy`, so the other two are there.
        (self.shape.load(Acquire) == shape.hash.get()).then(|| {
            let step = self.step.load(Relaxed) as usize;
            Slot::numbered(self.first.load(Relaxed)).offset(shape.index_of(values) * step)
        })
    }

    /// Makes the block, once; who comes second waits, so that nobody finds it half made.
    fn occupy(&self, shape: Shape, binding: &Binding, labels: impl FnOnce() -> Vec<LabelDescriptor>) {
        self.occupied.call_once(|| {
            self.first.store(binding.add_block(&labels()).number(), Relaxed);
            self.step.store(binding.slots_each(), Relaxed);
            self.shape.store(shape.hash.get(), Release);
        });
    }
}

impl Binding {
    fn new(descriptor: &Descriptor, shared: Arc<Shared>) -> Self {
        let labels: Box<[LabelDescriptor]> = descriptor.all_labels().copied().collect();
        let native = descriptor.resolution();
        let keys = Keys::new(&labels, descriptor.endings(), descriptor.series_limit()).with_native(native);
        if labels.iter().any(LabelDescriptor::is_open) {
            shared.room.open();
        }
        Self { shared, labels, ranks: descriptor.ranks(), keys, native, calls: OnceBox::new() }
    }

    /// Adds the series of all combinations, each with all endings.
    fn add_block(&self, labels: &[LabelDescriptor]) -> Slot {
        let block: Vec<_> = texts(labels).iter().flat_map(|key| self.keys.texts(key)).collect();
        let series = block.len();
        let first = self.shared.set.add_block(block);
        self.layout().declare_native(first, series, self.native);
        first
    }

    /// Slots from one combination to the next.
    fn slots_each(&self) -> u32 {
        u32::try_from(self.keys.series_each() * self.layout().slots()).unwrap_or(u32::MAX)
    }

    fn find_or_add<L: LabelSet>(&self, values: &L) -> Slot {
        self.keys.find_or_add(&self.labels, values, &self.shared.set, &self.shared.room)
    }

    #[inline]
    fn layout(&self) -> &Layout {
        self.shared.set.layout()
    }

    /// Which series of a block is that for this ending.
    #[inline]
    fn rank(&self, ending: Ending) -> usize {
        let first = usize::from(self.ranks[ending.index()]);
        if let Ending::Failure(kind) = ending { first + usize::from(kind) } else { first }
    }

    /// The first slot of the series for this ending, in the block that starts with `first`.
    #[inline]
    fn series(&self, first: Slot, ending: Ending) -> Slot {
        match ending {
            // The first of every block, and the one that is worth a branch.
            Ending::Success => first,
            other => first.offset(self.rank(other) * self.layout().slots()),
        }
    }
}

impl std::fmt::Debug for Binding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Binding").field("labels", &self.labels).finish_non_exhaustive()
    }
}
