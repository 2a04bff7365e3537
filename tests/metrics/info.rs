//! What is known of a program.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
};

use tickmark::{Info, LabelSet, Metrics, Registry};

use super::alone;
use crate::page::Page;

#[derive(Info)]
struct Build {
    version: String,
    #[info(rename = "of")]
    branch: Option<&'static str>,
}

#[derive(Metrics)]
#[metrics(prefix = "info")]
struct Known {
    /// The build.
    build_info: Info<Build>,
    /// One that is unknown.
    other_info: Info<Build>,
}

#[test]
fn what_is_known_replaces_what_was() {
    let (known, registry) = alone::<Known>();
    for version in ["1", "a \"b\" \\ \n", ""] {
        known.build_info.set(Build { version: version.into(), branch: Some("main") });
        let page = Page::of(&registry);
        assert_eq!(page.value("info_build_info", &[("version", version), ("of", "main")]), Some(1.0));
        assert_eq!(page.family("info_build_info").map(|family| family.samples.len()), Some(1));
        assert_eq!(page.family("info_other_info").map(|family| family.samples.len()), Some(0));
    }
    known.build_info.set(Build { version: "2".into(), branch: None });
    assert!(registry.encode().contains("info_build_info{version=\"2\"} 1\n"));
}

/// A label value whose text is made by the user's code, which may do anything.
struct Anything(Arc<dyn Fn() + Send + Sync>);

impl fmt::Display for Anything {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0)();
        f.write_str("text")
    }
}

impl Drop for Anything {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[derive(LabelSet)]
struct Odd {
    #[label(display)]
    odd: Anything,
}

#[test]
fn the_users_code_may_scrape_while_it_says_what_is_known() {
    let registry = Registry::new();
    let clone = registry.clone();
    let scrapes = Arc::new(move || drop(clone.encode()));
    let of = Arc::new(Info::of(Odd { odd: Anything(scrapes.clone()) }));
    let set = Arc::new(Info::new());
    registry.register("of_info", "Of.", of.clone()).expect("the name is free");
    registry.register("set_info", "Set.", set.clone()).expect("the name is free");
    for _ in 0..2 {
        set.set(Odd { odd: Anything(scrapes.clone()) });
        let page = Page::of(&registry);
        for name in ["of_info", "set_info"] {
            assert_eq!(page.value(name, &[("odd", "text")]), Some(1.0), "{name}");
        }
    }
    of.set(Odd { odd: Anything(scrapes) });
}

#[test]
fn the_users_code_may_set_what_is_known_while_it_is_asked() {
    let (registry, again) = (Registry::new(), Arc::new(Mutex::new(None::<Arc<Info<Odd>>>)));
    let clone = again.clone();
    let sets = move || {
        let info = clone.lock().expect("nobody panics with it").take();
        if let Some(info) = info {
            info.set(Odd { odd: Anything(Arc::new(|| {})) });
        }
    };
    let info = Arc::new(Info::of(Odd { odd: Anything(Arc::new(sets)) }));
    *again.lock().expect("nobody panics with it") = Some(info.clone());
    registry.register("again_info", "Again.", info).expect("the name is free");
    registry.encode();
    assert_eq!(Page::of(&registry).value("again_info", &[("odd", "text")]), Some(1.0));
}

#[test]
fn a_panic_of_the_users_code_costs_its_own_series_and_is_counted() {
    let registry = Registry::new();
    let is_first = AtomicBool::new(true);
    let panics = move || assert!(!is_first.swap(false, Relaxed), "while it is asked");
    let known = Info::of(Odd { odd: Anything(Arc::new(panics)) });
    registry.register("panics_info", "Panics.", known).expect("the name is free");
    for samples in [0, 1, 1] {
        let page = catch_unwind(AssertUnwindSafe(|| Page::of(&registry))).expect("a scrape does not panic");
        assert_eq!(page.family("panics_info").map(|family| family.samples.len()), Some(samples));
    }
    let failures = |page: Page| page.count("tickmark_callback_failures_total", &[("family", "panics_info")]);
    assert_eq!(failures(Page::of(&registry)), Some(1));
}

#[test]
fn a_panic_when_the_value_is_dropped_costs_nothing_and_is_counted() {
    struct Panics;
    impl Drop for Panics {
        fn drop(&mut self) {
            resume_unwind(Box::new("while it is dropped"));
        }
    }
    let (registry, panics) = (Registry::new(), Panics);
    let known = Info::of(Odd { odd: Anything(Arc::new(move || _ = &panics)) });
    registry.register("dropped_info", "Dropped.", known).expect("the name is free");
    for failures in [None, Some(1)] {
        let page = catch_unwind(AssertUnwindSafe(|| Page::of(&registry))).expect("a scrape does not panic");
        assert_eq!(page.value("dropped_info", &[("odd", "text")]), Some(1.0));
        let labels = [("family", "dropped_info")];
        assert_eq!(page.count("tickmark_callback_failures_total", &labels), failures);
    }
}

#[test]
fn a_scrape_that_comes_while_another_writes_sees_what_is_known() {
    let (registry, is_first) = (Registry::new(), AtomicBool::new(true));
    let (clone, seen) = (registry.clone(), Arc::new(Mutex::new(String::new())));
    let second = seen.clone();
    let scrapes = move || {
        if is_first.swap(false, Relaxed) {
            let page = thread::scope(|scope| scope.spawn(|| clone.encode()).join());
            *second.lock().expect("nobody panics with it") = page.expect("a scrape does not panic");
        }
    };
    let known = Info::of(Odd { odd: Anything(Arc::new(scrapes)) });
    registry.register("twice_info", "Twice.", known).expect("the name is free");
    registry.encode();
    let line = "twice_info{odd=\"text\"} 1\n";
    assert!(seen.lock().expect("nobody panics with it").contains(line));
    assert!(registry.encode().contains(line));
}
