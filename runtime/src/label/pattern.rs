//! What all keys of a family, or of a call site, have in common; finding one compares the rest.

use super::{
    LabelDescriptor, LabelSet,
    text::{SPECIAL_IN_VALUES, escaped, push_label},
};

/// Where the values stand in the text of a key, told by the distance from each to the next.
///
/// A key is the text of its labels, so there is no second copy of the values in memory to compare with.
#[derive(Debug)]
pub(crate) struct KeyPattern {
    /// For each value that is read: how far it is from the end of the one before it, past its name and past fixed labels.
    gaps: Box<[usize]>,
    /// The labels of those values.
    read: Box<[ReadLabel]>,
    /// How long what follows the last of them is, other than a comma: fixed labels, and an ending.
    rest: usize,
}

/// A label whose value is read, and the fixed ones before it as they are written.
#[derive(Debug)]
struct ReadLabel {
    fixed: Box<str>,
    name: &'static str,
}

/// How long each value of a key is, in a byte each: where that is equal, the values stand at the same places in the text, and
/// comparing them is all that is left to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lengths(u64);

impl Lengths {
    /// Of no value yet.
    pub(crate) const NONE: Self = Self(0);

    /// There are more than eight values, or one is longer than 254 bytes, or one does not stand in the text as it is, a fixed one
    /// included, or is left out: such a key is compared as it is written, which takes longer.
    const UNKNOWN: Self = Self(u64::MAX);

    /// The same with one more value.
    #[inline]
    pub(crate) fn and(self, value: &str) -> Self {
        let is_known = self.0 >> (u64::BITS - u8::BITS) == 0 && value.len() < 0xff;
        if is_known { Self(self.0 << u8::BITS | value.len() as u64) } else { Self::UNKNOWN }
    }

    /// All together as one number.
    #[inline]
    pub(crate) fn to_bits(self) -> u64 {
        self.0
    }

    /// The same for values that are written in `key`, but for those that it leaves out.
    pub(crate) fn written_in(self, key: &str, leaves_out: bool) -> Self {
        if leaves_out || key.contains('\\') { Self::UNKNOWN } else { self }
    }
}

impl KeyPattern {
    /// The pattern of keys with these labels, each followed by a text as long as `ending`.
    pub(crate) fn new(labels: &[LabelDescriptor], ending: &str) -> Self {
        let (mut gaps, mut gap) = (Vec::new(), 0);
        let (mut read, mut fixed) = (Vec::new(), String::new());
        for label in labels {
            gap += label.name().len() + r#"=""#.len();
            if let Some(value) = label.fixed_value() {
                gap += value.len() + r#"","#.len();
                push_label(&mut fixed, label.name(), value);
            } else {
                gaps.push(std::mem::replace(&mut gap, r#"","#.len()));
                read.push(ReadLabel { fixed: std::mem::take(&mut fixed).into(), name: label.name() });
            }
        }
        let comma = usize::from(!fixed.is_empty() && !ending.is_empty());
        Self { gaps: gaps.into(), read: read.into(), rest: fixed.len() + comma + ending.len() }
    }

    /// Whether the key that `text` begins with has these values; `written` are the lengths of those in the text, `arrived` of
    /// those in `values`.
    #[inline]
    pub(crate) fn matches<L: LabelSet>(
        &self,
        (text, written): (&str, Lengths),
        (values, arrived): (&L, Lengths),
    ) -> bool {
        if written == Lengths::UNKNOWN {
            return self.matches_as_written(text, values);
        }
        written == arrived && self.matches_where_they_stand(text.as_bytes(), values)
    }

    #[inline]
    fn matches_where_they_stand<L: LabelSet>(&self, text: &[u8], values: &L) -> bool {
        let mut gaps = self.gaps.iter();
        let (mut start, mut matches) = (0, true);
        values.visit(&mut |value| {
            start += gaps.next().copied().unwrap_or_default();
            let end = start + value.len();
            matches = matches && text.get(start..end).is_some_and(|written| equal(written, value.as_bytes()));
            start = end;
        });
        matches
    }

    /// Where the values would be written just so: escaped, and the empty ones left out. That all of it is there shows in how
    /// much is left.
    #[cold]
    fn matches_as_written<L: LabelSet>(&self, text: &str, values: &L) -> bool {
        let (mut read, mut rest) = (self.read.iter(), Some(text));
        values.visit(&mut |value| {
            let is_first = |rest: &str| rest.len() == text.len();
            rest = rest.and_then(|rest| read.next()?.strip(rest, is_first(rest), value));
        });
        rest.is_some_and(|rest| rest.strip_prefix(',').unwrap_or(rest).len() == self.rest)
    }
}

impl ReadLabel {
    /// What follows the label where `text` begins with it, fixed ones before it included.
    fn strip<'a>(&self, text: &'a str, is_first: bool, value: &str) -> Option<&'a str> {
        let comma = |is_first: bool| if is_first { "" } else { "," };
        let (text, is_first) = match &*self.fixed {
            "" => (text, is_first),
            fixed => (text.strip_prefix(comma(is_first))?.strip_prefix(fixed)?, false),
        };
        if value.is_empty() {
            return Some(text);
        }
        let text = text.strip_prefix(comma(is_first))?.strip_prefix(self.name)?.strip_prefix("=\"")?;
        escaped(value, SPECIAL_IN_VALUES).try_fold(text, str::strip_prefix)?.strip_prefix('"')
    }
}

