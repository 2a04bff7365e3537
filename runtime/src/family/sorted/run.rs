//! Some series in the order of their labels.

use std::ops::Range;

use crate::{cell::Slot, label::Labels};

/// Series in the order of their labels, which are written as what differs from those before: neighbours have most of their text in common,
/// and a scrape reads memory from one end to the other.
#[derive(Debug)]
pub(super) struct Run {
    starts: Vec<Slot>,
    /// The least and the greatest of them.
    bounds: (u32, u32),
    entries: Vec<Entry>,
    /// All endings, one after the other.
    endings: String,
}

#[derive(Debug)]
struct Entry {
    /// How much of the text before it its own begins with.
    shared: u32,
    /// Where its ending ends.
    end: u32,
    /// When it came to be, as its set tells time.
    born: u32,
}

/// A series as a scrape finds it.
pub(super) struct Found<'a> {
    pub(super) labels: Labels<'a>,
    /// Several where call sites share the series.
    pub(super) numbers: Range<usize>,
    pub(super) born: u32,
}

impl Entry {
    /// Whether its labels are those of the one before, whose text this is.
    fn is_same_as(&self, before: &Self, text: &str) -> bool {
        self.end == before.end && self.shared as usize == text.len()
    }
}

impl Default for Run {
    fn default() -> Self {
        Self { starts: Vec::new(), bounds: (u32::MAX, 0), entries: Vec::new(), endings: String::new() }
    }
}

impl Run {
    /// Adds a series that comes after all others; `last` is the text before it and becomes its own.
    pub(super) fn push(&mut self, labels: &str, start: Slot, born: u32, last: &mut String) {
        let shared = if self.starts.is_empty() { 0 } else { in_common(last, labels) };
        self.endings.push_str(&labels[shared..]);
        last.truncate(shared);
        last.push_str(&labels[shared..]);
        self.bounds = (self.bounds.0.min(start.number()), self.bounds.1.max(start.number()));
        self.starts.push(start);
        self.entries.push(Entry { shared: small(shared), end: small(self.endings.len()), born });
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The first slots of all.
    pub(super) fn starts(&self) -> &[Slot] {
        &self.starts
    }

    /// The numbers of the least and the greatest of them.
    pub(super) fn bounds(&self) -> (u32, u32) {
        self.bounds
    }

    /// The labels of the first.
    pub(super) fn first(&self) -> Labels<'_> {
        let end = self.entries.first().map_or(0, |entry| entry.end as usize);
        Labels::from_text(&self.endings[..end])
    }

    /// Frees what is not needed any more when nothing is added.
    pub(super) fn shrink(&mut self) {
        self.starts.shrink_to_fit();
        self.entries.shrink_to_fit();
        self.endings.shrink_to_fit();
    }

    /// Calls `each` with every series; `text` is memory to write its labels into.
    #[inline]
    pub(super) fn for_each(&self, text: &mut String, mut each: impl FnMut(Found<'_>)) {
        let (mut at, mut begin) = (0, 0);
        text.clear();
        while let Some(entry) = self.entries.get(at) {
            let (shared, end) = (entry.shared as usize, entry.end as usize);
            text.truncate(shared);
            // Most endings are short and of all lengths: then as much as one may be, which takes no branch on how long it is, and what is too
            // much away again.
            match self.endings.get(begin..begin + USUAL_ENDING) {
                Some(more) if end - begin <= USUAL_ENDING => {
                    text.push_str(more);
                    text.truncate(shared + end - begin);
                }
                _ => text.push_str(&self.endings[begin..end]),
            }
            let (mut next, mut born) = (at + 1, entry.born);
            while let Some(same) = self.entries.get(next).filter(|next| next.is_same_as(entry, text)) {
                // When the first of them came to be.
                (next, born) = (next + 1, born.min(same.born));
            }
            each(Found { labels: Labels::from_text(text).after(shared), numbers: at..next, born });
            (at, begin) = (next, end);
        }
    }

    /// The same with each that is in it, also where several share a series.
    pub(super) fn for_each_part(&self, mut each: impl FnMut(&str, Slot, u32)) {
        self.for_each(&mut String::new(), |found| {
            for number in found.numbers {
                each(found.labels.as_str(), self.starts[number], self.entries[number].born);
            }
        });
    }
}

/// As long as most endings, or longer.
const USUAL_ENDING: usize = 32;

/// How much both texts begin with, in whole characters.
fn in_common(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    (0..=same).rev().find(|end| other.is_char_boundary(*end)).unwrap_or(0)
}

/// The texts of a run are short, and there are few.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
