//! The registry: who holds what, and what a scrape collects from it.

mod about;
mod claim;
mod configured;
mod descriptor;
mod held;
mod leaf;
mod member;
mod page;
mod problem;
#[cfg(feature = "testing")]
mod scope;
mod stem;
#[cfg(test)]
mod tests;

#[cfg(feature = "serve")]
use std::any::Any;
use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

pub(crate) use descriptor::{FamilyDescriptor, Help};
use held::Held;
use leaf::{Leaf, leaves};
use member::{Member, Part, Series};
pub use problem::{Problem, Problems};
#[cfg(feature = "testing")]
pub(crate) use scope::{Mark, Scope, current};

#[cfg(feature = "serve")]
use crate::name::Rules;
use crate::{
    collector::Collect,
    config::Config,
    family::Shared,
    field::{FieldDescriptor, FieldRef, Group},
    kind::Kind,
    label::LabelsBuf,
    metric::{Metric, Source},
    place::Place,
    sink::Sink,
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

impl Registry {
    /// An empty registry.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty registry whose metrics are named, labelled, limited and left out as `config` says.
    ///
    /// The families of attached collectors keep their names; they get the configured labels, and may be left out. What is
    /// wrong with a configuration that was not [`checked`](Config::checked) is reported by [`check`](Self::check); the
    /// rest of it holds.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use tickmark::{Config, Counter, Registry};
    ///
    /// let registry = Registry::with_config(Config::new().prefix("shop").label("env", "prod").checked()?);
    /// registry.register("orders_total", "Orders taken.", Arc::new(Counter::new()))?;
    /// assert!(registry.encode().contains(r#"shop_orders_total{env="prod"} 0"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_config(mut config: Config) -> Self {
        let mistakes = config.take_mistakes();
        let registry = Self { held: Arc::new(Mutex::new(Held::new(config))) };
        registry.report(mistakes);
        registry
    }

    /// Holds `metric` under a name; `help` says in a sentence what it counts.
    ///
    /// What the format takes is taken. Of what the macros refuse besides, such as `camelCase`, a unit that is no base unit, or an empty help
    /// text, only `testing::lint` says something.
    ///
    /// # Errors
    ///
    /// When the name is not one for a metric of this kind, does not end in the unit of its type, or is taken.
    #[track_caller]
    pub fn register<M: Metric + 'static>(
        &self,
        name: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
        metric: M,
    ) -> Result<(), Problem> {
        let descriptor = FamilyDescriptor::of(name.into(), help.into(), &metric, Place::here());
        // Kept until the lock is gone: with a metric that is refused goes the user's code, which may use the registry.
        let metric: Arc<dyn Source + Send + Sync> = Arc::new(metric);
        let part = Part { labels: LabelsBuf::new(), series: Series::Own(metric.clone()) };
        self.held().add(descriptor, part)
    }

    /// Holds all metrics of a struct, or none of them where one can't be held.
    pub(crate) fn add_group(&self, field: &FieldDescriptor, group: Arc<dyn Group>) -> Result<(), Problems> {
        let leaves = leaves(field, FieldRef::Group(&*group));
        let series = |leaf: &Leaf<'_>| Series::Field(group.clone(), leaf.path.clone().into());
        self.held().add_all(leaves, series).map_err(Problems::new)
    }

    /// Has `collector` asked for its families at every scrape.
    ///
    /// One that panics, or hands over what can't be written, costs its own families and never the page;
    /// `tickmark_collector_failures_total` counts it, and `tickmark_collector_duration_seconds` says how long each took, both by the label
    /// `collector`, which is its [name](Collect::name).
    pub fn attach(&self, collector: impl Collect + 'static) {
        // Not under the lock, because the name is the user's code.
        let name = collector.name().to_owned();
        self.held().attach(name, collector);
    }

    /// What is wrong with what was declared, and only shows when all declarations are together: names that are declared
    /// twice and differ, of which the page leaves out the second one; names that will be one in OpenMetrics; and what a configuration asks for
    /// that can't be.
    ///
    /// # Errors
    ///
    /// When there is anything; it prints as a list that names both places of each clash.
    pub fn check(&self) -> Result<(), Problems> {
        Problems::none_or(self.problems())
    }

    /// Which rules of the configuration are for no family so far, as those with a typing error are: to be asked when all families are there,
    /// those of collectors from the first scrape on.
    ///
    /// # Errors
    ///
    /// When there is one; it prints as a list that says where each rule is.
    pub fn check_config(&self) -> Result<(), Problems> {
        Problems::none_or(self.held().unused_rules())
    }

    /// All that [`check`](Self::check) and [`check_config`](Self::check_config) find.
    pub(crate) fn check_all(&self) -> Result<(), Problems> {
        let mut problems = self.problems();
        problems.extend(self.held().unused_rules());
        Problems::none_or(problems)
    }

    fn problems(&self) -> Vec<Problem> {
        let held = self.held();
        held.problems.iter().chain(&held.warnings).cloned().collect()
    }

    /// Writes all families in the order of their names.
    pub fn collect(&self, sink: &mut dyn Sink) {
        page::write(self, sink, &|_, _| true);
    }

    /// Writes those families, in the order of their names, whose name and kind are wanted; returns the names of the collectors of which
    /// something had to be left out.
    pub(crate) fn collect_some(
        &self,
        sink: &mut dyn Sink,
        is_wanted: &dyn Fn(&str, Kind) -> bool,
    ) -> Vec<String> {
        page::write(self, sink, is_wanted)
    }

    /// Writes the families that the registry holds itself, not those of attached collectors.
    #[cfg(feature = "prometheus")]
    pub(crate) fn collect_own(&self, sink: &mut dyn Sink) {
        for member in &*self.members() {
            member.write(false, sink);
        }
    }

    /// Whether the calling thread is collecting from this registry, so that whoever asks for its families was asked by it.
    #[cfg(any(feature = "prometheus", feature = "serve"))]
    pub(crate) fn is_under_way(&self) -> bool {
        page::is_under_way(self)
    }

    /// The families that the registry holds itself.
    #[cfg(feature = "prometheus")]
    pub(crate) fn descriptors(&self) -> Vec<FamilyDescriptor> {
        self.members().iter().map(|member| member.descriptor.clone()).collect()
    }

    /// Holds a metric, or a struct of metrics, that a macro declared; what is wrong with it is kept for [`check`](Self::check).
    pub(crate) fn declare_static(&self, field: &FieldDescriptor, found: FieldRef<'static>) {
        self.held().add_each(leaves(field, found), |leaf| Series::Static(leaf.metric));
    }

    /// Holds all metrics of a struct of ours, whose names then begin with `tickmark_`; what is wrong with one is kept for
    /// [`check`](Self::check).
    #[cfg(feature = "serve")]
    pub(crate) fn declare_ours(&self, field: &FieldDescriptor, group: Arc<dyn Group>) {
        let mut leaves = leaves(field, FieldRef::Group(&*group));
        for Leaf { descriptor, .. } in &mut leaves {
            descriptor.name = ["tickmark_", &descriptor.name].concat().into();
            descriptor.exempt = Rules::OURS;
        }
        self.held().add_each(leaves, |leaf| Series::Field(group.clone(), leaf.path.clone().into()));
    }

    /// What is kept with the registry, one of each type: what was there, or what `made` is; and whether it is that.
    #[cfg(feature = "serve")]
    pub(crate) fn companion<T: Any + Send + Sync>(&self, made: Arc<T>) -> (Arc<T>, bool) {
        let mut held = self.held();
        let mut all = held.companions.iter();
        let found = all.find_map(|companion| companion.clone().downcast::<T>().ok());
        let is_new = found.is_none();
        if is_new {
            held.companions.push(made.clone());
        }
        (found.unwrap_or(made), is_new)
    }

    /// The series of a family that call sites share. Where this declaration can't be part of the family under its
    /// name, it gets series that are on no page.
    pub(crate) fn declare_shared(
        &self,
        descriptor: FamilyDescriptor,
        new: impl FnOnce(Option<&[f64]>) -> Shared,
    ) -> Arc<Shared> {
        self.held().share(descriptor, new)
    }

    /// Keeps what is wrong with the configuration for [`check`](Self::check).
    pub(crate) fn report(&self, mistakes: Vec<String>) {
        self.held().warnings.extend(mistakes.into_iter().map(Problem::config));
    }

    /// Keeps what is wrong with what was said there for [`check`](Self::check).
    #[cfg(feature = "http")]
    pub(crate) fn report_at(&self, place: Place, mistakes: Vec<String>) {
        self.held().warnings.extend(mistakes.into_iter().map(|what| Problem::at(place, what)));
    }

    /// What [`check`](Self::check) finds that has to do with what was said there.
    #[cfg(feature = "http")]
    pub(crate) fn check_at(&self, place: Place) -> Result<(), Problems> {
        let mut problems = self.problems();
        problems.retain(|problem| problem.names_place(place));
        Problems::none_or(problems)
    }

    /// Whether it is configured that pages of OpenMetrics say when series began.
    pub(crate) fn has_created(&self) -> bool {
        self.held().config().has_created()
    }

    /// Whether it is configured that pages of text have the buckets of native histograms as VictoriaMetrics knows them.
    pub(crate) fn has_vmrange(&self) -> bool {
        self.held().config().has_vmrange()
    }

    /// What two clones of a registry have in common.
    fn address(&self) -> *const Held {
        Arc::as_ptr(&self.held).cast()
    }

    #[cfg(feature = "prometheus")]
    fn members(&self) -> Arc<[Arc<Member>]> {
        self.held().members()
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not under the lock, because the writer is the user's.
        let names: Vec<_> = self.held().families.keys().cloned().collect();
        f.debug_tuple("Registry").field(&names).finish()
    }
}