/// Compares here what is up to 32 bytes long, as most label values are: calling `memcmp` would cost more than it does. By far where nothing
/// is compared: what empty text points to may be no memory at all, and vector instructions take a thousand cycles to find that out.
#[inline]
pub(crate) fn equal(one: &[u8], other: &[u8]) -> bool {
    match one.len() {
        length if length != other.len() => false,
        0 => true,
        1..4 => one.iter().zip(other).all(|(one, other)| one == other),
        4..8 => ends_equal::<4>(one, other),
        8..=16 => ends_equal::<8>(one, other),
        17..=32 => ends_equal::<16>(one, other),
        _ => one == other,
    }
}

/// Whether the first and the last bytes are the same; where there are at most twice as many, that is all of them.
#[inline]
fn ends_equal<const N: usize>(one: &[u8], other: &[u8]) -> bool {
    one.first_chunk::<N>() == other.first_chunk() && one.last_chunk::<N>() == other.last_chunk()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lengths<L: LabelSet>(values: &L) -> Lengths {
        let mut lengths = Lengths::NONE;
        values.visit(&mut |value| lengths = lengths.and(value));
        lengths
    }

    #[test]
    fn lengths_that_do_not_fit_are_unknown() {
        let long = "x".repeat(255);
        assert_eq!(Lengths::NONE.and("ab").and("").to_bits(), 0x200);
        assert_eq!(Lengths::NONE.and(&long), Lengths::UNKNOWN);
        assert_eq!(Lengths::NONE.and(&long).and("a"), Lengths::UNKNOWN);
        assert_eq!(["a"; 9].into_iter().fold(Lengths::NONE, Lengths::and), Lengths::UNKNOWN);
        assert_ne!([&long[1..]; 8].into_iter().fold(Lengths::NONE, Lengths::and), Lengths::UNKNOWN);
    }

    const ENDING: &str = r#"outcome="a""#;

    #[test]
    fn fixed_labels_are_skipped_when_values_are_compared() {
        let mut labels = [
            LabelDescriptor::fixed("kind", "\""),
            LabelDescriptor::unknown("a"),
            LabelDescriptor::unknown("b"),
        ];
        for (kind, text) in
            [("x", r#"kind="x",a="1",b="2",outcome="a""#), ("\"", r#"kind="\"",a="1",b="2",outcome="a""#)]
        {
            labels[0] = LabelDescriptor::fixed("kind", kind);
            let pattern = KeyPattern::new(&labels, ENDING);
            let written = lengths(&("1", "2")).written_in(text, false);
            let matches = |values| pattern.matches((text, written), (&values, lengths(&values)));
            assert!(matches(("1", "2")));
            assert!(!matches(("1", "3")));
            assert!(!matches(("12", "")));
        }
    }

    proptest! {
        #[test]
        fn only_equal_values_match(
            written in prop::array::uniform3(HOSTILE),
            others in prop::array::uniform3(HOSTILE),
            arriving in prop::array::uniform3(0..3_u8),
            fixed_at in 0..4_usize,
            ending in prop::sample::select(vec!["", "o=\"=\"", "o=\"a\",p=\"b\""]),
        ) {
            let mut labels: Vec<_> = ["x", "y", "zz"].map(LabelDescriptor::unknown).into();
            labels.insert(fixed_at, LabelDescriptor::fixed("f", "=a"));
            let mut text = String::new();
            let mut values = written.iter();
            for label in &labels {
                let value = label.fixed_value().or_else(|| values.next().map(String::as_str)).unwrap_or_default();
                if !value.is_empty() {
                    push_label(&mut text, label.name(), value);
                }
            }
            let pattern = KeyPattern::new(&labels, ending);
            let [a, b, c] = written.each_ref().map(String::as_str);
            let written_lengths = lengths(&(a, b, c)).written_in(&text, written.iter().any(String::is_empty));
            let text = if ending.is_empty() { text } else { [text.as_str(), ",", ending].concat() };
            let matches = |values| pattern.matches((&text, written_lengths), (&values, lengths(&values)));
            prop_assert!(matches((a, b, c)));
            // Each the same, none, or another one.
            let choices = [["", a, &others[0]], ["", b, &others[1]], ["", c, &others[2]]];
            let [d, e, f] = [0, 1, 2].map(|at| choices[at][usize::from(arriving[at])]);
            prop_assert_eq!(matches((d, e, f)), (a, b, c) == (d, e, f));
        }
    }

    /// What an argument about quotes could stumble over.
    const HOSTILE: &str = "[\"\\\\\n,=afxyz]{0,5}|[ab]{0,20}|a{250,260}";
}
