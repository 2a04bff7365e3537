//! The value of a native histogram.

use std::{borrow::Cow, cmp::Reverse};

use super::HistogramValue;
use crate::{buckets::Buckets, exemplar::Exemplar, timestamp::Timestamp};

/// The value of a [native histogram](https://prometheus.io/docs/specs/native_histograms/).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NativeValue<'a> {
    /// How fine the buckets are: the bound of each is the one before it times `2^(2^-schema)`.
    pub schema: i32,
    /// Up to which distance from zero observations are in the zero bucket.
    pub zero_threshold: f64,
    /// How many observations are in the zero bucket.
    pub zero_count: u64,
    /// How many were not a number, and so are in no bucket.
    pub not_a_number: u64,
    /// The buckets above zero that are not empty, by their index: that of index `i` ends with `2^(i * 2^-schema)`.
    pub positive: Cow<'a, [(i32, u64)]>,
    /// Those below zero, by the index of their distance.
    pub negative: Cow<'a, [(i32, u64)]>,
    /// The sum of all observations.
    pub sum: f64,
    /// When it began at zero, if somebody knows.
    pub created: Option<Timestamp>,
    /// Observations to look at.
    pub exemplars: Cow<'a, [Exemplar]>,
    /// The same observations in buckets that were chosen, for formats that know no others.
    pub classic: Option<ClassicBuckets<'a>>,
}

/// The buckets of a native histogram for formats that don't know native ones.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ClassicBuckets<'a> {
    /// The upper bounds.
    pub buckets: &'a Buckets,
    /// How many observations fell into each bucket and no smaller one, the last being above all bounds.
    pub counts: Cow<'a, [u64]>,
}

impl<'a> ClassicBuckets<'a> {
    /// One count for each bound of `buckets`, and one more for what lies above them.
    pub fn new(buckets: &'a Buckets, counts: impl Into<Cow<'a, [u64]>>) -> Self {
        Self { buckets, counts: counts.into() }
    }
}

impl NativeValue<'_> {
    /// A histogram as fine as this without an observation: the rest is to be filled in.
    ///
    /// ```
    /// use tickmark::NativeValue;
    ///
    /// let mut value = NativeValue::new(0);
    /// value.positive = vec![(1, 2), (3, 1)].into();
    /// value.sum = 9.5;
    /// assert_eq!(value.count(), 3);
    /// ```
    pub const fn new(schema: i32) -> Self {
        Self {
            schema,
            // What the specification advises: 2^-128.
            zero_threshold: 2.938_735_877_055_719e-39,
            zero_count: 0,
            not_a_number: 0,
            positive: Cow::Borrowed(&[]),
            negative: Cow::Borrowed(&[]),
            sum: 0.0,
            created: None,
            exemplars: Cow::Borrowed(&[]),
            classic: None,
        }
    }

    /// The index of the last bucket that a number can fall into, or of the first, which is as far from zero: numbers are below 2^1024 and above
    /// 2^-1075.
    pub(crate) fn greatest_index(&self) -> u32 {
        const EXPONENTS: u32 = 1_075;
        let schema = self.schema.clamp(-4, 8);
        if schema >= 0 { EXPONENTS << schema } else { EXPONENTS >> -schema }.saturating_add(1)
    }

    /// Calls `write` with a histogram for formats that know no native ones: with the classic buckets, or with `+Inf` alone.
    pub(crate) fn with_classic<T>(&self, write: impl FnOnce(&HistogramValue<'_>) -> T) -> T {
        let value =
            |buckets, counts| HistogramValue::new(buckets, counts, self.sum).with_created(self.created);
        match &self.classic {
            Some(ClassicBuckets { buckets, counts }) if self.exemplars.is_empty() => {
                write(&value(buckets, counts))
            }
            Some(ClassicBuckets { buckets, counts }) => {
                let exemplars = self.exemplars_in(buckets, counts);
                write(&value(buckets, counts).with_exemplars(&exemplars))
            }
            None => {
                let buckets = Buckets::new(&[]);
                let counts = [self.count()];
                let exemplars = self.exemplars_in(&buckets, &counts);
                write(&value(&buckets, &counts).with_exemplars(&exemplars))
            }
        }
    }

    /// The newest exemplar of each classic bucket that has one; what was observed since the counts were read is not on this page.
    fn exemplars_in(&self, buckets: &Buckets, counts: &[u64]) -> Vec<(usize, Exemplar)> {
        let of_bucket = |exemplar: &Exemplar| (buckets.index_of(exemplar.value()), exemplar.clone());
        let mut exemplars: Vec<_> = self.exemplars.iter().map(of_bucket).collect();
        exemplars.sort_by_key(|(bucket, exemplar)| (*bucket, Reverse(exemplar.time())));
        exemplars.dedup_by_key(|(bucket, _)| *bucket);
        exemplars.retain(|(bucket, _)| counts.get(*bucket).is_some_and(|count| *count > 0));
        exemplars
    }

    /// How many observations there were.
    pub fn count(&self) -> u64 {
        let buckets = self.positive.iter().chain(&*self.negative).map(|(_, count)| *count);
        buckets.chain([self.zero_count, self.not_a_number]).fold(0, u64::wrapping_add)
    }

    /// The buckets that are not empty, in order: where each begins and ends, and how many observations are in it. What is not a number is
    /// in none.
    ///
    /// The zero bucket begins at zero, unless something is below it.
    ///
    /// ```
    /// use tickmark::NativeHistogram;
    ///
    /// let histogram = NativeHistogram::new().factor(2.0);
    /// [0.0, 3.0, 4.0].map(|value| histogram.observe(value));
    ///
    /// let value = histogram.value();
    /// let ranges: Vec<_> = value.ranges().collect();
    /// assert_eq!(ranges, [(0.0, value.zero_threshold, 1), (2.0, 4.0, 2)]);
    /// ```
    pub fn ranges(&self) -> impl Iterator<Item = (f64, f64, u64)> {
        let ends = |index| (self.bound(index - 1), self.bound_or_infinity(index));
        let below = self.negative.iter().rev().map(move |(index, count)| {
            let (start, end) = ends(*index);
            (-end, -start, *count)
        });
        let begin = if self.negative.is_empty() { 0.0 } else { -self.zero_threshold };
        let zero = (begin, self.zero_threshold, self.zero_count);
        let above = self.positive.iter().map(move |(index, count)| {
            let (start, end) = ends(*index);
            (start, end, *count)
        });
        below.chain([zero]).chain(above).filter(|(_, _, count)| *count > 0)
    }

    /// Where the bucket of this index ends, if no number is beyond that.
    fn bound(&self, index: i32) -> f64 {
        (f64::from(index) * f64::from(-self.schema).exp2()).exp2().min(f64::MAX)
    }

    /// The same, but for the bucket of what is infinite: that follows the one of the greatest number.
    fn bound_or_infinity(&self, index: i32) -> f64 {
        let is_beyond = self.bound(index - 1) >= f64::MAX;
        if is_beyond { f64::INFINITY } else { self.bound(index) }
    }
}
