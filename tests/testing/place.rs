//! Where a failed assertion says that it stands.

use std::{
    panic::{self, Location},
    sync::Mutex,
};

use tickmark::{Registry, testing::assert_metrics};

use crate::drive::panics;

#[test]
fn a_failure_is_reported_at_the_line_of_the_test() {
    static PLACES: Mutex<Vec<(String, u32)>> = Mutex::new(Vec::new());
    // `panics` sets a hook of its own, once: before ours.
    assert!(panics(|| panic!("on purpose")));
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let place = info.location().expect("a panic has one");
        PLACES.lock().expect("nobody panics here").push((place.file().to_owned(), place.line()));
        hook(info);
    }));
    let expected = Location::caller().line() + 1;
    assert!(panics(|| assert_metrics!(Registry::new(), "shop_orders_total 1")));
    let places = PLACES.lock().expect("nobody panics here").clone();
    assert!(places.contains(&(file!().to_owned(), expected)), "{places:?}");
}
