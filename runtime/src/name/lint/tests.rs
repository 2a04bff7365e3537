use super::*;

/// The first rule that the name of a family breaks, with what to write instead.
const fn lint(name: &str, kind: Kind) -> Option<(Rule, &'static str)> {
    Advice::on(name, kind).first_beside(Rules::NONE)
}

fn broken(name: &str, kind: Kind) -> Vec<&'static str> {
    Advice::on(name, kind).iter().map(|(rule, _)| rule.as_str()).collect()
}

#[test]
fn names_as_they_should_be_break_no_rule() {
    for (name, kind) in [
        ("shop_orders_total", Kind::Counter),
        ("shop_packing_seconds", Kind::Histogram),
        ("shop_received_bytes_total", Kind::Counter),
        ("room_temperature_celsius", Kind::Gauge),
        ("belt_length_metres", Kind::Gauge),
        ("counter_height_meters", Kind::Gauge),
        ("s_open", Kind::Gauge),
        ("anything_goes_count", Kind::Unknown),
        ("orders_total", Kind::Unknown),
        ("the_untyped_one", Kind::Unknown),
        ("packets_per_hour", Kind::Gauge),
        ("shop_gauge_total", Kind::Counter),
        ("", Kind::Gauge),
        ("_", Kind::Gauge),
    ] {
        assert_eq!(broken(name, kind), [""; 0], "{name}");
        assert_eq!(lint(name, kind), None, "{name}");
    }
}

#[test]
fn names_that_break_one_rule_break_that_one() {
    for (name, kind, rule) in [
        ("shop_packing_minutes", Kind::Histogram, Rule::Unit),
        ("shop_packing_milliseconds", Kind::Histogram, Rule::Unit),
        ("disk_mebibytes", Kind::Gauge, Rule::Unit),
        ("disk_mibibytes", Kind::Gauge, Rule::Unit),
        ("way_kilometres_total", Kind::Counter, Rule::Unit),
        ("oven_temperature_fahrenheit", Kind::Gauge, Rule::Unit),
        ("weight_decagrams", Kind::Gauge, Rule::Unit),
        ("weight_decigrams", Kind::Gauge, Rule::Unit),
        ("bits_sent_total", Kind::Counter, Rule::Unit),
        ("shop_orders", Kind::Counter, Rule::Total),
        ("shop_open_total", Kind::Gauge, Rule::Total),
        ("shop_packing_seconds_total", Kind::Histogram, Rule::Total),
        ("shop_open_count", Kind::Gauge, Rule::ReservedSuffix),
        ("shop_open_sum", Kind::Gauge, Rule::ReservedSuffix),
        ("shop_open_bucket", Kind::Summary, Rule::ReservedSuffix),
        ("shop_gauge", Kind::Gauge, Rule::TypeInName),
        ("shop_Histogram_seconds", Kind::Histogram, Rule::TypeInName),
        ("shop:open", Kind::Gauge, Rule::Colon),
        ("shopOpen", Kind::Gauge, Rule::CamelCase),
        ("shop_packing_ms", Kind::Histogram, Rule::UnitAbbreviation),
        ("shop_MB_used", Kind::Gauge, Rule::UnitAbbreviation),
        ("shop_sec_left", Kind::Gauge, Rule::UnitAbbreviation),
    ] {
        assert_eq!(broken(name, kind), [rule.as_str()], "{name}");
        assert_eq!(lint(name, kind).map(|(first, _)| first), Some(rule), "{name}");
        assert_eq!(Advice::on(name, kind).of(rule), lint(name, kind).map(|(_, advice)| advice), "{name}");
        assert_eq!(Advice::on(name, kind).of(Rule::Help), None);
    }
}

#[test]
fn the_first_unit_of_a_name_is_its_unit() {
    assert_eq!(lint("backup_seconds_between_days", Kind::Gauge), None);
    assert!(lint("backup_days_between_seconds", Kind::Gauge).is_some());
}

#[test]
fn every_unit_but_the_base_units_is_answered_with_its_own() {
    for base in ["amperes", "bytes", "celsius", "grams", "joules", "kelvin", "meters", "seconds", "volts"] {
        assert_eq!(lint(base, Kind::Gauge), None, "{base}");
        let (_, advice) = lint(&format!("milli{base}"), Kind::Gauge).expect("it is no base unit");
        assert!(advice.ends_with(&format!("write `_{base}`")), "{advice}");
    }
}

#[test]
fn labels_of_histograms_and_summaries_are_theirs() {
    assert!(reserved_label("le", Kind::Gauge).is_some() && reserved_label("le", Kind::Histogram).is_none());
    assert!(reserved_label("quantile", Kind::Histogram).is_some());
    assert!(
        reserved_label("quantile", Kind::Summary).is_none() && reserved_label("le", Kind::Unknown).is_none()
    );
}

#[test]
fn it_can_be_asked_in_a_constant() {
    const FIRST: Option<(Rule, &str)> = lint("shop_packing_minutes", Kind::Histogram);
    assert_eq!(FIRST.map(|(rule, _)| rule.as_str()), Some("unit"));
    assert_eq!(const { help("Orders.") }, None);
    assert!(const { help("") }.is_some());
}
