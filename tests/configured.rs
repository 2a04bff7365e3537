//! A program that configures its metrics. It is one of its own, because that is done once; and it runs itself in other environments.

#[allow(dead_code, reason = "the other tests use all of it")]
mod page;

use std::{
    env, fs,
    process::Command,
    sync::{Mutex, Once},
};

use tickmark::{
    Config, Counter, Family, Gauge, Histogram, Info, LabelSet, Metrics, OVERFLOW, Seconds, counted,
    in_flight, timed,
};

use crate::page::Page;

#[derive(LabelSet)]
struct Tenant<'a> {
    tenant: &'a str,
}

#[derive(Metrics)]
#[metrics(prefix = "shop", labels(zone = "a"))]
struct Shop {
    /// Orders.
    orders_total: Family<Tenant<'static>, Counter>,
    /// Orders of very many.
    flooded_total: Family<Tenant<'static>, Counter>,
    /// Packing.
    packing: Histogram<Seconds>,
    /// Sending, by tenant.
    sending: Family<Tenant<'static>, Histogram<Seconds>>,
    /// It has a zone of its own.
    kept_info: Info<Tenant<'static>>,
}

/// The shop.
#[tickmark::register]
static SHOP: Shop = Shop::new();

/// How long we wait.
#[tickmark::register]
static WAITING_SECONDS: Histogram<Seconds> = Histogram::in_unit();

/// With a limit of its own.
#[tickmark::register]
static LIMITED_TOTAL: Family<Tenant<'static>, Counter> = Family::new().limit(3);

/// Nobody wants it.
#[tickmark::register]
static OFF_TOTAL: Counter = Counter::new();

#[timed(name = "serving_seconds", labels(tenant = tenant))]
#[in_flight(name = "serving_open")]
fn serve(tenant: &str) -> usize {
    tenant.len()
}

#[timed]
#[counted]
fn shared() -> u8 {
    7
}

/// What is logged.
struct Logger;

static LOGGED: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let mut logged = LOGGED.lock().expect("nobody panics with it");
        logged.push(format!("{} {}", record.level(), record.args()));
    }

    fn flush(&self) {}
}

fn log() {
    log::set_logger(&Logger).expect("there is no other");
    log::set_max_level(log::LevelFilter::Warn);
}

fn logged() -> Vec<String> {
    LOGGED.lock().expect("nobody panics with it").clone()
}

/// The page of the program, configured by its author.
fn page() -> Page {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log();
        let config = Config::new()
            .prefix("eu")
            .label("env", "test")
            .label("zone", "of the configuration")
            .disable("function_*")
            .disable("off_total")
            .enable("function_calls_total")
            .buckets("*_seconds", [0.5, 2.0])
            .buckets("shop_sending_seconds", [9.0])
            .limit("serving_*", 2)
            .limit("typo_*", 2)
            .series_limit(4);
        tickmark::configure(config).expect("nobody was quicker");
    });
    Page::now()
}

#[test]
fn names_and_labels_are_those_of_the_configuration() {
    page();
    SHOP.orders_total.with(Tenant { tenant: "t" }).inc();
    SHOP.kept_info.set(Tenant { tenant: "t" });
    assert_eq!(shared(), 7);
    let page = page();
    assert!(page.families().all(|family| ["eu_", "tickmark_"].iter().any(|it| family.name.starts_with(it))));
    let own = page.samples().filter(|sample| sample.name.starts_with("eu_"));
    assert!(own.map(|sample| sample.label("env")).all(|value| value == Some("test")));
    let labels = [("env", "test"), ("zone", "a"), ("tenant", "t")];
    assert_eq!(page.count("eu_shop_orders_total", &labels), Some(1));
    assert_eq!(page.value("eu_shop_kept_info", &labels), Some(1.0));
    let labels = [("env", "test"), ("zone", "of the configuration"), ("le", "+Inf")];
    assert_eq!(page.count("eu_waiting_seconds_bucket", &labels), Some(0));
}

#[test]
fn what_is_disabled_is_not_on_the_page() {
    page();
    assert_eq!(shared(), 7);
    OFF_TOTAL.inc();
    let page = page();
    for name in ["eu_function_duration_seconds", "function_duration_seconds", "eu_off_total", "off_total"] {
        assert!(page.family(name).is_none(), "{name}");
    }
    assert!(page.values_of("eu_function_calls_total", "function").contains(&"shared"));
    assert_eq!(OFF_TOTAL.get(), 1);
}

#[test]
fn buckets_are_those_of_the_configuration() {
    page();
    serve("buckets");
    SHOP.sending.with(Tenant { tenant: "t" }).observe(Seconds(3.0));
    let page = page();
    for (name, bounds) in [
        ("eu_shop_packing_seconds", &["+Inf", "0.5", "2"][..]),
        ("eu_shop_sending_seconds", &["+Inf", "9"]),
        ("eu_waiting_seconds", &["+Inf", "0.5", "2"]),
        ("eu_serving_seconds", &["+Inf", "0.5", "2"]),
    ] {
        assert_eq!(page.values_of(name, "le"), bounds, "{name}");
    }
}

