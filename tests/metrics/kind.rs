//! A field of every kind.

use std::time::Duration;

use tickmark::{
    Bytes, Counter, CounterFn, Family, FloatCounter, Gauge, GaugeFn, Histogram, Info, LabelSet, LabelValue,
    Metrics, Ratio, RemovableFamily, Seconds, StateSet, Summary, UpDown,
};

use super::alone;
use crate::page::Page;

#[derive(Clone, Copy, LabelValue)]
enum Method {
    Card,
    Cash,
}

#[derive(LabelSet)]
struct PaidBy {
    method: Method,
}

#[derive(LabelSet)]
struct Tenant<'a> {
    tenant: &'a str,
}

#[derive(LabelSet)]
struct Build {
    version: String,
    is_debug: bool,
}

#[derive(Clone, Copy, LabelValue)]
enum Health {
    Up,
    Sick,
}

/// Everything that stands alone.
#[derive(Metrics)]
#[metrics(prefix = "all")]
struct Alone {
    /// A counter.
    orders_total: Counter,
    /// A counter of fractions.
    worked: Work,
    /// A gauge.
    #[metric(name = "level")]
    gauge: Gauge,
    /// A gauge in a unit.
    cache: Gauge<Bytes>,
    /// What comes and goes.
    open: UpDown,
    /// Durations.
    packing: Histogram<Seconds>,
    /// Sizes.
    #[metric(buckets = [1.0, 2.0])]
    sizes: Histogram,
    /// Durations without buckets.
    waiting: Summary<Seconds>,
    /// The build.
    build_info: Info<Build>,
    /// How it goes.
    health: StateSet<Health>,
    /// Somebody's gauge.
    #[metric(read = || 1.5)]
    asked: GaugeFn,
    /// Somebody's counter.
    #[metric(read = || 7)]
    asked_total: CounterFn,
}

/// A struct inside, so that there is one without a prefix that is used by another.
#[derive(Metrics)]
struct Work {
    /// Time that was worked.
    #[metric(name = "time_total")]
    time: FloatCounter<Seconds>,
}

#[test]
fn metrics_of_every_kind_that_stand_alone_are_on_the_page_from_the_start() {
    let (_alone, registry) = alone::<Alone>();
    let page = Page::of(&registry);
    for (name, kind, help) in [
        ("all_orders_total", "counter", "A counter."),
        ("all_worked_time_seconds_total", "counter", "Time that was worked."),
        ("all_level", "gauge", "A gauge."),
        ("all_cache_bytes", "gauge", "A gauge in a unit."),
        ("all_open", "gauge", "What comes and goes."),
        ("all_packing_seconds", "histogram", "Durations."),
        ("all_sizes", "histogram", "Sizes."),
        ("all_waiting_seconds", "summary", "Durations without buckets."),
        ("all_build_info", "gauge", "The build."),
        ("all_health", "gauge", "How it goes."),
        ("all_asked", "gauge", "Somebody's gauge."),
        ("all_asked_total", "counter", "Somebody's counter."),
    ] {
        let family = page.family(name).unwrap_or_else(|| panic!("there is no {name}"));
        assert_eq!((&*family.kind, &*family.help), (kind, help), "{name}");
        // Only what nobody knows yet has no series.
        assert_eq!(family.samples.is_empty(), name == "all_build_info", "{name}");
    }
    assert_eq!(page.values_of("all_sizes", "le"), ["+Inf", "1", "2"]);
    assert_eq!(page.values_of("all_packing_seconds", "le").len(), tickmark::DURATION_BUCKETS.len() + 1);
    assert_eq!((page.value("all_asked", &[]), page.count("all_asked_total", &[])), (Some(1.5), Some(7)));
}

