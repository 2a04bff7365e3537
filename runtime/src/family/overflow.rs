//! The values of what has no room.

use super::room::OVERFLOW;
use crate::label::{LabelDescriptor, LabelSet};

/// The same combination with [`OVERFLOW`] for each open value. A closed value stays, so there are only as many of these as there are
/// combinations of closed values.
pub(super) struct Overflowed<'a, L>(pub(super) &'a L);

impl<L: LabelSet> LabelSet for Overflowed<'_, L> {
    const LABELS: &'static [LabelDescriptor] = L::LABELS;

    fn index(&self) -> usize {
        self.0.index()
    }

    fn visit(&self, each: &mut impl FnMut(&str)) {
        let mut labels = L::LABELS.iter().filter(|label| label.fixed_value().is_none());
        self.0.visit(&mut |value| {
            let values = labels.next().and_then(LabelDescriptor::values).unwrap_or_default();
            // Looked up: a hand-written closed label whose text is none of its values would have no end otherwise.
            each(if values.contains(&value) { value } else { OVERFLOW });
        });
    }
}