#[test]
fn limits_are_those_of_the_configuration() {
    page();
    for number in 0..9 {
        let tenant = &*number.to_string();
        serve(tenant);
        SHOP.flooded_total.with(Tenant { tenant }).inc();
        LIMITED_TOTAL.with(Tenant { tenant }).inc();
    }
    let page = page();
    for (name, limit) in [("eu_serving_seconds", 2), ("eu_limited_total", 3), ("eu_shop_flooded_total", 4)] {
        let tenants = page.values_of(name, "tenant");
        assert!(tenants.contains(&OVERFLOW), "{name} {tenants:?}");
        assert_eq!(tenants.len(), limit + 1, "{name} {tenants:?}");
    }
}

#[test]
fn a_rule_for_no_family_is_reported_and_not_logged_because_more_may_come() {
    page();
    let problems = tickmark::check().expect_err("one rule is for nothing").to_string();
    assert_eq!(problems.lines().count(), 1, "{problems}");
    assert!(problems.contains("`limit` for `typo_*` matches no family"), "{problems}");
    let errors: Vec<_> = logged().into_iter().filter(|line| line.starts_with("ERROR ")).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

/// Runs one of the tests below in a process with these variables.
#[track_caller]
fn assert_passes_with(variables: &[(&str, &str)], test: &str) {
    let program = env::current_exe().expect("a test knows where it is");
    let arguments = ["--exact", test, "--ignored", "--nocapture"];
    let output = Command::new(program).args(arguments).envs(variables.iter().copied()).output();
    let output = output.expect("it runs a second time");
    let printed = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success() && printed[0].contains("1 passed"), "{}", printed.concat());
}

#[test]
fn the_environment_configures_a_program_that_does_not_do_so_itself() {
    let variables = [
        ("TICKMARK_PREFIX", "env"),
        ("TICKMARK_LABELS", "region=eu"),
        ("TICKMARK_DISABLE", "shop_*"),
        ("TICKMARK_ENABLE", "shop_packing_*"),
        ("TICKMARK_BUCKETS", "serving_seconds=0.25 0.75"),
        ("TICKMARK_LIMITS", "limited_total=1"),
        ("TICKMARK_SERIES_LIMIT", "2"),
    ];
    assert_passes_with(&variables, "in_an_environment");
}

#[test]
#[ignore = "run by another in an environment of its own"]
fn in_an_environment() {
    log();
    for tenant in ["a", "b", "c", "d"] {
        serve(tenant);
        LIMITED_TOTAL.with(Tenant { tenant }).inc();
    }
    let page = Page::now();
    assert_eq!(page.values_of("env_limited_total", "tenant"), [OVERFLOW, "a"]);
    assert_eq!(page.values_of("env_serving_seconds", "tenant"), [OVERFLOW, "a", "b"]);
    assert_eq!(page.values_of("env_serving_seconds", "le"), ["+Inf", "0.25", "0.75"]);
    assert_eq!(page.count("env_limited_total", &[("region", "eu"), ("tenant", "a")]), Some(1));
    assert!(page.family("env_shop_orders_total").is_none());
    assert!(page.family("env_shop_packing_seconds").is_some());
    tickmark::check().expect("every rule is for something");
    assert!(logged().iter().all(|line| !line.starts_with("ERROR ")), "{:?}", logged());
}

#[test]
fn mistakes_in_the_environment_are_logged_and_reported_and_the_rest_holds() {
    let variables = [
        ("TICKMARK_PREFIX", "9"),
        ("TICKMARK_LABELS", "region=eu,le=1"),
        ("TICKMARK_DISABLE", "shop_*,a.b"),
        ("TICKMARK_LIMIT", "5"),
        ("TICKMARK_SERIES_LIMIT", "many"),
    ];
    assert_passes_with(&variables, "in_an_environment_with_mistakes");
}

#[test]
#[ignore = "run by another in an environment of its own"]
fn in_an_environment_with_mistakes() {
    log();
    WAITING_SECONDS.observe(Seconds(1.0));
    let page = Page::now();
    assert_eq!(page.count("waiting_seconds_count", &[("region", "eu")]), Some(1));
    assert!(page.family("shop_orders_total").is_none());
    assert!(page.family("tickmark_declaration_problems_total").is_none(), "nothing is left out");
    let problems = tickmark::check().expect_err("there are five mistakes");
    let texts: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), 5, "{texts:#?}");
    for (variable, what) in [
        ("`TICKMARK_PREFIX`", "`9` can't be a prefix"),
        ("`TICKMARK_LABELS`", "`le` can't be a label"),
        ("`TICKMARK_DISABLE`", "`a.b` can't be a pattern"),
        ("`TICKMARK_SERIES_LIMIT`", "`many` is no whole number"),
        ("`TICKMARK_LIMIT`", "did you mean `TICKMARK_LIMITS`?"),
    ] {
        let is_it = |text: &String| text.starts_with(variable) && text.contains(what);
        assert!(texts.iter().any(is_it), "{what} is not in {texts:#?}");
        let lines = logged().into_iter().filter(|line| line.starts_with("ERROR ") && line.contains(what));
        assert_eq!(lines.count(), 1, "{what} is logged once: {:#?}", logged());
    }
    assert!(problems.iter().all(|problem| problem.family().is_empty()));
}

