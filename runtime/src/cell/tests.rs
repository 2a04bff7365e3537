mod roster;

use std::{
    collections::HashSet,
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use super::{SLABS, Slot, SlotRange, sync};

#[test]
fn additions_of_all_threads_are_summed() {
    let range = SlotRange::allocate(1);
    let slot = range.first();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(move || (0..1_000).for_each(|_| slot.add(1)));
        }
    });
    assert_eq!(slot.total(), 8_000);
}

#[test]
fn a_thread_that_ends_leaves_its_additions_behind() {
    let range = SlotRange::allocate(1);
    let slot = range.first();
    for expected in 1..=100 {
        thread::spawn(move || slot.add(1)).join().expect("the thread only adds");
        assert_eq!(slot.total(), expected);
    }
}

#[test]
fn threads_one_after_the_other_share_a_slab() {
    let range = SlotRange::allocate(1);
    let slot = range.first();
    let slabs_before = SLABS.iter().count();
    for _ in 0..100 {
        thread::spawn(move || slot.add(1)).join().expect("the thread only adds");
    }
    // Other tests run beside this one and lease slabs too, but far fewer than these hundred threads.
    assert!(SLABS.iter().count() < slabs_before + 50);
    assert_eq!(slot.total(), 100);
}

#[test]
fn a_total_never_goes_backwards_while_threads_come_and_go() {
    let range = SlotRange::allocate(1);
    let slot = range.first();
    let done = Arc::new(AtomicBool::new(false));
    let reader = thread::spawn({
        let done = done.clone();
        move || {
            let mut last = 0;
            while !done.load(Ordering::Relaxed) {
                let total = slot.total();
                assert!(total >= last, "{total} after {last}");
                last = total;
            }
        }
    });
    for _ in 0..500 {
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..10).for_each(|_| slot.add(1)));
            }
        });
    }
    done.store(true, Ordering::Relaxed);
    reader.join().expect("the total never went backwards");
    assert_eq!(slot.total(), 20_000);
}

#[test]
fn a_destructor_that_records_after_the_slab_was_given_back_is_counted() {
    struct RecordsLate(Slot);
    impl Drop for RecordsLate {
        fn drop(&mut self) {
            self.0.add(1);
            self.0.offset(1).add_float(0.5);
        }
    }
    thread_local!(static LATE: std::cell::OnceCell<RecordsLate> = const { std::cell::OnceCell::new() });

    let range = SlotRange::allocate(2);
    let slot = range.first();
    for record_first in [true, false] {
        thread::spawn(move || {
            // Destructors run in an order that std leaves open, so both orders of first use are tried.
            if record_first {
                slot.add(1);
            }
            LATE.with(|late| late.set(RecordsLate(slot)).map_err(|_| ()).expect("set once"));
            if !record_first {
                slot.add(1);
            }
        })
        .join()
        .expect("the thread only adds");
    }
    assert_eq!(slot.total(), 4);
    assert!((slot.offset(1).float_total() - 1.0).abs() < f64::EPSILON);
}

#[test]
fn a_range_that_was_dropped_starts_again_at_zero() {
    // A length that no other test uses, so that the second range is the first one again.
    let range = SlotRange::allocate(301);
    let slot = range.first();
    let barrier = Barrier::new(2);
    thread::scope(|scope| {
        scope.spawn(|| {
            slot.add(7);
            barrier.wait();
        });
        slot.add(5);
        barrier.wait();
    });
    assert_eq!(slot.total(), 12);
    drop(range);
    let again = SlotRange::allocate(301);
    assert_eq!(again.first().total(), 0);
    again.first().add(1);
    assert_eq!(again.first().total(), 1);
}

#[test]
fn ranges_do_not_overlap_and_short_ones_stay_on_one_page() {
    let lengths = [1, 16, 300, 511, 512, 17, 2, 700, 64, 1];
    let ranges: Vec<SlotRange> = lengths.iter().map(|&length| SlotRange::allocate(length)).collect();
    let mut taken: Vec<(u32, usize)> =
        ranges.iter().map(|range| range.first().number()).zip(lengths).collect();
    taken.sort_unstable();
    for pair in taken.windows(2) {
        assert!(pair[0].0 as usize + pair[0].1 <= pair[1].0 as usize, "{pair:?}");
    }
    for (range, length) in ranges.iter().zip(lengths).filter(|(_, length)| *length <= sync::PAGE) {
        assert!(range.first().shares_page(range.first().offset(length - 1)), "{range:?}");
    }
}

#[test]
fn a_long_range_counts_on_every_page() {
    let range = SlotRange::allocate(2_000);
    for distance in 0..2_000 {
        range.first().offset(distance).add(distance as u64);
    }
    let mut totals = vec![0; 2_000];
    range.first().add_totals(&mut totals);
    assert!(totals.iter().enumerate().all(|(distance, &total)| total == distance as u64));
}

#[test]
fn a_gauge_slot_holds_what_was_set_last() {
    let range = SlotRange::allocate(1);
    let slot = range.first();
    slot.set_float(2.5);
    thread::spawn(move || slot.add_float_shared(-1.0)).join().expect("the thread only adds");
    assert!((slot.float_total() - 1.5).abs() < f64::EPSILON);
}

#[test]
fn slots_that_are_a_power_of_two_apart_are_spread_over_an_index() {
    for (step, places) in (0..7).flat_map(|power| [(1 << power, 64), (1 << power, 1_024)]) {
        let numbers = (0..places / 2).map(|at| 1 + at * step);
        let found: HashSet<u32> = numbers.map(|number| Slot::numbered(number).hash() % places).collect();
        assert!(found.len() > places as usize / 6, "{} of {places} in steps of {step}", found.len());
    }
}
