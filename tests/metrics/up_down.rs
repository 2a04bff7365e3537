//! What comes and goes.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::Arc,
    thread,
};

use tickmark::{Family, LabelSet, Metrics, UpDown};

use super::alone;
use crate::page::Page;

#[derive(LabelSet)]
struct Line {
    is_busy: bool,
}

#[derive(Metrics)]
#[metrics(prefix = "up_down")]
struct Open {
    /// Connections.
    connections: UpDown,
    /// Connections by line.
    lines: Family<Line, UpDown>,
}

#[test]
fn what_one_thread_opens_another_may_close() {
    let (open, registry) = alone::<Open>();
    open.connections.inc_by(10);
    let clone = open.clone();
    thread::spawn(move || (0..7).for_each(|_| clone.connections.dec())).join().expect("it does not panic");
    open.lines.with(Line { is_busy: true }).inc();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..500 {
                    open.lines.with(Line { is_busy: true }).inc();
                    open.lines.with(Line { is_busy: false }).dec();
                    open.lines.with(Line { is_busy: true }).dec();
                }
            });
        }
    });
    let page = Page::of(&registry);
    assert_eq!(page.value("up_down_connections", &[]), Some(3.0));
    let line = |is_busy| page.value("up_down_lines", &[("is_busy", is_busy)]);
    assert_eq!((line("true"), line("false")), (Some(1.0), Some(-2_000.0)));
}

#[test]
fn it_goes_below_zero_and_comes_back() {
    let (open, registry) = alone::<Open>();
    open.connections.dec_by(5);
    assert_eq!(Page::of(&registry).value("up_down_connections", &[]), Some(-5.0));
    open.connections.inc_by(6);
    assert_eq!(open.connections.get(), 1);
}

#[test]
fn a_guard_takes_its_one_away_once_however_its_scope_ends() {
    let (open, registry) = alone::<Open>();
    let busy = || open.lines.with(Line { is_busy: true });
    let unwound = catch_unwind(AssertUnwindSafe(|| {
        let _guards = (open.connections.track(), busy().track());
        assert_eq!((open.connections.get(), busy().get()), (1, 1));
        resume_unwind(Box::new(()));
    }));
    assert!(unwound.is_err());
    assert_eq!(Page::of(&registry).value("up_down_connections", &[]), Some(0.0));
    assert_eq!(busy().get(), 0);
    let open: Arc<Open> = open;
    thread::scope(|scope| {
        let guard = open.connections.track();
        scope.spawn(move || drop(guard));
    });
    assert_eq!(open.connections.get(), 0);
}