#[test]
fn a_file_that_the_environment_names_configures_the_program() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join("metrics.toml");
    let text = "prefix = 'file'\n\
        labels = { region = 'eu' }\n\
        [families]\n\
        'shop_*'.enabled = false\n\
        waiting_seconds.buckets = [1, 2.5]\n\
        limited_total.limit = 1\n";
    fs::write(&path, text).expect("a file can be written there");
    let path = path.to_str().expect("it is UTF-8");
    assert_passes_with(&[("TICKMARK_CONFIG", path), ("TICKMARK_LABELS", "region=us")], "with_a_file");
}

#[test]
#[ignore = "run by another in an environment of its own"]
fn with_a_file() {
    for tenant in ["a", "b", "c"] {
        LIMITED_TOTAL.with(Tenant { tenant }).inc();
    }
    assert_eq!(Page::now().values_of("file_limited_total", "tenant"), ["a", "b", "c"], "they were before");
    LIMITED_TOTAL.with(Tenant { tenant: "d" }).inc();
    let page = Page::now();
    assert_eq!(page.values_of("file_limited_total", "tenant"), [OVERFLOW, "a", "b", "c"]);
    assert_eq!(page.values_of("file_waiting_seconds", "le"), ["+Inf", "1", "2.5"]);
    assert_eq!(page.values_of("file_waiting_seconds", "region"), ["us"]);
    assert!(page.family("file_shop_orders_total").is_none());
    tickmark::check().expect("every rule is for something");
}

#[test]
fn a_program_that_configures_itself_is_not_configured_by_the_environment() {
    assert_passes_with(&[("TICKMARK_PREFIX", "env")], "with_a_configuration_of_its_own");
    assert_passes_with(&[("TICKMARK_PREFIX", "env")], "with_the_environment_over_its_own");
}

#[test]
#[ignore = "run by another in an environment of its own"]
fn with_a_configuration_of_its_own() {
    tickmark::configure(Config::new().label("a", "b")).expect("nobody was quicker");
    assert!(Page::now().family("waiting_seconds").is_some());
}

#[test]
#[ignore = "run by another in an environment of its own"]
fn with_the_environment_over_its_own() {
    let config = Config::new().prefix("own").label("a", "b").with_env().expect("nothing is wrong");
    tickmark::configure(config).expect("nobody was quicker");
    assert_eq!(Page::now().values_of("env_waiting_seconds", "a"), ["b"]);
}

#[test]
fn what_is_configured_too_late_is_told() {
    assert_passes_with(&[], "with_a_histogram_that_was_used");
    assert_passes_with(&[], "with_a_call_before");
    assert_passes_with(&[], "with_mistakes_of_its_own");
}

#[test]
#[ignore = "run by another in a process of its own"]
fn with_a_histogram_that_was_used() {
    log();
    WAITING_SECONDS.observe(Seconds(1.0));
    SHOP.packing.start_timer().discard();
    let config = Config::new().buckets("*_seconds", [0.5]);
    tickmark::configure(config).expect("nothing of the registry was used");
    let page = Page::now();
    assert_eq!(page.values_of("waiting_seconds", "le").len(), tickmark::DURATION_BUCKETS.len() + 1);
    assert_eq!(page.values_of("shop_sending_seconds", "le").len(), 0);
    let problems = tickmark::check().expect_err("two were used");
    let mut families: Vec<_> = problems.iter().map(tickmark::Problem::family).collect();
    families.sort_unstable();
    assert_eq!(families, ["shop_packing_seconds", "waiting_seconds"]);
    assert!(problems.to_string().contains("was used before its buckets were configured"), "{problems}");
    assert_eq!(logged().iter().filter(|line| line.contains("was used before")).count(), 2);
}

#[test]
#[ignore = "run by another in a process of its own"]
fn with_a_call_before() {
    serve("early");
    let error = tickmark::configure(Config::new().prefix("late")).expect_err("a call was quicker");
    assert!(error.to_string().contains("the global registry is in use already"), "{error}");
    assert!(Page::now().family("serving_seconds").is_some());
}

#[test]
#[ignore = "run by another in a process of its own"]
fn with_mistakes_of_its_own() {
    let config = || Config::new().label("a", "b");
    let error = tickmark::configure(config().prefix("9").limit("*", 0)).expect_err("two things are wrong");
    assert_eq!(error.to_string().lines().count(), 2, "{error}");
    tickmark::configure(config()).expect("nothing was configured yet");
    let labels = [("a", "b"), ("le", "+Inf")];
    assert_eq!(Page::now().count("waiting_seconds_bucket", &labels), Some(0));
    let gauge: &'static Gauge = Box::leak(Box::default());
    tickmark::global().register("later", "Later.", gauge).expect("the name is free");
    assert_eq!(Page::now().value("later", &[("a", "b")]), Some(0.0));
}
