//! Metrics as fields of structs: what is known of a field while the program compiles, and how its metric is found.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::{
    family::{Family, RemovableFamily},
    kind::Kind,
    label::{LabelDescriptor, LabelSet, LabelValue},
    metric::{
        Counter, CounterFn, FloatCounter, Gauge, GaugeFn, Histogram, Info, Instrument, Metric,
        NativeHistogram, Source, StateSet, Summary, UpDown,
    },
    name::{
        Rules, assert_base_unit, assert_declared_name, assert_label_name, ending, equal, is_metric_name,
        lint::Rule,
    },
    place::Place,
    unit::{self, Unit},
};

/// What can be a field of a struct with `#[derive(Metrics)]`: a metric, another such struct, or an `Option` of either.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a metric nor a struct of metrics",
    label = "not a metric",
    note = "write a `Counter`, a `Gauge`, a `Histogram` or another of this crate's metrics, a `Family` of them, a struct with `#[derive(Metrics)]`, or an `Option` of one"
)]
pub trait Field: Send + Sync {
    /// What it is.
    const SHAPE: Shape;

    /// The metric, or the struct of metrics.
    fn as_field(&self) -> FieldRef<'_>;
}

/// A field that can be made out of nothing, in a constant.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` can't be made out of nothing",
    label = "needs a value",
    note = "write `#[metric(init = …)]`"
)]
pub trait New: Sized {
    /// The field as it is at the start.
    const NEW: Self;
}

/// What a field is.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A metric.
    Metric {
        /// Its kind.
        kind: Kind,
        /// What its type measures in; empty where it doesn't say.
        unit: &'static str,
        /// Its labels.
        labels: &'static [LabelDescriptor],
    },
    /// A struct of metrics, with these fields.
    Group(&'static [FieldDescriptor]),
}

/// The metric of a field, or the struct of metrics that it is.
#[allow(missing_debug_implementations, reason = "there is nothing to see")]
pub enum FieldRef<'a> {
    /// A metric.
    Metric(&'a (dyn Source + Send + Sync)),
    /// A struct of metrics.
    Group(&'a dyn Group),
    /// An `Option` without anything in it.
    Absent,
}

/// A struct of metrics whose fields are asked for by their place.
pub trait Group: Send + Sync {
    /// The field at this place in the list of its descriptors.
    fn field(&self, at: usize) -> FieldRef<'_>;
}

/// What is declared of a field.
#[derive(Clone, Copy, Debug)]
pub struct FieldDescriptor {
    /// The name of the family, or what the names of the group begin with.
    name: &'static str,
    help: &'static str,
    unit: &'static str,
    labels: &'static [(&'static str, &'static str)],
    exempt: Rules,
    shape: Shape,
    place: Place,
}

impl FieldDescriptor {
    /// A field of this type.
    #[track_caller]
    pub const fn new<F: Field>(name: &'static str, help: &'static str) -> Self {
        let unit = match F::SHAPE {
            Shape::Metric { unit, .. } => unit,
            Shape::Group(_) => "",
        };
        let (shape, place) = (F::SHAPE, Place::here());
        Self { name, help, unit, labels: &[], exempt: Rules::NONE, shape, place }
    }

    /// A metric with a name of its own.
    ///
    /// # Panics
    ///
    /// When it is a struct of metrics.
    #[track_caller]
    pub const fn metric<F: Field>(name: &'static str, help: &'static str) -> Self {
        let is_metric = matches!(F::SHAPE, Shape::Metric { .. });
        assert!(is_metric, "a struct of metrics has no name: write `prefix`, or `flatten` for none");
        Self::new::<F>(name, help)
    }

    /// A struct of metrics whose names begin with this.
    ///
    /// # Panics
    ///
    /// When it is a metric.
    #[track_caller]
    pub const fn group<F: Field>(prefix: &'static str, help: &'static str) -> Self {
        let is_group = matches!(F::SHAPE, Shape::Group(_));
        assert!(is_group, "`prefix` and `flatten` are for structs of metrics: write `name` for a metric");
        Self::new::<F>(prefix, help)
    }

    /// The same, measured in this unit.
    ///
    /// # Panics
    ///
    /// When it can't end a name, the type of the metric has another, or it is a struct of metrics.
    #[must_use]
    #[track_caller]
    pub const fn unit(mut self, unit: &'static str) -> Self {
        let is_metric = matches!(self.shape, Shape::Metric { .. });
        assert!(is_metric, "a struct of metrics has no unit: write `unit` on the metrics in it");
        assert!(is_metric_name(unit), "a unit holds letters, digits and `_`: write one like `\"bytes\"`");
        let is_other = !self.unit.is_empty() && !equal(self.unit, unit);
        assert!(!is_other, "the type of this metric has a unit already: leave `unit` out");
        self.unit = unit;
        self
    }

    /// The same with these labels on each of its series.
    #[must_use]
    pub const fn labels(mut self, labels: &'static [(&'static str, &'static str)]) -> Self {
        self.labels = labels;
        self
    }

    /// The same, exempt from these rules.
    #[must_use]
    pub const fn exempt(mut self, rules: Rules) -> Self {
        self.exempt = rules;
        self
    }

    /// The same; refuses what can't be a family or breaks a rule.
    ///
    /// # Panics
    ///
    /// When it does.
    #[must_use]
    #[track_caller]
    pub const fn checked(self) -> Self {
        match self.shape {
            Shape::Metric { kind, unit, labels } => {
                let is_given = unit.len() != self.unit.len();
                if is_given && !self.exempt.contain(Rule::Unit) {
                    assert_base_unit(self.unit);
                }
                self.assert_metric(kind);
                self.assert_labels(labels);
            }
            Shape::Group(_) => {
                assert!(
                    self.name.is_empty() || is_metric_name(self.name),
                    "what names begin with holds letters, digits and `_`, no digit first: write one like `shop`"
                );
                self.assert_labels(&[]);
            }
        }
        self
    }

    #[track_caller]
    const fn assert_metric(&self, kind: Kind) {
        assert_declared_name(self.name, kind, self.exempt);
        let has_help = self.exempt.contain(Rule::Help) || !self.help.is_empty();
        assert!(has_help, "this metric has no help text: write a doc comment, `/// …`, above it");
    }

    #[track_caller]
    const fn assert_labels(&self, own: &[LabelDescriptor]) {
        let mut at = 0;
        while at < self.labels.len() {
            assert_label_name(self.labels[at].0);
            assert_not_among(own, self.labels[at].0);
            at += 1;
        }
    }

    /// What is said of the metric.
    pub(crate) const fn help(&self) -> &'static str {
        self.help
    }

    /// What it is measured in; empty where nobody says.
    pub(crate) const fn unit_name(&self) -> &'static str {
        self.unit
    }

    /// The labels on each of its series, beside its own.
    pub(crate) const fn constant_labels(&self) -> &'static [(&'static str, &'static str)] {
        self.labels
    }

    /// The rules that it need not keep.
    pub(crate) const fn exemption(&self) -> Rules {
        self.exempt
    }

    /// What it is.
    pub(crate) const fn shape(&self) -> Shape {
        self.shape
    }

    /// Where it is declared.
    pub(crate) const fn place(&self) -> Place {
        self.place
    }

    /// Its name behind `prefix`, completed with the unit and, behind that, the ending of its kind.
    pub(crate) fn full_name(&self, prefix: &str) -> String {
        let ending = self.ending();
        let base = self.name.strip_suffix(ending).unwrap_or(self.name);
        let unit = if unit::is_at_end(self.unit, base) { "" } else { self.unit };
        let parts = [prefix, base, unit];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("_") + ending
    }

    fn ending(&self) -> &'static str {
        match self.shape {
            Shape::Metric { .. } if self.exempt.contain(Rule::Total) => "",
            Shape::Metric { kind, .. } => ending(kind),
            Shape::Group(_) => "",
        }
    }
}

