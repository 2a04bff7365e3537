//! The series that are on the page, and those that left it.

use std::{
    borrow::Borrow,
    cmp::Ordering,
    collections::{BTreeMap, VecDeque},
    mem,
    sync::Arc,
};

use super::{
    entry::Entry,
    idle::{Deadline, Idle},
};
use crate::cell::Roster;

/// All series that there are, of which the roster has those that can be found.
///
/// An entry is in the roster until it is taken out of it, once; then the roster hands it back when nobody can find it any more. One
/// that leaves because of its age stays on the list until then, so that somebody who has just found it can keep it.
#[derive(Debug, Default)]
pub(super) struct List {
    on_page: BTreeMap<ByText, Idle>,
    /// The same as a scrape takes it, unless that has changed.
    page: Option<Arc<[Arc<Entry>]>>,
    /// How many of them the limit counts.
    counted: usize,
    /// Off the page and found by nobody, but still in use.
    in_use: VecDeque<Arc<Entry>>,
}

impl List {
    /// How many series the limit counts.
    pub(super) fn counted(&self) -> usize {
        self.counted
    }

    /// How many are off the page that somebody holds.
    #[cfg(test)]
    pub(super) fn in_use(&self) -> usize {
        self.in_use.len()
    }

    /// The series with this text.
    pub(super) fn find(&self, text: &str) -> Option<&Entry> {
        self.on_page.get_key_value(text).map(|(ByText(entry), _)| &**entry)
    }

    pub(super) fn add(&mut self, entry: Arc<Entry>, is_counted: bool, roster: &Roster<Entry>) {
        self.page = None;
        self.counted += usize::from(is_counted);
        roster.insert(entry.clone());
        self.on_page.insert(ByText(entry), Idle::new(is_counted));
    }

    /// Takes the series with this text off the page; false if there is none.
    pub(super) fn remove(&mut self, text: &str, roster: &Roster<Entry>) -> bool {
        let removed = self.on_page.remove_entry(text);
        removed.map(|(ByText(entry), idle)| self.removed(&entry, idle, roster)).is_some()
    }

    /// The same with all.
    pub(super) fn clear(&mut self, roster: &Roster<Entry>) {
        for (ByText(entry), idle) in mem::take(&mut self.on_page) {
            self.removed(&entry, idle, roster);
        }
    }

    fn removed(&mut self, entry: &Arc<Entry>, idle: Idle, roster: &Roster<Entry>) {
        self.page = None;
        self.counted -= usize::from(idle.is_counted);
        if !idle.is_leaving {
            roster.remove(entry);
        }
    }

    /// Lets those go that are too old, and gives the slots of those free that nobody uses any more.
    pub(super) fn sweep(&mut self, deadline: Option<Deadline>, roster: &Roster<Entry>) {
        if let Some(deadline) = deadline {
            let staying = self.on_page.iter_mut().filter(|(_, idle)| !idle.is_leaving);
            for (ByText(entry), idle) in staying {
                idle.is_leaving = idle.is_too_old(entry, deadline);
                if idle.is_leaving {
                    roster.remove(entry);
                }
            }
        }
        self.tidy(roster);
        self.free(self.in_use.len());
    }

    /// What is to be done again and again: takes leave of those that nobody finds any more, and looks at some of those in use.
    pub(super) fn tidy(&mut self, roster: &Roster<Entry>) {
        for entry in roster.settled() {
            self.settle(entry, roster);
        }
        // More than one, so that there are ever fewer if one is removed for each that is added.
        self.free(2);
    }

    /// Gives the slots free of those among the next `most` that nobody uses any more.
    fn free(&mut self, most: usize) {
        for _ in 0..most {
            let Some(entry) = self.in_use.pop_front() else { return };
            if !entry.uses().are_over() {
                self.in_use.push_back(entry);
            }
        }
    }

    /// From here on nobody finds the entry.
    fn settle(&mut self, entry: Arc<Entry>, roster: &Roster<Entry>) {
        let text = entry.series().labels().as_str();
        // Somebody else may be there under its name by now.
        let is_itself =
            self.on_page.get_key_value(text).is_some_and(|(ByText(own), _)| Arc::ptr_eq(own, &entry));
        match self.on_page.get_mut(text).filter(|_| is_itself) {
            Some(idle) if idle.was_used_since(&entry) => {
                idle.is_leaving = false;
                roster.insert(entry);
            }
            Some(idle) => {
                self.counted -= usize::from(idle.is_counted);
                self.on_page.remove(text);
                self.page = None;
            }
            None => self.in_use.push_back(entry),
        }
    }

    /// The series on the page, in the order of their labels.
    pub(super) fn page(&mut self) -> Arc<[Arc<Entry>]> {
        let entries = self.on_page.keys().map(|ByText(entry)| entry.clone());
        self.page.get_or_insert_with(|| entries.collect()).clone()
    }
}

/// In the order of the text of its labels.
#[derive(Debug)]
struct ByText(Arc<Entry>);

impl Borrow<str> for ByText {
    fn borrow(&self) -> &str {
        self.0.series().labels().as_str()
    }
}

impl PartialEq for ByText {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for ByText {}

impl PartialOrd for ByText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ByText {
    fn cmp(&self, other: &Self) -> Ordering {
        let (own, others): (&str, &str) = (self.borrow(), other.borrow());
        own.cmp(others)
    }
}
