//! Labels as the text that goes on the page: `method="card",refunded="true"`.
//!
//! A series is written once, when it comes to be, and copied by every scrape. The text is also what a series is found by:
//! there is no second copy of its values in memory.

use std::{borrow::Cow, cmp::Ordering, fmt};

use crate::name::is_label_name;

/// The labels of one series, as a sink receives them.
#[derive(Clone, Copy)]
pub struct Labels<'a> {
    text: &'a str,
    /// Whether there are names in quotes among them.
    has_quoted: bool,
    /// How much of the text is for certain that of the series before, in the same family.
    shared: usize,
}

impl<'a> Labels<'a> {
    /// Labels all of whose names are of Prometheus' old alphabet.
    pub(crate) const fn from_text(text: &'a str) -> Self {
        Self { text, has_quoted: false, shared: 0 }
    }

    /// The same behind a series of the same family with which it has so much of its text in common.
    #[inline]
    pub(crate) const fn after(mut self, shared: usize) -> Self {
        self.shared = shared;
        self
    }

    /// How much of the text is for certain that of the series that came before to the same sink, in the same family.
    #[inline]
    pub(crate) const fn shared(self) -> usize {
        self.shared
    }

    /// The labels as the text format writes them between its braces, values escaped, and names that are not of Prometheus' old alphabet in
    /// quotes.
    pub const fn as_str(self) -> &'a str {
        self.text
    }

    /// Whether there are names in quotes among them, as only some formats know them.
    pub const fn has_quoted_names(self) -> bool {
        self.has_quoted
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    /// Whether the others have the same names, in the same order.
    pub(crate) fn has_names_of(self, others: Labels<'_>) -> bool {
        self.iter().map(|(name, _)| name).eq(others.iter().map(|(name, _)| name))
    }

    /// Each label with its value, not escaped.
    pub fn iter(self) -> impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> {
        self.labels_from(0).map(|label| (label.name.unescaped(), label.value.unescaped()))
    }

    /// The same from the label on that begins at `from` in the text.
    #[inline]
    pub(crate) fn labels_from(self, from: usize) -> impl Iterator<Item = Label<'a>> {
        let mut rest = self.text.get(from..).unwrap_or("");
        std::iter::from_fn(move || {
            let (name, after) = if let Some(quoted) = rest.strip_prefix('"') {
                split_value(quoted)
            } else {
                let end = rest.bytes().position(|byte| byte == b'=')?;
                (Written { text: &rest[..end], has_escapes: false }, &rest[end..])
            };
            let begin = self.text.len() - after.len() + "=\"".len();
            let (value, end) = self.value_at(begin)?;
            rest = self.text[end..].strip_prefix(',').unwrap_or("");
            Some(Label { name, value, begin, end })
        })
    }

    /// The value that begins at this place in the text, and where its label ends.
    #[inline]
    pub(crate) fn value_at(self, begin: usize) -> Option<(Written<'a>, usize)> {
        let (value, after) = split_value(self.text.get(begin..)?);
        Some((value, self.text.len() - after.len()))
    }
}

/// A label, and where it stands in the text.
pub(crate) struct Label<'a> {
    pub(crate) name: Written<'a>,
    pub(crate) value: Written<'a>,
    /// Where the value begins.
    pub(crate) begin: usize,
    /// Where the label ends.
    pub(crate) end: usize,
}

impl PartialEq for Labels<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Labels<'_> {}

impl PartialOrd for Labels<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Labels<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(other.text)
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
    has_quoted: bool,
}

impl LabelsBuf {
    /// No labels.
    pub const fn new() -> Self {
        Self { text: String::new(), has_quoted: false }
    }

    /// One more label.
    ///
    /// The name may be of any letters, as `http.status`; formats that have no such names get it [escaped](crate::exposition::Escaping). One
    /// that is empty, or that Prometheus keeps for itself because `__` is in front, keeps its family off the page.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if is_label_name(name) {
            push_label(&mut self.text, name, value);
        } else {
            self.has_quoted = true;
            push_label(&mut self.text, &quoted(name), value);
        }
        self
    }

    /// These labels and then the others.
    pub(crate) fn followed_by(mut self, others: &Self) -> Self {
        self.extend(others.as_labels());
        self
    }

    /// No labels any more; the memory is used again.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.has_quoted = false;
    }

    /// These labels and then the others.
    pub(crate) fn extend(&mut self, others: Labels<'_>) {
        if !self.text.is_empty() && !others.is_empty() {
            self.text.push(',');
        }
        self.text.push_str(others.text);
        self.has_quoted |= others.has_quoted;
    }

    /// The labels as a sink takes them.
    pub fn as_labels(&self) -> Labels<'_> {
        Labels { text: &self.text, has_quoted: self.has_quoted, shared: 0 }
    }
}

