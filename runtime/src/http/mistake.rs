//! What can be wrong with what a layer was told, and what is made of the rest.

use std::{fmt::Debug, mem};

use super::{
    naming::{Dimension, Quantity},
    options::{Options, ROOM},
    server::MOST_OWN,
    setup::Setup,
};
use crate::{
    buckets::bounds_problem,
    kind::Kind,
    name::{Rules, label_name_problem, metric_name_problem, prefix_problem},
    registry::Registry,
};

impl Options {
    /// What can be of it, and what is wrong with the rest, in words that say what to write. Requests are measured all the same.
    pub(super) fn settled(mut self) -> (Self, Vec<String>) {
        let mut mistakes = Vec::new();
        settle_prefix("namespace", &mut self.namespace, &mut mistakes);
        settle_prefix("subsystem", &mut self.subsystem, &mut mistakes);
        self.settle_names(&mut mistakes);
        self.settle_label_names(&mut mistakes);
        self.settle_constants(&mut mistakes);
        self.settle_own(&mut mistakes);
        keep(&mut self.buckets, &mut mistakes, |(quantity, bounds)| {
            buckets_problem(quantity, bounds, quantity.kind())
        });
        self.settle_patterns(&mut mistakes);
        settle_limit(&mut self.limit, &mut mistakes);
        (self, mistakes)
    }

    fn settle_names(&mut self, mistakes: &mut Vec<String>) {
        let mut names = mem::take(&mut self.names);
        keep(&mut names, mistakes, |(quantity, name)| {
            name_problem(quantity, name, &self.prefixed(name), quantity.kind())
        });
        self.names = names;
    }

    fn settle_label_names(&mut self, mistakes: &mut Vec<String>) {
        keep(&mut self.label_names, mistakes, |(dimension, name)| label_problem(dimension, name));
        if let Some(twice) = repeated(self.labels_of_dimensions()) {
            mistakes.push(format!("two labels would be called `{twice}`: give each a name of its own"));
            self.label_names.clear();
        }
    }

    fn settle_constants(&mut self, mistakes: &mut Vec<String>) {
        let constant = mem::take(&mut self.constant);
        for (name, value) in constant {
            if self.is_good(&name, mistakes) {
                self.constant.push((name, value));
            }
        }
    }

    fn settle_own(&mut self, mistakes: &mut Vec<String>) {
        let own = mem::take(&mut self.own);
        for (name, origin) in own {
            if self.own.len() == MOST_OWN {
                mistakes.push(format!(
                    "there is no room for the label `{name}`: a layer has {MOST_OWN} of its own at most, so leave one out"
                ));
            } else if self.is_good(&name, mistakes) {
                self.own.push((name, origin));
            }
        }
    }

    /// Whether there may be one more label with this name.
    fn is_good(&self, name: &str, mistakes: &mut Vec<String>) -> bool {
        let known = self.constant.iter().map(|(name, _)| name).chain(self.own.iter().map(|(name, _)| name));
        let is_taken =
            known.map(String::as_str).chain(self.labels_of_dimensions()).any(|known| known == name);
        let taken = is_taken.then_some("there is one with this name already: give it another one");
        let problem = label_name_problem(name).or(taken);
        mistakes.extend(problem.map(|problem| format!("`{name}` can't be a label: {problem}")));
        problem.is_none()
    }

    /// They are kept: a route may be called whatever its author likes.
    fn settle_patterns(&self, mistakes: &mut Vec<String>) {
        let is_regular = |pattern: &str| {
            pattern.is_empty() || pattern.starts_with('^') || pattern.ends_with('$') || pattern.contains(".*")
        };
        for pattern in self.excluded.iter().filter(|pattern| is_regular(pattern)) {
            mistakes.push(format!(
                "`{pattern}` excludes nothing, as patterns are no regular expressions: `*` is any run of characters and `?` is one, \
                 as in `/internal/*`"
            ));
        }
    }

