//! The habits of names: what Prometheus takes, and its users stumble over.
//!
//! These are the validations of [`promlint`](https://github.com/prometheus/client_golang/tree/main/prometheus/testutil/promlint/validations).
//! They are `const fn`s that walk over a name once, and match words as patterns rather than in loops over lists: the compiler runs them for
//! every name of a program, and takes about a microsecond for each step.

#[cfg(test)]
mod tests;
mod unit;
mod walk;

use walk::Walk;

use super::{Rules, equal};
use crate::kind::Kind;

/// A habit that names have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// A family says what it counts.
    Help,
    /// Values are in base units: seconds, bytes, meters.
    Unit,
    /// The names of counters end in `_total`, and no others.
    Total,
    /// `_bucket`, `_count` and `_sum` are what histograms and summaries add to their names.
    ReservedSuffix,
    /// `le` and `quantile` are the labels of histograms and summaries.
    ReservedLabel,
    /// The page says what is a counter; its name does not.
    TypeInName,
    /// Names with colons are those of recording rules.
    Colon,
    /// Names are in `snake_case`.
    CamelCase,
    /// Units are written out.
    UnitAbbreviation,
    /// A series is on the page once.
    Duplicate,
}

impl Rule {
    /// Those that a name and a kind are enough for.
    pub(crate) const OF_NAMES: [Self; 7] = [
        Self::Unit,
        Self::Total,
        Self::ReservedSuffix,
        Self::TypeInName,
        Self::Colon,
        Self::CamelCase,
        Self::UnitAbbreviation,
    ];

    /// Its name, in `snake_case`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Unit => "unit",
            Self::Total => "total",
            Self::ReservedSuffix => "reserved_suffix",
            Self::ReservedLabel => "reserved_label",
            Self::TypeInName => "type_in_name",
            Self::Colon => "colon",
            Self::CamelCase => "camel_case",
            Self::UnitAbbreviation => "unit_abbreviation",
            Self::Duplicate => "duplicate",
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// What to write instead of the name of a family, for each of [`Rule::OF_NAMES`] that it breaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Advice([Option<&'static str>; Rule::OF_NAMES.len()]);

impl Advice {
    /// On this name, for a family of this kind.
    pub(crate) const fn on(name: &str, kind: Kind) -> Self {
        let walk = Walk::over(name, kind);
        Self([
            walk.unit_advice(),
            total(name, kind),
            reserved_suffix(name, kind),
            walk.type_in_name,
            walk.colon,
            walk.camel_case,
            walk.unit_abbreviation,
        ])
    }

    /// What it says of one rule, for those who allow others.
    pub(crate) const fn of(&self, rule: Rule) -> Option<&'static str> {
        let mut at = 0;
        while at < self.0.len() {
            if Rule::OF_NAMES[at] as u8 == rule as u8 {
                return self.0[at];
            }
            at += 1;
        }
        None
    }

    /// The rules that are broken, each with what to write instead.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Rule, &'static str)> {
        Rule::OF_NAMES.into_iter().zip(self.0).filter_map(|(rule, advice)| Some((rule, advice?)))
    }

    /// The first of them that is not among these.
    pub(crate) const fn first_beside(&self, exempt: Rules) -> Option<(Rule, &'static str)> {
        let mut at = 0;
        while at < self.0.len() {
            if let Some(advice) = self.0[at]
                && !exempt.contain(Rule::OF_NAMES[at])
            {
                return Some((Rule::OF_NAMES[at], advice));
            }
            at += 1;
        }
        None
    }
}

/// A family without a help text.
pub(crate) const fn help(text: &str) -> Option<&'static str> {
    if text.is_empty() { Some("there is no help text: say in a sentence what it counts") } else { None }
}

/// `_total` on something else than a counter, or a counter without.
pub(crate) const fn total(name: &str, kind: Kind) -> Option<&'static str> {
    match (kind, matches!(name.as_bytes(), [.., b'_', b't', b'o', b't', b'a', b'l'])) {
        (Kind::Counter, false) => {
            Some("the name of a counter ends in `_total`: write it like `shop_orders_total`")
        }
        (Kind::Gauge | Kind::Histogram | Kind::Summary, true) => {
            Some("only the name of a counter ends in `_total`: leave the ending out")
        }
        _ => None,
    }
}

/// A suffix that the samples of histograms and summaries have.
pub(crate) const fn reserved_suffix(name: &str, kind: Kind) -> Option<&'static str> {
    match (kind, name.as_bytes()) {
        (Kind::Counter | Kind::Gauge | Kind::Summary, [.., b'_', b'b', b'u', b'c', b'k', b'e', b't']) => {
            Some("`_bucket` is what a histogram adds to its name: end this one differently")
        }
        (
            Kind::Counter | Kind::Gauge,
            [.., b'_', b'c', b'o', b'u', b'n', b't'] | [.., b'_', b's', b'u', b'm'],
        ) => Some(
            "`_count` and `_sum` are what histograms and summaries add to their names: end this one differently",
        ),
        _ => None,
    }
}

/// A label that the samples of histograms and summaries have.
pub(crate) const fn reserved_label(label: &str, kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Counter | Kind::Gauge | Kind::Summary if equal(label, "le") => {
            Some("`le` is the label that histograms add themselves: choose another name")
        }
        Kind::Counter | Kind::Gauge | Kind::Histogram if equal(label, "quantile") => {
            Some("`quantile` is the label that summaries add themselves: choose another name")
        }
        _ => None,
    }
}

/// A label in `camelCase`.
pub(crate) const fn label_case(label: &str) -> Option<&'static str> {
    Walk::over(label, Kind::Unknown).camel_case
}
