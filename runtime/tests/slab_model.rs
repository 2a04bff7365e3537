//! A model of the slabs: `loom` runs each test once for every order in which threads may be seen to act.

/// The very file of the runtime, built with what the model watches.
#[path = "../src/cell/slab.rs"]
#[allow(dead_code, reason = "the model does not ask for everything")]
mod slab;

/// In place of the runtime's module of this name.
mod sync {
    pub(super) use loom::sync::{
        Mutex,
        atomic::{AtomicBool, AtomicPtr, AtomicU64},
    };

    /// Few, because the model watches each of them.
    pub(super) const PAGE: usize = 2;

    pub(super) const SHORTEST: usize = 1;

    macro_rules! const_fn {
        ($($function:tt)*) => { pub(super) fn $($function)* };
    }

    pub(super) use const_fn;
}

use std::sync::atomic::Ordering::Relaxed;

use loom::thread;

use self::slab::{Slabs, add_owned, page_in};

/// Not on the first page, so that directories grow.
const SLOT: u32 = 3;

fn slabs() -> &'static Slabs {
    Box::leak(Box::new(Slabs::new()))
}

/// What a thread does in its life: it leases a slab, adds, and gives the slab back.
fn live(slabs: &'static Slabs, additions: u64) {
    let slab = slabs.lease();
    for _ in 0..additions {
        let page = page_in(slab.published_directory(), SLOT).unwrap_or_else(|| slab.page_or_new(SLOT));
        add_owned(page, SLOT, 1);
    }
    slab.give_back();
}

fn total(slabs: &Slabs) -> u64 {
    slabs.iter().map(|slab| slab.read(SLOT)).sum()
}

#[test]
fn no_addition_is_lost_whoever_leases_whose_slab() {
    loom::model(|| {
        let slabs = slabs();
        let other = thread::spawn(move || live(slabs, 1));
        live(slabs, 1);
        other.join().unwrap();
        assert_eq!(total(slabs), 2);
        // A third thread adopts what the others left.
        live(slabs, 1);
        assert_eq!(total(slabs), 3);
        assert!(slabs.iter().count() <= 3);
    });
}

#[test]
fn a_total_never_goes_backwards_while_slabs_change_hands() {
    loom::model(|| {
        let slabs = slabs();
        let others = [(); 2].map(|()| thread::spawn(move || live(slabs, 1)));
        let first = total(slabs);
        let second = total(slabs);
        assert!(first <= second && second <= 2);
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(total(slabs), 2);
    });
}

#[test]
fn a_thread_that_has_given_its_slab_back_adds_to_the_shared_one() {
    loom::model(|| {
        let slabs = slabs();
        let late = thread::spawn(move || {
            live(slabs, 1);
            slabs.shared().value(SLOT).fetch_add(1, Relaxed);
        });
        slabs.shared().value(SLOT).fetch_add(1, Relaxed);
        assert!(total(slabs) >= 1);
        late.join().unwrap();
        assert_eq!(total(slabs), 3);
    });
}
