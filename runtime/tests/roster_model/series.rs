//! Who finds a series, and who lets it go.

use std::{sync::Arc, time::Duration};

use loom::{sync::Mutex, thread};

use super::{
    SlotRange, Uses,
    entry::{Entry, Taken},
    family::series::Digest,
    idle::Deadline,
    list::List,
    metric::Layout,
    model,
    roster::Roster,
    slot::Slot,
    thorough_model,
};

const TEXT: &str = "name=\"a\"";

/// As `Entries`, for one series.
struct Entries {
    roster: Roster<Entry>,
    list: Mutex<List>,
}

impl Entries {
    /// With the series, which nobody uses.
    fn new() -> Arc<Self> {
        let entries = Self { roster: Roster::new(), list: Mutex::new(List::default()) };
        entries.add(TEXT).uses.end();
        Arc::new(entries)
    }

    fn find(&self) -> Option<Taken> {
        self.roster.find(0, |entry| entry.series().labels().as_str() == TEXT, Entry::take)
    }

    /// As `list_or_add`.
    fn add(&self, text: &str) -> Taken {
        let mut list = self.list.lock().unwrap();
        if let Some(entry) = list.find(text) {
            let taken = entry.take();
            list.tidy(&self.roster);
            return taken;
        }
        list.tidy(&self.roster);
        let entry = Arc::new(Entry::new(text.into(), Digest, &Layout));
        let taken = entry.take();
        list.add(entry, true, &self.roster);
        taken
    }

    fn take_or_add(&self) -> Taken {
        self.find().unwrap_or_else(|| self.add(TEXT))
    }

    /// Lets the series go that nobody has used since the last look.
    fn sweep(&self) {
        self.list.lock().unwrap().sweep(Some(Deadline::new(Duration::ZERO)), &self.roster);
    }

    fn remove(&self) -> bool {
        let mut list = self.list.lock().unwrap();
        let is_removed = list.remove(TEXT, &self.roster);
        list.tidy(&self.roster);
        is_removed
    }

    fn tidy(&self) {
        self.list.lock().unwrap().tidy(&self.roster);
    }

    /// Where the series counts that is on the page.
    fn listed(&self) -> Option<Slot> {
        self.list.lock().unwrap().find(TEXT).map(|entry| entry.series().first())
    }
}

/// Counts one, as somebody who holds the series meanwhile.
fn count(taken: Taken) {
    taken.first.add(1);
    taken.uses.end();
}

#[test]
fn the_end_of_another_use_is_not_taken_for_that_of_ones_own() {
    thorough_model(2, || {
        let range = SlotRange::allocate(Uses::SLOTS);
        let uses = Uses::at(range.first());
        uses.begin();
        let other = thread::spawn(move || {
            uses.begin();
            uses.end();
        });
        assert!(!uses.are_over());
        other.join().unwrap();
        uses.end();
        assert!(uses.are_over());
    });
}

#[test]
fn slots_are_nobody_elses_while_somebody_may_count_in_them() {
    model(2, || {
        let entries = Entries::new();
        let other = thread::spawn({
            let entries = entries.clone();
            move || {
                entries.find().is_some_and(|taken| {
                    count(taken);
                    true
                })
            }
        });
        assert!(entries.remove());
        // In the slots of the first, if those are free by now.
        let next = entries.add("name=\"b\"");
        assert_eq!(next.first.total(), 0);
        next.first.add(1);
        other.join().unwrap();
        assert_eq!(next.first.total(), 1);
    });
}

#[test]
fn a_series_that_is_held_stays_however_old_it_seems() {
    model(2, || {
        let entries = Entries::new();
        // So that it counts as looked at.
        entries.sweep();
        let other = thread::spawn({
            let entries = entries.clone();
            move || entries.find()
        });
        entries.sweep();
        let taken = other.join().unwrap();
        entries.tidy();
        assert_eq!(entries.listed(), taken.map(|taken| taken.first));
        assert_eq!(entries.find().map(|again| again.first), taken.map(|taken| taken.first));
    });
}

#[test]
fn whoever_asks_for_a_series_that_leaves_counts_in_the_one_on_the_page() {
    model(2, || {
        let entries = Entries::new();
        entries.sweep();
        let other = thread::spawn({
            let entries = entries.clone();
            move || {
                let taken = entries.take_or_add();
                taken.first.add(1);
                taken
            }
        });
        entries.sweep();
        let taken = other.join().unwrap();
        entries.tidy();
        assert_eq!(entries.listed(), Some(taken.first));
        assert_eq!(taken.first.total(), 1);
        // Whether or not it was about to leave, it is found without the lock again.
        assert_eq!(entries.find().map(|again| again.first), Some(taken.first));
        taken.uses.end();
    });
}

#[test]
fn a_series_that_is_removed_while_it_leaves_is_let_go_once() {
    model(2, || {
        let entries = Entries::new();
        entries.sweep();
        let other = thread::spawn({
            let entries = entries.clone();
            move || entries.find().inspect(|taken| taken.first.add(1))
        });
        entries.sweep();
        entries.remove();
        let next = entries.add(TEXT);
        next.first.add(1);
        let taken = other.join().unwrap();
        entries.tidy();
        assert_eq!(entries.listed(), Some(next.first));
        if let Some(taken) = taken {
            assert!(taken.first == next.first || taken.first.total() == 1);
        }
        let expected = if taken.is_some_and(|taken| taken.first == next.first) { 2 } else { 1 };
        assert_eq!(next.first.total(), expected);
        assert!(entries.remove() && entries.find().is_none());
    });
}

#[test]
fn a_use_may_end_in_another_thread_than_it_began_in() {
    model(2, || {
        let entries = Entries::new();
        let taken = entries.take_or_add();
        let other = thread::spawn(move || count(taken));
        assert!(entries.remove());
        let next = entries.add("name=\"b\"");
        assert_eq!(next.first.total(), 0);
        next.first.add(1);
        other.join().unwrap();
        assert_eq!(next.first.total(), 1);
    });
}

#[test]
fn a_scrape_reads_what_it_took_and_not_who_came_after() {
    thorough_model(2, || {
        let entries = Entries::new();
        count(entries.take_or_add());
        let scrape = thread::spawn({
            let entries = entries.clone();
            move || {
                let page = entries.list.lock().unwrap().page();
                let first = page.first().filter(|entry| entry.series().labels().as_str() == TEXT);
                first.map(|entry| entry.series().first().total())
            }
        });
        assert!(entries.remove());
        let next = entries.add("name=\"b\"");
        next.first.add(2);
        assert!(scrape.join().unwrap().is_none_or(|total| total == 1));
    });
}
