//! The value of a histogram.

use crate::{buckets::Buckets, exemplar::Exemplar, timestamp::Timestamp};

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
    /// When it began at zero, if somebody knows.
    pub created: Option<Timestamp>,
    /// Observations to look at, each with the number of its bucket: in the order of those, one each at most.
    pub exemplars: &'a [(usize, Exemplar)],
}

impl<'a> HistogramValue<'a> {
    /// A histogram with one count for each bound of `buckets`, and one more for what lies above them.
    pub const fn new(buckets: &'a Buckets, counts: &'a [u64], sum: f64) -> Self {
        Self { buckets, counts, sum, created: None, exemplars: &[] }
    }

    /// The same, begun at zero then.
    #[must_use]
    pub const fn with_created(mut self, created: Option<Timestamp>) -> Self {
        self.created = created;
        self
    }

    /// The same with observations to look at.
    #[must_use]
    pub const fn with_exemplars(mut self, exemplars: &'a [(usize, Exemplar)]) -> Self {
        self.exemplars = exemplars;
        self
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
