//! The families of a registry that were asked for.

use std::collections::BTreeSet;

use crate::{kind::Kind, name::Escaping, registry::Registry, sink::Sink};

/// Names of families, or of their samples.
pub(super) type Names = BTreeSet<String>;

/// What belongs on a page.
#[derive(Clone, Copy)]
pub(super) struct Selection<'a> {
    pub(super) registry: &'a Registry,
    /// All, where there are none.
    pub(super) names: Option<&'a Names>,
}

impl<'a> Selection<'a> {
    pub(super) const fn all(registry: &'a Registry) -> Self {
        Self { registry, names: None }
    }

    /// Writes the families; returns the names of the collectors of which something had to be left out.
    pub(super) fn collect(&self, sink: &mut dyn Sink) -> Vec<String> {
        self.registry
            .collect_some(sink, &|family, kind| self.names.is_none_or(|names| is_named(names, family, kind)))
    }
}

/// Whether a family is asked for, by any name that it or one of its samples has in any format, however that is escaped.
fn is_named(names: &Names, family: &str, kind: Kind) -> bool {
    let all = [Escaping::AllowUtf8, Escaping::Underscores, Escaping::Dots, Escaping::Values];
    all.iter().any(|escaping| is_called(names, &escaping.metric_name(family), kind))
}

fn is_called(names: &Names, family: &str, kind: Kind) -> bool {
    let stem = kind.stem(family);
    let is_sample = |suffix: &&str| names.contains(&[stem, *suffix].concat());
    names.contains(family)
        || names.contains(stem)
        || kind.suffixes().iter().chain(&["_created"]).any(is_sample)
}
