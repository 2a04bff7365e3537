//! Metrics as fields of structs: what is known of a field while the program compiles, and how its metric is found.

mod descriptor;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use descriptor::FieldDescriptor;

use crate::{
    family::{Family, RemovableFamily},
    kind::Kind,
    label::{LabelDescriptor, LabelSet, LabelValue},
    metric::{
        Counter, CounterFn, FloatCounter, Gauge, GaugeFn, Histogram, Info, Instrument, Metric,
        NativeHistogram, Source, StateSet, Summary, UpDown,
    },
    unit::Unit,
};

/// What can be a field of a struct with `#[derive(Metrics)]`: a metric, another such struct, or an `Option` of either.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a metric nor a struct of metrics",
    label = "not a metric",
    note = "write a `Counter`, a `Gauge`, a `Histogram` or another of this crate's metrics, a `Family` of them, a struct with `#[derive(Metrics)]`, or an `Option` of one"
)]
pub trait Field: Send + Sync {
    /// Always [`Start`]. What is asked of it is not asked of what is no field, about which the compiler then says one thing.
    type Start;

    /// What it is.
    const SHAPE: Shape;

    /// The metric, or the struct of metrics.
    fn as_field(&self) -> FieldRef<'_>;
}

/// A field that can be made out of nothing, in a constant.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be made out of nothing",
    label = "needs a value",
    note = "write `#[metric(init = …)]` for what a constant can be, and `Option` around what is put in later"
)]
pub trait New: Sized {
    /// The field as it is at the start.
    const NEW: Self;
}

/// How a field is at the start.
#[allow(missing_debug_implementations, reason = "there is none")]
pub enum Start {}

/// What makes a field out of nothing.
pub trait Make<F> {
    /// The field as it is at the start.
    const NEW: F;
}

impl<F: New> Make<F> for Start {
    const NEW: F = F::NEW;
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
        /// Why there can be no such metric, whatever it is called.
        problem: Option<&'static str>,
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

macro_rules! fields {
    ($([$($parameters:tt)*] $metric:ty, $labels:expr;)*) => {$(
        impl<$($parameters)*> Field for $metric {
            type Start = Start;

            const SHAPE: Shape = Shape::Metric {
                kind: <Self as Metric>::KIND,
                unit: <Self as Metric>::UNIT,
                labels: $labels,
                problem: None,
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
    [T: LabelSet + Send + Sync] Info<T>, T::LABELS;
    [U: Unit] GaugeFn<U>, &[];
    [U: Unit] CounterFn<U>, &[];
    [L: LabelSet, M: Instrument] Family<L, M>, L::LABELS;
    [L: LabelSet, M: Instrument] RemovableFamily<L, M>, L::LABELS;
}

new! {
    [] Counter, Self::new();
    [U: Unit] GaugeFn<U>, Self::unset();
    [U: Unit] CounterFn<U>, Self::unset();
    [U: Unit] FloatCounter<U>, Self::in_unit();
    [U: Unit] Gauge<U>, Self::in_unit();
    [] UpDown, Self::new();
    [U: Unit] Histogram<U>, Self::in_unit();
    [U: Unit] NativeHistogram<U>, Self::in_unit();
    [U: Unit] Summary<U>, Self::in_unit();
    [T: LabelSet + Send + Sync] Info<T>, Self::new();
    [T: LabelValue] StateSet<T>, Self::new();
    [L: LabelSet, M: Instrument] Family<L, M>, Self::new();
    [L: LabelSet, M: Instrument] RemovableFamily<L, M>, Self::new();
}

impl<T: LabelValue> Field for StateSet<T> {
    type Start = Start;

    const SHAPE: Shape =
        Shape::Metric { kind: Kind::StateSet, unit: "", labels: &[], problem: Self::PROBLEM };

    fn as_field(&self) -> FieldRef<'_> {
        FieldRef::Metric(self)
    }
}

impl<F: Field> Field for Option<F> {
    type Start = Start;

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
            type Start = Start;

            const SHAPE: Shape = F::SHAPE;

            fn as_field(&self) -> FieldRef<'_> {
                F::as_field(self)
            }
        }
    )*};
}

pointers!(&F, Arc<F>);
