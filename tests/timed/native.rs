//! `native`: durations in native buckets and in classic ones.

use std::{sync::LazyLock, thread, time::Duration};

use tickmark::{DURATION_BUCKETS, Family, LabelSet, NativeHistogram, Registry, Seconds, global, time, timed};

use crate::{native::Natives, page::Page};

#[timed(native)]
fn shared() {
    thread::sleep(Duration::from_millis(2));
}

#[timed]
fn beside_it() {}

#[timed(native)]
fn never_called() {}

#[timed(native)]
fn on_a_page() {}

#[test]
fn durations_are_in_native_buckets_and_in_the_classic_ones_of_the_family() {
    (0..3).for_each(|_| shared());
    beside_it();
    let _: fn() = never_called;
    let natives = Natives::of(global());
    let of = |function: &str| {
        let label = format!(r#"function="{function}",outcome="success""#);
        natives.get("function_duration_seconds", &label).clone()
    };
    let taken = of("shared");
    let (schema, buckets, zero) = taken.native.expect("it is native");
    assert_eq!((schema, zero, taken.count), (3, 0, 3));
    assert_eq!(buckets.iter().map(|(_, count)| count).sum::<u64>(), 3);
    // Two milliseconds end in the bucket of index -71, and these took no less, and surely not a minute.
    assert!(buckets.iter().all(|(index, _)| (-72..48).contains(index)), "{buckets:?}");
    assert!(taken.sum >= 0.006 && taken.sum < 180.0);
    assert_eq!(taken.classic.expect("it has both").0, DURATION_BUCKETS);

    // Native from the start, and only where it was said.
    assert_eq!(of("never_called").native, Some((3, Vec::new(), 0)));
    assert_eq!((of("beside_it").native, of("beside_it").count), (None, 1));
}

#[test]
fn a_page_of_text_has_the_classic_buckets() {
    on_a_page();
    let page = Page::now();
    let labels = [("function", "on_a_page"), ("module", module_path!()), ("outcome", "success")];
    let bucket = |le| [("le", le)].into_iter().chain(labels).collect::<Vec<_>>();
    let count = page.count("function_duration_seconds_count", &labels);
    assert!(count >= Some(1));
    assert_eq!(page.count("function_duration_seconds_bucket", &bucket("+Inf")), count);
    assert!(page.count("function_duration_seconds_bucket", &bucket("0.001")).is_none());
    assert!(page.count("function_duration_seconds_bucket", &bucket("10")).is_some());
}

#[timed(name = "native_open_seconds", labels(user = user), native(factor = 1.5), buckets = [1.0])]
fn open(user: &str) -> Result<(), ()> {
    if user.is_empty() { Err(()) } else { Ok(()) }
}

#[test]
fn series_that_come_later_are_native_from_the_start() {
    assert_eq!(open("ann"), Ok(()));
    let natives = Natives::of(global());
    for (outcome, count) in [("success", 1), ("failure", 0), ("panic", 0)] {
        let taken = natives.get("native_open_seconds", &format!(r#"user="ann",outcome="{outcome}""#));
        assert_eq!((taken.native.as_ref().map(|(schema, ..)| *schema), taken.count), (Some(1), count));
    }
    assert!(open("").is_err());
}

static ADDED_UP: LazyLock<Registry> = LazyLock::new(Registry::new);

mod added_up {
    use super::*;

    #[timed(name = "fine_seconds", native, outcome = none, registry = &*ADDED_UP)]
    pub(super) fn fine() {}

    #[timed(name = "fine_seconds", native(factor = 2), outcome = none, registry = &*ADDED_UP)]
    pub(super) fn coarse() {}

    #[timed(name = "mixed_seconds", native, outcome = none, registry = &*ADDED_UP)]
    pub(super) fn native() {}

    #[timed(name = "mixed_seconds", outcome = none, registry = &*ADDED_UP)]
    pub(super) fn classic() {}
}

#[test]
fn call_sites_of_one_series_are_added_up_as_all_of_them_can_be() {
    (0..3).for_each(|_| added_up::fine());
    (0..4).for_each(|_| added_up::coarse());
    added_up::native();
    added_up::classic();
    let natives = Natives::of(&ADDED_UP);
    let taken = natives.get("fine_seconds", "");
    let (schema, buckets, zero) = taken.native.clone().expect("all of them are native");
    assert_eq!((schema, taken.count), (0, 7));
    assert_eq!(buckets.iter().map(|(_, count)| count).sum::<u64>() + zero, 7);

    let taken = natives.get("mixed_seconds", "");
    assert_eq!((taken.native.clone(), taken.count), (None, 2));
    // Two settings in one family are no problem.
    assert!(ADDED_UP.check().is_ok());
}

#[timed(name = "native_busy_seconds", native, clock = busy)]
async fn busy() {}

#[test]
fn the_durations_beside_are_native_too() {
    crate::drive::finish(busy());
    let natives = Natives::of(global());
    for family in ["native_busy_seconds", "native_busy_busy_seconds"] {
        let taken = natives.get(family, "success");
        assert_eq!((taken.native.is_some(), taken.count), (true, 1), "{family}");
    }
}

#[test]
fn a_section_can_be_native() {
    time!(native, name = "native_section_seconds", { thread::yield_now() });
    let taken = Natives::of(global()).get("native_section_seconds", "success").clone();
    assert_eq!((taken.native.is_some(), taken.count), (true, 1));
}

#[derive(LabelSet)]
struct Oven<'a> {
    oven: &'a str,
}

static ELSEWHERE: NativeHistogram<Seconds> = NativeHistogram::in_unit();
static BY_OVEN: Family<Oven<'static>, NativeHistogram<Seconds>> = Family::new().factor(2.0).buckets(&[1.0]);

#[timed(metric = ELSEWHERE)]
#[timed(metric = BY_OVEN.with(Oven { oven: "left" }))]
fn elsewhere() {}

#[test]
fn calls_are_recorded_into_native_histograms_that_are_declared_elsewhere() {
    elsewhere();
    BY_OVEN.with(Oven { oven: "left" }).start_timer().finish();
    ELSEWHERE.start_timer().discard();
    drop(ELSEWHERE.start_timer());
    time!(metric = ELSEWHERE, {});
    assert_eq!((ELSEWHERE.count(), ELSEWHERE.value().classic.is_none()), (3, true));
    let value = BY_OVEN.with(Oven { oven: "left" }).value();
    assert_eq!((value.count(), value.schema), (2, 0));
    assert_eq!(value.classic.map(|classic| classic.counts.into_owned()), Some(vec![2, 0]));
}

#[test]
fn calls_of_several_threads_are_all_there_in_every_scrape() {
    #[timed(name = "native_threads_seconds", native(factor = 1.005), outcome = none)]
    fn called() {}

    const CALLS: u64 = 5_000;
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..CALLS).for_each(|_| called()));
        }
        let mut before = 0;
        while before < 4 * CALLS {
            // That the buckets agree is asserted where they are taken.
            let count = Natives::of(global()).get("native_threads_seconds", "").count;
            assert!(count >= before);
            before = count;
        }
    });
}
