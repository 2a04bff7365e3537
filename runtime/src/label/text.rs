//! Labels as the text that goes on the page: `method="card",refunded="true"`.
//!
//! A series is written once, when it comes to be, and copied by every scrape. The text is also what a series is found by:
//! there is no second copy of its values in memory.

use std::{borrow::Cow, fmt, sync::Arc};

use super::{LabelDescriptor, LabelSet};

/// The labels of one series, as a sink receives them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Labels<'a> {
    text: &'a str,
}

impl<'a> Labels<'a> {
    pub(crate) const fn from_text(text: &'a str) -> Self {
        Self { text }
    }

    /// The labels as the text format writes them between its braces, values escaped.
    pub const fn as_str(self) -> &'a str {
        self.text
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    /// Each label with its value, not escaped.
    pub fn iter(self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let mut rest = self.text;
        std::iter::from_fn(move || {
            let (name, after) = rest.split_once("=\"")?;
            let (value, after) = after.split_at(end_of_value(after));
            rest = after.strip_prefix("\",").unwrap_or("");
            Some((name, unescape(value)))
        })
    }
}

impl fmt::Debug for Labels<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}}}", self.text)
    }
}

/// Labels that a collector puts together for a [`Sink`](crate::Sink).
///
/// ```
/// use tickmark::LabelsBuf;
///
/// let labels = LabelsBuf::new().with("device", "eth0").with("note", "it said \"up\"");
/// assert_eq!(labels.as_labels().as_str(), r#"device="eth0",note="it said \"up\"""#);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelsBuf {
    text: String,
}

impl LabelsBuf {
    /// No labels.
    pub const fn new() -> Self {
        Self { text: String::new() }
    }

    /// One more label.
    ///
    /// The name is not checked here; a family with a name that the format does not know is left out of the page.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        push_label(&mut self.text, name, value);
        self
    }

    /// The labels as a sink takes them.
    pub fn as_labels(&self) -> Labels<'_> {
        Labels::from_text(&self.text)
    }
}

impl From<Labels<'_>> for LabelsBuf {
    fn from(labels: Labels<'_>) -> Self {
        Self { text: labels.as_str().to_owned() }
    }
}

/// Appends `name="value"`, with a comma in front unless it is the first.
pub(crate) fn push_label(text: &mut String, name: &str, value: &str) {
    if !text.is_empty() {
        text.push(',');
    }
    text.push_str(name);
    text.push_str("=\"");
    push_escaped(text, value, &['\\', '"', '\n']);
    text.push('"');
}

/// Appends `value` with a backslash before each of `specials`, among which a line feed becomes `\n`: backslash and line feed
/// everywhere, in the values of labels the quote as well
/// ([text format](https://prometheus.io/docs/instrumenting/exposition_formats/#comments-help-text-and-type-information)).
pub(crate) fn push_escaped(text: &mut String, value: &str, specials: &[char]) {
    let mut rest = value;
    while let Some(at) = rest.find(specials) {
        let (plain, special) = rest.split_at(at);
        text.push_str(plain);
        text.push_str(match special.as_bytes()[0] {
            b'\n' => "\\n",
            b'"' => "\\\"",
            _ => "\\\\",
        });
        rest = &special[1..];
    }
    text.push_str(rest);
}

/// Where the value that `text` starts with ends: at the first quote that is not escaped.
fn end_of_value(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.unwrap_or(text.len())
}

fn unescape(value: &str) -> Cow<'_, str> {
    if !value.contains('\\') {
        return Cow::Borrowed(value);
    }
    let mut plain = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        plain.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    Cow::Owned(plain)
}

/// The text of some labels, ready to be compared with values as they arrive: the full comparison behind a hash.
pub(crate) struct Key {
    /// The labels, and perhaps others behind them.
    text: Arc<str>,
    /// Where they end.
    length: u32,
    /// Whether the values stand in the text as they are.
    is_plain: bool,
}

impl Key {
    /// The first `length` bytes of `text`.
    pub(crate) fn new(text: Arc<str>, length: usize) -> Self {
        let is_plain = !text.contains('\\');
        Self { text, length: u32::try_from(length).unwrap_or(u32::MAX), is_plain }
    }

    /// The text, with what may stand behind the labels.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether `labels` have these values here.
    #[inline]
    pub(crate) fn matches<L: LabelSet>(&self, labels: &[LabelDescriptor], values: &L) -> bool {
        if self.is_plain { self.matches_plain(labels, values) } else { self.matches_escaped(labels, values) }
    }

