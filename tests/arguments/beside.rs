//! `slow`, `clock = busy`, `sample`: what is recorded beside a duration, and how often.

use std::{thread, time::Duration};

use tickmark::timed;

use crate::{
    drive::{finish, panics, pause, poll_once},
    page::Page,
};

#[timed(name = "beside_bake_duration_seconds", slow = "1ms", labels(oven = oven))]
fn bake(oven: &str, sleep: Duration) -> Result<(), ()> {
    thread::sleep(sleep);
    if oven == "cold" { Err(()) } else { Ok(()) }
}

#[timed(slow = "1h")]
fn quick() {}

#[test]
fn slow_calls_are_counted_beside_all() {
    assert!(bake("hot", Duration::from_millis(5)).is_ok());
    assert!(bake("cold", Duration::from_millis(5)).is_err());
    quick();
    let page = Page::now();
    let count = |family, oven, outcome| page.count(family, &[("oven", oven), ("outcome", outcome)]);
    assert_eq!(count("beside_bake_duration_slow_total", "hot", "success"), Some(1));
    assert_eq!(count("beside_bake_duration_slow_total", "hot", "failure"), Some(0));
    assert_eq!(count("beside_bake_duration_slow_total", "cold", "failure"), Some(1));
    assert_eq!(count("beside_bake_duration_seconds_count", "cold", "failure"), Some(1));
    let labels = [("module", module_path!()), ("function", "quick"), ("outcome", "success")];
    assert_eq!(page.count("function_calls_slow_total", &labels), Some(0));
    assert_eq!(page.count("function_duration_seconds_count", &labels), Some(1));
}

#[timed(name = "beside_load_seconds", clock = busy, buckets = [0.001, 3_600.0])]
async fn load(panics: bool) {
    thread::sleep(Duration::from_millis(5));
    pause().await;
    assert!(!panics, "on purpose");
}

#[test]
fn waiting_is_not_being_busy() {
    let mut future = Box::pin(load(false));
    assert!(poll_once(future.as_mut()).is_pending());
    thread::sleep(Duration::from_millis(300));
    finish(future);
    assert!(panics(|| finish(load(true))));
    let page = Page::now();
    let value = |name: &str, outcome| page.value(name, &[("outcome", outcome)]).expect("it is there");
    let (busy, wall) =
        (value("beside_load_busy_seconds_sum", "success"), value("beside_load_seconds_sum", "success"));
    assert!(busy >= 0.004 && wall - busy >= 0.2, "busy {busy}, in all {wall}");
    assert!(value("beside_load_busy_seconds_sum", "panic") >= 0.004);
    let bucket = [("outcome", "success"), ("le", "0.001")];
    assert_eq!(page.count("beside_load_busy_seconds_bucket", &bucket), Some(0));
}

#[timed(name = "beside_sampled_seconds", sample = 10, counted(name = "beside_sampled_total"))]
fn sampled() {}

#[test]
fn of_a_sample_all_calls_count_and_some_are_timed() {
    for _ in 0..95 {
        sampled();
    }
    let page = Page::now();
    assert_eq!(page.count("beside_sampled_total", &[("outcome", "success")]), Some(95));
    assert_eq!(page.count("beside_sampled_seconds_count", &[("outcome", "success")]), Some(10));
}
