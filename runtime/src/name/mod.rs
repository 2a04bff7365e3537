//! The grammar of names, in one place: called by generated constants at compile time and by registries at run time.
//!
//! Every `assert_*` is a `const fn` that panics: inside a constant that is a compile error, at the literal that the
//! macro passes on. Rules: [data model](https://prometheus.io/docs/concepts/data_model/),
//! [naming](https://prometheus.io/docs/practices/naming/).

mod escaping;
#[allow(unreachable_pub, reason = "generated constants and `testing::lint` ask it")]
#[cfg_attr(not(feature = "testing"), allow(dead_code, reason = "`testing::lint` asks the rest"))]
pub(crate) mod lint;
mod message;
mod rules;

pub use escaping::Escaping;
use lint::{Advice, Rule};
pub(crate) use message::Message;
pub use rules::Rules;

use crate::kind::Kind;

/// Whether `name` may name a metric: letters, digits and underscores, not a digit first. Colons are for recording rules.
pub(crate) const fn is_metric_name(name: &str) -> bool {
    is_identifier(name)
}

/// The same of a name that is not declared here, which may be that of a recording rule.
pub(crate) fn is_sample_name(name: &str) -> bool {
    is_metric_name(name) || name.contains(':') && is_metric_name(&name.replace(':', "_"))
}

/// Whether `name` may name a label: as a metric's, without the `__` in front that Prometheus keeps for itself.
pub(crate) const fn is_label_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    is_identifier(name) && !(bytes.len() >= 2 && bytes[0] == b'_' && bytes[1] == b'_')
}

/// Whether a label that no macro declares may have this name: any letters, but for the `__` in front.
pub(crate) fn may_name_label(name: &str) -> bool {
    !name.is_empty() && !name.starts_with("__")
}

/// Whether expositions give `name` a meaning of its own on every histogram or summary.
pub(crate) const fn is_reserved_label(name: &str) -> bool {
    equal(name, "le") || equal(name, "quantile")
}

/// What is wrong with `name` for a family of this kind, in words that say what to write, but for the rules that it is exempt from.
pub(crate) const fn metric_name_problem(name: &str, kind: Kind, exempt: Rules) -> Option<&'static str> {
    if let Some(problem) = grammar_problem(name, kind, exempt) {
        return Some(problem);
    }
    match ending_problem(name, kind) {
        Some((rule, problem)) if !exempt.contain(rule) => Some(problem),
        _ => None,
    }
}

const fn grammar_problem(name: &str, kind: Kind, exempt: Rules) -> Option<&'static str> {
    if !is_metric_name(name) {
        return Some(match kind {
            Kind::Counter => {
                "a metric name holds letters, digits and `_`, no digit first: write one like `shop_orders_total`"
            }
            Kind::Histogram => {
                "a metric name holds letters, digits and `_`, no digit first: write one like `shop_packing_seconds`"
            }
            _ => {
                "a metric name holds letters, digits and `_`, no digit first: write one like `shop_orders_open`"
            }
        });
    }
    let is_ours = matches!(name.as_bytes(), [b't', b'i', b'c', b'k', b'm', b'a', b'r', b'k', b'_', ..]);
    if is_ours && !exempt.are_ours() {
        return Some(
            "names that begin with `tickmark_` are those of the registry's own metrics: choose another beginning",
        );
    }
    None
}

/// The rule about endings that the name breaks.
const fn ending_problem(name: &str, kind: Kind) -> Option<(Rule, &'static str)> {
    let problem = match kind {
        Kind::Counter if is_total(name) => return None,
        Kind::Counter => "the name of a counter ends in `_total`: write it like `shop_orders_total`",
        Kind::Info if !ends_with(name, "_info") => {
            "the name of an info metric ends in `_info`: write it like `shop_model_info`"
        }
        _ if is_total(name) => "only the name of a counter ends in `_total`: leave the ending out",
        _ if !has_reserved_suffix(name) => return None,
        Kind::Histogram | Kind::Summary => {
            return Some((
                Rule::ReservedSuffix,
                "a histogram adds `_bucket`, `_count` and `_sum` to its name by itself: leave the ending out",
            ));
        }
        _ => {
            return Some((
                Rule::ReservedSuffix,
                "`_bucket`, `_count` and `_sum` are what a histogram adds to its name: end this one differently",
            ));
        }
    };
    Some((Rule::Total, problem))
}

/// What a name of this kind ends in, and is completed with.
pub(crate) const fn ending(kind: Kind) -> &'static str {
    match kind {
        Kind::Counter => "_total",
        Kind::Info => "_info",
        _ => "",
    }
}

