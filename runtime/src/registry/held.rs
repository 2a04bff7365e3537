//! What a registry holds.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::{
    FamilyDescriptor, Help, Leaf, Problem,
    claim::Claims,
    member::{Member, Part, Series},
};
use crate::{collector::Attached, family::SeriesSet, label::LabelsBuf, metric::Settings};

#[derive(Default)]
pub(super) struct Held {
    pub(super) families: BTreeMap<Cow<'static, str>, Arc<Member>>,
    claims: Claims,
    pub(super) attached: Vec<Arc<Attached>>,
    /// Declarations that are left out.
    pub(super) problems: Vec<Problem>,
    /// What is on the page all the same.
    pub(super) warnings: Vec<Problem>,
}

impl Held {
    /// Adds series: a family of their own, or those of one that is there with other constant labels.
    pub(super) fn add(&mut self, descriptor: FamilyDescriptor, part: Part) -> Result<(), Problem> {
        self.acceptable(&descriptor, &part.labels)?;
        if let Some(series) = part.series.source() {
            series.prepare(&Settings::default());
        }
        let same = self.claims.add(&descriptor).and_then(|same| self.families.get(&*same));
        self.warnings.extend(same.map(|same| Problem::in_open_metrics(&same.descriptor, &descriptor)));
        let new = || Arc::new(Member { descriptor: descriptor.clone(), parts: Vec::new() });
        let member = self.families.entry(descriptor.name.clone()).or_insert_with(new);
        let parts = &mut Arc::make_mut(member).parts;
        let at = parts.partition_point(|other| other.labels.as_labels() < part.labels.as_labels());
        parts.insert(at, part);
        Ok(())
    }

    /// Adds all metrics of a struct, or none of them.
    pub(super) fn add_all<'a>(
        &mut self,
        leaves: Vec<Leaf<'a>>,
        series: impl Fn(&Leaf<'a>) -> Series,
    ) -> Result<(), Vec<Problem>> {
        let check = |leaf: &Leaf<'_>| self.acceptable(&leaf.descriptor, &leaf.labels).err();
        let mut problems: Vec<_> = leaves.iter().filter_map(check).collect();
        if problems.is_empty() {
            problems = leaves.into_iter().filter_map(|leaf| self.add_leaf(leaf, &series).err()).collect();
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
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

    fn acceptable(&self, descriptor: &FamilyDescriptor, labels: &LabelsBuf) -> Result<(), Problem> {
        if let Some(problem) = descriptor.problem() {
            return Err(Problem::names(descriptor, problem));
        }
        if let Some(member) = self.families.get(&descriptor.name) {
            let why = member.disagreement(descriptor, labels);
            return why.map_or(Ok(()), |why| Err(Problem::clash(&member.descriptor, descriptor, why)));
        }
        let owner = self.claims.owner(descriptor).and_then(|owner| self.families.get(owner));
        owner.map_or(Ok(()), |owner| Err(Problem::samples(&owner.descriptor, descriptor)))
    }

    /// The series that call sites share under this name, if this declaration agrees with theirs.
    pub(super) fn shared(&mut self, descriptor: &FamilyDescriptor) -> Option<Arc<SeriesSet>> {
        let member = self.families.get_mut(&descriptor.name)?;
        let set = match (&member.parts[..], member.descriptor.disagreement(descriptor)) {
            ([Part { series: Series::Shared(set), .. }], None) => set.clone(),
            _ => return None,
        };
        // A text that was written for the family is worth more than any other, and the next is held against it.
        if let (Help::Derived(_), Help::Given(_)) = (&member.descriptor.help, &descriptor.help) {
            Arc::make_mut(member).descriptor = descriptor.clone();
        }
        Some(set)
    }
}

impl Member {
    /// Why these series can't be part of the family.
    fn disagreement(&self, descriptor: &FamilyDescriptor, labels: &LabelsBuf) -> Option<&'static str> {
        let is_taken = || self.parts.iter().any(|part| part.labels == *labels);
        self.descriptor.disagreement(descriptor).or_else(|| is_taken().then_some("values of their own"))
    }
}
