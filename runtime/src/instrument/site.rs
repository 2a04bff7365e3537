//! The one static of an annotated function.

use std::sync::Arc;

use once_cell::race::OnceBox;

use super::{Descriptor, Ending};
use crate::{
    catalog::{Declared, global},
    cell::Slot,
    family::{Keys, SERIES_LIMIT, SeriesSet, join, texts},
    label::{LabelDescriptor, LabelSet, dense_shape_of},
    metric::Layout,
    registry::Registry,
};

/// A call site: what it declares, and, from its first call or the first scrape on, where its series are.
#[derive(Debug)]
pub struct Site {
    descriptor: Descriptor,
    binding: OnceBox<Binding>,
}

/// A call site's place in a registry, found once.
pub(super) struct Binding {
    set: Arc<SeriesSet>,
    labels: Box<[LabelDescriptor]>,
    /// One series for each of these follows every combination of labels.
    endings: Box<[String]>,
    ranks: [u8; 4],
    /// The block of all combinations, where they are a closed set.
    dense: OnceBox<Dense>,
    /// Where they are not.
    keys: OnceBox<Keys>,
}

struct Dense {
    /// Of the label values that the block was made for: in a generic function others may arrive.
    shape: u64,
    first: Slot,
}

impl Site {
    /// A call site that nobody has called yet.
    pub const fn new(descriptor: Descriptor) -> Self {
        Self { descriptor, binding: OnceBox::new() }
    }

    #[inline]
    pub(super) fn binding(&'static self) -> &'static Binding {
        self.binding.get().unwrap_or_else(|| self.bind())
    }

    #[cold]
    fn bind(&'static self) -> &'static Binding {
        let registry = global();
        // Set by now, unless the linker does not gather declarations on this platform.
        self.binding.get().unwrap_or_else(|| self.bind_to(registry))
    }

    fn bind_to(&'static self, registry: &Registry) -> &'static Binding {
        self.binding.get_or_init(|| {
            let new_set = || SeriesSet::new(self.descriptor.layout(), SERIES_LIMIT);
            let set = registry.declare_shared(self.descriptor.family(), new_set);
            Box::new(Binding::new(&self.descriptor, set))
        })
    }
}

impl Declared for Site {
    fn declare(&'static self, registry: &Registry) {
        self.bind_to(registry);
    }
}

impl Binding {
    fn new(descriptor: &Descriptor, set: Arc<SeriesSet>) -> Self {
        let binding = Self {
            set,
            labels: descriptor.all_labels().copied().collect(),
            endings: descriptor.endings(),
            ranks: descriptor.ranks(),
            dense: OnceBox::new(),
            keys: OnceBox::new(),
        };
        if let Some(shape) = dense_shape_of(&binding.labels) {
            binding.add_dense(shape, &binding.labels);
        }
        binding
    }

    /// The first slot of the block with these label values.
    #[inline]
    pub(super) fn select<L: LabelSet>(&self, values: &L) -> Slot {
        match (const { dense_shape_of(L::LABELS) }, self.dense.get()) {
            (Some(shape), Some(dense)) if dense.shape == shape => {
                dense.first.offset(values.index() * self.endings.len() * self.layout().slots())
            }
            (Some(shape), None) => self.select_late(shape, values),
            _ => self.keys().find_or_add(values, &self.set),
        }
    }

    /// The labels turn out to be a closed set only now that their types are known.
    #[cold]
    fn select_late<L: LabelSet>(&self, shape: u64, values: &L) -> Slot {
        let mut arrived = L::LABELS.iter();
        let labels: Vec<LabelDescriptor> =
            self.labels.iter().map(|label| label.with_values_of(&mut arrived)).collect();
        self.add_dense(shape, &labels);
        self.select(values)
    }

    fn add_dense(&self, shape: u64, labels: &[LabelDescriptor]) {
        self.dense.get_or_init(|| {
            let with_endings =
                |key: &String| self.endings.iter().map(|ending| join(key, ending)).collect::<Vec<_>>();
            let block: Vec<String> = texts(labels).iter().flat_map(with_endings).collect();
            Box::new(Dense { shape, first: self.set.add_block(&block) })
        });
    }

    fn keys(&self) -> &Keys {
        self.keys.get_or_init(|| Box::new(Keys::new(self.labels.clone(), self.endings.clone())))
    }

    #[inline]
    pub(super) fn layout(&self) -> &Layout {
        self.set.layout()
    }

    /// The first slot of the series for this ending, in the block that starts with `first`.
    #[inline]
    pub(super) fn series(&self, first: Slot, ending: Ending) -> Slot {
        first.offset(usize::from(self.ranks[ending as usize]) * self.layout().slots())
    }
}

impl std::fmt::Debug for Binding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Binding").field("labels", &self.labels).finish_non_exhaustive()
    }
}
