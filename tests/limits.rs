//! What the log and the environment have to do with limits, and with the switch. A binary of its own: the logger is the whole program's.

#[allow(dead_code, reason = "the other tests use all of it")]
mod page;

use std::{
    env,
    process::Command,
    sync::{Mutex, Once},
};

use tickmark::{Counter, Family, LabelSet, OVERFLOW, Registry, SERIES_LIMIT, counted};

use crate::page::Page;

const VARIABLE: &str = "TICKMARK_SERIES_LIMIT";

#[derive(LabelSet)]
struct Visitor<'a> {
    name: &'a str,
    is_guest: bool,
}

fn guest(name: &str) -> Visitor<'_> {
    Visitor { name, is_guest: true }
}

/// A logger that counts in the very family that it is told of, as one that is instrumented may.
struct Logger;

static LOGGED: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        if record.args().to_string().contains("limits_flooded_total") {
            LIMITS_FLOODED_TOTAL.with(guest("from the logger")).inc();
        }
        let mut logged = LOGGED.lock().expect("nobody panics with it");
        logged.push(format!("{} {}", record.level(), record.args()));
    }

    fn flush(&self) {}
}

/// The lines about what has `name` in it.
fn lines_about(name: &str) -> Vec<String> {
    let logged = LOGGED.lock().expect("nobody panics with it");
    logged.iter().filter(|line| line.contains(name)).cloned().collect()
}

fn log() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log::set_logger(&Logger).expect("there is no other");
        log::set_max_level(log::LevelFilter::Warn);
    });
}

/// Somebody may flood it.
#[tickmark::register]
static LIMITS_FLOODED_TOTAL: Family<Visitor<'static>, Counter> = Family::new().limit(2);

#[test]
fn a_flood_is_one_line_in_the_log_with_the_family_the_value_and_what_to_do() {
    log();
    tickmark::encode();
    for number in 0..50 {
        LIMITS_FLOODED_TOTAL.with(guest(&format!("\"{number}\""))).inc();
    }
    let lines = lines_about("`limits_flooded_total`");
    assert_eq!(lines.len(), 1, "{lines:?}");
    for part in ["WARN ", " 2 series", r#"name="\"2\"",is_guest="true""#, "Raise its limit", "closed set"] {
        assert!(lines[0].contains(part), "{part} is not in {lines:?}");
    }
    let overflow = [("name", OVERFLOW), ("is_guest", "true")];
    // With the one that the logger counted.
    assert_eq!(Page::now().count("limits_flooded_total", &overflow), Some(49));
}

#[counted(name = "limits_site_total", labels(name = name), outcome = none, limit = 1)]
fn site(name: &str) {}

#[test]
fn a_call_site_that_is_flooded_is_named_too() {
    log();
    ["a", "b", "c"].into_iter().for_each(site);
    let lines = lines_about("`limits_site_total`");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains(r#"name="b""#), "{lines:?}");
}

/// Runs one of the tests below in a process with this in its environment.
fn passes_with((variable, value): (&str, &str), test: &str) -> bool {
    let program = env::current_exe().expect("a test knows where it is");
    let arguments = ["--exact", test, "--ignored", "--nocapture"];
    let output = Command::new(program).args(arguments).env(variable, value).output();
    let output = output.expect("it runs a second time");
    String::from_utf8_lossy(&output.stdout).contains("1 passed") && output.status.success()
}

#[test]
fn the_environment_limits_all_that_say_nothing_themselves() {
    assert!(passes_with((VARIABLE, "3"), "with_a_limit_of_three"));
}

#[test]
fn what_is_no_number_in_the_environment_is_logged_once_and_ignored() {
    assert!(passes_with((VARIABLE, "many"), "with_a_limit_that_is_no_number"));
}

#[counted(name = "limits_default_total", labels(name = name), outcome = none)]
fn unlimited_site(name: &str) {}

/// How many of each there are after a flood: a family, one with a limit of its own, and a call site.
fn series_of_each() -> [usize; 3] {
    let registry = Registry::new();
    let families =
        [Family::<Visitor<'static>, Counter>::new(), Family::new().limit(5)].map(std::sync::Arc::new);
    for (name, family) in ["a_total", "b_total"].into_iter().zip(&families) {
        registry.register(name, "A.", family.clone()).expect("the name is free");
    }
    for number in 0..SERIES_LIMIT + 20 {
        for family in &families {
            family.with(guest(&number.to_string())).inc();
        }
        unlimited_site(&number.to_string());
    }
    let (page, global) = (Page::of(&registry), Page::now());
    let count = |page: &Page, family| page.family(family).map_or(0, |family| family.samples.len());
    [count(&page, "a_total"), count(&page, "b_total"), count(&global, "limits_default_total")]
}

#[test]
#[ignore = "run by another in an environment of its own"]
fn with_a_limit_of_three() {
    // A registry of one's own is configured by whoever makes it.
    assert_eq!(series_of_each(), [SERIES_LIMIT + 1, 6, 4]);
}

#[test]
#[ignore = "run by another in an environment of its own"]
fn with_a_limit_that_is_no_number() {
    log();
    assert_eq!(series_of_each(), [SERIES_LIMIT + 1, 6, SERIES_LIMIT + 1]);
    assert_eq!(lines_about(VARIABLE).len(), 1);
}

#[test]
fn a_switch_that_is_neither_on_nor_off_is_on_logged_and_reported() {
    assert!(passes_with(("TICKMARK_ENABLED", "flase"), "with_a_switch_that_is_no_word"));
}

#[test]
#[ignore = "run by another in an environment of its own"]
fn with_a_switch_that_is_no_word() {
    log();
    ["a", "b"].into_iter().for_each(unlimited_site);
    assert!(tickmark::is_enabled());
    assert_eq!(Page::now().count("limits_default_total", &[("name", "b")]), Some(1));
    let warned: Vec<_> = lines_about("`TICKMARK_ENABLED`: `flase`");
    let warned: Vec<_> = warned.iter().filter(|line| line.starts_with("WARN ")).collect();
    assert_eq!(warned.len(), 1, "{warned:?}");
    assert!(warned[0].ends_with("write `true` or `false`"), "{warned:?}");
    let problems = tickmark::check().expect_err("the switch is no word").to_string();
    assert!(problems.contains("`TICKMARK_ENABLED`: `flase`"), "{problems}");
}
