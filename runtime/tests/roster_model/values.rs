//! Readers of a roster, and who takes values out of it.

use std::sync::Arc;

use loom::{cell::UnsafeCell, thread};

use super::{Hashed, model, roster::Roster, slot::Slot, sync::LAST_ON_PAGE, thorough_model};

/// What is in the roster.
struct Value {
    number: u32,
    /// Read by those who find it and written by those who have it back: at once, that is an error that the model reports.
    content: UnsafeCell<u32>,
}

// SAFETY: the model reports threads that read and write the content at once.
unsafe impl Sync for Value {}

impl Hashed for Value {
    fn hash(&self) -> u32 {
        0
    }
}

impl Value {
    fn new(number: u32) -> Arc<Self> {
        let value = Self { number, content: UnsafeCell::new(0) };
        // SAFETY: nobody else has it yet; the model sees that it is written, which is to be seen by who finds it.
        value.content.with_mut(|content| unsafe { *content = number });
        Arc::new(value)
    }

    fn read(&self) {
        // SAFETY: the model reports it if another thread writes meanwhile.
        self.content
            .with(|content| assert_eq!(unsafe { *content }, self.number, "somebody reads what was reused"));
    }

    fn reuse(&self) {
        // SAFETY: the model reports it if another thread reads meanwhile.
        self.content.with_mut(|content| unsafe { *content = u32::MAX });
    }
}

type Values = Arc<Roster<Value>>;

/// A roster with the values of these numbers.
fn values<const N: usize>(numbers: [u32; N]) -> (Values, [Arc<Value>; N]) {
    let (roster, values) = (Arc::new(Roster::new()), numbers.map(Value::new));
    for value in &values {
        roster.insert(value.clone());
    }
    (roster, values)
}

fn read(roster: &Values, number: u32) -> bool {
    roster.find(0, |value| value.number == number, Value::read).is_some()
}

fn reader(roster: &Values, number: u32) -> thread::JoinHandle<bool> {
    let roster = roster.clone();
    thread::spawn(move || read(&roster, number))
}

/// The same in a thread that has the page already on which it counts itself.
fn warm_reader(roster: &Values, number: u32) -> thread::JoinHandle<bool> {
    let roster = roster.clone();
    thread::spawn(move || {
        Slot::numbered(LAST_ON_PAGE).add(1);
        read(&roster, number)
    })
}

/// How many nobody reads any more.
fn reuse_settled(roster: &Values) -> usize {
    let settled = roster.settled();
    for value in &settled {
        value.reuse();
    }
    settled.len()
}

#[test]
fn nobody_reads_what_is_reused() {
    model(3, || {
        let (roster, [value]) = values([1]);
        let reader = reader(&roster, 1);
        roster.remove(&value);
        let settled = reuse_settled(&roster);
        assert!(!read(&roster, 1));
        reader.join().unwrap();
        assert_eq!(settled + reuse_settled(&roster), 1);
    });
}

#[test]
fn nobody_reads_what_is_reused_while_looks_overlap_with_readers() {
    model(1, || {
        let (roster, [value]) = values([1]);
        let readers = [(); 2].map(|()| reader(&roster, 1));
        roster.remove(&value);
        let settled = reuse_settled(&roster);
        for reader in readers {
            reader.join().unwrap();
        }
        assert_eq!(settled + reuse_settled(&roster), 1);
    });
}

#[test]
fn what_is_taken_out_later_waits_for_readers_that_came_later() {
    model(2, || {
        let (roster, [first, second]) = values([1, 2]);
        // Waits for its own reader, and is seen by nobody in the other pair.
        let take_out = |_: &Value| {
            roster.remove(&first);
            reuse_settled(&roster)
        };
        assert_eq!(roster.find(0, |value| value.number == 1, take_out), Some(0));
        let reader = reader(&roster, 2);
        roster.remove(&second);
        let settled = reuse_settled(&roster);
        reader.join().unwrap();
        assert_eq!(settled + reuse_settled(&roster), 2);
    });
}

#[test]
fn a_reader_that_leases_the_slab_of_another_is_counted_as_well() {
    model(2, || {
        let (roster, [value]) = values([1]);
        let readers = thread::spawn({
            let roster = roster.clone();
            move || {
                reader(&roster, 1).join().unwrap();
                // Twice: once with a page that is new to the thread, and once without.
                read(&roster, 1);
                read(&roster, 1);
            }
        });
        roster.remove(&value);
        let settled = reuse_settled(&roster);
        readers.join().unwrap();
        assert_eq!(settled + reuse_settled(&roster), 1);
    });
}

#[test]
fn nobody_reads_a_table_that_was_let_go() {
    model(2, || {
        let (roster, [first]) = values([1]);
        let reader = warm_reader(&roster, 1);
        // The table has no room for two.
        roster.insert(Value::new(2));
        roster.settled();
        assert!(read(&roster, 1) && read(&roster, 2));
        assert!(reader.join().unwrap());
        roster.remove(&first);
    });
}

#[test]
fn a_value_that_left_with_its_table_is_not_read_once_it_is_reused() {
    model(2, || {
        let (roster, [first]) = values([1]);
        let reader = warm_reader(&roster, 1);
        roster.insert(Value::new(2));
        // In the old table it stands for ever.
        roster.remove(&first);
        let settled = reuse_settled(&roster);
        reader.join().unwrap();
        assert_eq!(settled + reuse_settled(&roster), 1);
    });
}

#[test]
fn what_is_found_is_seen_whole() {
    thorough_model(2, || {
        let (roster, _) = values([1, 2]);
        let reader = warm_reader(&roster, 3);
        // The table has room for a third.
        roster.insert(Value::new(3));
        reader.join().unwrap();
        assert!(read(&roster, 3));
    });
}

#[test]
fn a_place_may_be_taken_again_while_somebody_reads_it() {
    model(2, || {
        let (roster, [first]) = values([1]);
        let reader = warm_reader(&roster, 2);
        roster.remove(&first);
        let second = Value::new(2);
        roster.insert(second.clone());
        let settled = reuse_settled(&roster);
        roster.remove(&second);
        let settled = settled + reuse_settled(&roster);
        reader.join().unwrap();
        assert_eq!(settled + reuse_settled(&roster), 2);
    });
}

#[test]
fn what_is_put_back_is_found_again_and_taken_out_once_more() {
    model(2, || {
        let (roster, [value]) = values([1]);
        let reader = reader(&roster, 1);
        roster.remove(&value);
        let settled = roster.settled();
        for value in &settled {
            roster.insert(value.clone());
        }
        let is_back = !settled.is_empty();
        assert_eq!(read(&roster, 1), is_back);
        if is_back {
            roster.remove(&value);
        }
        let settled = reuse_settled(&roster);
        reader.join().unwrap();
        assert_eq!(settled + reuse_settled(&roster), 1);
    });
}
