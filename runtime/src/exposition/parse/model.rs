//! What a page says.

use std::{borrow::Cow, fmt};

use super::{Dialect, ParsedNumber, ParsedTimestamp, Type};
use crate::label::push_escaped;

/// A page that was read.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Page<'a> {
    /// In the order in which the page first names them; each name once.
    pub families: Vec<ParsedFamily<'a>>,
}

/// What a page says under one name.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ParsedFamily<'a> {
    /// As `TYPE` and `HELP` have it: in OpenMetrics, that of a counter is without `_total`.
    pub name: Cow<'a, str>,
    /// What `TYPE` says.
    pub kind: Type,
    /// What `HELP` says, no longer escaped.
    pub help: Option<Cow<'a, str>>,
    /// What `UNIT` says.
    pub unit: Option<Cow<'a, str>>,
    /// In the order of the page.
    pub samples: Vec<Sample<'a>>,
    /// The line that first names it; the first of the page is 1.
    pub line: usize,
    pub(super) has_type: bool,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sample<'a> {
    /// That of the family, with the ending that tells what of it this is, such as `_bucket`.
    pub name: Cow<'a, str>,
    /// As they are written, with `le` and `quantile`.
    pub labels: Vec<Label<'a>>,
    /// What it is.
    pub value: ParsedNumber<'a>,
    /// When it was so, where the page says it.
    pub timestamp: Option<ParsedTimestamp<'a>>,
    /// What it is an example of, where the page says it.
    pub exemplar: Option<Box<ParsedExemplar<'a>>>,
    /// Where it stands; the first line of the page is 1.
    pub line: usize,
}

/// The exemplar of a sample.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ParsedExemplar<'a> {
    /// As they are written.
    pub labels: Vec<Label<'a>>,
    /// What was observed.
    pub value: ParsedNumber<'a>,
    /// When it was, where the page says it.
    pub timestamp: Option<ParsedTimestamp<'a>>,
}

/// A label of a sample or an exemplar.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Label<'a> {
    /// What it is called.
    pub name: Cow<'a, str>,
    /// No longer escaped.
    pub value: Cow<'a, str>,
}

impl<'a> Page<'a> {
    /// The family of this name.
    ///
    /// It looks at one after the other.
    pub fn family(&self, name: &str) -> Option<&ParsedFamily<'a>> {
        self.families.iter().find(|family| family.name == name)
    }
}

impl ParsedFamily<'_> {
    /// Whether the page says of what type it is.
    pub fn has_type(&self) -> bool {
        self.has_type
    }
}

impl Sample<'_> {
    /// The value of the label with this name.
    pub fn label(&self, name: &str) -> Option<&str> {
        value_of(&self.labels, name)
    }
}

impl ParsedExemplar<'_> {
    /// The value of the label with this name.
    pub fn label(&self, name: &str) -> Option<&str> {
        value_of(&self.labels, name)
    }
}

fn value_of<'l>(labels: &'l [Label<'_>], name: &str) -> Option<&'l str> {
    labels.iter().find(|label| label.name == name).map(|label| &*label.value)
}

/// Names and labels as a page could write them, without the value: `shop_orders_total{method="card"}`.
impl fmt::Display for Sample<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_plain = is_plain_name(&self.name, true);
        let mut inside = String::new();
        if !is_plain {
            push_name(&mut inside, &self.name, true);
        }
        for label in &self.labels {
            if !inside.is_empty() {
                inside.push(',');
            }
            push_name(&mut inside, &label.name, false);
            inside.push('=');
            push_quoted(&mut inside, &label.value);
        }
        f.write_str(if is_plain { &self.name } else { "" })?;
        if inside.is_empty() { Ok(()) } else { write!(f, "{{{inside}}}") }
    }
}

fn push_name(text: &mut String, name: &str, may_have_colons: bool) {
    if is_plain_name(name, may_have_colons) {
        text.push_str(name);
    } else {
        push_quoted(text, name);
    }
}

fn push_quoted(text: &mut String, value: &str) {
    text.push('"');
    push_escaped(text, value, &['\\', '"', '\n']);
    text.push('"');
}

/// Whether a name can stand without quotes.
pub(in crate::exposition) fn is_plain_name(name: &str, may_have_colons: bool) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(|letter| is_plain_letter(letter, may_have_colons))
}

/// Whether a name with this letter in it can stand without quotes.
pub(super) fn is_plain_letter(letter: char, may_have_colons: bool) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || (may_have_colons && letter == ':')
}

/// Whether the samples of a family of this type are called `sample`.
pub(in crate::exposition) fn owns(kind: Type, dialect: Dialect, family: &str, sample: &str) -> bool {
    sample.strip_prefix(family).is_some_and(|suffix| kind.suffixes(dialect).contains(&suffix))
}
