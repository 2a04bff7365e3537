//! Observations to look at, which say where to find out more.

use crate::{
    label::{Labels, LabelsBuf},
    name::Escaping,
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

    /// An observation of `value` with these labels; `None` where they are too long, and where one has no name or that of another.
    pub fn new(labels: LabelsBuf, value: f64) -> Option<Self> {
        let is_sound = Self::has_room_for(labels.as_labels()) && are_told_apart(labels.as_labels());
        is_sound.then_some(Self { labels, value, time: None })
    }

    /// Whether the labels are short enough.
    pub(crate) fn has_room_for(labels: Labels<'_>) -> bool {
        let lengths = labels.iter().map(|(name, value)| name.chars().count() + value.chars().count());
        lengths.sum::<usize>() <= Self::MOST_CHARACTERS
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

/// Whether each has a name of its own, also where names are escaped.
fn are_told_apart(labels: Labels<'_>) -> bool {
    let is_written = |one: &str, other: &str| {
        Escaping::Underscores.label_name(one) == Escaping::Underscores.label_name(other)
    };
    let is_there =
        |name: &str, before: usize| labels.iter().take(before).any(|(other, _)| is_written(name, &other));
    labels.iter().enumerate().all(|(at, (name, _))| !name.is_empty() && !is_there(&name, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(labels: &[(&str, &str)]) -> bool {
        let labels = labels.iter().fold(LabelsBuf::new(), |labels, (name, value)| labels.with(name, value));
        Exemplar::new(labels, 1.0).is_some()
    }

    #[test]
    fn labels_have_names_of_their_own_and_are_short() {
        assert!(made(&[]));
        assert!(made(&[("trace_id", "1"), ("span_id", "1"), ("a", "")]));
        assert!(!made(&[("", "1")]));
        assert!(!made(&[("a", "1"), ("b", "2"), ("a", "1")]));
        assert!(!made(&[("a.b", "1"), ("a_b", "2")]));
        assert!(made(&[("a", &"é".repeat(127))]) && !made(&[("a", &"é".repeat(128))]));
    }
}
