//! Pages that are made up, and what has to be read from them, told without any of the code that writes pages.

mod fixed;
mod message;
mod native;
mod sample;
mod strategy;
mod value;

use std::collections::BTreeMap;

use tickmark::{Collect, FamilyMeta, Kind, LabelsBuf, Registry, Sink};

pub(super) use fixed::everything;
pub(super) use message::message;
pub(super) use native::{buckets, consistent, native};
pub(super) use sample::{Dialect, Mark, Read, Sample, is_near, number};
pub(super) use strategy::{exemplar, exemplar_without_quotes, families, native_value};
pub(super) use value::{Observed, Value};

pub(super) type Labels = BTreeMap<String, String>;

/// A family as a collector hands it over.
#[derive(Clone, Debug)]
pub(super) struct Family {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) help: String,
    pub(super) unit: &'static str,
    pub(super) series: Vec<(Labels, Value)>,
}

impl Family {
    pub(super) fn new(name: &str, kind: Kind, help: &str) -> Self {
        Self { name: name.to_owned(), kind, help: help.to_owned(), unit: "", series: Vec::new() }
    }

    pub(super) fn with(mut self, labels: &[(&str, &str)], value: Value) -> Self {
        let labels = labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        self.series.push((labels.collect(), value));
        self
    }
}

/// A registry whose page has these families, beside what it says of itself.
pub(super) fn registry_of(families: &[Family]) -> Registry {
    let registry = Registry::new();
    registry.attach(Content(families.to_vec()));
    registry
}

/// What the registry says of itself.
pub(super) fn is_about_the_registry(name: &str) -> bool {
    name.starts_with("tickmark_")
}

struct Content(Vec<Family>);

impl Collect for Content {
    fn collect(&self, sink: &mut dyn Sink) {
        for family in &self.0 {
            sink.family(&FamilyMeta::new(&*family.name, family.kind, &*family.help).with_unit(family.unit));
            for (labels, value) in &family.series {
                let labels = labels.iter().fold(LabelsBuf::new(), |all, (name, value)| all.with(name, value));
                value.write(labels.as_labels(), sink);
            }
        }
    }
}