impl From<Labels<'_>> for LabelsBuf {
    fn from(labels: Labels<'_>) -> Self {
        Self { text: labels.text.to_owned(), has_quoted: labels.has_quoted }
    }
}

/// The name between quotes.
pub(crate) fn quoted(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len() + 2);
    quoted.push('"');
    push_escaped(&mut quoted, name, SPECIAL_IN_VALUES);
    quoted.push('"');
    quoted
}

/// Appends `name="value"`, with a comma in front unless it is the first.
pub(crate) fn push_label(text: &mut String, name: &str, value: &str) {
    if !text.is_empty() {
        text.push(',');
    }
    push_pair(text, name, value);
}

/// Appends `name="value"`.
pub(crate) fn push_pair(text: &mut String, name: &str, value: &str) {
    text.push_str(name);
    text.push_str("=\"");
    push_escaped(text, value, SPECIAL_IN_VALUES);
    text.push('"');
}

/// What the values of labels have a backslash before, among them the line feed, which becomes `\n`.
pub(crate) const SPECIAL_IN_VALUES: &[char] = &['\\', '"', '\n'];

/// Appends `value` as [`escaped`].
pub(crate) fn push_escaped(text: &mut String, value: &str, specials: &[char]) {
    text.extend(escaped(value, specials));
}

/// The pieces of `value` with a backslash before each of `specials`, among which a line feed becomes `\n`: backslash and line feed
/// everywhere, in the values of labels the quote as well
/// ([text format](https://prometheus.io/docs/instrumenting/exposition_formats/#comments-help-text-and-type-information)).
pub(crate) fn escaped<'a>(value: &'a str, specials: &[char]) -> impl Iterator<Item = &'a str> {
    value.split_inclusive(specials).flat_map(move |piece| match piece.strip_suffix(specials) {
        None => [piece, ""],
        Some(plain) => [plain, escape(piece.as_bytes()[plain.len()])],
    })
}

fn escape(special: u8) -> &'static str {
    match special {
        b'\n' => "\\n",
        b'"' => "\\\"",
        _ => "\\\\",
    }
}

/// A name or a value as it is written, with a backslash before each backslash, quote and line feed, which is an `n` there.
pub(crate) struct Written<'a> {
    pub(crate) text: &'a str,
    has_escapes: bool,
}

/// The value that `text` starts with, and what follows its closing quote.
#[inline]
fn split_value(text: &str) -> (Written<'_>, &str) {
    let (bytes, mut end, mut has_escapes) = (text.as_bytes(), 0, false);
    while let Some(byte) = bytes.get(end).filter(|byte| **byte != b'"') {
        has_escapes |= *byte == b'\\';
        end += if *byte == b'\\' { 2 } else { 1 };
    }
    let value = text.get(..end).unwrap_or(text);
    (Written { text: value, has_escapes }, text.get(end + 1..).unwrap_or(""))
}

impl<'a> Written<'a> {
    /// As it was before.
    #[inline]
    pub(crate) fn unescaped(self) -> Cow<'a, str> {
        if self.has_escapes { Cow::Owned(unescape(self.text)) } else { Cow::Borrowed(self.text) }
    }
}

#[cold]
fn unescape(value: &str) -> String {
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
    plain
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

    proptest! {
        #[test]
        fn names_of_any_letters_come_back_as_they_were(names in prop::collection::vec(any::<String>(), 0..4)) {
            let labels = names.iter().fold(LabelsBuf::new(), |labels, name| labels.with(name, "="));
            let read: Vec<String> = labels.as_labels().iter().map(|(name, _)| name.into_owned()).collect();
            prop_assert_eq!(labels.as_labels().has_quoted_names(), !names.iter().all(|name| is_label_name(name)));
            prop_assert_eq!(read, names);
        }

        #[test]
        fn values_come_back_as_they_were(values in prop::collection::vec(any::<String>(), 0..4)) {
            let mut text = String::new();
            for (at, value) in values.iter().enumerate() {
                push_label(&mut text, &format!("label_{at}"), value);
            }
            let read: Vec<String> = Labels::from_text(&text).iter().map(|(_, value)| value.into_owned()).collect();
            prop_assert_eq!(read, values);
        }
    }
}
