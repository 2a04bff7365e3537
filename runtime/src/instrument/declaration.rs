//! A metric that a static holds.

use std::borrow::Cow;

use crate::{
    catalog::Declared,
    kind::Kind,
    metric::{Metric, Source},
    registry::{FamilyDescriptor, Place, Registry},
};

/// The name of a metric in a static, and where it is.
pub struct Declaration {
    name: &'static str,
    help: &'static str,
    kind: Kind,
    metric: &'static (dyn Source + Send + Sync),
    place: Place,
}

impl Declaration {
    /// The metric is registered under this name.
    #[track_caller]
    pub const fn new<M: Metric>(name: &'static str, help: &'static str, metric: &'static M) -> Self {
        Self { name, help, kind: M::KIND, metric, place: Place::here() }
    }
}

impl Declared for Declaration {
    fn declare(&'static self, registry: &Registry) {
        let (name, help) = (Cow::Borrowed(self.name), Cow::Borrowed(self.help));
        registry.declare_static(
            FamilyDescriptor::of(name, help, self.kind, self.metric, self.place),
            self.metric,
        );
    }
}

impl std::fmt::Debug for Declaration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Declaration")
            .field("name", &self.name)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

/// Refuses a name that a metric of this type can't have.
///
/// # Panics
///
/// When it can't.
#[track_caller]
pub const fn assert_metric_name<M: Metric>(name: &str) {
    crate::name::assert_metric_name(name, M::KIND);
}
