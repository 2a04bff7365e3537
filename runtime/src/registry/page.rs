//! What a scrape sees: the registry's own families, those of attached collectors, and what the registry says of itself.

use std::{borrow::Cow, cell::RefCell, collections::BTreeMap, sync::Arc};

use super::{Member, Registry, held::Held};
use crate::{
    collector::{Buffer, BufferedFamily},
    kind::Kind,
    label::LabelsBuf,
    sink::{FamilyMeta, Number, Sink},
};

thread_local! {
    /// The registries that the calling thread is collecting from.
    static UNDER_WAY: RefCell<Vec<*const Held>> = const { RefCell::new(Vec::new()) };
}

/// Whether a family with this name and kind belongs on the page.
pub(super) type IsWanted<'a> = &'a dyn Fn(&str, Kind) -> bool;

/// Collects without the registry's lock, which a collector may want itself, and writes in the order of the names. A collector that
/// scrapes the registry which asks it sees a page without collectors: otherwise they would ask each other without an end.
pub(super) fn write(registry: &Registry, sink: &mut dyn Sink, is_wanted: IsWanted<'_>) {
    let is_asked_by_itself = is_under_way(registry);
    let _under_way = UnderWay::begin(registry);
    let members = registry.members();
    let mut page = Page::default();
    let about_itself = about(registry, &members);
    for member in members {
        page.add_own(member);
    }
    about_itself.into_families().for_each(|family| _ = page.add(registry.held().labelled(family)));
    let all_attached = if is_asked_by_itself { Vec::new() } else { registry.held().attached.clone() };
    for attached in all_attached {
        let collected = attached.collect();
        let families = registry.held().configured(collected).into_iter();
        families.filter_map(|family| page.add(family).err()).for_each(|_| attached.count_failure());
    }
    page.write(sink, is_wanted);
}

/// Whether the calling thread is collecting from this registry, so that whoever asks for its families was asked by it.
pub(super) fn is_under_way(registry: &Registry) -> bool {
    UNDER_WAY.try_with(|under_way| under_way.borrow().contains(&registry.address())).unwrap_or(false)
}

struct UnderWay;

impl UnderWay {
    fn begin(registry: &Registry) -> Self {
        // A thread that is being torn down has no list any more; then nothing is known, which costs a false alarm at worst.
        _ = UNDER_WAY.try_with(|under_way| under_way.borrow_mut().push(registry.address()));
        Self
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        _ = UNDER_WAY.try_with(|under_way| under_way.borrow_mut().pop());
    }
}

/// The families of a scrape in the order of their names.
#[derive(Default)]
struct Page {
    families: BTreeMap<Cow<'static, str>, Entry>,
}

enum Entry {
    Own(Arc<Member>),
    Attached(BufferedFamily),
}

/// A family of which a name is taken.
struct Refused;

impl Page {
    /// Adds a family whose names the registry has compared when it was declared.
    fn add_own(&mut self, member: Arc<Member>) {
        self.families.insert(member.descriptor.name.clone(), Entry::Own(member));
    }

    fn add(&mut self, family: BufferedFamily) -> Result<(), Refused> {
        let name = family.name();
        let is_taken = |suffix: &&str| self.is_taken(&[&name, *suffix].concat());
        if self.is_taken(&name) || family.kind().suffixes().iter().any(is_taken) {
            return Err(Refused);
        }
        self.families.insert(name, Entry::Attached(family));
        Ok(())
    }

    /// Whether a family on the page, or a sample of one, has this name.
    fn is_taken(&self, name: &str) -> bool {
        let is_sample = |suffix: &&str| {
            let family = name.strip_suffix(suffix).and_then(|family| self.families.get(family));
            family.is_some_and(|family| family.kind().suffixes().contains(suffix))
        };
        self.families.contains_key(name) || Kind::Histogram.suffixes().iter().any(is_sample)
    }

    fn write(&self, sink: &mut dyn Sink, is_wanted: IsWanted<'_>) {
        let wanted = self.families.iter().filter(|(name, entry)| is_wanted(name, entry.kind()));
        for (_, entry) in wanted {
            match entry {
                Entry::Own(member) => member.write(sink),
                Entry::Attached(family) => family.write(sink),
            }
        }
    }
}

impl Entry {
    fn kind(&self) -> Kind {
        match self {
            Self::Own(member) => member.descriptor.kind,
            Self::Attached(family) => family.kind(),
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
    let help = "How often a series was asked for that has no room of its own.";
    of_families(&mut buffer, "tickmark_series_overflow_total", help, members, Member::overflow);
    let help = "Values that were not recorded: below zero, infinite or not a number for a counter.";
    of_families(&mut buffer, "tickmark_values_refused_total", help, members, |member| {
        member.total(|metric| metric.refused())
    });
    let help = "How often there was no value, because the code that was asked for it panicked.";
    of_families(&mut buffer, "tickmark_callback_failures_total", help, members, |member| {
        member.total(|metric| metric.failures())
    });
    buffer
}

/// A counter for the families of which there is something to count.
fn of_families(
    buffer: &mut Buffer,
    name: &'static str,
    help: &'static str,
    members: &[Arc<Member>],
    count: impl Fn(&Member) -> Option<u64>,
) {
    let counts: Vec<_> = members.iter().filter_map(|member| Some((member, count(member)?))).collect();
    if !counts.is_empty() {
        counter(buffer, name, help);
    }
    for (member, count) in counts {
        let labels = LabelsBuf::new().with("family", &member.descriptor.name);
        buffer.counter(labels.as_labels(), Number::Integer(count));
    }
}

fn counter(buffer: &mut Buffer, name: &'static str, help: &'static str) {
    buffer.family(&FamilyMeta::new(name, Kind::Counter, help));
}
