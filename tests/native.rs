//! The native histograms of a registry, as a format gets them that knows such.

use std::collections::BTreeMap;

use tickmark::{
    CounterValue, FamilyMeta, HistogramValue, Labels, NativeValue, Registry, Sink, StateSetValue,
    SummaryValue,
};

/// The schema, the positive buckets by their index, and what is in the zero bucket.
type Buckets = (i32, Vec<(i32, u64)>, u64);

/// A series of a histogram.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Taken {
    /// None where there are classic buckets only.
    pub(crate) native: Option<Buckets>,
    /// The bounds and the counts, if there are classic buckets.
    pub(crate) classic: Option<(Vec<f64>, Vec<u64>)>,
    pub(crate) count: u64,
    pub(crate) sum: f64,
}

/// All histograms by their family and labels.
#[derive(Debug, Default)]
pub(crate) struct Natives {
    family: String,
    pub(crate) taken: BTreeMap<(String, String), Taken>,
}

impl Natives {
    pub(crate) fn of(registry: &Registry) -> Self {
        let mut natives = Self::default();
        registry.collect(&mut natives);
        natives
    }

    /// The series of a family whose labels have this in them.
    #[track_caller]
    pub(crate) fn get(&self, family: &str, label: &str) -> &Taken {
        let is_it = |(name, labels): &(String, String)| name == family && labels.contains(label);
        let mut found = self.taken.iter().filter(|(key, _)| is_it(key)).map(|(_, taken)| taken);
        let first =
            found.next().unwrap_or_else(|| panic!("no {family}{{{label}}} in {:?}", self.taken.keys()));
        assert!(found.next().is_none(), "there are several {family}{{{label}}}");
        first
    }

    fn insert(&mut self, labels: Labels<'_>, taken: Taken) {
        let key = (self.family.clone(), labels.as_str().to_owned());
        assert!(
            self.taken.insert(key, taken).is_none(),
            "{}{{{}}} is there twice",
            self.family,
            labels.as_str()
        );
    }
}

impl Sink for Natives {
    fn family(&mut self, family: &FamilyMeta<'_>) {
        self.family = family.name.clone().into_owned();
    }

    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        let classic = Some((value.buckets.bounds().to_vec(), value.counts.to_vec()));
        self.insert(labels, Taken { native: None, classic, count: value.count(), sum: value.sum });
    }

    fn native_histogram(&mut self, labels: Labels<'_>, value: &NativeValue<'_>) {
        let classic = value.classic.as_ref();
        let classic = classic.map(|classic| (classic.buckets.bounds().to_vec(), classic.counts.to_vec()));
        if let Some((_, counts)) = &classic {
            assert_eq!(
                counts.iter().sum::<u64>(),
                value.count(),
                "{}: the buckets disagree",
                labels.as_str()
            );
        }
        let native = Some((value.schema, value.positive.to_vec(), value.zero_count));
        self.insert(labels, Taken { native, classic, count: value.count(), sum: value.sum });
    }

    fn counter(&mut self, _: Labels<'_>, _: &CounterValue<'_>) {}

    fn gauge(&mut self, _: Labels<'_>, _: f64) {}

    fn summary(&mut self, _: Labels<'_>, _: &SummaryValue<'_>) {}

    fn info(&mut self, _: Labels<'_>) {}

    fn state_set(&mut self, _: Labels<'_>, _: &StateSetValue<'_>) {}

    fn unknown(&mut self, _: Labels<'_>, _: f64) {}
}
