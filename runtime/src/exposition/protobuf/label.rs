//! Labels as messages.

use super::wire::Wire;
use crate::{label::Labels, name::Escaping};

/// The labels of the series before, as text and as fields: neighbours have most of theirs in common.
#[derive(Debug, Default)]
pub(super) struct LabelPairs {
    text: String,
    fields: Wire,
    /// Where the text and the fields of each pair end.
    ends: Vec<(usize, usize)>,
}

impl LabelPairs {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.fields.clear();
        self.ends.clear();
    }

    /// The fields of these labels.
    pub(super) fn of(&mut self, labels: Labels<'_>, escaping: Escaping) -> &[u8] {
        let text = labels.as_str();
        let kept = self.in_common(text);
        self.ends.truncate(kept);
        let (text_end, fields_end) = self.ends.last().copied().unwrap_or((0, 0));
        self.fields.truncate(fields_end);
        self.text.truncate(text_end);
        self.text.push_str(&text[text_end..]);
        let begin = text.len() - text[text_end..].trim_start_matches(',').len();
        for (end, name, value) in Labels::from_text(&text[begin..]).with_ends() {
            self.fields.message(1, |wire| {
                wire.text(1, &escaping.label_name(&name));
                wire.text(2, &value);
            });
            self.ends.push((begin + end, self.fields.len()));
        }
        self.fields.as_bytes()
    }

    /// How many pairs both begin with.
    fn in_common(&self, text: &str) -> usize {
        let mut start = 0;
        let is_same = |(end, _): &&(usize, usize)| {
            let pair = start..*end;
            start = *end;
            text.as_bytes().get(pair.clone()) == Some(&self.text.as_bytes()[pair])
        };
        self.ends.iter().take_while(is_same).count()
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
            let mut pairs = LabelPairs::default();
            for labels in all {
                let labels = labels.iter().fold(LabelsBuf::new(), |labels, (name, value)| labels.with(["a", "ab", "b.c"][*name], value));
                proptest::prop_assert_eq!(pairs.of(labels.as_labels(), Escaping::Underscores), &alone(&labels)[..]);
            }
        }
    }
}
