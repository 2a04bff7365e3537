//! One series of a family.

use crate::{
    cell::{Hashed, Slot},
    label::{KeyPattern, LabelSet, Labels, Lengths},
};

/// The labels of a series, written out once, and where its value lies.
///
/// Two call sites that declare the same series each have one of their own, which a scrape adds up: that keeps every call site's
/// slots together, so that finding one is arithmetic.
#[derive(Debug)]
pub(crate) struct Series {
    labels: Box<str>,
    /// Of the values by which it is found.
    digest: Digest,
    first: Slot,
}

/// What label values are found by, before they are compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Digest {
    pub(crate) lengths: Lengths,
    pub(crate) hash: u32,
}

impl Digest {
    /// Of a series that is not found by its values.
    pub(crate) const NONE: Self = Self { lengths: Lengths::NONE, hash: 0 };
}

impl Series {
    pub(super) fn new(labels: Box<str>, digest: Digest, first: Slot) -> Self {
        Self { labels, digest, first }
    }

    /// The first of its slots.
    #[inline]
    pub(super) fn first(&self) -> Slot {
        self.first
    }

    pub(super) fn labels(&self) -> Labels<'_> {
        Labels::from_text(&self.labels)
    }

    /// Whether its text is `key` followed by `ending`.
    pub(super) fn is_written(&self, key: &str, ending: &str) -> bool {
        self.labels.strip_prefix(key).is_some_and(|rest| {
            let is_joined = key.is_empty() || ending.is_empty();
            if is_joined { rest == ending } else { rest.strip_prefix(',') == Some(ending) }
        })
    }

    /// Whether these are its values; `arrived` is their lengths.
    #[inline]
    pub(super) fn has<L: LabelSet>(&self, values: &L, arrived: Lengths, pattern: &KeyPattern) -> bool {
        pattern.matches((&self.labels, self.digest.lengths), (values, arrived))
    }
}

impl Hashed for Series {
    #[inline]
    fn hash(&self) -> u32 {
        self.digest.hash
    }
}
