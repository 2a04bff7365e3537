//! Families whose series can go.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
};

use tickmark::{
    Counter, Gauge, Histogram, LabelSet, LabelValue, OVERFLOW, Registry, RemovableFamily, counted, in_flight,
    timed,
};

use crate::{
    drive::{cancel, finish, pause},
    page::Page,
};

#[derive(Clone, Copy, LabelValue)]
enum Plan {
    Free,
    Paid,
}

#[derive(LabelSet)]
struct Tenant<'a> {
    tenant: &'a str,
    plan: Plan,
}

fn tenant(tenant: &str) -> Tenant<'_> {
    Tenant { tenant, plan: Plan::Free }
}

/// Requests of tenants.
#[tickmark::register]
static REMOVABLE_REQUESTS_TOTAL: RemovableFamily<Tenant<'static>, Counter> = RemovableFamily::new();

/// Sizes by tenant.
#[tickmark::register]
static REMOVABLE_SIZE_BYTES: RemovableFamily<Tenant<'static>, Histogram> =
    RemovableFamily::with_buckets(&[1.0, 10.0]);

#[test]
fn a_registered_one_has_only_what_was_not_removed() {
    for name in ["stays", "goes"] {
        REMOVABLE_REQUESTS_TOTAL.with(tenant(name)).inc_by(2);
        REMOVABLE_SIZE_BYTES.with(tenant(name)).observe(3.0);
    }
    assert!(REMOVABLE_REQUESTS_TOTAL.remove(tenant("goes")));
    assert!(REMOVABLE_SIZE_BYTES.remove(tenant("goes")));
    let (page, labels) = (Page::now(), |name| [("tenant", name), ("plan", "free")]);
    for (name, count, size) in [("stays", Some(2), Some(1)), ("goes", None, None)] {
        assert_eq!(page.count("removable_requests_total", &labels(name)), count);
        assert_eq!(page.count("removable_size_bytes_count", &labels(name)), size);
    }
    assert_eq!(page.count("tickmark_series_overflow_total", &[("family", "removable_size_bytes")]), Some(0));
}

#[test]
fn past_the_limit_only_closed_labels_keep_their_values() {
    let (registry, family) = (Registry::new(), Arc::new(RemovableFamily::<Tenant, Counter>::new().limit(1)));
    registry.register("requests_total", "Requests.", family.clone()).expect("the name is free");
    for name in ["a", "b", "c"] {
        family.with(tenant(name)).inc();
        family.with(Tenant { tenant: name, plan: Plan::Paid }).inc();
    }
    let page = Page::of(&registry);
    let overflow = |plan| page.count("requests_total", &[("tenant", OVERFLOW), ("plan", plan)]);
    assert_eq!((overflow("free"), overflow("paid")), (Some(2), Some(3)));
    assert_eq!(page.count("tickmark_series_overflow_total", &[("family", "requests_total")]), Some(5));
}

static JOBS_TOTAL: RemovableFamily<Tenant<'static>, Counter> = RemovableFamily::new();
static JOB_SECONDS: RemovableFamily<Tenant<'static>, Histogram> = RemovableFamily::new();
static JOBS_OPEN: RemovableFamily<Tenant<'static>, Gauge> = RemovableFamily::new();

#[counted(metric = JOBS_TOTAL.with(tenant(name)))]
#[timed(metric = JOB_SECONDS.with(tenant(name)))]
#[in_flight(metric = JOBS_OPEN.with(tenant(name)))]
async fn job(name: &str) {
    pause().await;
}

#[test]
fn calls_are_recorded_into_the_series_that_they_began_with() {
    finish(job("calls"));
    cancel(job("calls"));
    let open = JOBS_OPEN.with(tenant("calls"));
    assert_eq!(JOBS_TOTAL.with(tenant("calls")).get(), 2);
    assert_eq!(JOB_SECONDS.with(tenant("calls")).count(), 2);
    assert_eq!(open.get().to_bits(), 0.0_f64.to_bits());
}

#[test]
fn a_call_that_outlives_its_series_is_recorded_for_nobody() {
    let mut call = Box::pin(job("removed"));
    assert!(crate::drive::poll_once(call.as_mut()).is_pending());
    assert_eq!(JOBS_OPEN.with(tenant("removed")).get().to_bits(), 1.0_f64.to_bits());
    for is_removed in [JOBS_TOTAL.remove(tenant("removed")), JOBS_OPEN.remove(tenant("removed"))] {
        assert!(is_removed);
    }
    let others = ["a", "b", "c", "d", "e"].map(|name| JOBS_TOTAL.with(tenant(name)));
    finish(call);
    assert!(others.iter().all(|series| series.get() == 0));
    assert_eq!(JOBS_OPEN.with(tenant("removed")).get().to_bits(), 0.0_f64.to_bits());
}

#[test]
fn the_page_is_sound_while_series_come_and_go() {
    let (registry, family) = (Registry::new(), Arc::new(RemovableFamily::<Tenant, Histogram>::new()));
    registry.register("sizes", "Sizes.", family.clone()).expect("the name is free");
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        let workers = [0_u32, 1].map(|thread| {
            let family = &family;
            scope.spawn(move || {
                for round in 0..2_000_u32 {
                    let name = format!("{thread}/{}", round % 13);
                    family.with(tenant(&name)).observe(f64::from(round));
                    if round.is_multiple_of(3) {
                        family.remove(tenant(&name));
                    }
                }
            })
        });
        scope.spawn(|| {
            while !is_done.load(Relaxed) {
                // Reading it checks that it is sorted, that nothing is there twice and that buckets add up.
                Page::of(&registry);
            }
        });
        let ended = workers.map(thread::ScopedJoinHandle::join);
        is_done.store(true, Relaxed);
        assert!(ended.iter().all(Result::is_ok));
    });
}
