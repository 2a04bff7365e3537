//! What a scrape sees: the registry's own families, those of attached collectors, and what the registry says of itself.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    iter::Peekable,
    sync::Arc,
};

use super::{
    Member, Registry,
    about::{self, About, Scrape},
    held::Held,
    stem::{self, Named},
};
use crate::{
    collector::{Attached, BufferedFamily},
    kind::Kind,
    name::Escaping,
    sink::Sink,
};

thread_local! {
    /// The registries that the calling thread is collecting from.
    static UNDER_WAY: RefCell<Vec<*const Held>> = const { RefCell::new(Vec::new()) };
}

/// Whether a family with this name and kind belongs on the page.
pub(super) type IsWanted<'a> = &'a dyn Fn(&str, Kind) -> bool;

/// Collects without the registry's lock, which a collector may want itself, and writes in the order of the names. A collector that
/// scrapes the registry which asks it sees a page without collectors: otherwise they would ask each other without an end.
///
/// Returns the names of the collectors of which something was left out.
pub(super) fn write(registry: &Registry, sink: &mut dyn Sink, is_wanted: IsWanted<'_>) -> Vec<String> {
    let is_asked_by_itself = is_under_way(registry);
    let _under_way = UnderWay::begin(registry);
    let (members, attached, problems, labels) = registry.held().for_scrape();
    let asked: &[Arc<Attached>] = if is_asked_by_itself { &[] } else { &attached };
    let mut page = Page { own: &members, attached: BTreeMap::new(), escaped: None };
    let mut failed = Vec::new();
    for attached in asked {
        let (collected, mut has_failed) = attached.collect();
        let families = registry.held().configured(collected).into_iter();
        for Refused in families.filter_map(|family| page.add(family).err()) {
            attached.count_failure();
            has_failed = true;
        }
        failed.extend(has_failed.then(|| attached.name()));
    }
    page.write(
        &Scrape { members: &members, attached: &attached, problems, labels: &labels },
        sink,
        is_wanted,
    );
    failed
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

/// The families of a scrape.
struct Page<'a> {
    /// In the order of their names.
    own: &'a [Arc<Member>],
    /// By their names as formats have them that know Prometheus' old alphabet only.
    attached: BTreeMap<String, BufferedFamily>,
    /// The names of all as the schemes write them that change names of the old alphabet too, once there is a name of another.
    escaped: Option<[BTreeSet<String>; SCHEMES.len()]>,
}

const SCHEMES: [Escaping; 2] = [Escaping::Dots, Escaping::Values];

/// A family of which a name is taken.
struct Refused;

impl Page<'_> {
    fn add(&mut self, family: BufferedFamily) -> Result<(), Refused> {
        let name = Escaping::Underscores.metric_name(family.name()).into_owned();
        let is_taken = |suffix: &&str| self.is_taken(&[&name, *suffix].concat());
        if self.is_taken(&name)
            || family.kind().suffixes().iter().any(is_taken)
            || !self.is_new_where_escaped(family.name(), &name)
        {
            return Err(Refused);
        }
        self.attached.insert(name, family);
        Ok(())
    }

    /// Whether no other family has this name in any scheme; from now on it is taken.
    fn is_new_where_escaped(&mut self, name: &str, written: &str) -> bool {
        if self.escaped.is_none() && name == written {
            return true;
        }
        let own = self.own.iter().map(|member| &*member.descriptor.name);
        let all = own.chain(about::ALL.iter().map(|about| about.name));
        let all = all.chain(self.attached.values().map(BufferedFamily::name));
        let escaped = self.escaped.get_or_insert_with(|| {
            SCHEMES.map(|scheme| all.clone().map(|name| scheme.metric_name(name).into_owned()).collect())
        });
        let names = SCHEMES.map(|scheme| scheme.metric_name(name).into_owned());
        let is_new = escaped.iter().zip(&names).all(|(taken, name)| !taken.contains(name));
        if is_new {
            escaped.iter_mut().zip(names).for_each(|(taken, name)| _ = taken.insert(name));
        }
        is_new
    }

    /// Whether a family on the page, or a sample of one, has this name.
    fn is_taken(&self, name: &str) -> bool {
        let is_sample = |suffix: &&str| {
            let kind = name.strip_suffix(suffix).and_then(|family| self.kind_of(family));
            kind.is_some_and(|kind| kind.suffixes().contains(suffix))
        };
        self.kind_of(name).is_some() || Kind::GaugeHistogram.suffixes().iter().any(is_sample)
    }

    fn kind_of(&self, name: &str) -> Option<Kind> {
        let own = self.own.binary_search_by(|member| (*member.descriptor.name).cmp(name)).ok();
        own.map(|at| self.own[at].descriptor.kind)
            .or_else(|| about::ALL.iter().any(|about| about.name == name).then_some(Kind::Counter))
            .or_else(|| self.attached.get(name).map(BufferedFamily::kind))
    }

    fn write(&self, scrape: &Scrape<'_>, sink: &mut dyn Sink, is_wanted: IsWanted<'_>) {
        let mut own = self.own.iter().peekable();
        let mut attached = self.attached.iter().peekable();
        let mut about = about::ALL.iter().filter(|about| about.is_needed(scrape)).peekable();
        let taken = self.taken_stems();
        while let Some(next) = next(&mut own, &mut attached, &mut about) {
            match next {
                unwanted if !unwanted.is(is_wanted) => {}
                Family::Own(member) => member.write(taken.contains(&*member.descriptor.name), sink),
                Family::Attached(name, family) => family.write(taken.contains(name), sink),
                Family::About(about) => about.write(scrape, taken.contains(about.name), sink),
            }
        }
    }

    /// The families whose names in OpenMetrics others have; without collectors, each family knows that itself.
    fn taken_stems(&self) -> BTreeSet<&str> {
        if self.attached.is_empty() {
            return BTreeSet::new();
        }
        let own = self.own.iter().map(|member| member.named());
        let about =
            about::ALL.iter().map(|about| Named { name: about.name, written: about.name, kind: about.kind });
        let attached = self.attached.iter();
        let attached =
            attached.map(|(written, family)| Named { name: family.name(), written, kind: family.kind() });
        stem::taken(&own.chain(about).chain(attached).collect::<Vec<_>>())
    }
}

enum Family<'a> {
    Own(&'a Member),
    Attached(&'a str, &'a BufferedFamily),
    About(&'static About),
}

impl Family<'_> {
    fn is(&self, wanted: IsWanted<'_>) -> bool {
        match self {
            Self::Own(member) => wanted(&member.descriptor.name, member.descriptor.kind),
            Self::Attached(name, family) => {
                wanted(name, family.kind()) || wanted(family.name(), family.kind())
            }
            Self::About(about) => wanted(about.name, about.kind),
        }
    }
}

/// The family that is next by its name.
fn next<'a>(
    own: &mut Peekable<impl Iterator<Item = &'a Arc<Member>>>,
    attached: &mut Peekable<impl Iterator<Item = (&'a String, &'a BufferedFamily)>>,
    about: &mut Peekable<impl Iterator<Item = &'static About>>,
) -> Option<Family<'a>> {
    let names = [
        own.peek().map(|member| &*member.descriptor.name),
        attached.peek().map(|(name, _)| name.as_str()),
        about.peek().map(|about| about.name),
    ];
    let least = names.iter().flatten().min()?;
    match names.iter().position(|name| name.as_ref() == Some(least))? {
        0 => own.next().map(|member| Family::Own(member)),
        1 => attached.next().map(|(name, family)| Family::Attached(name, family)),
        _ => about.next().map(Family::About),
    }
}
