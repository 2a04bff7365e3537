//! A program whose declarations clash. It is one of its own, because a program has one catalog.

#[allow(dead_code, reason = "the other tests use all of it")]
mod drive;
#[allow(dead_code, reason = "the other tests use all of it")]
mod page;

use std::{
    future::ready,
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use tickmark::{Counter, Family, Gauge, Histogram, LabelSet, counted, timed};

use crate::{drive::finish, page::Page};

/// Every name that is declared twice, and in what the two disagree.
const CLASHES: [(&str, &str); 8] = [
    ("clash_of_buckets_seconds", "buckets"),
    ("clash_of_help_total", "help"),
    ("clash_of_kinds_seconds", "kinds"),
    ("clash_of_labels_total", "labels"),
    ("clash_of_outcome_total", "labels"),
    ("clash_of_static_and_function_total", "values of their own"),
    ("clash_of_statics", "values of their own"),
    ("clash_of_statics_with_labels_total", "labels"),
];

#[timed(name = "clash_of_buckets_seconds", buckets = [0.5, 1.0])]
fn with_two_buckets() -> u8 {
    1
}

#[timed(name = "clash_of_buckets_seconds", buckets = [0.5, 2.0])]
fn with_two_others() -> u8 {
    2
}

#[counted(name = "clash_of_help_total", help = "One thing.")]
fn helps() -> u8 {
    3
}

#[counted(name = "clash_of_help_total", help = "Another.")]
fn helps_otherwise() -> u8 {
    4
}

/// What is only documented agrees with both, and doesn't come between them.
#[counted(name = "clash_of_help_total")] // agrees
fn is_documented() -> u8 {
    5
}

#[timed(name = "clash_of_kinds_seconds", outcome = none)]
fn measures() -> u8 {
    5
}

/// A gauge of a histogram's name.
#[tickmark::register(name = "clash_of_kinds_seconds")]
static SECONDS: Gauge = Gauge::new();

#[counted(name = "clash_of_labels_total", labels(one = one))]
fn labels_one(one: u8) -> u8 {
    one
}

#[counted(name = "clash_of_labels_total", labels(other = other))]
fn labels_other(other: &str) -> &str {
    other
}

#[counted(name = "clash_of_outcome_total")]
async fn has_an_outcome() -> u8 {
    ready(6).await
}

#[counted(name = "clash_of_outcome_total", outcome = none)]
async fn has_none() -> u8 {
    ready(7).await
}

/// Both count what they like.
#[tickmark::register(name = "clash_of_static_and_function_total")]
static COUNTS: Counter = Counter::new();

#[counted(name = "clash_of_static_and_function_total", outcome = none)]
fn counts() -> u8 {
    8
}

/// The same in every word.
#[tickmark::register(name = "clash_of_statics")]
static ONE: Histogram = Histogram::new();

/// The same in every word.
#[tickmark::register(name = "clash_of_statics")]
static TWO: Histogram = Histogram::new();

#[derive(LabelSet)]
struct Place<'a> {
    place: &'a str,
}

/// One without labels.
#[tickmark::register(name = "clash_of_statics_with_labels_total")]
static WITHOUT: Counter = Counter::new();

/// One with.
#[tickmark::register(name = "clash_of_statics_with_labels_total")]
static WITH: Family<Place<'static>, Counter> = Family::new();

#[counted(name = "no_clash_total", help = "Agreed.")]
fn agrees() {}

/// What is only documented never clashes.
#[counted(name = "no_clash_total")]
fn agrees_as_well() {}

/// A logger that is annotated itself: it calls into the registry while that is being filled.
struct Logger;

static LOGGED: Mutex<Vec<String>> = Mutex::new(Vec::new());
static LOG_LINES: AtomicU64 = AtomicU64::new(0);

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    #[timed]
    #[counted]
    fn log(&self, record: &log::Record<'_>) {
        LOG_LINES.fetch_add(1, Relaxed);
        LOGGED.lock().expect("nobody panics with it").push(record.args().to_string());
    }

    fn flush(&self) {}
}

/// What `check` says, with the logger in place before anything is declared.
fn problems() -> &'static tickmark::Problems {
    static PROBLEMS: OnceLock<tickmark::Problems> = OnceLock::new();
    PROBLEMS.get_or_init(|| {
        log::set_logger(&Logger).expect("there is no other");
        log::set_max_level(log::LevelFilter::Error);
        tickmark::check().expect_err("everything clashes")
    })
}

