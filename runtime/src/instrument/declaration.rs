//! Metrics that a static holds.

use std::{fmt, sync::Arc};

use crate::{
    catalog::Declared,
    field::{Field, FieldDescriptor, FieldRef, Group, New, Shape},
    registry::{Problems, Registry},
};

/// What a static declares, and where it is.
pub struct Declaration {
    field: FieldDescriptor,
    find: fn() -> FieldRef<'static>,
}

impl Declaration {
    /// The metric, or the struct of metrics, is registered as the field says.
    pub const fn new(field: FieldDescriptor, find: fn() -> FieldRef<'static>) -> Self {
        Self { field, find }
    }
}

impl Declared for Declaration {
    fn place(&self) -> (&'static str, u32) {
        let place = self.field.place();
        (place.file, place.line)
    }

    fn declare(&'static self, registry: &Registry) {
        registry.declare_static(&self.field, (self.find)());
    }
}

impl fmt::Debug for Declaration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Declaration").field("field", &self.field).finish_non_exhaustive()
    }
}

/// What `#[register]` says of a static without more words: a metric has this name, a struct of metrics has names of its own.
#[track_caller]
pub const fn registered(shape: Shape, name: &'static str, help: &'static str) -> FieldDescriptor {
    match shape {
        Shape::Metric { .. } => FieldDescriptor::new(shape, name, help),
        Shape::Group(_) => FieldDescriptor::new(shape, "", help),
    }
}

/// A struct whose fields are metrics: what `#[derive(Metrics)]` makes of it.
///
/// See the [derive macro](derive@crate::Metrics) for what can be a field, and how each is named.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of metrics",
    label = "not a struct of metrics",
    note = "write `#[derive(Metrics)]` above the struct"
)]
pub trait Metrics: Field + New + Group + 'static {
    /// Makes the struct, and has `registry` hold its metrics.
    ///
    /// # Errors
    ///
    /// When one of the names is taken, or not one for its kind; then the registry holds none of them.
    fn register(registry: &Registry) -> Result<Arc<Self>, Problems> {
        let metrics = Arc::new(Self::NEW);
        registry.add(metrics.clone())?;
        Ok(metrics)
    }
}

impl Registry {
    /// Holds the metrics of a struct.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use tickmark::{Counter, Metrics, Registry};
    ///
    /// #[derive(Metrics)]
    /// #[metrics(prefix = "shop")]
    /// struct Shop {
    ///     /// Orders taken.
    ///     orders_total: Counter,
    ///     cache: Option<Cache>,
    /// }
    ///
    /// #[derive(Metrics)]
    /// struct Cache {
    ///     /// Times that something was found.
    ///     hits_total: Counter,
    /// }
    ///
    /// let mut shop = Shop::new();
    /// shop.cache = Some(Cache::new());
    ///
    /// let registry = Registry::new();
    /// registry.add(Arc::new(shop))?;
    /// assert!(registry.encode().contains("\nshop_cache_hits_total 0\n"));
    /// # Ok::<(), tickmark::Problems>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When one of the names is taken, or not one for its kind; then the registry holds none of them.
    #[track_caller]
    pub fn add<T: Metrics>(&self, metrics: Arc<T>) -> Result<(), Problems> {
        self.add_group(&FieldDescriptor::new(T::SHAPE, "", ""), metrics)
    }
}
