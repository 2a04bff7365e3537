//! `#[in_flight]`: how many calls are under way.

use std::{future::Future, io, pin::pin};

use tickmark::{LabelValue, counted, in_flight, timed};

use crate::{
    drive::{cancel, finish, panics, pause, poll_once},
    page::Page,
};

const FAMILY: &str = "function_calls_in_flight";

fn now(function: &str) -> Option<u64> {
    Page::now().count(FAMILY, &[("module", module_path!()), ("function", function)])
}

#[in_flight]
fn outer(function: fn() -> Option<u64>) -> (Option<u64>, Option<u64>) {
    (now("outer"), function())
}

#[test]
fn a_call_is_under_way_from_its_begin_to_its_end() {
    assert_eq!(now("outer"), Some(0));
    assert_eq!(outer(|| outer(|| now("outer")).1), (Some(1), Some(2)));
    assert_eq!(now("outer"), Some(0));
    assert_eq!(Page::now().family(FAMILY).map(|family| &*family.kind), Some("gauge"));
}

#[in_flight]
fn fails(ending: &str) -> io::Result<()> {
    assert_ne!(ending, "panic");
    if ending == "failure" { Err(io::ErrorKind::NotFound.into()) } else { Ok(()) }
}

#[in_flight]
async fn waits() {
    pause().await;
}

#[test]
fn however_a_call_ends_it_is_no_longer_under_way() {
    assert!(fails("success").is_ok());
    assert!(fails("failure").is_err());
    assert!(panics(|| fails("panic")));
    assert_eq!(now("fails"), Some(0));

    drop(waits());
    assert_eq!(now("waits"), Some(0));
    {
        let mut future = pin!(waits());
        assert!(poll_once(future.as_mut()).is_pending());
        assert_eq!(now("waits"), Some(1));
    }
    assert_eq!(now("waits"), Some(0));
    cancel(waits());
    finish(waits());
    assert_eq!(now("waits"), Some(0));
}

#[in_flight]
async fn wanders() {
    pause().await;
}

#[test]
fn a_call_may_end_in_another_thread_than_it_began_in() {
    let futures: Vec<_> = (0..50)
        .map(|_| {
            let mut future = Box::pin(wanders());
            assert!(poll_once(future.as_mut()).is_pending());
            future
        })
        .collect();
    assert_eq!(now("wanders"), Some(50));
    for future in futures {
        std::thread::spawn(|| finish(future)).join().expect("the future does not panic");
    }
    assert_eq!(now("wanders"), Some(0));
}

#[derive(Clone, Copy, LabelValue)]
enum Kind {
    Small,
    Large,
}

/// Parcels that are being packed.
#[in_flight(name = "in_flight_parcels", labels(kind = kind), high_water)]
fn pack(kind: Kind, more: u32) -> Option<u64> {
    if more > 0 { pack(kind, more - 1) } else { parcels("in_flight_parcels", "large") }
}

fn parcels(family: &str, kind: &str) -> Option<u64> {
    Page::now().count(family, &[("kind", kind)])
}

#[test]
fn the_most_at_once_stays() {
    assert_eq!(pack(Kind::Large, 2), Some(3));
    assert_eq!(pack(Kind::Large, 0), Some(1));
    pack(Kind::Small, 0);
    assert_eq!(parcels("in_flight_parcels", "large"), Some(0));
    assert_eq!(parcels("in_flight_parcels_high_water", "large"), Some(3));
    assert_eq!(parcels("in_flight_parcels_high_water", "small"), Some(1));
}

#[timed(counted, in_flight)]
async fn all_three(fails: bool) -> Result<(), ()> {
    pause().await;
    if fails { Err(()) } else { Ok(()) }
}

#[counted(
    name = "in_flight_beside_total",
    labels(kind = kind),
    in_flight(name = "in_flight_open", help = "Beside.", high_water)
)]
fn beside(kind: Kind) {}

#[test]
fn one_attribute_may_do_several() {
    let ready: Result<(), ()> = finish(all_three(false));
    assert!(ready.is_ok() && finish(all_three(true)).is_err());
    cancel(all_three(false));
    let page = Page::now();
    for outcome in ["success", "failure", "cancelled"] {
        let labels = [("module", module_path!()), ("function", "all_three"), ("outcome", outcome)];
        assert_eq!(page.count("function_calls_total", &labels), Some(1), "{outcome}");
        assert_eq!(page.count("function_duration_seconds_count", &labels), Some(1), "{outcome}");
    }
    assert_eq!(now("all_three"), Some(0));
    let mut future = pin!(all_three(false));
    assert!(poll_once(future.as_mut()).is_pending());
    assert_eq!(now("all_three"), Some(1));

    beside(Kind::Small);
    let page = Page::now();
    assert_eq!(page.count("in_flight_beside_total", &[("kind", "small"), ("outcome", "success")]), Some(1));
    assert_eq!(page.count("in_flight_open", &[("kind", "small")]), Some(0));
    assert_eq!(page.count("in_flight_open_high_water", &[("kind", "small")]), Some(1));
    assert_eq!(page.family("in_flight_open").map(|family| &*family.help), Some("Beside."));
}

#[test]
fn stacked_attributes_go_together() {
    #[timed]
    #[in_flight]
    #[counted]
    fn stacked() -> impl Future<Output = u8> {
        async move { 1 }
    }
    assert_eq!(finish(stacked()), 1);
    let labels = [("module", module_path!()), ("function", "stacked"), ("outcome", "success")];
    assert_eq!(Page::now().count("function_calls_total", &labels), Some(1));
    assert_eq!(now("stacked"), Some(0));
}
