//! What can be wrong with what a layer was told, and what is made of the rest.

use std::mem;

use super::{
    naming::{Dimension, Quantity},
    options::{Options, ROOM},
    server::MOST_OWN,
};
use crate::{
    buckets::bounds_problem,
    kind::Kind,
    name::{Rules, label_name_problem, metric_name_problem, prefix_problem},
};

impl Options {
    /// What can be of it, and what is wrong with the rest, in words that say what to write. Requests are measured all the same.
    pub(super) fn settled(mut self) -> (Self, Vec<String>) {
        let mut mistakes = Vec::new();
        self.settle_prefixes(&mut mistakes);
        self.settle_names(&mut mistakes);
        self.settle_label_names(&mut mistakes);
        self.settle_constants(&mut mistakes);
        self.settle_own(&mut mistakes);
        self.settle_buckets(&mut mistakes);
        self.settle_patterns(&mut mistakes);
        if self.limit == 0 {
            self.limit = ROOM;
            mistakes.push("a limit leaves room for one series at least: write one like `2000`".to_owned());
        }
        (self, mistakes)
    }

    fn settle_prefixes(&mut self, mistakes: &mut Vec<String>) {
        for (what, prefix) in [("namespace", &mut self.namespace), ("subsystem", &mut self.subsystem)] {
            if !prefix.is_empty()
                && let Some(problem) = prefix_problem(prefix)
            {
                mistakes.push(format!("`{prefix}` can't be a {what}: {problem}"));
                prefix.clear();
            }
        }
    }

    fn settle_names(&mut self, mistakes: &mut Vec<String>) {
        let names = mem::take(&mut self.names);
        for (quantity, name) in names {
            match metric_name_problem(&self.prefixed(&name), quantity.kind(), Rules::NONE) {
                Some(problem) => {
                    mistakes.push(format!("`{name}` can't be the name of `{quantity:?}`: {problem}"));
                }
                None => self.names.push((quantity, name)),
            }
        }
    }

    fn settle_label_names(&mut self, mistakes: &mut Vec<String>) {
        let names = mem::take(&mut self.label_names);
        for (dimension, name) in names {
            match label_name_problem(&name) {
                Some(problem) => {
                    mistakes.push(format!("`{name}` can't be the label of `{dimension:?}`: {problem}"));
                }
                None => self.label_names.push((dimension, name)),
            }
        }
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

    fn settle_buckets(&mut self, mistakes: &mut Vec<String>) {
        let buckets = mem::take(&mut self.buckets);
        for (quantity, bounds) in buckets {
            let none = "it is no histogram: leave them out";
            let problem = match quantity.kind() {
                Kind::Histogram => bounds_problem(&bounds),
                _ => Some(none),
            };
            match problem {
                Some(problem) => mistakes.push(format!("the buckets of `{quantity:?}`: {problem}")),
                None => self.buckets.push((quantity, bounds)),
            }
        }
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

fn repeated<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned())
}

impl Quantity {
    const fn kind(self) -> Kind {
        match self {
            Self::Requests => Kind::Counter,
            Self::InProgress => Kind::Gauge,
            _ => Kind::Histogram,
        }
    }
}
