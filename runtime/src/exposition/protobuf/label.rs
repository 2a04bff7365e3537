//! Labels as messages.

use super::wire::Message;
use crate::{
    label::{Label, Labels},
    name::Escaping,
};

/// The labels of the series before as fields: neighbours have most of theirs in common.
#[derive(Debug, Default)]
pub(super) struct LabelPairs {
    fields: Vec<u8>,
    pairs: Vec<Pair>,
}

/// A label as text and as a field.
#[derive(Clone, Copy, Debug)]
struct Pair {
    /// Where its value begins, and where the label ends, in the text.
    begin: usize,
    end: usize,
    /// Where the field begins, and where that of its value does.
    field: usize,
    value: usize,
}

/// What is before the names of most labels: the number of the field, and its length.
const SHORT_HEAD: usize = 2;

impl LabelPairs {
    /// The fields of these labels.
    #[inline]
    pub(super) fn of(&mut self, labels: Labels<'_>, escaping: Escaping) -> &[u8] {
        let shared = labels.shared();
        let kept = self.pairs.iter().take_while(|pair| pair.end <= shared).count();
        if let Some(next) = self.pairs.get(kept).copied() {
            self.pairs.truncate(kept);
            // Mostly its name is the same, and only the value another.
            if !(next.begin <= shared && self.change(next, labels)) {
                self.fields.truncate(next.field);
            }
        }
        let end = self.pairs.last().map_or(0, |last| last.end);
        if end < labels.as_str().len() {
            self.add(labels, end + usize::from(end > 0), escaping);
        }
        &self.fields
    }

    /// Writes another value into the label that was there; false where it is to be written anew.
    #[inline]
    fn change(&mut self, pair: Pair, labels: Labels<'_>) -> bool {
        let is_short = |length: usize| length < 0x80;
        let Some((value, end)) = labels.value_at(pair.begin) else { return false };
        if !is_short(self.fields[pair.field + 1].into()) {
            return false;
        }
        self.fields.truncate(pair.value);
        self.fields.text(2, &value.unescaped());
        let length = self.fields.len() - pair.field - SHORT_HEAD;
        if is_short(length) {
            self.fields[pair.field + 1] = length.to_le_bytes()[0];
            self.pairs.push(Pair { end, ..pair });
        }
        is_short(length)
    }

    /// Adds the labels from `begin` on.
    fn add(&mut self, labels: Labels<'_>, begin: usize, escaping: Escaping) {
        let is_plain = !labels.has_quoted_names() && escaping != Escaping::Dots;
        for Label { name, value, begin, end } in labels.labels_from(begin) {
            let (name, value) = (name.unescaped(), value.unescaped());
            let name = if is_plain { name } else { escaping.label_name(&name).into_owned().into() };
            let field = self.fields.len();
            let value = self.fields.pair(1, (1, &name), (2, &value));
            self.pairs.push(Pair { begin, end, field, value });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::LabelsBuf;

    /// The fields of these labels, written without a memory.
    fn alone(labels: &LabelsBuf) -> Vec<u8> {
        LabelPairs::default().of(labels.as_labels(), Escaping::Underscores).to_vec()
    }

    proptest::proptest! {
        #[test]
        fn what_was_written_before_changes_nothing(all in proptest::collection::vec(proptest::collection::vec((0..3_usize, "[a,=\"\\\\\n]{0,3}"), 0..4), 1..8)) {
            let (mut pairs, mut before) = (LabelPairs::default(), LabelsBuf::new());
            for labels in all {
                let labels = labels.iter().fold(LabelsBuf::new(), |labels, (name, value)| labels.with(["a", "ab", "b.c"][*name], value));
                let texts = before.as_labels().as_str().bytes().zip(labels.as_labels().as_str().bytes());
                let shared = texts.take_while(|(one, other)| one == other).count();
                let fields = pairs.of(labels.as_labels().after(shared), Escaping::Underscores);
                proptest::prop_assert_eq!(fields, &alone(&labels)[..]);
                before = labels;
            }
        }
    }
}
