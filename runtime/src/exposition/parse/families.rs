//! The lines of a page, put together to families.

use std::{borrow::Cow, collections::HashMap};

use super::{
    Dialect, Page, ParsedFamily, Sample,
    cursor::Remarks,
    kind::SUFFIXES,
    line::{Line, Metadata},
    owns,
};

/// The families of a page as far as it has been read.
#[derive(Debug)]
pub(super) struct Families<'a> {
    dialect: Dialect,
    page: Page<'a>,
    by_name: HashMap<Cow<'a, str>, usize>,
    /// The place of the family that the last line was about.
    current: Option<usize>,
    /// For each family, the last kind of metadata: they come in the order of their ranks.
    ranks: Vec<u8>,
    notes: Vec<Note>,
}

/// What is unusual about a line that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exposition) struct Note {
    pub(in crate::exposition) line: usize,
    /// Its place among the families of the page.
    pub(in crate::exposition) family: usize,
    pub(in crate::exposition) what: Oddity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exposition) enum Oddity {
    /// A second line with this keyword.
    SecondMetadata(&'static str),
    /// A line with this keyword behind samples of its family.
    AfterSamples(&'static str),
    /// A line with this keyword behind one that should come later.
    OutOfOrder(&'static str),
    /// The family goes on after another.
    Resumed,
    OddEscape,
    BareQuote,
    BlankAtEnd,
    QuotedName,
}

impl<'a> Families<'a> {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            page: Page::default(),
            by_name: HashMap::new(),
            current: None,
            ranks: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, number: usize, line: Line<'a>, remarks: Remarks) {
        let family = match line {
            Line::Blank | Line::Eof => return,
            Line::Metadata(name, metadata) => self.add_metadata(number, name, metadata),
            Line::Sample(sample) => self.add_sample(sample),
        };
        let mut note = |is_so, what| {
            if is_so {
                self.notes.push(Note { line: number, family, what });
            }
        };
        note(remarks.has_odd_escape, Oddity::OddEscape);
        note(remarks.has_bare_quote, Oddity::BareQuote);
        note(remarks.has_blank_at_end, Oddity::BlankAtEnd);
        note(remarks.has_quoted_name, Oddity::QuotedName);
    }

    pub(super) fn finish(self) -> (Page<'a>, Vec<Note>) {
        (self.page, self.notes)
    }

    fn add_metadata(&mut self, line: usize, name: Cow<'a, str>, metadata: Metadata<'a>) -> usize {
        let at = match self.by_name.get(&name) {
            Some(at) => *at,
            None => self.add_family(name, line),
        };
        self.turn_to(at, line);
        let (keyword, rank) = match metadata {
            Metadata::Type(_) => ("TYPE", 1),
            Metadata::Unit(_) => ("UNIT", 2),
            Metadata::Help(_) => ("HELP", 3),
        };
        let family = &mut self.page.families[at];
        let is_second = match metadata {
            Metadata::Type(kind) => {
                let had_one = family.has_type;
                (family.kind, family.has_type) = (if had_one { family.kind } else { kind }, true);
                had_one
            }
            Metadata::Unit(unit) => fill(&mut family.unit, unit),
            Metadata::Help(help) => fill(&mut family.help, help),
        };
        let has_samples = !family.samples.is_empty();
        let mut note = |what| self.notes.push(Note { line, family: at, what });
        if is_second {
            note(Oddity::SecondMetadata(keyword));
        } else if has_samples {
            note(Oddity::AfterSamples(keyword));
        } else if self.ranks[at] > rank {
            note(Oddity::OutOfOrder(keyword));
        }
        self.ranks[at] = self.ranks[at].max(rank);
        at
    }

    fn add_sample(&mut self, sample: Sample<'a>) -> usize {
        let line = sample.line;
        let at = match self.family_of(&sample.name) {
            Some(at) => at,
            None => self.add_family(sample.name.clone(), line),
        };
        self.turn_to(at, line);
        self.page.families[at].samples.push(sample);
        at
    }

    /// The family that the page goes on with, or that its name leads to: its own, or that without an ending of its type.
    fn family_of(&self, sample: &str) -> Option<usize> {
        let is_of = |at: &usize| {
            let family = &self.page.families[*at];
            owns(family.kind, self.dialect, &family.name, sample)
        };
        let without = |suffix| self.by_name.get(sample.strip_suffix(suffix)?).copied();
        let by_name = || self.by_name.get(sample).copied();
        self.current
            .filter(is_of)
            .or_else(by_name)
            .or_else(|| SUFFIXES.into_iter().filter_map(without).find(is_of))
    }

    fn add_family(&mut self, name: Cow<'a, str>, line: usize) -> usize {
        let at = self.page.families.len();
        self.by_name.insert(name.clone(), at);
        self.page.families.push(ParsedFamily { name, line, ..ParsedFamily::default() });
        self.ranks.push(0);
        self.current = Some(at);
        at
    }

    fn turn_to(&mut self, family: usize, line: usize) {
        if self.current != Some(family) {
            self.current = Some(family);
            self.notes.push(Note { line, family, what: Oddity::Resumed });
        }
    }
}

/// Sets what is not set; tells whether it was.
fn fill<T>(slot: &mut Option<T>, value: T) -> bool {
    let is_full = slot.is_some();
    slot.get_or_insert(value);
    is_full
}