/// Refuses a label that the metric has itself.
#[track_caller]
const fn assert_not_among(own: &[LabelDescriptor], name: &str) {
    let mut at = 0;
    while at < own.len() {
        assert!(
            !equal(own[at].name(), name),
            "the metric has a label of this name itself: rename one of the two"
        );
        at += 1;
    }
}

macro_rules! fields {
    ($([$($parameters:tt)*] $metric:ty, $labels:expr;)*) => {$(
        impl<$($parameters)*> Field for $metric {
            const SHAPE: Shape = Shape::Metric {
                kind: <Self as Metric>::KIND,
                unit: <Self as Metric>::UNIT,
                labels: $labels,
            };

            fn as_field(&self) -> FieldRef<'_> {
                FieldRef::Metric(self)
            }
        }
    )*};
}

macro_rules! new {
    ($([$($parameters:tt)*] $metric:ty, $new:expr;)*) => {$(
        impl<$($parameters)*> New for $metric {
            const NEW: Self = $new;
        }
    )*};
}

fields! {
    [] Counter, &[];
    [U: Unit] FloatCounter<U>, &[];
    [U: Unit] Gauge<U>, &[];
    [] UpDown, &[];
    [U: Unit] Histogram<U>, &[];
    [U: Unit] NativeHistogram<U>, &[];
    [U: Unit] Summary<U>, &[];
    [T: LabelSet + Send] Info<T>, T::LABELS;
    [T: LabelValue] StateSet<T>, &[];
    [] GaugeFn, &[];
    [] CounterFn, &[];
    [L: LabelSet, M: Instrument] Family<L, M>, L::LABELS;
    [L: LabelSet, M: Instrument] RemovableFamily<L, M>, L::LABELS;
}

new! {
    [] Counter, Self::new();
    [] GaugeFn, Self::unset();
    [] CounterFn, Self::unset();
    [U: Unit] FloatCounter<U>, Self::in_unit();
    [U: Unit] Gauge<U>, Self::in_unit();
    [] UpDown, Self::new();
    [U: Unit] Histogram<U>, Self::in_unit();
    [U: Unit] NativeHistogram<U>, Self::in_unit();
    [U: Unit] Summary<U>, Self::in_unit();
    [T: LabelSet + Send] Info<T>, Self::new();
    [T: LabelValue] StateSet<T>, Self::new();
    [L: LabelSet, M: Instrument] Family<L, M>, Self::new();
    [L: LabelSet, M: Instrument] RemovableFamily<L, M>, Self::new();
}

impl<F: Field> Field for Option<F> {
    const SHAPE: Shape = F::SHAPE;

    fn as_field(&self) -> FieldRef<'_> {
        self.as_ref().map_or(FieldRef::Absent, Field::as_field)
    }
}

impl<F> New for Option<F> {
    const NEW: Self = None;
}

macro_rules! pointers {
    ($($pointer:ty),*) => {$(
        impl<F: Field> Field for $pointer {
            const SHAPE: Shape = F::SHAPE;

            fn as_field(&self) -> FieldRef<'_> {
                F::as_field(self)
            }
        }
    )*};
}

pointers!(&F, Arc<F>);
