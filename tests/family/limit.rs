//! A family of open labels has room for so many series.

use std::{sync::Arc, thread};

use tickmark::{
    Counter, Family, Histogram, LabelSet, LabelValue, OVERFLOW, Registry, RemovableFamily, SERIES_LIMIT,
    VALUE_LIMIT, counted,
};

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

/// A value that is just short enough, and one that is not.
fn long() -> [String; 2] {
    ["é".repeat(VALUE_LIMIT / 2), "é".repeat(VALUE_LIMIT / 2) + "x"]
}

#[test]
fn a_value_that_is_too_long_goes_to_the_overflow_series_and_is_counted() {
    let registry = Registry::new();
    let (stay, go) = (
        Arc::new(Family::<User<'static>, Counter>::new()),
        Arc::new(RemovableFamily::<User<'static>, Counter>::new()),
    );
    registry.register("stay_total", "Logins.", stay.clone()).expect("the name is free");
    registry.register("go_total", "Logins.", go.clone()).expect("the name is free");
    let [fits, too_long] = long();
    for name in [&fits, &too_long, &too_long] {
        stay.with(User { name, is_guest: true }).inc();
        go.with(User { name, is_guest: true }).inc();
    }
    let page = Page::of(&registry);
    for family in ["stay_total", "go_total"] {
        let count = |name| page.count(family, &[("name", name), ("is_guest", "true")]);
        assert_eq!([count(&fits), count(&too_long), count(OVERFLOW)], [Some(1), None, Some(2)], "{family}");
        assert_eq!(page.count("tickmark_series_overflow_total", &[("family", family)]), Some(2));
    }
}

/// Closed values are the program's own, however long they are.
#[derive(Clone, Copy)]
struct Wordy(bool);

const WORDS: &[u8; 2_000] = &[b'w'; 2_000];
const LONG_WORDS: &str = match std::str::from_utf8(WORDS) {
    Ok(text) => text,
    Err(_) => "",
};

impl LabelValue for Wordy {
    const VALUES: Option<&'static [&'static str]> = Some(&["short", LONG_WORDS]);

    fn index(&self) -> usize {
        usize::from(self.0)
    }

    fn with_str<R>(&self, f: impl FnOnce(&str) -> R) -> R {
        f(if self.0 { LONG_WORDS } else { "short" })
    }
}

#[derive(LabelSet)]
struct Said<'a> {
    by: &'a str,
    words: Wordy,
}

#[test]
fn a_closed_value_may_be_as_long_as_it_is() {
    let (registry, said) = (Registry::new(), Arc::new(Family::<Said<'static>, Counter>::new()));
    registry.register("said_total", "Said.", said.clone()).expect("the name is free");
    said.with(Said { by: "me", words: Wordy(true) }).inc();
    let page = Page::of(&registry);
    assert_eq!(page.count("said_total", &[("by", "me"), ("words", LONG_WORDS)]), Some(1));
    assert_eq!(page.count("tickmark_series_overflow_total", &[("family", "said_total")]), Some(0));
}

#[counted(name = "limit_long_total", labels(path = path), outcome = none)]
fn fetch(path: &str) {}

#[test]
fn a_call_site_takes_no_value_that_is_too_long_either() {
    let [fits, too_long] = long();
    for path in [&fits, &too_long] {
        fetch(path);
    }
    let page = Page::now();
    let count = |path| page.count("limit_long_total", &[("path", path)]);
    assert_eq!([count(&fits), count(&too_long), count(OVERFLOW)], [Some(1), None, Some(1)]);
    assert_eq!(page.count("tickmark_series_overflow_total", &[("family", "limit_long_total")]), Some(1));
}

#[counted(name = "limit_uncalled_total", labels(path = path))]
fn uncalled(path: &str) {}

#[counted(name = "limit_closed_total", labels(yes = yes))]
fn closed(yes: bool) {}

#[counted(name = "limit_late_total", labels(what = what))]
fn late<T: LabelValue>(what: T) {}

#[test]
fn whether_a_call_site_can_overflow_is_on_the_page_from_the_start() {
    let overflow = |family| Page::now().count("tickmark_series_overflow_total", &[("family", family)]);
    assert_eq!(overflow("limit_uncalled_total"), Some(0));
    closed(true);
    late(true);
    assert_eq!((overflow("limit_closed_total"), overflow("limit_late_total")), (None, None));
    late("a type whose values are open shows with the first of them");
    assert_eq!(overflow("limit_late_total"), Some(0));
    uncalled("now it is");
}
