//! What a scrape sees: the registry's own families, those of attached collectors, and what the registry says of itself.

use std::{
    borrow::Cow,
    collections::{BTreeMap, btree_map::Entry as Place},
    sync::Arc,
};

use super::{Member, Registry};
use crate::{
    collector::{Buffer, BufferedFamily},
    kind::Kind,
    label::LabelsBuf,
    sink::{FamilyMeta, Number, Sink},
};

enum Entry {
    Own(Arc<Member>),
    Attached(BufferedFamily),
}

/// Collects without the registry's lock, which a collector may want itself, and writes in the order of the names.
pub(super) fn write(registry: &Registry, sink: &mut dyn Sink) {
    let members = registry.members();
    let about_itself = about(registry, &members);
    let mut page: BTreeMap<Cow<'static, str>, Entry> =
        members.into_iter().map(|member| (member.descriptor.name.clone(), Entry::Own(member))).collect();
    page.extend(about_itself.into_families().map(|family| (family.name(), Entry::Attached(family))));
    let all_attached = registry.held().attached.clone();
    for attached in all_attached {
        for family in attached.collect() {
            match page.entry(family.name()) {
                Place::Vacant(place) => _ = place.insert(Entry::Attached(family)),
                Place::Occupied(_) => attached.count_failure(),
            }
        }
    }
    for entry in page.values() {
        match entry {
            Entry::Own(member) => member.write(sink),
            Entry::Attached(family) => family.write(sink),
        }
    }
}

/// What the registry says of itself, as soon as there is something to say.
fn about(registry: &Registry, members: &[Arc<Member>]) -> Buffer {
    let mut buffer = Buffer::default();
    let state = registry.held();
    if !state.problems.is_empty() {
        let help =
            "Declarations left out of the page because their name is taken or not one; check() lists them.";
        counter(&mut buffer, "tickmark_declaration_problems_total", help);
        buffer.counter(LabelsBuf::new().as_labels(), Number::Integer(state.problems.len() as u64));
    }
    if !state.attached.is_empty() {
        let help = "Families of attached collectors left out: the collector panicked, or the name is taken or not one.";
        counter(&mut buffer, "tickmark_collector_failures_total", help);
        let failures = state.attached.iter().map(|attached| attached.failures()).sum();
        buffer.counter(LabelsBuf::new().as_labels(), Number::Integer(failures));
    }
    let overflows = || members.iter().filter_map(|member| Some((member, member.overflow()?)));
    if overflows().next().is_some() {
        let help = "Observations that found no room for a series of their own.";
        counter(&mut buffer, "tickmark_series_overflow_total", help);
    }
    for (member, overflow) in overflows() {
        let labels = LabelsBuf::new().with("family", &member.descriptor.name);
        buffer.counter(labels.as_labels(), Number::Integer(overflow));
    }
    buffer
}

fn counter(buffer: &mut Buffer, name: &'static str, help: &'static str) {
    buffer.family(&FamilyMeta::new(name, Kind::Counter, help));
}
