//! How a part of a configuration is taken in, wherever it comes from: what is wrong is noted, and the rest is kept.

use super::{
    Config, Label,
    mistake::{Mistake, Place},
    pattern::Pattern,
    rule::{NO_LIMIT, Rule, Setting},
};
use crate::name;

impl Config {
    pub(super) fn put_prefix(&mut self, prefix: String, place: Place) {
        match name::prefix_problem(&prefix) {
            Some(problem) if !prefix.is_empty() => {
                self.mistake(place, format!("`{prefix}` can't be a prefix: {problem}"));
            }
            _ => self.prefix = Some(prefix),
        }
    }

    pub(super) fn put_label(&mut self, name: String, value: String, place: Place) {
        if let Some(problem) = name::label_name_problem(&name) {
            self.mistake(place, format!("`{name}` can't be a label: {problem}"));
        } else if self.labels.iter().any(|label| label.name == name && label.place.is_like(&place)) {
            self.mistake(place, format!("the label `{name}` is given twice: keep one of them"));
        } else {
            self.set_label(Label { name, value, place });
        }
    }

    /// In place of one with the same name, which is of a lower layer.
    pub(super) fn set_label(&mut self, label: Label) {
        match self.labels.iter_mut().find(|it| it.name == label.name) {
            Some(lower) => *lower = label,
            None => self.labels.push(label),
        }
    }

    pub(super) fn put_buckets(&mut self, pattern: &str, bounds: Vec<f64>, place: Place) {
        self.put_checked(pattern, Setting::buckets(bounds), "buckets", place);
    }

    pub(super) fn put_limit(&mut self, pattern: &str, limit: usize, place: Place) {
        self.put_checked(pattern, Setting::limit(limit), "limit", place);
    }

    fn put_checked(&mut self, pattern: &str, setting: Result<Setting, &str>, key: &str, place: Place) {
        match setting {
            Ok(setting) => self.put_rule(pattern, setting, place),
            Err(problem) => self.mistake(place, format!("`{key}` for `{pattern}`: {problem}")),
        }
    }

    pub(super) fn put_rule(&mut self, pattern: &str, setting: Setting, place: Place) {
        match Pattern::new(pattern) {
            Ok(pattern) => self.rules.push(Rule::new(pattern, setting, place)),
            Err(problem) => self.mistake(place, problem),
        }
    }

    pub(super) fn put_series_limit(&mut self, limit: usize, place: Place) {
        if limit == 0 {
            self.mistake(place, NO_LIMIT);
        } else {
            self.series_limit = Some(limit);
        }
    }

    pub(super) fn mistake(&mut self, place: Place, what: impl Into<String>) {
        self.mistakes.push(Mistake { place, what: what.into() });
    }
}
