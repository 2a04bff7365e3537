use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering::Relaxed},
    },
    thread,
};

use super::super::{Hashed, Roster, sync::FEWEST_PLACES};

struct Value {
    number: u32,
    hash: u32,
    /// Whether it was given to somebody else.
    is_reused: AtomicBool,
}

impl Hashed for Value {
    fn hash(&self) -> u32 {
        self.hash
    }
}

fn number(number: u32) -> Arc<Value> {
    // Three hashes for all, so that only the comparison tells values apart.
    Arc::new(Value { number, hash: 7 + number % 3, is_reused: AtomicBool::new(false) })
}

impl Roster<Value> {
    fn has(&self, wanted: u32) -> bool {
        self.find(7 + wanted % 3, |found| found.number == wanted, |_| ()).is_some()
    }
}

#[test]
fn what_is_removed_is_found_no_more_and_all_else_is_as_the_table_changes() {
    let roster = Roster::new();
    let numbers: Vec<_> = (0..600).map(number).collect();
    for number in &numbers {
        roster.insert(number.clone());
    }
    numbers.iter().filter(|number| number.number % 5 != 0).for_each(|number| roster.remove(number));
    assert_eq!(roster.settled().len(), 480);
    for wanted in 0..600 {
        assert_eq!(roster.has(wanted), wanted % 5 == 0, "{wanted}");
    }
}

#[test]
fn a_table_stays_short_however_many_come_and_go() {
    let roster = Roster::new();
    for wanted in 0..10_000 {
        let number = number(wanted);
        roster.insert(number.clone());
        assert!(roster.has(wanted));
        roster.remove(&number);
        roster.settled();
    }
    assert_eq!(roster.size(), (FEWEST_PLACES, 0));
}

#[test]
fn what_is_removed_is_kept_while_somebody_reads_it_and_readers_that_come_later_do_not_matter() {
    let roster = Roster::new();
    let first = number(0);
    roster.insert(first.clone());
    roster.insert(number(1));
    let settled = roster.find(
        7,
        |_| true,
        |found| {
            roster.remove(&first);
            assert!(roster.settled().is_empty());
            assert_eq!(found.number, 0);
        },
    );
    assert!(settled.is_some());
    // Somebody reads all the time from now on, never the same.
    roster.find(8, |_| true, |_| assert_eq!(roster.settled().len(), 1));
}

#[test]
fn dropping_the_roster_drops_each_value_once() {
    let value = number(1);
    let roster = Roster::new();
    (0..100).for_each(|_| roster.insert(value.clone()));
    (0..40).for_each(|_| roster.remove(&value));
    assert_eq!(Arc::strong_count(&value), 101);
    drop(roster);
    assert_eq!(Arc::strong_count(&value), 1);
}

#[test]
fn threads_never_find_what_was_reused() {
    let roster = Roster::new();
    let (done, found) = (AtomicBool::new(false), AtomicU32::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Relaxed) {
                    for wanted in 0..20 {
                        let take = |number: &Value| {
                            assert!(!number.is_reused.load(Relaxed));
                            found.fetch_add(1, Relaxed);
                        };
                        roster.find(7 + wanted % 3, |number| number.number == wanted, take);
                    }
                }
            });
        }
        for round in 0..2_000_u32 {
            let numbers: Vec<_> = (0..20).map(number).collect();
            for number in &numbers {
                roster.insert(number.clone());
            }
            if round.is_multiple_of(16) {
                thread::yield_now();
            }
            for number in &numbers {
                roster.remove(number);
            }
            roster.settled().iter().for_each(|number| number.is_reused.store(true, Relaxed));
        }
        done.store(true, Relaxed);
    });
    assert!(found.into_inner() > 0);
}
