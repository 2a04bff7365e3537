//! A family of open labels has room for so many series.

use std::{sync::Arc, thread};

use tickmark::{Counter, Family, Histogram, LabelSet, OVERFLOW, Registry, SERIES_LIMIT};

use crate::page::Page;

#[derive(LabelSet)]
struct User<'a> {
    name: &'a str,
    is_guest: bool,
}

#[test]
fn past_the_limit_only_closed_labels_keep_their_values_and_the_page_says_how_often() {
    let registry = Registry::new();
    let (logins, sizes) = (
        Arc::new(Family::<User<'static>, Counter>::new()),
        Arc::new(Family::<User<'static>, Histogram>::new()),
    );
    registry.register("logins_total", "Logins.", logins.clone()).expect("the name is free");
    registry.register("sizes", "Sizes.", sizes.clone()).expect("the name is free");
    let user = |number: usize, is_guest, each: &dyn Fn(User<'_>)| {
        each(User { name: &number.to_string(), is_guest });
    };
    for number in 0..SERIES_LIMIT + 25 {
        user(number, number % 2 == 0, &|user| logins.with(user).inc());
        user(number, true, &|user| sizes.with(user).observe(1.0));
    }
    // What has a series keeps it.
    user(3, false, &|user| logins.with(user).inc());

    let page = Page::of(&registry);
    let overflow = |is_guest| [("name", OVERFLOW), ("is_guest", is_guest)];
    assert_eq!(page.count("logins_total", &[("name", "3"), ("is_guest", "false")]), Some(2));
    assert_eq!(page.count("logins_total", &overflow("false")), Some(12));
    assert_eq!(page.count("logins_total", &overflow("true")), Some(13));
    assert_eq!(page.count("sizes_count", &overflow("true")), Some(25));
    assert_eq!(page.count("sizes_count", &overflow("false")), None);
    for family in ["logins_total", "sizes"] {
        assert_eq!(page.count("tickmark_series_overflow_total", &[("family", family)]), Some(25));
        assert_eq!(page.values_of(family, "name").len(), SERIES_LIMIT + 1);
    }
}

#[test]
fn threads_that_flood_a_family_lose_nothing_but_the_names() {
    const CALLS: usize = 1_500;
    let (registry, logins) = (Registry::new(), Arc::new(Family::<User<'static>, Counter>::new()));
    registry.register("logins_total", "Logins.", logins.clone()).expect("the name is free");
    thread::scope(|scope| {
        for thread in 0..4 {
            let logins = &logins;
            scope.spawn(move || {
                for number in 0..CALLS {
                    logins.with(User { name: &format!("{thread}/{number}"), is_guest: false }).inc();
                }
            });
        }
    });
    let page = Page::of(&registry);
    let family = page.family("logins_total").expect("it was registered");
    let total: f64 = family.samples.iter().map(|sample| sample.value).sum();
    assert_eq!(total.to_bits(), (4.0 * CALLS as f64).to_bits());
    assert_eq!(family.samples.len(), SERIES_LIMIT + 1);
    let overflow = (4 * CALLS - SERIES_LIMIT) as u64;
    assert_eq!(page.count("logins_total", &[("name", OVERFLOW), ("is_guest", "false")]), Some(overflow));
}

#[derive(LabelSet)]
struct Name<'a> {
    name: &'a str,
}

#[test]
fn somebody_who_is_called_like_the_overflow_shares_its_series() {
    let (registry, logins) = (Registry::new(), Arc::new(Family::<Name<'static>, Counter>::new()));
    registry.register("logins_total", "Logins.", logins.clone()).expect("the name is free");
    logins.with(Name { name: OVERFLOW }).inc();
    for number in 0..SERIES_LIMIT + 4 {
        logins.with(Name { name: &number.to_string() }).inc();
    }
    // One series was taken by the one of that name, so five found no room.
    assert_eq!(Page::of(&registry).count("logins_total", &[("name", OVERFLOW)]), Some(6));
}
