//! The families of a registry that were asked for.

use std::{borrow::Cow, collections::BTreeSet};

use crate::{kind::Kind, registry::Registry, sink::Sink};

/// Names of families, or of their samples; `None` are all.
pub(super) type Names = Option<BTreeSet<String>>;

/// What belongs on a page.
#[derive(Clone, Copy)]
pub(super) struct Selection<'a> {
    pub(super) registry: &'a Registry,
    pub(super) names: &'a Names,
}

impl Selection<'_> {
    pub(super) fn collect(&self, sink: &mut dyn Sink) {
        match self.names {
            None => self.registry.collect(sink),
            Some(names) => self.registry.collect_some(sink, &|family, kind| is_named(names, family, kind)),
        }
    }
}

/// Whether a family is asked for, by any name that it or one of its samples has in any format.
fn is_named(names: &BTreeSet<String>, family: &str, kind: Kind) -> bool {
    // OpenMetrics leaves these out of the family's name.
    let base = match kind {
        Kind::Counter => family.strip_suffix("_total"),
        Kind::Info => family.strip_suffix("_info"),
        _ => None,
    };
    let base = base.unwrap_or(family);
    let samples =
        kind.suffixes().iter().chain(&["_created"]).map(|suffix| Cow::Owned([base, suffix].concat()));
    [family.into(), base.into()].into_iter().chain(samples).any(|name| names.contains(&*name))
}