/// Where this file declares a name, as the compiler writes places.
fn places_of(name: &str) -> Vec<String> {
    let lines = include_str!("clashes.rs").lines().zip(1..);
    let name = format!("name = \"{name}\"");
    let declares =
        |line: &str| line.starts_with("#[") && line.contains(&name) && !line.ends_with("// agrees");
    lines.filter(|(line, _)| declares(line)).map(|(_, number)| format!("{}:{number}", file!())).collect()
}

#[test]
fn check_names_both_places_of_every_clash_and_in_what_they_disagree() {
    let mut found: Vec<_> = problems().iter().collect();
    found.sort_by_key(|problem| problem.family().to_owned());
    assert_eq!(found.len(), CLASHES.len(), "{}", problems());
    for (problem, (name, why)) in found.into_iter().zip(CLASHES) {
        let (text, places) = (problem.to_string(), places_of(name));
        assert_eq!((problem.family(), places.len()), (name, 2));
        assert!(text.contains(name) && text.contains(why), "{text}");
        for place in places {
            assert_eq!(text.lines().filter(|line| line.ends_with(&place)).count(), 1, "{place} in {text}");
        }
    }
    // It is printed by whoever unwraps it.
    assert_eq!(format!("{:?}", problems()), problems().to_string());
    assert_eq!(tickmark::check().as_ref(), Err(problems()));
}

#[test]
fn every_clash_is_logged_once_and_the_logger_may_be_annotated_itself() {
    problems();
    Page::now();
    let logged = LOGGED.lock().expect("nobody panics with it").clone();
    assert_eq!(logged.len(), CLASHES.len());
    for (name, _) in CLASHES {
        let named = format!("`{name}`");
        assert_eq!(logged.iter().filter(|line| line.contains(&named)).count(), 1, "{logged:?}");
    }
    let labels = [("module", module_path!()), ("function", "log"), ("outcome", "success")];
    assert_eq!(Page::now().count("function_calls_total", &labels), Some(LOG_LINES.load(Relaxed)));
}

#[test]
fn the_page_is_sound_without_the_second_ones_and_counts_them() {
    problems();
    let page = Page::now();
    assert_eq!(page.count("tickmark_declaration_problems_total", &[]), Some(CLASHES.len() as u64));
    for (name, _) in CLASHES {
        // The reader refuses a page with two.
        assert!(page.family(name).is_some(), "{name}");
    }
    let bounds = page.values_of("clash_of_buckets_seconds", "le");
    assert!(bounds == ["+Inf", "0.5", "1"] || bounds == ["+Inf", "0.5", "2"], "{bounds:?}");
    let help = page.family("clash_of_help_total").map(|family| &*family.help);
    assert!([Some("One thing."), Some("Another.")].contains(&help), "{help:?}");
}

#[test]
fn functions_whose_declarations_clash_do_what_they_do() {
    problems();
    let before = Page::now();
    assert_eq!([with_two_buckets(), with_two_others(), helps(), helps_otherwise()], [1, 2, 3, 4]);
    assert_eq!([measures(), counts(), labels_one(9)], [5, 8, 9]);
    assert_eq!(labels_other("open"), "open");
    assert_eq!([finish(has_an_outcome()), finish(has_none())], [6, 7]);
    SECONDS.set(1.0);
    COUNTS.inc();
    WITHOUT.inc();
    WITH.with(Place { place: "here" }).inc();
    ONE.observe(1.0);
    TWO.observe(1.0);
    // Of each two one moved the page, by one; which one is up to the linker. The others count where nobody looks.
    let moved = page::moved(&before, &Page::now());
    for (name, _) in CLASHES {
        let of_family = moved.iter().filter(|sample| sample.name.starts_with(name));
        let counts: Vec<_> = of_family.filter(|sample| !sample.name.ends_with("_sum")).collect();
        assert!(counts.iter().all(|sample| sample.value.to_bits() == 1.0_f64.to_bits()), "{counts:?}");
        assert!(!counts.is_empty(), "{name}");
    }
    assert_eq!([ONE.count(), TWO.count(), WITHOUT.get(), COUNTS.get()], [1; 4]);
}

#[test]
fn declarations_that_agree_are_one_family_and_a_given_help_wins() {
    problems();
    agrees();
    agrees_as_well();
    assert_eq!(is_documented(), 5);
    let page = Page::now();
    assert_eq!(page.count("no_clash_total", &[("outcome", "success")]), Some(2));
    assert_eq!(page.family("no_clash_total").map(|family| &*family.help), Some("Agreed."));
}
