//! The value of a summary.

use crate::timestamp::Timestamp;

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
    /// When it began at zero, if somebody knows.
    pub created: Option<Timestamp>,
}

impl<'a> SummaryValue<'a> {
    /// A summary with these quantiles.
    pub const fn new(quantiles: &'a [(f64, f64)], sum: f64, count: u64) -> Self {
        Self { quantiles, sum, count, created: None }
    }

    /// The same, begun at zero then.
    #[must_use]
    pub const fn with_created(mut self, created: Option<Timestamp>) -> Self {
        self.created = created;
        self
    }
}