    /// What the labels are called that tell requests apart in any family.
    fn labels_of_dimensions(&self) -> impl Iterator<Item = &str> {
        let is_used = |dimension: &Dimension| self.tells_apart(*dimension);
        Dimension::ALL.into_iter().filter(is_used).map(|dimension| self.label_name(dimension))
    }
}

impl<Q: Copy + PartialEq + Debug, D: Copy + PartialEq + Debug> Setup<Q, D> {
    /// The registry where the families are declared, once what is wrong is told there and left out; one that nobody sees where nothing is
    /// to be measured.
    pub(super) fn open(&mut self, kind: impl Fn(Q) -> Kind) -> Registry {
        let registry = if self.is_switched_on() { self.registry() } else { Registry::new() };
        registry.report_at(self.place, self.settle(kind));
        registry
    }

    /// Leaves out what can't be, and says what is wrong with it.
    fn settle(&mut self, kind: impl Fn(Q) -> Kind) -> Vec<String> {
        let mut mistakes = Vec::new();
        settle_prefix("namespace", &mut self.namespace, &mut mistakes);
        settle_prefix("subsystem", &mut self.subsystem, &mut mistakes);
        let mut names = mem::take(&mut self.names);
        keep(&mut names, &mut mistakes, |(quantity, name)| {
            name_problem(quantity, name, &self.prefixed(name), kind(*quantity))
        });
        self.names = names;
        keep(&mut self.label_names, &mut mistakes, |(dimension, name)| label_problem(dimension, name));
        keep(&mut self.constant, &mut mistakes, |(name, _)| {
            label_name_problem(name).map(|problem| format!("`{name}` can't be a label: {problem}"))
        });
        keep(&mut self.buckets, &mut mistakes, |(quantity, bounds)| {
            buckets_problem(quantity, bounds, kind(*quantity))
        });
        settle_limit(&mut self.limit, &mut mistakes);
        mistakes
    }
}

/// Leaves out what there is a problem with.
fn keep<T>(said: &mut Vec<T>, mistakes: &mut Vec<String>, problem: impl Fn(&T) -> Option<String>) {
    said.retain(|one| {
        let problem = problem(one);
        let is_good = problem.is_none();
        mistakes.extend(problem);
        is_good
    });
}

fn settle_prefix(what: &str, prefix: &mut String, mistakes: &mut Vec<String>) {
    if !prefix.is_empty()
        && let Some(problem) = prefix_problem(prefix)
    {
        mistakes.push(format!("`{prefix}` can't be a {what}: {problem}"));
        prefix.clear();
    }
}

fn settle_limit(limit: &mut usize, mistakes: &mut Vec<String>) {
    if *limit == 0 {
        *limit = ROOM;
        mistakes.push("a limit leaves room for one series at least: write one like `2000`".to_owned());
    }
}

fn name_problem(quantity: impl Debug, name: &str, prefixed: &str, kind: Kind) -> Option<String> {
    let problem = metric_name_problem(prefixed, kind, Rules::NONE)?;
    Some(format!("`{name}` can't be the name of `{quantity:?}`: {problem}"))
}

fn label_problem(dimension: impl Debug, name: &str) -> Option<String> {
    let problem = label_name_problem(name)?;
    Some(format!("`{name}` can't be the label of `{dimension:?}`: {problem}"))
}

fn buckets_problem(quantity: impl Debug, bounds: &[f64], kind: Kind) -> Option<String> {
    let problem = match kind {
        Kind::Histogram => bounds_problem(bounds),
        _ => Some("it is no histogram: leave them out"),
    }?;
    Some(format!("the buckets of `{quantity:?}`: {problem}"))
}

fn repeated<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned())
}

impl Quantity {
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Requests => Kind::Counter,
            Self::InProgress => Kind::Gauge,
            _ => Kind::Histogram,
        }
    }
}