/// Refuses a name that a metric of this kind can't use, or that breaks a rule which it is not exempt from.
#[track_caller]
pub(crate) const fn assert_declared_name(name: &str, kind: Kind, exempt: Rules) {
    if let Some(problem) = grammar_problem(name, kind, exempt) {
        panic!("{}", problem);
    }
    // What will be completed is not at its end yet.
    if ends_with(name, ending(kind))
        && let Some((rule, problem)) = ending_problem(name, kind)
        && !exempt.contain(rule)
    {
        refuse(rule, problem);
    }
    if let Some((rule, advice)) = broken_rule(name, kind, exempt) {
        refuse(rule, advice);
    }
}

/// The first rule that a name breaks and is not exempt from, with what to write instead.
const fn broken_rule(name: &str, kind: Kind, exempt: Rules) -> Option<(Rule, &'static str)> {
    // These two are asked elsewhere, in words of their own.
    Advice::on(name, kind).first_beside(exempt.and(Rule::Total).and(Rule::ReservedSuffix))
}

/// What is wrong with a unit that is not the base unit.
pub(crate) const fn base_unit_problem(unit: &str, exempt: Rules) -> Option<Message> {
    match Advice::on(unit, Kind::Unknown).of(Rule::Unit) {
        Some(advice) if !exempt.contain(Rule::Unit) => Some(refusal(Rule::Unit, advice)),
        _ => None,
    }
}

/// Refuses what breaks a rule, and says how to be exempt from it.
#[track_caller]
const fn refuse(rule: Rule, advice: &str) -> ! {
    panic!("{}", refusal(rule, advice).as_str())
}

const fn refusal(rule: Rule, advice: &str) -> Message {
    let message = Message::new().with(advice).with("; if it has to be so, write `#[allow_metric(");
    message.with(rule.as_str()).with(")]`")
}

/// What is wrong with `name` for a label, in words that say what to write.
pub(crate) const fn label_name_problem(name: &str) -> Option<&'static str> {
    if is_reserved_label(name) {
        Some(
            "`le` and `quantile` are labels that histograms and summaries add themselves: choose another name",
        )
    } else if is_identifier(name) && !is_label_name(name) {
        Some("label names with `__` in front belong to Prometheus: leave the underscores out")
    } else if !is_label_name(name) {
        Some("a label name holds letters, digits and `_`, no digit first: write one like `method`")
    } else {
        None
    }
}

/// What is wrong with `prefix` before the names of families, in words that say what to write.
pub(crate) const fn prefix_problem(prefix: &str) -> Option<&'static str> {
    if !is_metric_name(prefix) {
        Some("a prefix holds letters, digits and `_`, no digit first: write one like `shop`")
    } else if ends_with(prefix, "_") {
        Some("the `_` after a prefix comes by itself: leave it out")
    } else if equal(prefix, "tickmark") || starts_with(prefix, "tickmark_") {
        Some(
            "names that begin with `tickmark_` are those of the registry's own metrics: choose another prefix",
        )
    } else {
        None
    }
}

/// Refuses what names can't begin with, or what breaks a rule that it is not exempt from.
///
/// # Panics
///
/// When it does.
#[track_caller]
pub const fn assert_prefix(prefix: &str, exempt: Rules) {
    if let Some(problem) = prefix_problem(prefix) {
        panic!("{}", problem);
    }
    if let Some((rule, advice)) = broken_rule(prefix, Kind::Unknown, exempt) {
        refuse(rule, advice);
    }
}

/// Whether [`assert_prefix`] has nothing to say.
pub const fn is_declared_prefix(prefix: &str, exempt: Rules) -> bool {
    prefix_problem(prefix).is_none() && broken_rule(prefix, Kind::Unknown, exempt).is_none()
}

/// Refuses a name that `timed` can't use.
///
/// # Panics
///
/// When it can't.
#[track_caller]
pub const fn assert_timed_name(name: &str) {
    assert_timed_name_but(name, Rules::NONE);
}

/// The same, but for the rules that it is exempt from.
///
/// # Panics
///
/// When `timed` can't use it.
#[track_caller]
pub const fn assert_timed_name_but(name: &str, exempt: Rules) {
    assert!(
        !is_total(name),
        "`_total` is for counters; the name of a duration ends in `_seconds`: write it like `shop_packing_seconds`"
    );
    assert_called(name, Kind::Histogram, exempt);
    assert!(
        ends_with(name, "_seconds"),
        "the name of a duration ends in its unit, `_seconds`: write it like `shop_packing_seconds`"
    );
}

