use std::{sync::Arc, time::Duration};

use super::super::{entry::Entry, idle::Deadline, list::List};
use crate::{
    cell::{Hashed, Roster},
    family::series::Digest,
    metric::Layout,
};

const TEXT: &str = "name=\"a\"";

fn add(list: &mut List, roster: &Roster<Entry>) -> Arc<Entry> {
    let entry = Arc::new(Entry::new(TEXT.into(), Digest::NONE, &Layout::count()));
    list.add(entry.clone(), true, roster);
    entry
}

/// By which all that nobody has used yet is too old.
fn at_once() -> Deadline {
    Deadline::new(Duration::ZERO)
}

fn is_found(roster: &Roster<Entry>) -> bool {
    roster.find(Digest::NONE.hash, |_| true, |_| ()).is_some()
}

#[test]
fn who_finds_a_series_in_the_moment_in_which_it_leaves_keeps_it() {
    let (mut list, roster) = (List::default(), Roster::new());
    let entry = add(&mut list, &roster);
    let taken = roster.find(
        entry.hash(),
        |_| true,
        |found| {
            list.sweep(Some(at_once()), &roster);
            found.take()
        },
    );
    assert!(!is_found(&roster) && list.find(TEXT).is_some());
    list.tidy(&roster);
    assert!(is_found(&roster) && list.counted() == 1);
    taken.expect("it was there").uses.end();
    list.sweep(Some(at_once()), &roster);
    list.sweep(Some(at_once()), &roster);
    assert!(!is_found(&roster) && list.find(TEXT).is_none() && list.counted() == 0);
}

#[test]
fn a_series_that_left_is_not_taken_for_the_next_with_its_labels() {
    let (mut list, roster) = (List::default(), Roster::new());
    let first = add(&mut list, &roster);
    let taken = roster.find(
        first.hash(),
        |_| true,
        |found| {
            list.sweep(Some(at_once()), &roster);
            assert!(list.remove(TEXT, &roster));
            add(&mut list, &roster);
            list.sweep(Some(at_once()), &roster);
            found.take()
        },
    );
    list.tidy(&roster);
    assert!(!is_found(&roster) && list.find(TEXT).is_none() && list.counted() == 0);
    assert_eq!(list.in_use(), 1);
    taken.expect("it was there").uses.end();
    list.tidy(&roster);
    assert_eq!(list.in_use(), 0);
}
