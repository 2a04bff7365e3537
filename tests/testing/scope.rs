//! `with_registry`: annotated functions that record where the test looks.

use std::{sync::Barrier, thread};

use tickmark::{
    Counter, LabelValue, Registry, count, counted, in_flight,
    testing::{Snapshot, assert_metrics, with_registry},
    time, timed,
};

use crate::drive::panics;

#[derive(LabelValue)]
enum Size {
    Small,
    Large,
}

#[counted(name = "scope_packed_total", labels(size = size))]
fn pack(size: Size) -> Result<(), ()> {
    Ok(())
}

#[counted(name = "scope_sent_total", labels(to = to))]
fn send(to: &str) {}

/// The values of a family in a registry, as a text.
fn said(registry: &Registry, family: &str) -> String {
    Snapshot::of(registry).only(family).to_string()
}

#[test]
fn threads_with_a_registry_each_do_not_see_each_other() {
    let together = Barrier::new(2);
    let run = |calls: usize| {
        let registry = Registry::new();
        with_registry(&registry, || {
            together.wait();
            for _ in 0..calls {
                pack(Size::Large).expect("it is packed");
                send("home");
            }
        });
        registry
    };
    let (one, other) = thread::scope(|scope| {
        let threads = (scope.spawn(|| run(1000)), scope.spawn(|| run(7)));
        (threads.0.join().expect("it does not panic"), threads.1.join().expect("it does not panic"))
    });
    assert_metrics!(one, r#"scope_packed_total{size="large",outcome="success"} 1000"#);
    assert_metrics!(one, r#"scope_sent_total{to="home",outcome="success"} 1000"#);
    assert_metrics!(other, r#"scope_packed_total{size="large",outcome="success"} 7"#);
    assert_metrics!(other, r#"scope_sent_total{to="home",outcome="success"} 7"#);
    assert_metrics!(tickmark::global(), r#"!scope_sent_total{to="home"}"#);
}

#[counted(name = "scope_closed_total", labels(size = size))]
fn closed(size: Size) -> Result<(), ()> {
    Err(())
}

#[test]
fn all_closed_series_are_there_from_the_first_call_on() {
    let registry = Registry::new();
    with_registry(&registry, || assert_eq!(said(&registry, "*"), ""));
    with_registry(&registry, || closed(Size::Small)).expect_err("it always fails");
    assert_eq!(
        said(&registry, "scope_closed_total"),
        "scope_closed_total{size=\"large\",outcome=\"failure\"} 0\n\
         scope_closed_total{size=\"small\",outcome=\"failure\"} 1\n\
         scope_closed_total{size=\"large\",outcome=\"panic\"} 0\n\
         scope_closed_total{size=\"small\",outcome=\"panic\"} 0\n\
         scope_closed_total{size=\"large\",outcome=\"success\"} 0\n\
         scope_closed_total{size=\"small\",outcome=\"success\"} 0\n"
    );
}

#[counted(name = "scope_nested_total", outcome = none)]
fn nested() {}

#[test]
fn the_inner_scope_holds_and_the_outer_one_comes_back() {
    let (outer, inner) = (Registry::new(), Registry::new());
    with_registry(&outer, || {
        nested();
        with_registry(&inner, || {
            nested();
            nested();
            with_registry(&outer, nested);
        });
        assert!(panics(|| with_registry(&inner, || panic!("on purpose"))));
        nested();
    });
    nested();
    assert_metrics!(outer, "scope_nested_total 3");
    assert_metrics!(inner, "scope_nested_total 2");
    assert_metrics!(tickmark::global(), "scope_nested_total 1");
}

#[timed(
    name = "scope_panicked_seconds",
    counted(name = "scope_panicked_total"),
    in_flight(name = "scope_panicking")
)]
fn panicking() {
    panic!("on purpose");
}

#[test]
fn a_panic_is_recorded_in_the_scope_and_leaves_it() {
    let registry = Registry::new();
    assert!(panics(|| with_registry(&registry, panicking)));
    assert_metrics!(
        registry,
        r#"
        scope_panicked_total{outcome="panic"} 1
        scope_panicked_seconds_count{outcome="panic"} 1
        scope_panicking 0
        "#
    );
    assert!(panics(panicking));
    assert_metrics!(registry, r#"scope_panicked_total{outcome="panic"} 1"#);
}

#[timed(name = "scope_all_seconds", labels_from(size = |length| if *length > 3 { "long" } else { "short" }))]
#[timed(name = "scope_brief_duration_seconds", slow = "1h")]
#[in_flight(name = "scope_all_in_flight", high_water)]
fn everything(text: &str) -> usize {
    time!(name = "scope_block_seconds", { text.len() })
}

#[counted(only = failure, name = "scope_failed_total", error = std::io::Error)]
fn fails() -> Result<(), std::io::Error> {
    count!(name = "scope_tried_total", { Err(std::io::ErrorKind::NotFound.into()) })
}

#[timed(name = "scope_sampled_seconds", sample = 10)]
fn sampled() {}

#[test]
fn whatever_an_attribute_records_follows_the_scope() {
    let (registry, global) = (Registry::new(), Snapshot::of(tickmark::global()).only("scope_all*"));
    with_registry(&registry, || {
        assert_eq!(everything("cupboard"), 8);
        fails().expect_err("it always fails");
        (0..15).for_each(|_| sampled());
    });
    assert_metrics!(
        registry,
        r#"
        scope_all_seconds_count{size="long",outcome="success"} 1
        scope_brief_duration_seconds_count{outcome="success"} 1
        scope_brief_duration_slow_total{outcome="success"} 0
        scope_all_in_flight 0
        scope_all_in_flight_high_water 1
        scope_block_seconds_count{outcome="success"} 1
        scope_failed_total{outcome="failure",error="not_found"} 1
        scope_tried_total{outcome="failure"} 1
        scope_sampled_seconds_count{outcome="success"} 2
        "#
    );
    let after = Snapshot::of(tickmark::global()).only("scope_all*");
    assert!(after.since(&global).is_empty(), "{after}");
}

#[counted(name = "scope_served_total", outcome = none)]
fn serve() -> String {
    tickmark::encode()
}

#[test]
fn a_handler_serves_the_page_of_the_scope_and_outside_of_it_the_global_one() {
    let registry = Registry::new();
    with_registry(&registry, || {
        serve();
        serve();
        assert_eq!(tickmark::encode(), registry.encode());
        let mut global = String::new();
        tickmark::encode_text(tickmark::global(), &mut global);
        assert!(global.contains("\nscope_served_total 0\n"), "{global}");
    });
    assert_metrics!(registry, "scope_served_total 2");
    assert!(serve().contains("\nscope_served_total "));
    assert_metrics!(tickmark::global(), "scope_served_total 1");
}

static OWN: std::sync::LazyLock<Registry> = std::sync::LazyLock::new(Registry::new);

/// Things in a static.
#[tickmark::register]
static SCOPE_REGISTERED_TOTAL: Counter = Counter::new();

#[counted(name = "scope_settled_total", outcome = none, registry = &*OWN)]
#[counted(metric = SCOPE_REGISTERED_TOTAL)]
fn settled() {}

#[test]
fn what_names_its_place_stays_there() {
    let registry = Registry::new();
    with_registry(&registry, settled);
    settled();
    assert_eq!(said(&registry, "*"), "");
    assert_metrics!(OWN, "scope_settled_total 2");
    assert_metrics!(tickmark::global(), "scope_registered_total 2");
}

#[counted(name = "scope_elsewhere_total", outcome = none)]
fn elsewhere() {}

#[test]
fn another_thread_is_in_no_scope_until_it_enters_one() {
    let registry = Registry::new();
    with_registry(&registry, || {
        thread::scope(|scope| _ = scope.spawn(elsewhere).join());
        thread::scope(|scope| _ = scope.spawn(|| with_registry(&registry, elsewhere)).join());
    });
    assert_metrics!(registry, "scope_elsewhere_total 1");
    assert_metrics!(tickmark::global(), "scope_elsewhere_total 1");
}

#[counted(name = "scope_again_total", outcome = none)]
fn again() {}

#[test]
fn a_registry_that_is_gone_is_not_taken_for_a_new_one() {
    for _ in 0..100 {
        let registry = Registry::new();
        with_registry(&registry, again);
        assert_metrics!(registry, "scope_again_total 1");
    }
}

#[test]
fn the_global_registry_can_be_the_registry_of_a_scope() {
    #[counted(name = "scope_global_total", outcome = none)]
    fn global() {}

    global();
    with_registry(tickmark::global(), global);
    assert_metrics!(tickmark::global(), "scope_global_total 2");
    assert!(tickmark::check().is_ok());
}

#[counted(name = "scope_late_total", outcome = none)]
fn late() {}

/// Calls what is annotated when its thread is torn down.
struct AtTheEnd(Registry);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        late();
        with_registry(&self.0, late);
    }
}

thread_local! {
    static AT_THE_END: std::cell::RefCell<Option<AtTheEnd>> = const { std::cell::RefCell::new(None) };
}

#[test]
fn a_thread_that_is_torn_down_records_somewhere_and_does_not_panic() {
    let registry = Registry::new();
    // What a thread uses first is torn down last, or first: that depends on the system.
    for scope_first in [false, true] {
        let end = AtTheEnd(registry.clone());
        let thread = thread::spawn(move || {
            if scope_first {
                with_registry(&Registry::new(), late);
            }
            AT_THE_END.replace(Some(end));
            with_registry(&Registry::new(), late);
        });
        thread.join().expect("it does not panic");
    }
    let of = |registry| Snapshot::of(registry).value("scope_late_total").unwrap_or(0.0);
    assert!((of(&registry) + of(tickmark::global()) - 4.0).abs() < 0.5);
}
