//! Registries that are configured.

use std::sync::{Arc, LazyLock};

use tickmark::{
    Config, Counter, Family, Gauge, Histogram, LabelSet, Metrics, OVERFLOW, Registry, RemovableFamily,
    counted, timed,
};

use super::families;
use crate::page::Page;

#[derive(LabelSet)]
struct Tenant<'a> {
    tenant: &'a str,
}

#[derive(Metrics)]
#[metrics(prefix = "shop")]
struct Shop {
    /// Orders.
    orders_total: Family<Tenant<'static>, Counter>,
    /// Orders, with a limit of their own.
    #[metric(limit = 3)]
    limited_total: Family<Tenant<'static>, Counter>,
    /// Durations.
    packing_seconds: Histogram,
    /// Durations by tenant.
    #[metric(buckets = [7.0])]
    sending_seconds: Family<Tenant<'static>, Histogram>,
    /// Durations by tenants that go.
    waiting_seconds: RemovableFamily<Tenant<'static>, Histogram>,
    /// A queue.
    queue: Gauge,
}

#[track_caller]
fn shop(config: Config) -> (Arc<Shop>, Registry) {
    let registry = Registry::with_config(config.checked().expect("nothing is wrong with it"));
    (Shop::register(&registry).expect("the names are free"), registry)
}

#[test]
fn a_prefix_and_labels_are_on_everything_the_registry_holds() {
    let (shop, registry) = shop(Config::new().prefix("eu").label("env", "a \"b\""));
    shop.orders_total.with(Tenant { tenant: "t" }).inc();
    let page = Page::of(&registry);
    let own = page.samples().filter(|sample| !sample.name.starts_with("tickmark_"));
    let mut count = 0;
    for sample in own {
        assert!(sample.name.starts_with("eu_shop_"), "{sample}");
        assert_eq!(sample.label("env"), Some("a \"b\""), "{sample}");
        count += 1;
    }
    assert!(count > 10);
    assert_eq!(page.count("eu_shop_orders_total", &[("env", "a \"b\""), ("tenant", "t")]), Some(1));
    // What the registry says of itself names the families as they are on the page.
    let overflow = [("env", "a \"b\""), ("family", "eu_shop_orders_total")];
    assert_eq!(page.count("tickmark_series_overflow_total", &overflow), Some(0));
}

#[test]
fn what_is_disabled_is_not_on_the_page_and_records_all_the_same() {
    let (shop, registry) = shop(Config::new().disable("shop_*").enable("shop_queue"));
    shop.orders_total.with(Tenant { tenant: "t" }).inc();
    shop.packing_seconds.observe(1.0);
    shop.queue.set(2.0);
    assert_eq!(families(&registry), ["shop_queue"]);
    assert_eq!(registry.encode().matches("# TYPE ").count(), 1);
    assert_eq!((shop.orders_total.with(Tenant { tenant: "t" }).get(), shop.packing_seconds.count()), (1, 1));
    registry.register("shop_packing_seconds", "Another.", Gauge::new()).expect("nobody sees it either");
    assert_eq!(families(&registry), ["shop_queue"]);
    registry.check_config().expect("every rule is for something");
}

#[test]
fn buckets_are_those_of_the_configuration_wherever_the_histogram_is() {
    let config = Config::new().buckets("*_seconds", [0.5, 1.0]).buckets("shop_sending_*", [9.0]);
    let (shop, registry) = shop(config);
    shop.packing_seconds.observe(0.75);
    shop.sending_seconds.with(Tenant { tenant: "t" }).observe(8.0);
    shop.waiting_seconds.with(Tenant { tenant: "t" }).observe(0.1);
    let page = Page::of(&registry);
    assert_eq!(page.values_of("shop_packing_seconds", "le"), ["+Inf", "0.5", "1"]);
    assert_eq!(page.values_of("shop_sending_seconds", "le"), ["+Inf", "9"]);
    assert_eq!(page.values_of("shop_waiting_seconds", "le"), ["+Inf", "0.5", "1"]);
    assert_eq!(page.count("shop_packing_seconds_bucket", &[("le", "0.5")]), Some(0));
    assert_eq!(page.count("shop_packing_seconds_bucket", &[("le", "1")]), Some(1));
    assert_eq!(page.count("shop_sending_seconds_bucket", &[("tenant", "t"), ("le", "9")]), Some(1));
    registry.check().expect("nothing was late");
}

