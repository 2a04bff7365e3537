//! Between metrics and encoders: a metric writes into a sink, an encoder is one.

use std::borrow::Cow;

use crate::{buckets::Buckets, kind::Kind, label::Labels};

/// Receives the families of a scrape, one after the other, each followed by its series.
///
/// Encoders implement it; collectors call it. Families and series arrive in the order in which they belong on the page.
pub trait Sink {
    /// A family begins; the series that follow are its own.
    fn family(&mut self, family: &FamilyMeta<'_>);

    /// A series of a counter.
    fn counter(&mut self, labels: Labels<'_>, value: Number);

    /// A series of a gauge.
    fn gauge(&mut self, labels: Labels<'_>, value: f64);

    /// A series of a histogram.
    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>);

    /// A series of a native histogram; a sink that doesn't know them gets a histogram whose one bucket is `+Inf`.
    fn native_histogram(&mut self, labels: Labels<'_>, value: &NativeValue) {
        self.histogram(labels, &HistogramValue::new(&Buckets::new(&[]), &[value.count()], value.sum));
    }

    /// A series of a summary.
    fn summary(&mut self, labels: Labels<'_>, value: &SummaryValue<'_>);

    /// The series of an info metric: its labels are what it says.
    fn info(&mut self, labels: Labels<'_>);

    /// A series of a state set.
    fn state_set(&mut self, labels: Labels<'_>, value: &StateSetValue<'_>);

    /// A series of a family whose kind nobody knows.
    fn unknown(&mut self, labels: Labels<'_>, value: f64);
}

/// What is said of a family above its series.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FamilyMeta<'a> {
    /// The name, with the `_total` of a counter.
    pub name: Cow<'a, str>,
    /// The kind of all its series.
    pub kind: Kind,
    /// What it counts, for people.
    pub help: Cow<'a, str>,
    /// What it is measured in, such as `seconds`; empty where nobody says. The name ends in it.
    pub unit: &'static str,
}

impl<'a> FamilyMeta<'a> {
    /// A family with this name, kind and help.
    pub fn new(name: impl Into<Cow<'a, str>>, kind: Kind, help: impl Into<Cow<'a, str>>) -> Self {
        Self { name: name.into(), kind, help: help.into(), unit: "" }
    }

    /// The same, measured in this unit.
    #[must_use]
    pub fn with_unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// The same, independent of what it was borrowed from.
    pub fn into_owned(self) -> FamilyMeta<'static> {
        FamilyMeta {
            name: Cow::Owned(self.name.into_owned()),
            kind: self.kind,
            help: Cow::Owned(self.help.into_owned()),
            unit: self.unit,
        }
    }
}

/// The value of a counter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Counted in ones.
    Integer(u64),
    /// Counted in fractions, such as seconds.
    Float(f64),
}

/// The value of a histogram.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct HistogramValue<'a> {
    /// The upper bounds.
    pub buckets: &'a Buckets,
    /// How many observations fell into each bucket and no smaller one, the last being above all bounds.
    pub counts: &'a [u64],
    /// The sum of all observations.
    pub sum: f64,
}

impl<'a> HistogramValue<'a> {
    /// A histogram with one count for each bound of `buckets`, and one more for what lies above them.
    pub const fn new(buckets: &'a Buckets, counts: &'a [u64], sum: f64) -> Self {
        Self { buckets, counts, sum }
    }

    /// How many observations there were.
    ///
    /// It is the sum of the counts, so it can't differ from the bucket `+Inf`.
    pub fn count(&self) -> u64 {
        self.counts.iter().fold(0, |sum, count| sum.wrapping_add(*count))
    }

    /// Each upper bound as the text format writes it, with the number of observations up to it; `+Inf` last.
    pub fn cumulative(&self) -> impl Iterator<Item = (&'a str, u64)> {
        let bounds = self.buckets.texts().chain(std::iter::once("+Inf"));
        let mut cumulative = 0_u64;
        bounds.zip(self.counts).map(move |(bound, count)| {
            cumulative = cumulative.wrapping_add(*count);
            (bound, cumulative)
        })
    }
}

/// The value of a [native histogram](https://prometheus.io/docs/specs/native_histograms/).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NativeValue {
    /// How fine the buckets are: the bound of each is the one before it times `2^(2^-schema)`.
    pub schema: i32,
    /// Up to which distance from zero observations are in the zero bucket.
    pub zero_threshold: f64,
    /// How many observations are in the zero bucket.
    pub zero_count: u64,
    /// How many were not a number, and so are in no bucket.
    pub not_a_number: u64,
    /// The buckets above zero that are not empty, by their index: that of index `i` ends with `2^(i * 2^-schema)`.
    pub positive: Vec<(i32, u64)>,
    /// Those below zero, by the index of their distance.
    pub negative: Vec<(i32, u64)>,
    /// The sum of all observations.
    pub sum: f64,
}

impl NativeValue {
    /// How many observations there were.
    pub fn count(&self) -> u64 {
        let buckets = self.positive.iter().chain(&self.negative).map(|(_, count)| *count);
        buckets.chain([self.zero_count, self.not_a_number]).fold(0, u64::wrapping_add)
    }
}

/// The value of a summary.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct SummaryValue<'a> {
    /// Quantiles between 0 and 1, each with its value.
    pub quantiles: &'a [(f64, f64)],
    /// The sum of all observations.
    pub sum: f64,
    /// How many observations there were.
    pub count: u64,
}

impl<'a> SummaryValue<'a> {
    /// A summary with these quantiles.
    pub const fn new(quantiles: &'a [(f64, f64)], sum: f64, count: u64) -> Self {
        Self { quantiles, sum, count }
    }
}

/// The value of a state set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StateSetValue<'a> {
    /// The names of the states.
    pub states: &'a [&'a str],
    /// One bit for each of them, the first being the lowest.
    pub on: u64,
}

impl<'a> StateSetValue<'a> {
    /// A set of these states, of which there are at most 64.
    pub const fn new(states: &'a [&'a str], on: u64) -> Self {
        Self { states, on }
    }

    /// Each state, and whether it is on.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, bool)> {
        let on = self.on;
        self.states.iter().take(64).enumerate().map(move |(at, state)| (*state, on >> at & 1 == 1))
    }
}