/// Refuses a name that `counted` can't use.
///
/// # Panics
///
/// When it can't.
#[track_caller]
pub const fn assert_counted_name(name: &str) {
    assert_counted_name_but(name, Rules::NONE);
}

/// The same, but for the rules that it is exempt from.
///
/// # Panics
///
/// When `counted` can't use it.
#[track_caller]
pub const fn assert_counted_name_but(name: &str, exempt: Rules) {
    assert_called(name, Kind::Counter, exempt);
}

/// Refuses a name that `in_flight` can't use.
///
/// # Panics
///
/// When it can't.
#[track_caller]
pub const fn assert_in_flight_name(name: &str) {
    assert_in_flight_name_but(name, Rules::NONE);
}

/// The same, but for the rules that it is exempt from.
///
/// # Panics
///
/// When `in_flight` can't use it.
#[track_caller]
pub const fn assert_in_flight_name_but(name: &str, exempt: Rules) {
    assert_called(name, Kind::Gauge, exempt);
}

/// Refuses a name of calls, which nobody completes.
#[track_caller]
const fn assert_called(name: &str, kind: Kind, exempt: Rules) {
    if !ends_with(name, ending(kind))
        && is_metric_name(name)
        && let Some(problem) = metric_name_problem(name, kind, exempt)
    {
        panic!("{}", problem);
    }
    assert_declared_name(name, kind, exempt);
}

/// Refuses a name that a label can't use.
///
/// # Panics
///
/// When it can't.
#[track_caller]
pub const fn assert_label_name(name: &str) {
    if let Some(problem) = label_name_problem(name) {
        panic!("{}", problem);
    }
}

/// In few steps for each letter, because the compiler takes them for every name of a program.
const fn is_identifier(name: &str) -> bool {
    let [b'a'..=b'z' | b'A'..=b'Z' | b'_', rest @ ..] = name.as_bytes() else { return false };
    let mut rest = rest;
    while let [b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'0'..=b'9', behind @ ..] = rest {
        rest = behind;
    }
    rest.is_empty()
}

const fn has_reserved_suffix(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        [.., b'_', b'b', b'u', b'c', b'k', b'e', b't']
            | [.., b'_', b'c', b'o', b'u', b'n', b't']
            | [.., b'_', b's', b'u', b'm']
    )
}

const fn is_total(name: &str) -> bool {
    matches!(name.as_bytes(), [.., b'_', b't', b'o', b't', b'a', b'l'])
}

/// `==` for constants, where the operator is not available.
pub(crate) const fn equal(left: &str, right: &str) -> bool {
    left.len() == right.len() && ends_with(left, right)
}

const fn starts_with(name: &str, prefix: &str) -> bool {
    let (name, prefix) = (name.as_bytes(), prefix.as_bytes());
    let mut at = 0;
    while at < prefix.len() {
        if at >= name.len() || name[at] != prefix[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// From the end, where what is not equal mostly differs.
pub(crate) const fn ends_with(name: &str, suffix: &str) -> bool {
    let (mut name, mut suffix) = (name.as_bytes(), suffix.as_bytes());
    while let [suffix_before @ .., expected] = suffix {
        let [name_before @ .., found] = name else { return false };
        if *expected != *found {
            return false;
        }
        (suffix, name) = (suffix_before, name_before);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metric_names_follow_the_grammar() {
        for good in ["a", "_a", "a1", "shop_orders_total", "A_b"] {
            assert!(is_metric_name(good), "{good}");
        }
        for bad in ["", "1a", "a-b", "a b", "a:b", "é", "a.b"] {
            assert!(!is_metric_name(bad), "{bad}");
        }
    }

    #[test]
    fn label_names_leave_double_underscores_to_prometheus() {
        assert!(is_label_name("_a") && is_label_name("method"));
        assert!(!is_label_name("__a") && !is_label_name("") && !is_label_name("a:b"));
        assert!(label_name_problem("le").is_some() && label_name_problem("quantile").is_some());
    }

    #[test]
    fn endings_tell_kinds_apart() {
        assert!(metric_name_problem("orders", Kind::Counter, Rules::NONE).is_some());
        assert!(metric_name_problem("orders_total", Kind::Counter, Rules::NONE).is_none());
        assert!(metric_name_problem("orders_total", Kind::Gauge, Rules::NONE).is_some());
        assert!(metric_name_problem("orders_count", Kind::Gauge, Rules::NONE).is_some());
        assert!(metric_name_problem("packing_seconds", Kind::Histogram, Rules::NONE).is_none());
        assert!(metric_name_problem("packing_seconds_sum", Kind::Histogram, Rules::NONE).is_some());
    }
}
