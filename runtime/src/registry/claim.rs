//! The names that a family takes up.

use std::{borrow::Cow, collections::BTreeMap};

use super::FamilyDescriptor;
use crate::{kind::Kind, name::lint::Rule};

/// Which family has which name.
#[derive(Clone, Default)]
pub(super) struct Claims {
    /// Those of samples, which a page can't have twice.
    samples: Owners,
    /// Those of families in [OpenMetrics](https://prometheus.io/docs/specs/om/open_metrics_spec/#suffixes), where a counter goes by
    /// its name without `_total`, and those of the samples that say when they began.
    in_open_metrics: Owners,
}

/// To each name the family that has it.
type Owners = BTreeMap<String, Cow<'static, str>>;

impl Claims {
    /// The family that has the name of a sample of this one.
    pub(super) fn owner(&self, descriptor: &FamilyDescriptor) -> Option<&str> {
        owner(&self.samples, samples(descriptor))
    }

    /// Takes the names; the family that has one of them in OpenMetrics.
    pub(super) fn add(&mut self, descriptor: &FamilyDescriptor) -> Option<String> {
        take(&mut self.samples, descriptor, samples(descriptor));
        let names = || in_open_metrics(descriptor).into_iter();
        let owner = owner(&self.in_open_metrics, names()).filter(|owner| *owner != descriptor.name);
        let owner = owner.map(str::to_owned);
        take(&mut self.in_open_metrics, descriptor, names());
        owner
    }
}

fn owner(owners: &Owners, mut names: impl Iterator<Item = String>) -> Option<&str> {
    names.find_map(|name| owners.get(&name)).map(|owner| &**owner)
}

fn take(owners: &mut Owners, descriptor: &FamilyDescriptor, names: impl Iterator<Item = String>) {
    for name in names {
        owners.entry(name).or_insert_with(|| descriptor.name.clone());
    }
}

fn samples(descriptor: &FamilyDescriptor) -> impl Iterator<Item = String> {
    let suffixes = [""].iter().chain(descriptor.kind.suffixes());
    suffixes.map(|suffix| [&*descriptor.name, suffix].concat())
}

fn in_open_metrics(descriptor: &FamilyDescriptor) -> Vec<String> {
    if descriptor.exempt.contain(Rule::Duplicate) {
        return Vec::new();
    }
    let name = name_in_open_metrics(descriptor);
    match descriptor.kind {
        Kind::Counter | Kind::Histogram | Kind::Summary => {
            vec![name.to_owned(), [name, "_created"].concat()]
        }
        _ => vec![name.to_owned()],
    }
}

/// What the family itself is called in OpenMetrics.
pub(super) fn name_in_open_metrics(descriptor: &FamilyDescriptor) -> &str {
    descriptor.kind.stem(&descriptor.name)
}
