//! `with_registry_async`: the scope of a future, wherever it is polled.

use std::{
    pin::{Pin, pin},
    task::{Context, Poll},
    thread,
};

use futures_core::Stream;

use tickmark::{
    Registry, in_flight,
    testing::{assert_metrics, with_registry, with_registry_async},
    timed,
};

use crate::drive::{cancel, collect, panics, pause, poll_once};

#[timed(name = "scope_step_seconds")]
async fn step() {
    tokio::task::yield_now().await;
}

#[timed(name = "scope_walk_seconds")]
#[in_flight(name = "scope_walking")]
async fn walk(steps: u32) -> u32 {
    for _ in 0..steps {
        step().await;
    }
    steps
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tasks_on_several_threads_keep_to_their_registries() {
    let tasks: Vec<_> = (0..20)
        .map(|steps| {
            let registry = Registry::new();
            let task = tokio::spawn(with_registry_async(&registry, walk(steps)));
            (steps, registry, task)
        })
        .collect();
    for (steps, registry, task) in tasks {
        assert_eq!(task.await.expect("it does not panic"), steps);
        assert_metrics!(registry, r#"scope_walk_seconds_count{outcome="success"} 1"#, "scope_walking 0");
        let walked = format!(r#"scope_step_seconds_count{{outcome="success"}} {steps}"#);
        assert_metrics!(registry, if steps > 0 { &*walked } else { "!scope_step_seconds" });
    }
}

#[timed(name = "scope_moved_seconds")]
async fn moved() {
    pause().await;
    moved_on();
}

#[timed(name = "scope_moved_on_seconds")]
fn moved_on() {}

#[test]
fn a_future_that_goes_on_in_another_thread_stays_in_its_scope() {
    let registry = Registry::new();
    let mut future = Box::pin(with_registry_async(&registry, moved()));
    assert!(poll_once(future.as_mut()).is_pending());
    let polled = thread::spawn(move || poll_once(future.as_mut()).is_ready()).join();
    assert!(polled.expect("it does not panic"));
    assert_metrics!(
        registry,
        r#"scope_moved_seconds_count{outcome="success"} 1"#,
        r#"scope_moved_on_seconds_count{outcome="success"} 1"#
    );
}

#[timed(name = "scope_outlives_seconds")]
#[in_flight(name = "scope_outliving")]
async fn outlives() {
    pause().await;
    after_the_scope();
}

#[timed(name = "scope_after_seconds")]
fn after_the_scope() {}

#[test]
fn a_call_ends_in_the_registry_where_it_began() {
    let registry = Registry::new();
    let mut future = pin!(outlives());
    assert!(with_registry(&registry, || poll_once(future.as_mut())).is_pending());
    assert_metrics!(registry, "scope_outliving 1");
    let other = Registry::new();
    assert!(with_registry(&other, || poll_once(future.as_mut())).is_ready());
    assert_metrics!(registry, "scope_outliving 0", r#"scope_outlives_seconds_count{outcome="success"} 1"#);
    assert_metrics!(registry, "!scope_after_seconds");
    assert_metrics!(other, "!scope_outlives_seconds", r#"scope_after_seconds_count{outcome="success"} 1"#);
}

/// Calls what is annotated when it is dropped.
struct Farewell;

impl Drop for Farewell {
    fn drop(&mut self) {
        farewell();
    }
}

#[timed(name = "scope_farewell_seconds")]
fn farewell() {}

#[timed(name = "scope_cancelled_seconds")]
async fn cancelled() {
    let _farewell = Farewell;
    pause().await;
}

#[test]
fn a_future_is_dropped_in_its_scope() {
    let registry = Registry::new();
    cancel(with_registry_async(&registry, cancelled()));
    assert_metrics!(
        registry,
        r#"scope_cancelled_seconds_count{outcome="cancelled"} 1"#,
        r#"scope_farewell_seconds_count{outcome="success"} 1"#
    );
}

#[timed(name = "scope_async_panic_seconds")]
async fn panicking() {
    panic!("on purpose");
}

#[test]
fn a_future_that_panics_leaves_its_scope() {
    let (registry, outer) = (Registry::new(), Registry::new());
    with_registry(&outer, || {
        assert!(panics(|| poll_once(pin!(with_registry_async(&registry, panicking())))));
        farewell();
    });
    assert_metrics!(
        registry,
        r#"scope_async_panic_seconds_count{outcome="panic"} 1"#,
        "!scope_farewell_seconds"
    );
    assert_metrics!(outer, r#"scope_farewell_seconds_count{outcome="success"} 1"#);
}

/// Several scopes, polled in turn by one thread.
#[tokio::test]
async fn scopes_that_are_polled_in_turn_do_not_mix() {
    let (one, other) = (Registry::new(), Registry::new());
    let inner = with_registry_async(&other, walk(3));
    let outer = with_registry_async(&one, async {
        step().await;
        inner.await + walk(2).await
    });
    assert_eq!(outer.await, 5);
    assert_metrics!(one, r#"scope_step_seconds_count{outcome="success"} 3"#);
    assert_metrics!(other, r#"scope_step_seconds_count{outcome="success"} 3"#);
    assert_metrics!(one, r#"scope_walk_seconds_count{outcome="success"} 1"#);
}

/// Yields as many items.
struct Parcels(u32);

impl Stream for Parcels {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        self.0 = self.0.saturating_sub(1);
        Poll::Ready((self.0 > 0).then_some(self.0))
    }
}

#[timed(name = "scope_stream_duration_seconds", stream)]
fn parcels(count: u32) -> impl Stream<Item = u32> {
    Parcels(count + 1)
}

#[test]
fn a_stream_is_recorded_in_the_scope_where_it_was_made() {
    let registry = Registry::new();
    let stream = with_registry(&registry, || parcels(3));
    assert_eq!(collect(stream).len(), 3);
    assert_metrics!(
        registry,
        r#"scope_stream_duration_seconds_count{outcome="success"} 1"#,
        "scope_stream_duration_items_total 3"
    );
}
