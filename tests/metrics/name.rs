//! How families are named.

use tickmark::{Bytes, Counter, FloatCounter, Gauge, Histogram, Metrics, Ratio, Registry, Seconds, Summary};

use super::{alone, families, names};
use crate::page::Page;

/// Names with the unit, without, and all of it.
#[derive(Metrics)]
struct Named {
    /// It ends in nothing.
    filled: Gauge<Ratio>,
    /// It ends in its unit.
    used_ratio: Gauge<Ratio>,
    /// It is its unit.
    ratio: Gauge<Ratio>,
    /// It looks as if it ended in its unit.
    operatio: Gauge<Ratio>,
    /// A counter without.
    sent_total: FloatCounter<Bytes>,
    /// A counter with it.
    received_bytes_total: FloatCounter<Bytes>,
    /// All is unit.
    bytes_total: FloatCounter<Bytes>,
    /// A unit that is written.
    #[metric(unit = "celsius")]
    room: Gauge,
    /// The same twice.
    #[metric(unit = "celsius")]
    cellar_celsius: Gauge,
    /// The same as the type says.
    #[metric(unit = "seconds")]
    packing: Histogram<Seconds>,
    /// A name and a unit.
    #[metric(name = "battery", unit = "volts")]
    other: Summary,
    /// A counter and a unit.
    #[metric(unit = "joules")]
    work_total: Counter,
    /// Raw, and no keyword on the page.
    r#type: Gauge,
}

#[test]
fn units_stand_once_at_the_end_of_names_and_before_that_of_counters() {
    let (_named, registry) = alone::<Named>();
    let page = Page::of(&registry);
    for name in [
        "filled_ratio",
        "used_ratio",
        "ratio",
        "operatio_ratio",
        "sent_bytes_total",
        "received_bytes_total",
        "bytes_total",
        "room_celsius",
        "cellar_celsius",
        "packing_seconds",
        "battery_volts",
        "work_joules_total",
        "type",
    ] {
        assert!(page.family(name).is_some(), "{name} is not among {:?}", names(&page));
    }
}

/// Of a name and a prefix.
#[derive(Metrics)]
#[metrics(prefix = "outer")]
struct Prefixed {
    /// What it is, and more.
    ///
    /// Not this.
    own_total: Counter,
    /// Not this.
    #[metric(name = "given", help = "This, with \"quotes\" and a \\.")]
    field: Gauge,
}

#[test]
fn the_prefix_stands_before_names_also_those_that_are_given() {
    let (_prefixed, registry) = alone::<Prefixed>();
    assert_eq!(families(&registry), ["outer_given", "outer_own_total"]);
    let page = Page::of(&registry);
    let help = |name| page.family(name).map(|family| &*family.help);
    assert_eq!(help("outer_own_total"), Some("What it is, and more."));
    assert_eq!(help("outer_given"), Some("This, with \"quotes\" and a \\."));
}

/// Names that break a rule each, on purpose.
#[derive(Metrics)]
#[metrics(prefix = "exempt")]
struct Exempt {
    #[allow_metric(help)]
    no_help: Gauge,
    /// Not the base unit.
    #[allow_metric(unit)]
    wait_milliseconds: Gauge,
    /// No counter.
    #[allow_metric(total)]
    all_total: Gauge,
    /// No histogram.
    #[allow_metric(reserved_suffix)]
    open_count: Gauge,
    /// It says what it is.
    #[allow_metric(type_in_name)]
    some_gauge: Gauge,
    /// A camel.
    #[allow_metric(camel_case)]
    #[metric(name = "openDoors")]
    doors: Gauge,
    /// Short.
    #[allow_metric(unit_abbreviation)]
    wait_ms: Gauge,
}

#[test]
fn a_field_that_is_exempt_from_a_rule_may_break_it() {
    let (exempt, registry) = alone::<Exempt>();
    exempt.doors.set(2.0);
    assert_eq!(
        families(&registry),
        [
            "exempt_all_total",
            "exempt_no_help",
            "exempt_openDoors",
            "exempt_open_count",
            "exempt_some_gauge",
            "exempt_wait_milliseconds",
            "exempt_wait_ms",
        ]
    );
    registry.check().expect("each is exempt");
}

#[test]
fn a_metric_with_a_unit_in_its_type_is_registered_under_a_name_that_ends_in_it() {
    let registry = Registry::new();
    let problem = registry
        .register("packing", "Packing.", Histogram::<Seconds>::in_unit())
        .expect_err("the name says nothing of seconds");
    assert!(problem.to_string().contains("end the name in `_seconds`"), "{problem}");
    let problem = registry
        .register("worked_total", "Work.", FloatCounter::<Seconds>::in_unit())
        .expect_err("the name says nothing of seconds");
    assert!(problem.to_string().contains("end the name in `_seconds_total`"), "{problem}");
    registry.register("packing_seconds", "Packing.", Histogram::<Seconds>::in_unit()).expect("it does");
    registry.register("worked_seconds_total", "W.", FloatCounter::<Seconds>::in_unit()).expect("it does");
    registry.register("seconds", "It is all.", Summary::<Seconds>::in_unit()).expect("it does");
}
