//! What is said of the families that a pattern matches.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::{mistake::Place, pattern::Pattern};
use crate::buckets;

/// What is wrong with a limit of zero.
pub(super) const NO_LIMIT: &str = "a limit leaves room for one series at least: write one like `2000`";

/// One thing that can be said of a family.
#[derive(Clone, PartialEq)]
pub(super) enum Setting {
    Enabled(bool),
    Buckets(Box<[f64]>),
    Limit(usize),
}

impl Setting {
    /// Upper bounds of buckets, or what is wrong with them.
    pub(super) fn buckets(bounds: Vec<f64>) -> Result<Self, &'static str> {
        buckets::bounds_problem(&bounds).map_or_else(|| Ok(Self::Buckets(bounds.into())), Err)
    }

    /// A limit of series, or what is wrong with it.
    pub(super) fn limit(limit: usize) -> Result<Self, &'static str> {
        if limit == 0 { Err(NO_LIMIT) } else { Ok(Self::Limit(limit)) }
    }

    /// What a file calls it.
    pub(super) fn key(&self) -> &'static str {
        match self {
            Self::Enabled(_) => "enabled",
            Self::Buckets(_) => "buckets",
            Self::Limit(_) => "limit",
        }
    }
}

/// A setting for the families that a pattern matches.
pub(super) struct Rule {
    pub(super) pattern: Pattern,
    pub(super) setting: Setting,
    place: Place,
    /// Whether it has matched a family that was asked about.
    used: AtomicBool,
}

impl Rule {
    pub(super) fn new(pattern: Pattern, setting: Setting, place: Place) -> Self {
        Self { pattern, setting, place, used: AtomicBool::new(false) }
    }

    /// Whether it is for this family, which it remembers.
    pub(super) fn applies_to(&self, family: &str) -> bool {
        let applies = self.pattern.matches(family);
        if applies {
            self.used.store(true, Relaxed);
        }
        applies
    }

    pub(super) fn is_used(&self) -> bool {
        self.used.load(Relaxed)
    }

    /// Whether `later` says the same thing of the same families, so that this rule never decides.
    pub(super) fn is_replaced_by(&self, later: &Self) -> bool {
        self.pattern == later.pattern && self.setting.key() == later.setting.key()
    }

    /// That it matches nothing, in words that say what to write.
    pub(super) fn complaint(&self) -> String {
        let Self { pattern, setting, place, .. } = self;
        let key = setting.key();
        format!(
            "{place}: `{key}` for `{pattern}` matches no family: write names as they are declared, without the prefix"
        )
    }
}

impl Clone for Rule {
    fn clone(&self) -> Self {
        let used = AtomicBool::new(self.is_used());
        Self { pattern: self.pattern.clone(), setting: self.setting.clone(), place: self.place.clone(), used }
    }
}