    /// Names are not compared but skipped, and yet the comparison is exact. A value that arrives ends at a quote, and a
    /// written one holds none; so, read from one start, the arriving value never ends before the written one. If it
    /// ends later, all that follows is read as much later, and what is read does not end with the key. The last check
    /// therefore says that every value ended where the written one does, and began there.
    #[inline]
    fn matches_plain<L: LabelSet>(&self, labels: &[LabelDescriptor], values: &L) -> bool {
        let text = self.text.as_bytes();
        let mut labels = labels.iter();
        let (mut at, mut matches) = (0, true);
        values.visit(&mut |value| {
            at += skip_to_read_value(&mut labels);
            matches = matches && stands_at(text, at, value.as_bytes());
            at += value.len() + r#"","#.len();
        });
        at += labels.map(length_of_fixed).sum::<usize>();
        matches && at == self.length as usize + ",".len()
    }

    #[cold]
    fn matches_escaped<L: LabelSet>(&self, labels: &[LabelDescriptor], values: &L) -> bool {
        let mut written = Labels::from_text(&self.text).iter();
        let mut labels = labels.iter();
        let mut matches = true;
        values.visit(&mut |value| {
            let fixed = labels.by_ref().take_while(|label| label.fixed_value().is_some()).count();
            matches = matches && written.nth(fixed).is_some_and(|(_, written)| written == value);
        });
        matches
    }
}

/// How far it is to the next value that is read, past fixed labels and the name.
#[inline]
fn skip_to_read_value(labels: &mut std::slice::Iter<'_, LabelDescriptor>) -> usize {
    let mut distance = 0;
    for label in labels {
        if label.fixed_value().is_none() {
            return distance + label.name().len() + r#"=""#.len();
        }
        distance += length_of_fixed(label);
    }
    distance
}

fn length_of_fixed(label: &LabelDescriptor) -> usize {
    label.name().len() + label.fixed_value().unwrap_or_default().len() + r#"="","#.len()
}

/// Whether `value` stands at this place, between quotes.
#[inline]
fn stands_at(text: &[u8], at: usize, value: &[u8]) -> bool {
    let end = at + value.len();
    match text.get(at - 2..=end) {
        Some([b'=', b'"', written @ .., b'"']) => written == value,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hostile_values_are_escaped() {
        let mut text = String::new();
        push_label(&mut text, "path", "C:\\dir\n\"quoted\" é");
        assert_eq!(text, "path=\"C:\\\\dir\\n\\\"quoted\\\" é\"");
    }

    #[test]
    fn fixed_labels_are_skipped_when_values_are_compared() {
        let mut labels = [
            LabelDescriptor::fixed("kind", "\""),
            LabelDescriptor::unknown("a"),
            LabelDescriptor::unknown("b"),
        ];
        for (kind, text) in [
            ("x", r#"kind="x",a="1",b="2",outcome="success""#),
            ("\"", r#"kind="\"",a="1",b="2",outcome="x""#),
        ] {
            labels[0] = LabelDescriptor::fixed("kind", kind);
            let key = Key::new(text.into(), text.find(",outcome").expect("it is there"));
            assert!(key.matches(&labels, &("1", "2")));
            assert!(!key.matches(&labels, &("1", "3")));
            assert!(!key.matches(&labels, &("12", "")));
        }
    }

    proptest! {
        #[test]
        fn values_come_back_as_they_were(values in prop::collection::vec(any::<String>(), 0..4)) {
            let mut text = String::new();
            for (at, value) in values.iter().enumerate() {
                push_label(&mut text, &format!("label_{at}"), value);
            }
            let read: Vec<String> = Labels::from_text(&text).iter().map(|(_, value)| value.into_owned()).collect();
            prop_assert_eq!(read, values);
        }

        #[test]
        fn only_equal_values_match(
            written in prop::array::uniform3(HOSTILE),
            arriving in prop::array::uniform3(HOSTILE),
            fixed_at in 0..4_usize,
            ending in prop::sample::select(vec!["", ",o=\"=\"", ",o=\"a\",p=\"b\""]),
        ) {
            let mut labels: Vec<_> = ["x", "y", "zz"].map(LabelDescriptor::unknown).into();
            labels.insert(fixed_at, LabelDescriptor::fixed("f", "=a"));
            let mut text = String::new();
            let mut values = written.iter();
            for label in &labels {
                let value = label.fixed_value().or_else(|| values.next().map(String::as_str)).unwrap_or_default();
                push_label(&mut text, label.name(), value);
            }
            let key = Key::new([text.as_str(), ending].concat().into(), text.len());
            let [a, b, c] = written.each_ref().map(String::as_str);
            prop_assert!(key.matches(&labels, &(a, b, c)));
            let [d, e, f] = arriving.each_ref().map(String::as_str);
            prop_assert_eq!(key.matches(&labels, &(d, e, f)), written == arriving);
        }
    }

    /// What an argument about quotes could stumble over.
    const HOSTILE: &str = "[\"\\\\\n,=afxyz]{0,5}";
}
