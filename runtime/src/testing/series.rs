//! A series as it is written: `shop_orders_total{method="card"}`.

use std::{cmp::Ordering, fmt};

use crate::label::push_label;

type Label = (String, String);

/// What tells a sample from all others: its name and its labels, whose order says nothing.
#[derive(Clone, Debug)]
pub(super) struct Series {
    pub(super) name: String,
    /// As they were written, values not escaped.
    pub(super) labels: Vec<Label>,
}

impl Series {
    /// The series that `text` starts with, and what follows it.
    pub(super) fn read(text: &str) -> Result<(Self, &str), &'static str> {
        let (name, rest) = name(text);
        if name.is_empty() {
            return Err("it does not start with a name");
        }
        let (labels, rest) = match rest.trim_start().strip_prefix('{') {
            Some(inside) => labels(inside)?,
            None => (Vec::new(), rest),
        };
        Ok((Self { name: name.to_owned(), labels }, rest))
    }

    /// The same of a text with nothing else in it.
    pub(super) fn read_whole(text: &str) -> Result<Self, &'static str> {
        let (series, rest) = Self::read(text.trim())?;
        if rest.trim().is_empty() { Ok(series) } else { Err("something follows the series") }
    }

    pub(super) fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(label, _)| label == name).map(|(_, value)| &**value)
    }

    /// How many of its labels the other has too, with the same value.
    pub(super) fn labels_in(&self, other: &Self) -> usize {
        self.labels.iter().filter(|label| other.labels.contains(label)).count()
    }

    /// The labels in the order of their names, other than a histogram's bound or a summary's quantile.
    fn own_labels(&self) -> Vec<&Label> {
        let mut own: Vec<_> =
            self.labels.iter().filter(|(name, _)| name != "le" && name != "quantile").collect();
        own.sort_unstable();
        own
    }

    /// Those two: numbers are in the order of numbers.
    fn bound(&self) -> Option<(f64, &str)> {
        let text = self.label("le").or_else(|| self.label("quantile"))?;
        Some((text.parse().unwrap_or(f64::NAN), text))
    }
}

impl Ord for Series {
    fn cmp(&self, other: &Self) -> Ordering {
        let bounds = || match (self.bound(), other.bound()) {
            (Some((one, text)), Some((two, other))) => one.total_cmp(&two).then_with(|| text.cmp(other)),
            (one, two) => one.is_some().cmp(&two.is_some()),
        };
        let of_labels = || self.own_labels().cmp(&other.own_labels());
        self.name.cmp(&other.name).then_with(of_labels).then_with(bounds)
    }
}

impl PartialOrd for Series {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Series {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Series {}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        for (name, value) in &self.labels {
            push_label(&mut text, name, value);
        }
        f.write_str(&self.name)?;
        if text.is_empty() { Ok(()) } else { write!(f, "{{{text}}}") }
    }
}

/// The name that `text` starts with, and what follows it.
fn name(text: &str) -> (&str, &str) {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == ':';
    text.split_at(text.find(|letter| !is_part(letter)).unwrap_or(text.len()))
}

/// The labels behind an opening brace, and what follows the closing one.
fn labels(text: &str) -> Result<(Vec<Label>, &str), &'static str> {
    let (mut labels, mut rest) = (Vec::<Label>::new(), text.trim_start());
    loop {
        if let Some(rest) = rest.strip_prefix('}') {
            return Ok((labels, rest));
        }
        let (label, after) = label(rest)?;
        if labels.iter().any(|(name, _)| *name == label.0) {
            return Err("a label is there twice");
        }
        labels.push(label);
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if after.starts_with('}') => after,
            None => return Err("there is neither `,` nor `}` behind a label"),
        };
    }
}

fn label(text: &str) -> Result<(Label, &str), &'static str> {
    let (name, rest) = name(text);
    if name.is_empty() {
        return Err("there is no label name where one should be");
    }
    let rest = rest.trim_start().strip_prefix('=').ok_or("there is no `=` behind a label name")?;
    let rest = rest.trim_start().strip_prefix('"').ok_or("a label value has no quotes")?;
    let (value, rest) = value(rest)?;
    Ok(((name.to_owned(), value), rest))
}

/// The value behind an opening quote, not escaped any more, and what follows the closing one.
fn value(text: &str) -> Result<(String, &str), &'static str> {
    let (mut value, mut characters) = (String::new(), text.chars());
    while let Some(character) = characters.next() {
        value.push(match (character, character == '\\') {
            ('"', _) => return Ok((value, characters.as_str())),
            (other, false) => other,
            (_, true) => match characters.next() {
                Some('n') => '\n',
                Some(escaped @ ('\\' | '"')) => escaped,
                _ => return Err("in a label value, `\\` stands before `\\`, `\"` and `n` only"),
            },
        });
    }
    Err("a label value has no closing quote")
}
