//! Observations to look at, which say where to find out more.

use crate::{
    label::{Labels, LabelsBuf},
    timestamp::Timestamp,
};

/// One observation that says where to find out more: mostly in which trace it was made.
///
/// What it says are labels of its own, of which names and values together have at most [128 characters](Exemplar::MOST_CHARACTERS).
#[derive(Clone, Debug, PartialEq)]
pub struct Exemplar {
    labels: LabelsBuf,
    value: f64,
    time: Option<Timestamp>,
}

impl Exemplar {
    /// How many characters the names and values of its labels may have together:
    /// [specification](https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars).
    pub const MOST_CHARACTERS: usize = 128;

    /// An observation of `value` with these labels; `None` where they are too long.
    pub fn new(labels: LabelsBuf, value: f64) -> Option<Self> {
        let lengths =
            labels.as_labels().iter().map(|(name, value)| name.chars().count() + value.chars().count());
        (lengths.sum::<usize>() <= Self::MOST_CHARACTERS).then_some(Self { labels, value, time: None })
    }

    /// The same, made then.
    #[must_use]
    pub const fn at(mut self, time: Timestamp) -> Self {
        self.time = Some(time);
        self
    }

    /// What it says.
    pub fn labels(&self) -> Labels<'_> {
        self.labels.as_labels()
    }

    /// What was observed, or how much was counted.
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// When, if somebody knows.
    pub const fn time(&self) -> Option<Timestamp> {
        self.time
    }
}
