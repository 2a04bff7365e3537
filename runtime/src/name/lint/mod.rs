//! The habits of names: what Prometheus takes, and its users stumble over.
//!
//! These are the validations of [`promlint`](https://github.com/prometheus/client_golang/tree/main/prometheus/testutil/promlint/validations),
//! one function each. They are `const fn`s without a loop over lists of words, because the compiler runs them for every name of a program.

#[cfg(test)]
mod tests;
mod unit;

pub(crate) use unit::{unit, unit_abbreviation};

use super::{ends_with, equal};
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

    /// What to write instead of this family name, if it breaks the rule. [`Help`](Self::Help), [`ReservedLabel`](Self::ReservedLabel) and
    /// [`Duplicate`](Self::Duplicate) are about something else, which no name breaks.
    pub(crate) const fn advice(self, name: &str, kind: Kind) -> Option<&'static str> {
        match self {
            Self::Unit => unit(name),
            Self::Total => total(name, kind),
            Self::ReservedSuffix => reserved_suffix(name, kind),
            Self::TypeInName => type_in_name(name, kind),
            Self::Colon => colon(name),
            Self::CamelCase => camel_case(name),
            Self::UnitAbbreviation => unit_abbreviation(name),
            Self::Help | Self::ReservedLabel | Self::Duplicate => None,
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// The first rule that a family name breaks, with what to write instead.
pub(crate) const fn lint(name: &str, kind: Kind) -> Option<(Rule, &'static str)> {
    let mut at = 0;
    while at < Rule::OF_NAMES.len() {
        let rule = Rule::OF_NAMES[at];
        if let Some(advice) = rule.advice(name, kind) {
            return Some((rule, advice));
        }
        at += 1;
    }
    None
}

/// A family without a help text.
pub(crate) const fn help(text: &str) -> Option<&'static str> {
    if text.is_empty() { Some("there is no help text: say in a sentence what it counts") } else { None }
}

/// `_total` on something else than a counter, or a counter without.
pub(crate) const fn total(name: &str, kind: Kind) -> Option<&'static str> {
    match (kind, ends_with(name, "_total")) {
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
    match kind {
        Kind::Counter | Kind::Gauge | Kind::Summary if ends_with(name, "_bucket") => {
            Some("`_bucket` is what a histogram adds to its name: end this one differently")
        }
        Kind::Counter | Kind::Gauge if ends_with(name, "_count") || ends_with(name, "_sum") => Some(
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

/// The kind as a part of the name, other than the first.
pub(crate) const fn type_in_name(name: &str, kind: Kind) -> Option<&'static str> {
    if matches!(kind, Kind::Unknown) {
        return None;
    }
    let mut parts = Parts::after_first(name);
    while let Some(part) = parts.step() {
        if same(part, kind.as_str().as_bytes()) {
            return Some("the page says of what kind it is: leave the kind out of the name");
        }
    }
    None
}

/// A colon.
pub(crate) const fn colon(name: &str) -> Option<&'static str> {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b':' {
            return Some("colons are for the names of recording rules: write `_` instead");
        }
        at += 1;
    }
    None
}

/// A capital after a small letter, in the name of a family or of a label.
pub(crate) const fn camel_case(name: &str) -> Option<&'static str> {
    let bytes = name.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase() {
            return Some(
                "names are in `snake_case`, not in `camelCase`: write it in small letters with `_` between words",
            );
        }
        at += 1;
    }
    None
}

/// The parts of a name, between its underscores.
struct Parts<'a> {
    rest: Option<&'a [u8]>,
}

impl<'a> Parts<'a> {
    const fn of(name: &'a str) -> Self {
        Self { rest: Some(name.as_bytes()) }
    }

    const fn after_first(name: &'a str) -> Self {
        let mut parts = Self::of(name);
        _ = parts.step();
        parts
    }

    const fn step(&mut self) -> Option<&'a [u8]> {
        let Some(rest) = self.rest else { return None };
        let mut at = 0;
        while at < rest.len() && rest[at] != b'_' {
            at += 1;
        }
        let (part, behind) = rest.split_at(at);
        self.rest = match behind {
            [_, rest @ ..] => Some(rest),
            [] => None,
        };
        Some(part)
    }
}

/// Whether the two are equal, whatever the case of the letters on the left.
const fn same(part: &[u8], word: &[u8]) -> bool {
    if part.len() != word.len() {
        return false;
    }
    let mut at = 0;
    while at < word.len() {
        if part[at].to_ascii_lowercase() != word[at] {
            return false;
        }
        at += 1;
    }
    true
}
