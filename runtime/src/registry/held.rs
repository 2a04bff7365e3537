//! What a registry holds.

#[cfg(feature = "serve")]
use std::any::Any;
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::{
    FamilyDescriptor, Help, Leaf, Problem,
    claim::Claims,
    configured::Configured,
    member::{Member, Part, Series},
    stem,
};
use crate::{
    collector::{Attached, BufferedFamily, Collect},
    config::Config,
    family::Shared,
    label::LabelsBuf,
};

type Families = BTreeMap<Cow<'static, str>, Arc<Member>>;

#[derive(Default)]
pub(super) struct Held {
    config: Config,
    pub(super) families: Families,
    /// The same as a scrape takes them, unless they have changed.
    members: Option<Arc<[Arc<Member>]>>,
    claims: Claims,
    attached: Arc<[Arc<Attached>]>,
    /// What other parts of this crate keep with the registry, one of each type.
    #[cfg(feature = "serve")]
    pub(super) companions: Vec<Arc<dyn Any + Send + Sync>>,
    /// Declarations that are left out.
    pub(super) problems: Vec<Problem>,
    /// What is on the page all the same.
    pub(super) warnings: Vec<Problem>,
}

impl Held {
    pub(super) fn new(config: Config) -> Self {
        Self { config, ..Self::default() }
    }

    /// Adds series: a family of their own, or those of one that is there with other constant labels.
    pub(super) fn add(&mut self, descriptor: FamilyDescriptor, part: Part) -> Result<(), Problem> {
        let configured = Configured::new(&self.config, descriptor, part.labels);
        self.add_configured(configured, part.series)
    }

    fn add_configured(&mut self, configured: Configured, series: Series) -> Result<(), Problem> {
        acceptable(&self.families, &self.claims, &configured)?;
        // Who comes first says how many series there are and where they end: the metric is one, whoever holds it.
        let is_first = series.named(&configured.descriptor.name);
        if !is_first && configured.asks_of_metrics() {
            self.warnings.push(Problem::elsewhere(&configured.descriptor));
        } else if !series.source().is_none_or(|metric| configured.prepare(metric)) {
            self.warnings.push(Problem::late(&configured.descriptor));
        }
        let Configured { descriptor, labels, is_enabled, .. } = configured;
        if is_enabled {
            self.insert(descriptor, Part { labels, series });
        }
        Ok(())
    }

    fn insert(&mut self, descriptor: FamilyDescriptor, part: Part) {
        let same = self.claims.add(&descriptor).and_then(|same| self.families.get(&*same));
        self.warnings.extend(same.map(|same| Problem::in_open_metrics(&same.descriptor, &descriptor)));
        self.members = None;
        let itself = self.labels_about("family", &descriptor.name);
        let new = || {
            let descriptor = descriptor.clone();
            Arc::new(Member { descriptor, itself, stem_is_taken: false, parts: Vec::new() })
        };
        let member = self.families.entry(descriptor.name.clone()).or_insert_with(new);
        let parts = &mut Arc::make_mut(member).parts;
        let at = parts.partition_point(|other| other.labels.as_labels() < part.labels.as_labels());
        parts.insert(at, part);
    }

    /// Adds all metrics of a struct, or none of them.
    pub(super) fn add_all<'a>(
        &mut self,
        leaves: Vec<Leaf<'a>>,
        series: impl Fn(&Leaf<'a>) -> Series,
    ) -> Result<(), Vec<Problem>> {
        let parts: Vec<_> = leaves
            .into_iter()
            .map(|leaf| {
                let series = series(&leaf);
                (Configured::new(&self.config, leaf.descriptor, leaf.labels), series)
            })
            .collect();
        let problems = self.problems_of(&parts);
        if problems.is_empty() {
            let added = parts.into_iter().map(|(configured, series)| self.add_configured(configured, series));
            return added.collect::<Result<(), _>>().map_err(|problem| vec![problem]);
        }
        Err(problems)
    }

    /// Why these can't be added, be it because of each other.
    fn problems_of(&self, parts: &[(Configured, Series)]) -> Vec<Problem> {
        let mut alone = Self::default();
        let problem = |(configured, series): &(Configured, Series)| {
            acceptable(&self.families, &self.claims, configured)?;
            acceptable(&alone.families, &alone.claims, configured)?;
            let part = Part { labels: configured.labels.clone(), series: series.clone() };
            alone.insert(configured.descriptor.clone(), part);
            Ok(())
        };
        parts.iter().map(problem).filter_map(Result::err).collect()
    }

    /// The same, but what is wrong with one of them is kept for later, and the others are added.
    pub(super) fn add_each<'a>(&mut self, leaves: Vec<Leaf<'a>>, series: impl Fn(&Leaf<'a>) -> Series) {
        for leaf in leaves {
            let added = self.add_leaf(leaf, &series);
            self.problems.extend(added.err());
        }
    }

    fn add_leaf<'a>(&mut self, leaf: Leaf<'a>, series: impl Fn(&Leaf<'a>) -> Series) -> Result<(), Problem> {
        let series = series(&leaf);
        self.add(leaf.descriptor, Part { labels: leaf.labels, series })
    }

    /// What a scrape needs: the families, the collectors, how many declarations are left out, and the configured labels.
    #[allow(clippy::type_complexity, reason = "taken apart at once")]
    pub(super) fn for_scrape(&mut self) -> (Arc<[Arc<Member>]>, Arc<[Arc<Attached>]>, usize, LabelsBuf) {
        let labels = self.config.constant_labels();
        let labels = labels.fold(LabelsBuf::new(), |labels, (name, value)| labels.with(name, value));
        (self.members(), self.attached.clone(), self.problems.len(), labels)
    }