#[test]
fn a_histogram_that_was_used_keeps_its_buckets_and_is_reported() {
    let registry = Registry::with_config(Config::new().buckets("late_*", [0.5]));
    let (late, family) = (Arc::new(Histogram::with_buckets(&[1.0])), Arc::new(Family::with_buckets(&[2.0])));
    late.observe(0.75);
    family.with(Tenant { tenant: "t" }).observe(0.75);
    let line = line!() + 1;
    registry.register("late_seconds", "Late.", late.clone()).expect("the name is free");
    let family: Arc<Family<Tenant<'static>, Histogram>> = family;
    registry.register("late_family", "Late.", family).expect("the name is free");
    let page = Page::of(&registry);
    assert_eq!(page.values_of("late_seconds", "le"), ["+Inf", "1"]);
    assert_eq!(page.values_of("late_family", "le"), ["+Inf", "2"]);
    let problems = registry.check().expect_err("both were used");
    let texts: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts[0].starts_with("`late_seconds` was used before its buckets were configured"), "{texts:?}");
    assert!(texts[0].ends_with(&format!("{}:{line}", file!())), "{texts:?}");
}

#[test]
fn a_histogram_that_was_used_and_has_those_buckets_is_not_late() {
    let registry = Registry::with_config(Config::new().buckets("*", [1.0]));
    let histogram = Arc::new(Histogram::with_buckets(&[1.0]));
    histogram.observe(0.5);
    registry.register("on_time", "On time.", histogram).expect("the name is free");
    registry.check().expect("there is nothing to change");
}

/// How many series a family has after a flood.
fn flooded(registry: &Registry, shop: &Shop) -> [usize; 3] {
    let tenants: Vec<_> = (0..20).map(|number| number.to_string()).collect();
    for tenant in &tenants {
        shop.orders_total.with(Tenant { tenant }).inc();
        shop.limited_total.with(Tenant { tenant }).inc();
        shop.waiting_seconds.with(Tenant { tenant }).observe(1.0);
    }
    let page = Page::of(registry);
    ["shop_orders_total", "shop_limited_total", "shop_waiting_seconds"]
        .map(|name| page.values_of(name, "tenant").into_iter().filter(|value| *value != OVERFLOW).count())
}

#[test]
fn limits_of_the_configuration_win_and_its_default_is_for_those_that_say_nothing() {
    for (config, expected) in [
        (Config::new(), [20, 3, 20]),
        (Config::new().series_limit(5), [5, 3, 5]),
        (Config::new().limit("shop_*", 6), [6, 6, 6]),
        (Config::new().limit("shop_limited_total", 7).series_limit(2), [2, 7, 2]),
        (Config::new().limit("shop_waiting_*", 1).limit("*_total", 4), [4, 4, 1]),
    ] {
        let text = config.to_string();
        let (shop, registry) = shop(config);
        assert_eq!(flooded(&registry, &shop), expected, "{text}");
    }
}

#[test]
fn rules_that_are_for_no_family_are_reported_until_one_comes() {
    let line = line!() + 1;
    let config = Config::new().disable("late_*").buckets("shop_queue", [1.0]).limit("shop_oders_total", 5);
    let (_shop, registry) = shop(config);
    registry.check().expect("more may come to a registry");
    let problems = registry.check_config().expect_err("three rules are for nothing");
    let texts: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), 3, "{texts:?}");
    for (text, rule) in texts.iter().zip([
        "`enabled` for `late_*`",
        "`buckets` for `shop_queue`",
        "`limit` for `shop_oders_total`",
    ]) {
        assert!(text.starts_with(&format!("{}:{line}:", file!())) && text.contains(rule), "{text}");
        assert!(text.contains("matches no family"), "{text}");
    }
    registry.register("late_gauge_of_ours", "Late.", Gauge::new()).expect("the name is free");
    assert_eq!(registry.check_config().expect_err("two are left").iter().count(), 2);
}

