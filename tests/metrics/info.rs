//! What is known of a program.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
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
    for _ in 0..2 {
        let page = catch_unwind(AssertUnwindSafe(|| Page::of(&registry))).expect("a scrape does not panic");
        assert_eq!(page.family("panics_info").map(|family| family.samples.len()), Some(0));
    }
    let failures = |page: Page| page.count("tickmark_callback_failures_total", &[("family", "panics_info")]);
    assert_eq!(failures(Page::of(&registry)), Some(1));
}