#[test]
fn what_is_recorded_is_what_the_page_says() {
    let (all, registry) = alone::<Alone>();
    all.orders_total.inc_by(3);
    all.worked.time.inc_by(Duration::from_millis(1_500));
    all.gauge.set(-2.5);
    all.cache.set(512_u32);
    all.open.dec_by(2);
    all.packing.observe(Seconds(0.25));
    all.sizes.observe(1.5);
    all.waiting.observe(Duration::from_millis(250));
    all.build_info.set(Build { version: "1.0".into(), is_debug: true });
    all.health.set(Health::Sick);
    let page = Page::of(&registry);
    for (name, labels, value) in [
        ("all_orders_total", &[][..], 3.0),
        ("all_worked_time_seconds_total", &[], 1.5),
        ("all_level", &[], -2.5),
        ("all_cache_bytes", &[], 512.0),
        ("all_open", &[], -2.0),
        ("all_packing_seconds_sum", &[], 0.25),
        ("all_packing_seconds_count", &[], 1.0),
        ("all_sizes_bucket", &[("le", "1")], 0.0),
        ("all_sizes_bucket", &[("le", "2")], 1.0),
        ("all_waiting_seconds_sum", &[], 0.25),
        ("all_waiting_seconds_count", &[], 1.0),
        ("all_build_info", &[("version", "1.0"), ("is_debug", "true")], 1.0),
        ("all_health", &[("all_health", "up")], 0.0),
        ("all_health", &[("all_health", "sick")], 1.0),
    ] {
        assert_eq!(page.value(name, labels), Some(value), "{name} {labels:?}");
    }
}

/// A registry with everything at the start, where what nobody knows yet has no series, and one with everything else.
#[cfg(feature = "servers")]
pub(crate) fn registries() -> [tickmark::Registry; 2] {
    let ((_, all), (_, many)) = (alone::<Alone>(), alone::<Many>());
    [all, many]
}

/// Families of everything that can be in one.
#[derive(Metrics)]
#[metrics(prefix = "many")]
struct Many {
    /// Counters.
    orders_total: Family<PaidBy, Counter>,
    /// Counters of fractions.
    bytes_total: Family<PaidBy, FloatCounter<Bytes>>,
    /// Gauges.
    fill: Family<PaidBy, Gauge<Ratio>>,
    /// What comes and goes.
    open: Family<PaidBy, UpDown>,
    /// Durations.
    #[metric(buckets = [0.5, 1.0])]
    took: Family<PaidBy, Histogram<Seconds>>,
    /// Sizes.
    sizes: Family<PaidBy, Histogram<Bytes>>,
    /// Sums.
    sums: Family<PaidBy, Summary>,
    /// States.
    health: Family<PaidBy, StateSet<Health>>,
    /// By tenant.
    #[metric(limit = 2)]
    limited_total: Family<Tenant<'static>, Counter>,
    /// By tenants that go.
    #[metric(limit = 2, ttl = "1h", buckets = [4.0])]
    removable: RemovableFamily<Tenant<'static>, Histogram>,
}

#[test]
fn families_of_closed_labels_are_on_the_page_from_the_start() {
    let (_many, registry) = alone::<Many>();
    let page = Page::of(&registry);
    for method in ["card", "cash"] {
        let labels = [("method", method)];
        for name in [
            "many_orders_total",
            "many_bytes_total",
            "many_fill_ratio",
            "many_open",
            "many_took_seconds_count",
            "many_sizes_bytes_sum",
            "many_sums_count",
        ] {
            assert_eq!(page.value(name, &labels), Some(0.0), "{name}");
        }
        for state in ["up", "sick"] {
            let labels = [("method", method), ("many_health", state)];
            assert_eq!(page.value("many_health", &labels), Some(0.0), "{state}");
        }
    }
    assert_eq!(page.values_of("many_took_seconds", "le"), ["+Inf", "0.5", "1"]);
    assert_eq!(page.values_of("many_sizes_bytes", "le").len(), tickmark::BYTE_BUCKETS.len() + 1);
    assert!(page.family("many_limited_total").is_some_and(|family| family.samples.is_empty()));
    assert!(page.family("many_removable").is_some_and(|family| family.samples.is_empty()));
}