#[test]
fn mistakes_of_a_configuration_that_nobody_checked_are_reported_and_the_rest_holds() {
    let config = Config::new().prefix("9").label("le", "x").label("env", "test").limit("*", 0);
    let registry = Registry::with_config(config);
    let shop = Shop::register(&registry).expect("the names are free");
    shop.queue.set(1.0);
    assert_eq!(Page::of(&registry).value("shop_queue", &[("env", "test")]), Some(1.0));
    let problems = registry.check().expect_err("three things are wrong");
    assert_eq!(problems.iter().count(), 3, "{problems}");
    assert!(problems.to_string().contains("`9` can't be a prefix"), "{problems}");
}

static OWN: LazyLock<Registry> = LazyLock::new(|| {
    let config = Config::new()
        .prefix("own")
        .label("env", "test")
        .label("tenant", "of the configuration")
        .buckets("site_seconds", [3.0])
        .limit("site_*", 2)
        .disable("site_off_total");
    Registry::with_config(config)
});

#[timed(name = "site_seconds", labels(tenant = tenant), registry = &*OWN)]
#[counted(name = "site_total", labels(tenant = tenant), outcome = none, registry = &*OWN)]
fn site(tenant: &str) {}

#[counted(name = "site_off_total", outcome = none, registry = &*OWN)]
fn site_that_is_off() -> u8 {
    7
}

#[test]
fn call_sites_are_configured_as_everything_else() {
    ["a", "b", "c", "d"].into_iter().for_each(site);
    assert_eq!(site_that_is_off(), 7);
    let page = Page::of(&OWN);
    assert_eq!(page.values_of("own_site_seconds", "le"), ["+Inf", "3"]);
    assert_eq!(page.values_of("own_site_total", "tenant"), [OVERFLOW, "a", "b"]);
    assert_eq!(page.count("own_site_total", &[("env", "test"), ("tenant", "a")]), Some(1));
    let success = ("outcome", "success");
    assert_eq!(page.count("own_site_seconds_count", &[("env", "test"), ("tenant", "b"), success]), Some(1));
    assert!(page.family("own_site_off_total").is_none());
    OWN.check().expect("every rule is for something");
}

#[test]
fn an_exemption_and_clashes_are_about_the_names_on_the_page() {
    let registry = Registry::with_config(Config::new().prefix("a"));
    registry.register("b_total", "B.", Counter::new()).expect("the name is free");
    let problem = registry.register("b_total", "B.", Counter::new()).expect_err("it is taken");
    assert_eq!(problem.family(), "a_b_total");
}

#[test]
fn a_metric_goes_by_the_configuration_of_the_registry_that_came_first() {
    static SHARED: Family<Tenant<'static>, Counter> = Family::new();
    let first = Registry::with_config(Config::new().limit("shared_*", 2));
    first.register("shared_total", "Shared.", &SHARED).expect("the name is free");
    let second = Registry::with_config(Config::new().limit("shared_*", 1));
    second.register("shared_total", "Shared.", &SHARED).expect("the name is free");
    let third = Registry::with_config(Config::new().prefix("third"));
    third.register("shared_total", "Shared.", &SHARED).expect("the name is free");
    for tenant in ["a", "b", "c"] {
        SHARED.with(Tenant { tenant }).inc();
    }
    assert_eq!(Page::of(&first).values_of("shared_total", "tenant").len(), 3);
    assert_eq!(Page::of(&second).values_of("shared_total", "tenant").len(), 3);
    let problem = second.check().expect_err("the limit has no effect").to_string();
    assert!(problem.contains("`shared_total` is in another registry"), "{problem}");
    first.check().and(third.check()).expect("they have what they ask for");
}

#[tickmark::timed(name = "promised_seconds", slo(objective = 99.0, latency = "250ms"), registry = &*PROMISED)]
fn promised() -> Result<(), ()> {
    Ok(())
}

static PROMISED: LazyLock<Registry> =
    LazyLock::new(|| Registry::with_config(Config::new().buckets("*_seconds", [0.5, 5.0])));

#[test]
fn buckets_that_can_not_tell_whether_a_promise_is_kept_are_reported() {
    promised().expect("it keeps it");
    let problem = PROMISED.check().expect_err("there is no bound at 250 ms").to_string();
    assert!(problem.contains("`promised_seconds` has `slo(latency)` of 0.25 seconds"), "{problem}");
}
