//! Declarations that are made up, and what is recorded into them.

use proptest::prelude::*;

use super::recording::Pair;

/// A family and what is recorded into it, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Declaration {
    pub(super) name: String,
    pub(super) help: String,
    pub(super) kind: Kind,
    /// What its type measures in.
    pub(super) unit: &'static str,
    pub(super) has_labels: bool,
    pub(super) bounds: Vec<f64>,
    pub(super) recorded: Vec<Recorded>,
}

/// As the types are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Counter,
    FloatCounter,
    Gauge,
    UpDown,
    Histogram,
    NativeHistogram,
    Summary,
    StateSet,
    Info,
}

pub(super) const UNITS: [&str; 4] = ["", "seconds", "bytes", "volts"];

/// A value, and the labels of its series.
#[derive(Clone, Debug)]
pub(super) struct Recorded {
    pub(super) first: String,
    pub(super) second: Option<String>,
    pub(super) value: f64,
}

impl Recorded {
    pub(super) fn pair(&self) -> Pair<'_> {
        Pair { first: &self.first, second: self.second.clone() }
    }
}

/// Few characters, so that values meet, and those that the format gives a meaning.
pub(super) fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[\"\\\\\n,={} ann]{0,5}", 2 => any::<String>()]
}

/// Also what is not a number, but more often what can be told apart.
fn value() -> impl Strategy<Value = f64> {
    prop_oneof![2 => any::<f64>(), 2 => -3.0..3.0_f64, 1 => (-9_i8..9).prop_map(f64::from)]
}

pub(super) fn recorded() -> impl Strategy<Value = Vec<Recorded>> {
    let one = (hostile(), prop::option::of(hostile()), value()).prop_map(|(first, second, value)| Recorded {
        first,
        second,
        value,
    });
    prop::collection::vec(one, 0..8)
}

fn kind() -> impl Strategy<Value = Kind> {
    use Kind::{Counter, FloatCounter, Gauge, Histogram, Info, NativeHistogram, StateSet, Summary, UpDown};
    prop::sample::select(vec![
        Counter,
        FloatCounter,
        Gauge,
        UpDown,
        Histogram,
        NativeHistogram,
        Summary,
        StateSet,
        Info,
    ])
}

fn bounds() -> impl Strategy<Value = Vec<f64>> {
    let finite = any::<f64>().prop_filter("bounds are finite", |bound| bound.is_finite());
    let bounds = prop::collection::vec(prop_oneof![finite, -3.0..3.0_f64], 1..6);
    bounds.prop_map(|mut bounds| {
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        bounds
    })
}

pub(super) fn declaration() -> impl Strategy<Value = Declaration> {
    let what = (kind(), prop::sample::select(UNITS.to_vec()), any::<bool>());
    ("[a-zA-Z][a-zA-Z0-9_]{0,6}|a|b", any::<String>(), what, bounds(), recorded()).prop_map(
        |(name, help, (kind, unit, has_labels), bounds, recorded)| Declaration {
            name,
            help,
            kind,
            unit,
            has_labels,
            bounds,
            recorded,
        },
    )
}

impl Declaration {
    /// With a name that nobody else has and that is one for its kind.
    pub(super) fn named(mut self, at: usize) -> Self {
        if matches!(self.kind, Kind::Counter | Kind::UpDown | Kind::StateSet | Kind::Info) {
            self.unit = "";
        }
        self.has_labels &= self.kind != Kind::Info;
        let unit = if self.unit.is_empty() { String::new() } else { format!("_{}", self.unit) };
        let ending = match self.kind {
            Kind::Counter | Kind::FloatCounter => "_total",
            Kind::Info => "_info",
            _ => "",
        };
        self.name = format!("{}{at}x{unit}{ending}", self.name);
        self
    }
}
