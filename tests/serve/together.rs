//! Scrapes that come at once.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread,
};

use http::{StatusCode, header};
use tickmark::{Collect, FamilyMeta, Kind, LabelsBuf, Registry, Sink, serve::ScrapeHandler};

use super::{answered, gate::Gate, get, get_json, handle_soon, said, shop, text};
use crate::drive;

fn gated(gate: &Gate) -> (Registry, ScrapeHandler) {
    let registry = shop();
    registry.attach(gate.clone());
    let handler = ScrapeHandler::of(registry.clone());
    (registry, handler)
}

#[test]
fn ten_that_ask_for_the_same_share_one_page() {
    let gate = Gate::closed();
    let (registry, handler) = gated(&gate);
    let mut futures: Vec<_> = (0..9).map(|_| Box::pin(handler.respond(&get("/")))).collect();
    for future in &mut futures {
        assert!(drive::poll_once(future.as_mut()).is_pending());
    }
    gate.wait_for(1);
    let waits = thread::spawn({
        let handler = handler.clone();
        move || handler.handle(&get("/"))
    });
    drop(futures.pop());
    gate.open();
    let bodies = futures.into_iter().map(|future| drive::finish(future).into_body().into_bytes());
    let bodies: Vec<_> = bodies.collect();
    assert!(bodies.iter().all(|body| body.as_ptr() == bodies[0].as_ptr()), "it is in memory once");
    assert_eq!(waits.join().expect("it does not panic").status(), StatusCode::OK);
    assert!(gate.asked() <= 2, "the thread may have come late");
    assert!(said(&registry, "coalesced_total") >= 8);
}

#[test]
fn readers_of_a_page_that_is_done_hold_no_place() {
    let (registry, handler) = gated(&Gate::default());
    let handler = handler.max_in_flight(1);
    let bodies: Vec<_> = (0..100).map(|_| handler.handle(&get("/")).into_body()).collect();
    assert!(bodies.into_iter().all(|body| body.into_bytes().starts_with(b"# HELP ")));
    assert_eq!((answered(&registry, "200"), answered(&registry, "503")), (100, 0));
}

#[test]
fn what_is_asked_for_after_a_page_is_done_is_a_new_one() {
    let gate = Gate::default();
    let (_, handler) = gated(&gate);
    for _ in 0..3 {
        handler.handle(&get("/"));
    }
    assert_eq!(gate.asked(), 3);
}

#[test]
fn another_page_is_rendered_beside() {
    let gate = Gate::closed();
    let (registry, handler) = gated(&gate);
    let requests = [get("/"), get_json(), get("/?name[]=shop_sales_total")];
    let mut futures: Vec<_> = requests.iter().map(|request| Box::pin(handler.respond(request))).collect();
    for future in &mut futures {
        assert!(drive::poll_once(future.as_mut()).is_pending());
    }
    gate.wait_for(3);
    gate.open();
    let lengths: Vec<_> = futures.into_iter().map(|future| text(drive::finish(future)).len()).collect();
    assert!(lengths[0] != lengths[1] && lengths[2] < lengths[0], "{lengths:?}");
    assert_eq!(said(&registry, "coalesced_total"), 0);
}

#[test]
fn one_more_than_there_may_be_is_told_to_come_again() {
    let gate = Gate::closed();
    let (registry, handler) = gated(&gate);
    let handler = handler.max_in_flight(1);
    let mut first = Box::pin(handler.respond(&get("/")));
    assert!(drive::poll_once(first.as_mut()).is_pending());
    gate.wait_for(1);
    let refused = handler.handle(&get_json());
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()[header::RETRY_AFTER], "1");
    assert_eq!(refused.headers()[header::CONTENT_TYPE], "text/plain; charset=utf-8");
    assert_eq!(text(refused), "too many pages are being written at once: ask again\n");
    let mut same = Box::pin(handler.respond(&get("/")));
    assert!(drive::poll_once(same.as_mut()).is_pending(), "the same takes no place");
    gate.open();
    assert_eq!(drive::finish(first).status(), StatusCode::OK);
    assert_eq!(drive::finish(same).status(), StatusCode::OK);
    assert_eq!(handler.handle(&get_json()).status(), StatusCode::OK, "the place is free");
    assert_eq!((answered(&registry, "503"), answered(&registry, "200")), (1, 3));
}

#[test]
fn a_hundred_threads_all_get_a_page_or_are_told_to_come_again() {
    let (registry, handler) = gated(&Gate::default());
    thread::scope(|scope| {
        for number in 0..100 {
            let handler = handler.clone().max_in_flight(2);
            scope.spawn(move || {
                let path = format!("/?name[]=shop_sales_total&name[]=x{}", number % 5);
                assert!(text(handle_soon(&handler, &get(&path))).contains("shop_sales_total 0\n"));
            });
        }
    });
    assert_eq!(answered(&registry, "200"), 100);
    assert_eq!(said(&registry, "requests_in_flight"), 0);
}

struct Bell;

impl Wake for Bell {
    fn wake(self: Arc<Self>) {}
}

#[test]
fn a_future_that_is_dropped_leaves_nothing_behind() {
    let gate = Gate::closed();
    let (registry, handler) = gated(&gate);
    let handler = handler.max_in_flight(1);
    let bell = Arc::new(Bell);
    let waker = Waker::from(bell.clone());
    let mut futures: Vec<_> = (0..5).map(|_| handler.respond(&get("/"))).collect();
    for future in &mut futures {
        let polled = Pin::new(future).poll(&mut Context::from_waker(&waker));
        assert!(matches!(polled, Poll::Pending));
    }
    drop(waker);
    gate.wait_for(1);
    assert!(Arc::strong_count(&bell) > 1);
    drop(futures);
    assert_eq!(Arc::strong_count(&bell), 1, "nobody would wake it");
    gate.open();
    assert_eq!(handle_soon(&handler, &get_json()).status(), StatusCode::OK);
    assert_eq!(said(&registry, "requests_in_flight"), 0);
    assert_eq!(answered(&registry, "200"), 1);
}

#[test]
fn the_threads_end_with_the_handler() {
    let gate = Gate::default();
    let (registry, handler) = gated(&gate);
    drive::finish(handler.clone().respond(&get("/")));
    drop((registry, handler));
    while !gate.is_alone() {
        thread::yield_now();
    }
}

/// Scrapes the registry that asks it.
struct Mirror(ScrapeHandler);

impl Collect for Mirror {
    fn collect(&self, sink: &mut dyn Sink) {
        let page = text(self.0.handle(&get("/")));
        let future = text(drive::finish(self.0.respond(&get("/"))));
        sink.family(&FamilyMeta::new("mirror_lines", Kind::Gauge, "Lines of the page."));
        sink.gauge(LabelsBuf::new().as_labels(), page.lines().count().min(future.lines().count()) as f64);
    }
}

#[test]
fn a_collector_that_scrapes_its_own_registry_does_not_wait_for_itself() {
    let registry = shop();
    let handler = ScrapeHandler::of(registry.clone()).max_in_flight(1);
    registry.attach(Mirror(handler.clone()));
    let page = text(handler.handle(&get("/")));
    assert!(page.contains("\nmirror_lines "), "{page}");
}
