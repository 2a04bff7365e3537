//! Whatever is declared and recorded, the page reads back as it.

mod declaration;
mod expectation;
mod recording;

use std::collections::BTreeMap;

use declaration::{Declaration, Kind, UNITS, declaration};
use expectation::{Expected, read};
use proptest::prelude::*;
use recording::{Pair, State};
use tickmark::{
    Config, Counter, Family, FloatCounter, Gauge, Histogram, Metrics, NativeHistogram, Ratio, Registry,
    Seconds, StateSet, Summary, UpDown,
};

/// What is said of all families.
#[derive(Clone, Debug)]
struct Said {
    prefix: Option<String>,
    labels: BTreeMap<String, String>,
}

fn said() -> impl Strategy<Value = Said> {
    let name = prop_oneof![
        8 => "_?[a-zA-Z][a-zA-Z0-9_]{0,6}",
        // Those that some of the families have themselves.
        2 => "first|second|a0x|b1x_volts",
    ];
    let name = name.prop_filter("formats add these", |name| name != "le" && name != "quantile");
    let labels = prop::collection::btree_map(name, declaration::hostile(), 0..4);
    let prefix = prop::option::of("_?[a-zA-Z][a-zA-Z0-9_]{0,5}[a-z]");
    (prefix, labels).prop_map(|(prefix, labels)| Said { prefix, labels })
}

impl Said {
    /// With the buckets of each histogram, because those of a declaration last as long as the program.
    fn config(&self, declarations: &[Declaration]) -> Config {
        let mut config = Config::new();
        if let Some(prefix) = &self.prefix {
            config = config.prefix(prefix);
        }
        for (name, value) in &self.labels {
            config = config.label(name, value);
        }
        for declaration in declarations.iter().filter(|declaration| declaration.kind == Kind::Histogram) {
            config = config.buckets(&declaration.name, declaration.bounds.as_slice());
        }
        config.checked().expect("all of it is right")
    }
}

proptest! {
    #[test]
    fn what_is_registered_while_the_program_runs_reads_back(
        said in said(),
        declarations in prop::collection::vec(declaration(), 1..8),
    ) {
        let declarations: Vec<_> =
            declarations.into_iter().enumerate().map(|(at, declaration)| declaration.named(at)).collect();
        let registry = Registry::with_config(said.config(&declarations));
        for declaration in &declarations {
            declaration.register(&registry);
        }
        let expected = Expected::of(&declarations, &said);
        prop_assert_eq!(read(&registry), expected);
        prop_assert!(registry.check().is_ok());
    }

    #[test]
    fn what_a_struct_declares_reads_back(values in prop::collection::vec(declaration::recorded(), ALL.len())) {
        let registry = Registry::new();
        let all = All::register(&registry).expect("the names are free");
        all.record(&values);
        let declarations: Vec<_> = ALL.iter().zip(values).map(|(declared, recorded)| Declaration {
            name: declared.0.to_owned(),
            help: declared.1.to_owned(),
            kind: declared.2,
            unit: UNITS[0],
            has_labels: true,
            bounds: BOUNDS.to_vec(),
            recorded,
        }).collect();
        let said = Said { prefix: None, labels: [("of".to_owned(), "all\"".to_owned())].into() };
        prop_assert_eq!(read(&registry), Expected::of(&declarations, &said));
    }
}

const BOUNDS: &[f64] = &[-1.0, 0.5, 1e300];

/// The families of the struct, in the order of its fields.
const ALL: [(&str, &str, Kind); 8] = [
    ("all_counts_total", "Counts.", Kind::Counter),
    ("all_seconds_total", "Fractions.", Kind::FloatCounter),
    ("all_level_ratio", "A level.", Kind::Gauge),
    ("all_open", "What comes and goes.", Kind::UpDown),
    ("all_sizes", "Sizes, with a \\ and a \".", Kind::Histogram),
    ("all_fine_sizes", "Sizes in buckets that nobody chose.", Kind::NativeHistogram),
    ("all_sums_seconds", "Sums.", Kind::Summary),
    ("all_states", "States.", Kind::StateSet),
];

#[derive(Metrics)]
#[metrics(prefix = "all", labels(of = "all\""))]
struct All {
    /// Counts.
    counts_total: Family<Pair<'static>, Counter>,
    /// Fractions.
    seconds_total: Family<Pair<'static>, FloatCounter<Seconds>>,
    /// A level.
    level: Family<Pair<'static>, Gauge<Ratio>>,
    /// What comes and goes.
    open: Family<Pair<'static>, UpDown>,
    /// Sizes, with a \ and a ".
    #[metric(buckets = BOUNDS)]
    sizes: Family<Pair<'static>, Histogram>,
    /// Sizes in buckets that nobody chose.
    fine_sizes: Family<Pair<'static>, NativeHistogram>,
    /// Sums.
    sums: Family<Pair<'static>, Summary<Seconds>>,
    /// States.
    states: Family<Pair<'static>, StateSet<State>>,
}

impl All {
    fn record(&self, values: &[Vec<declaration::Recorded>]) {
        for (at, recorded) in values.iter().enumerate() {
            for one in recorded {
                let value = one.value;
                match at {
                    0 => recording::count(self.counts_total.with(one.pair()), value),
                    1 => recording::add(self.seconds_total.with(one.pair()), value),
                    2 => recording::set(self.level.with(one.pair()), value),
                    3 => recording::move_by(self.open.with(one.pair()), value),
                    4 => recording::observe(self.sizes.with(one.pair()), value),
                    5 => recording::observe_native(self.fine_sizes.with(one.pair()), value),
                    6 => recording::sum_up(self.sums.with(one.pair()), value),
                    _ => recording::switch(self.states.with(one.pair()), value),
                }
            }
        }
    }
}
