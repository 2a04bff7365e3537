//! The labels of a set that holds other sets, put together while the program compiles.

use super::{
    LabelDescriptor,
    constant::{array, refuse},
};
use crate::name::equal;

/// A label set whose labels are put together from parts.
pub trait LabelParts {
    /// The labels of each field: one of its own, or those of the set that it is.
    const PARTS: &'static [&'static [LabelDescriptor]];

    /// The labels of all parts in order.
    const JOINED: &'static [LabelDescriptor] = array!(
        join(Self::PARTS),
        count(Self::PARTS),
        [8, 16, 32, 64, 128],
        "a label set has at most 128 labels: remove some"
    );
}

/// The most labels of a family: its series are as many as the product of what the labels can be.
const MOST_LABELS: usize = 8;

/// Refuses more labels than a family has.
///
/// # Panics
///
/// When there are.
#[track_caller]
pub const fn assert_labels_are_few<L: LabelParts + ?Sized>() {
    assert!(
        count(L::PARTS) <= MOST_LABELS,
        "a family has at most 8 labels, with those of flattened fields: remove some"
    );
}

/// Refuses a label of a field when one before it has the same.
///
/// # Panics
///
/// When one has.
#[track_caller]
pub const fn assert_labels_differ<L: LabelParts + ?Sized>(part: usize) {
    let (before, part) = (L::PARTS.split_at(part).0, L::PARTS[part]);
    let mut at = 0;
    while at < part.len() {
        let name = part[at].name();
        if has(before, name) || has(&[part.split_at(at).0], name) {
            refuse(
                "the label `",
                name,
                "` is there twice, with those of flattened fields: rename one of them",
                "a label is there twice, with those of flattened fields: rename one of them",
            );
        }
        at += 1;
    }
}

const fn has(parts: &[&[LabelDescriptor]], name: &str) -> bool {
    let mut labels = Walk::over(parts);
    while let Some(label) = labels.next() {
        if equal(label.name(), name) {
            return true;
        }
    }
    false
}

const fn count(parts: &[&[LabelDescriptor]]) -> usize {
    let (mut labels, mut count) = (Walk::over(parts), 0);
    while labels.next().is_some() {
        count += 1;
    }
    count
}

const fn join<const N: usize>(parts: &[&[LabelDescriptor]]) -> [LabelDescriptor; N] {
    let mut all = [LabelDescriptor::fixed("", ""); N];
    let (mut labels, mut at) = (Walk::over(parts), 0);
    // The sizes that are too short are made as well, and not used.
    while at < N
        && let Some(label) = labels.next()
    {
        all[at] = label;
        at += 1;
    }
    all
}

/// A walk over the labels of all parts: constants have no iterators.
struct Walk<'a> {
    parts: &'a [&'a [LabelDescriptor]],
    part: usize,
    label: usize,
}

impl<'a> Walk<'a> {
    const fn over(parts: &'a [&'a [LabelDescriptor]]) -> Self {
        Self { parts, part: 0, label: 0 }
    }

    const fn next(&mut self) -> Option<LabelDescriptor> {
        while self.part < self.parts.len() {
            let part = self.parts[self.part];
            if self.label < part.len() {
                self.label += 1;
                return Some(part[self.label - 1]);
            }
            (self.part, self.label) = (self.part + 1, 0);
        }
        None
    }
}