#[test]
fn each_series_of_a_family_has_its_own_value() {
    let (many, registry) = alone::<Many>();
    let card = || PaidBy { method: Method::Card };
    many.orders_total.with(card()).inc();
    many.bytes_total.with(card()).inc_by(2_u64);
    many.fill.with(card()).set(0.5);
    many.open.with(card()).inc_by(4);
    many.took.with(card()).observe(Duration::from_secs(1));
    many.sizes.with(card()).observe(6_u64);
    many.sums.with(card()).observe(7);
    many.health.with(card()).set(Health::Up);
    let page = Page::of(&registry);
    let value = |name, method| page.value(name, &[("method", method)]);
    for (name, expected) in [
        ("many_orders_total", 1.0),
        ("many_bytes_total", 2.0),
        ("many_fill_ratio", 0.5),
        ("many_open", 4.0),
        ("many_took_seconds_sum", 1.0),
        ("many_sizes_bytes_sum", 6.0),
        ("many_sums_sum", 7.0),
    ] {
        assert_eq!((value(name, "card"), value(name, "cash")), (Some(expected), Some(0.0)), "{name}");
    }
    let states = ["card", "cash"].map(|method| [("method", method), ("many_health", "up")]);
    assert_eq!(states.map(|labels| page.value("many_health", &labels)), [Some(1.0), Some(0.0)]);
}

#[test]
fn limits_of_fields_hold_and_series_go() {
    let (many, registry) = alone::<Many>();
    for tenant in ["a", "b", "c", "d"] {
        many.limited_total.with(Tenant { tenant }).inc();
    }
    for tenant in ["a", "b", "c"] {
        many.removable.with(Tenant { tenant }).observe(5.0);
    }
    assert!(many.removable.remove(Tenant { tenant: "a" }));
    let page = Page::of(&registry);
    let overflow = [("tenant", tickmark::OVERFLOW)];
    assert_eq!(page.values_of("many_limited_total", "tenant"), [tickmark::OVERFLOW, "a", "b"]);
    assert_eq!(page.count("many_limited_total", &overflow), Some(2));
    assert_eq!(page.values_of("many_removable", "tenant"), [tickmark::OVERFLOW, "b"]);
    assert_eq!(page.count("many_removable_count", &overflow), Some(1));
    let lost = |family| page.count("tickmark_series_overflow_total", &[("family", family)]);
    assert_eq!((lost("many_limited_total"), lost("many_removable")), (Some(2), Some(1)));
}

/// Its parameters are the labels and the metric.
#[derive(Metrics)]
#[metrics(prefix = "pool")]
struct Pool<L: LabelSet + 'static, G>
where
    G: tickmark::Instrument + 'static,
{
    /// Times that something was taken.
    taken_total: Family<L, Counter>,
    /// What there is.
    size: Family<PaidBy, G>,
}

#[test]
fn a_struct_may_have_parameters() {
    let (pool, registry) = alone::<Pool<Tenant<'static>, UpDown>>();
    pool.taken_total.with(Tenant { tenant: "a" }).inc();
    pool.size.with(PaidBy { method: Method::Cash }).dec();
    let page = Page::of(&registry);
    assert_eq!(page.count("pool_taken_total", &[("tenant", "a")]), Some(1));
    assert_eq!(page.value("pool_size", &[("method", "cash")]), Some(-1.0));
}

/// Each starts as it is told.
#[derive(Metrics)]
#[metrics(prefix = "started")]
struct Initial {
    /// Of two at most.
    #[metric(init = Family::new().limit(1))]
    orders_total: Family<Tenant<'static>, Counter>,
    /// Shared with others.
    #[metric(init = &ELSEWHERE)]
    elsewhere: &'static Gauge,
    /// Known from the start.
    #[metric(init = Info::of(PaidBy { method: Method::Card }))]
    model_info: Info<PaidBy>,
}

static ELSEWHERE: Gauge = Gauge::new();

#[test]
fn a_field_starts_with_the_value_that_it_is_given() {
    let (started, registry) = alone::<Initial>();
    ELSEWHERE.set(4.0);
    for tenant in ["a", "b"] {
        started.orders_total.with(Tenant { tenant }).inc();
    }
    let page = Page::of(&registry);
    assert_eq!(started.elsewhere.get().to_bits(), 4.0_f64.to_bits());
    assert_eq!(page.value("started_elsewhere", &[]), Some(4.0));
    assert_eq!(page.values_of("started_orders_total", "tenant"), [tickmark::OVERFLOW, "a"]);
    assert_eq!(page.value("started_model_info", &[("method", "card")]), Some(1.0));
}
