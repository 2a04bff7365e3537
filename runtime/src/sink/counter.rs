//! The value of a counter.

use crate::{exemplar::Exemplar, timestamp::Timestamp};

/// A number as it is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Counted in ones.
    Integer(u64),
    /// Counted in fractions, such as seconds.
    Float(f64),
}

/// The value of a counter.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct CounterValue<'a> {
    /// How much was counted.
    pub number: Number,
    /// When it began at zero, if somebody knows.
    pub created: Option<Timestamp>,
    /// One of those who counted.
    pub exemplar: Option<&'a Exemplar>,
}

impl<'a> CounterValue<'a> {
    /// A counter of which nothing else is known.
    pub const fn new(number: Number) -> Self {
        Self { number, created: None, exemplar: None }
    }

    /// The same, begun at zero then.
    #[must_use]
    pub const fn with_created(mut self, created: Option<Timestamp>) -> Self {
        self.created = created;
        self
    }

    /// The same with one of those who counted.
    #[must_use]
    pub const fn with_exemplar(mut self, exemplar: Option<&'a Exemplar>) -> Self {
        self.exemplar = exemplar;
        self
    }
}

impl From<Number> for CounterValue<'_> {
    fn from(number: Number) -> Self {
        Self::new(number)
    }
}

impl From<u64> for CounterValue<'_> {
    fn from(count: u64) -> Self {
        Self::new(Number::Integer(count))
    }
}

impl From<f64> for CounterValue<'_> {
    fn from(amount: f64) -> Self {
        Self::new(Number::Float(amount))
    }
}