    /// How pages are written.
    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    /// All families in the order of their names.
    pub(super) fn members(&mut self) -> Arc<[Arc<Member>]> {
        if self.members.is_none() {
            self.find_taken_stems();
        }
        self.members.get_or_insert_with(|| self.families.values().cloned().collect()).clone()
    }

    /// Finds out whose name in OpenMetrics another family has.
    fn find_taken_stems(&mut self) {
        let families: Vec<_> = self.families.values().map(|member| member.named()).collect();
        let taken = stem::taken(&families);
        let taken: Vec<bool> = families.iter().map(|family| taken.contains(family.written)).collect();
        for (member, is_taken) in self.families.values_mut().zip(taken) {
            if member.stem_is_taken != is_taken {
                Arc::make_mut(member).stem_is_taken = is_taken;
            }
        }
    }

    /// Has the collector asked for its families at every scrape.
    pub(super) fn attach(&mut self, name: String, collector: impl Collect + 'static) {
        let is_taken = |labels: &LabelsBuf| self.attached.iter().any(|attached| attached.labels() == labels);
        let numbered = (2..).map(|number| format!("{name} {number}"));
        let mut labels =
            std::iter::once(name.clone()).chain(numbered).map(|name| self.labels_about("collector", &name));
        let labels = labels.find(|labels| !is_taken(labels)).unwrap_or_default();
        let attached = Arc::new(Attached::new(collector, labels));
        let all = self.attached.iter().cloned().chain([attached]);
        let mut all: Vec<_> = all.collect();
        all.sort_by(|one, other| one.labels().as_labels().cmp(&other.labels().as_labels()));
        self.attached = all.into();
    }

    /// The configured labels and one that says what the registry speaks of.
    fn labels_about(&self, name: &str, value: &str) -> LabelsBuf {
        let constant = self.config.constant_labels().filter(|(constant, _)| *constant != name);
        let labels = constant.fold(LabelsBuf::new(), |labels, (name, value)| labels.with(name, value));
        labels.with(name, value)
    }

    /// Those of the families of a collector that are not left out, with the configured labels. Their names stay: others know them by those.
    pub(super) fn configured(&self, families: Vec<BufferedFamily>) -> Vec<BufferedFamily> {
        let enabled = families.into_iter().filter(|family| self.config.is_enabled(family.name()));
        enabled.map(|family| family.labelled(self.config.constant_labels())).collect()
    }

    /// Rules of the configuration that were for no family.
    pub(super) fn unused_rules(&self) -> Vec<Problem> {
        self.config.unused().map(Problem::config).collect()
    }

    /// The series that call sites share under this name, or new ones. Where this declaration can't be part of the family under its
    /// name, or that is left out, it gets series that are on no page.
    pub(super) fn share(
        &mut self,
        descriptor: FamilyDescriptor,
        new: impl FnOnce(Option<&[f64]>) -> Shared,
    ) -> Arc<Shared> {
        let configured = Configured::new(&self.config, descriptor, LabelsBuf::new());
        if let Some(shared) = self.shared(&configured) {
            return shared;
        }
        let shared = Arc::new(new(configured.other_buckets()));
        // Also where it is on no page: nothing grows past what is configured.
        configured.prepare(&*shared);
        self.warnings.extend(configured.lost_objective());
        let added = self.add_configured(configured, Series::Shared(shared.clone()));
        self.problems.extend(added.err());
        shared
    }

    /// The series that call sites share under this name, if this declaration agrees with theirs.
    fn shared(&mut self, configured: &Configured) -> Option<Arc<Shared>> {
        let descriptor = &configured.descriptor;
        let member = self.families.get_mut(&descriptor.name)?;
        let shared = match (&member.parts[..], member.descriptor.disagreement(descriptor)) {
            ([Part { series: Series::Shared(shared), .. }], None) => shared.clone(),
            _ => return None,
        };
        // A text that was written for the family is worth more than any other, and the next is held against it.
        if let (Help::Derived(_), Help::Given(_)) = (&member.descriptor.help, &descriptor.help) {
            Arc::make_mut(member).descriptor = descriptor.clone();
            self.members = None;
        }
        Some(shared)
    }
}

/// Whether the names are names, and nobody has them.
fn acceptable(families: &Families, claims: &Claims, configured: &Configured) -> Result<(), Problem> {
    let descriptor = &configured.descriptor;
    if let Some(problem) = descriptor.problem() {
        return Err(Problem::names(descriptor, &problem));
    }
    if let Some(member) = families.get(&descriptor.name) {
        let why = member.disagreement(descriptor, &configured.labels);
        return why.map_or(Ok(()), |why| Err(Problem::clash(&member.descriptor, descriptor, why)));
    }
    let owner = claims.owner(descriptor).and_then(|owner| families.get(owner));
    owner.map_or(Ok(()), |owner| Err(Problem::samples(&owner.descriptor, descriptor)))
}

impl Member {
    /// Why these series can't be part of the family.
    fn disagreement(&self, descriptor: &FamilyDescriptor, labels: &LabelsBuf) -> Option<&'static str> {
        let is_taken = || self.parts.iter().any(|part| part.labels == *labels);
        // Where a label is a constant of one part and not of another, both may have the same series.
        let differ =
            || self.parts.iter().any(|part| !part.labels.as_labels().has_names_of(labels.as_labels()));
        let descriptors = self.descriptor.disagreement(descriptor);
        descriptors
            .or_else(|| differ().then_some("different labels"))
            .or_else(|| is_taken().then_some("values of their own"))
    }
}
