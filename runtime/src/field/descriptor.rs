//! What is declared of a field, and whether it can be.

use super::Shape;
use crate::{
    kind::Kind,
    label::LabelDescriptor,
    name::{
        Message, Rules, assert_declared_name, assert_prefix, base_unit_problem, ends_with, equal,
        is_declared_prefix, is_metric_name, lint::Rule,
    },
    place::Place,
};

/// What is declared of a field.
#[derive(Clone, Copy, Debug)]
pub struct FieldDescriptor {
    /// The name of the family, or what the names of the group begin with.
    name: &'static str,
    help: &'static str,
    unit: &'static str,
    labels: &'static [(&'static str, &'static str)],
    exempt: Rules,
    shape: Shape,
    place: Place,
}

impl FieldDescriptor {
    /// A field of this type.
    #[track_caller]
    pub const fn new(shape: Shape, name: &'static str, help: &'static str) -> Self {
        let unit = match shape {
            Shape::Metric { unit, .. } => unit,
            Shape::Group(_) => "",
        };
        Self { name, help, unit, labels: &[], exempt: Rules::NONE, shape, place: Place::here() }
    }

    /// The same, measured in this unit.
    #[must_use]
    pub const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// The same with these labels on each of its series.
    #[must_use]
    pub const fn labels(mut self, labels: &'static [(&'static str, &'static str)]) -> Self {
        self.labels = labels;
        self
    }

    /// The same, exempt from these rules.
    #[must_use]
    pub const fn exempt(mut self, rules: Rules) -> Self {
        self.exempt = rules;
        self
    }

    /// The same; refuses a struct of metrics, which has no name of its own.
    ///
    /// # Panics
    ///
    /// When it is one.
    #[must_use]
    #[track_caller]
    pub const fn metric(self) -> Self {
        let is_metric = matches!(self.shape, Shape::Metric { .. });
        assert!(is_metric, "a struct of metrics has no name of its own: write `prefix = \"…\"`");
        self
    }

    /// The same; refuses a metric, which has a whole name.
    ///
    /// # Panics
    ///
    /// When it is one.
    #[must_use]
    #[track_caller]
    pub const fn group(self) -> Self {
        let is_group = matches!(self.shape, Shape::Group(_));
        assert!(
            is_group,
            "`prefix` and `flatten` are for structs of metrics: write `name = \"…\"` for a metric"
        );
        self
    }

    /// The same; refuses a unit that can't end a name, is not the base unit or not that of the type.
    ///
    /// # Panics
    ///
    /// When it is such a one.
    #[must_use]
    #[track_caller]
    pub const fn measured(self) -> Self {
        if let Some(problem) = self.unit_problem() {
            panic!("{}", problem.as_str());
        }
        self
    }

    /// The same; refuses a metric of which nothing is said.
    ///
    /// # Panics
    ///
    /// When it is one.
    #[must_use]
    #[track_caller]
    pub const fn helped(self) -> Self {
        let is_group = matches!(self.shape, Shape::Group(_));
        let has_help = is_group || self.exempt.contain(Rule::Help) || !self.help.is_empty();
        assert!(has_help, "this metric has no help text: write a doc comment, `/// …`, above it");
        self
    }

    /// The same; refuses what can't be a family or breaks a rule. What is wrong with a written unit is said where that is written.
    ///
    /// # Panics
    ///
    /// When it does.
    #[must_use]
    #[track_caller]
    pub const fn checked(self) -> Self {
        match self.shape {
            Shape::Metric { problem: Some(problem), .. } => panic!("{}", problem),
            Shape::Metric { kind, labels, unit, .. } => {
                let is_written = !equal(unit, self.unit);
                if !is_written || self.unit_problem().is_none() {
                    self.assert_metric(kind, labels);
                }
            }
            Shape::Group(_) if !self.name.is_empty() => assert_prefix(self.name, self.exempt),
            Shape::Group(_) => {}
        }
        self
    }

    /// The same where the name begins with this: what is wrong with that is said where it is written, and only there.
    ///
    /// # Panics
    ///
    /// When it does.
    #[must_use]
    #[track_caller]
    pub const fn checked_behind(self, prefix: &str) -> Self {
        if is_declared_prefix(prefix, self.exempt) { self.checked() } else { self }
    }

    /// What is wrong with a unit that was written beside the type.
    const fn unit_problem(&self) -> Option<Message> {
        let problem = Message::new();
        let of_type = match self.shape {
            _ if self.unit.is_empty() => return None,
            Shape::Metric { unit, .. } => unit,
            Shape::Group(_) => {
                let message = "`unit` is for metrics, and this is a struct of them: write it at its fields";
                return Some(problem.with(message));
            }
        };
        if of_type.is_empty() && !is_metric_name(self.unit) {
            return Some(problem.with("a unit holds letters, digits and `_`: write one like `\"bytes\"`"));
        }
        if of_type.is_empty() || equal(of_type, self.unit) {
            return base_unit_problem(self.unit, self.exempt);
        }
        Some(problem.with("the type is measured in `").with(of_type).with("`: leave `unit` out"))
    }

    #[track_caller]
    const fn assert_metric(&self, kind: Kind, own: &[LabelDescriptor]) {
        assert_declared_name(self.name_with_unit().as_str(), kind, self.exempt);
        let mut at = 0;
        while at < self.labels.len() {
            assert_not_among(own, self.labels[at].0);
            at += 1;
        }
    }

    /// What is said of the metric.
    pub(crate) const fn help(&self) -> &'static str {
        self.help
    }

    /// What it is measured in; empty where nobody says.
    pub(crate) const fn unit_name(&self) -> &'static str {
        self.unit
    }

    /// The labels on each of its series, beside its own.
    pub(crate) const fn constant_labels(&self) -> &'static [(&'static str, &'static str)] {
        self.labels
    }

    /// The rules that it need not keep.
    pub(crate) const fn exemption(&self) -> Rules {
        self.exempt
    }

    /// What it is.
    pub(crate) const fn shape(&self) -> Shape {
        self.shape
    }

    /// Where it is declared.
    pub(crate) const fn place(&self) -> Place {
        self.place
    }

    /// Its name behind `prefix`, with the unit at its end: before the `_total` of a counter.
    pub(crate) fn full_name(&self, prefix: &str) -> String {
        let (base, total) = self.base_and_total();
        let unit = if self.is_unit_said(base) { "" } else { self.unit };
        let parts = [prefix, base, unit];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("_") + total
    }

    /// The same without a prefix, while the program compiles.
    const fn name_with_unit(&self) -> Message {
        let (base, total) = self.base_and_total();
        let name = Message::new().with(base);
        let name = if self.is_unit_said(base) { name } else { name.with("_").with(self.unit) };
        name.with(total)
    }

    const fn base_and_total(&self) -> (&'static str, &'static str) {
        if ends_with(self.name, "_total") {
            return self.name.split_at(self.name.len() - "_total".len());
        }
        (self.name, "")
    }

    /// Whether a name without `_total` needs no unit at its end; one that is no name is refused as it is.
    const fn is_unit_said(&self, base: &str) -> bool {
        if self.unit.is_empty() || base.is_empty() || equal(base, self.unit) {
            return true;
        }
        ends_with(base, self.unit) && base.as_bytes()[base.len() - self.unit.len() - 1] == b'_'
    }
}

/// Refuses a label that the metric has itself.
#[track_caller]
const fn assert_not_among(own: &[LabelDescriptor], name: &str) {
    let mut at = 0;
    while at < own.len() {
        if equal(own[at].name(), name) {
            let message = Message::new().with("the metric has a label `").with(name);
            panic!("{}", message.with("` itself: rename one of the two").as_str());
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &'static str, unit: &'static str) -> FieldDescriptor {
        let shape = Shape::Metric { kind: Kind::Gauge, unit: "", labels: &[], problem: None };
        FieldDescriptor::new(shape, name, "").unit(unit)
    }

    #[test]
    fn a_unit_is_at_the_end_of_a_name_once() {
        for (name, unit, full) in [
            ("packing", "", "packing"),
            ("packing", "seconds", "packing_seconds"),
            ("packing_seconds", "seconds", "packing_seconds"),
            ("seconds", "seconds", "seconds"),
            ("milliseconds", "seconds", "milliseconds_seconds"),
            ("sent_total", "bytes", "sent_bytes_total"),
            ("sent_bytes_total", "bytes", "sent_bytes_total"),
            ("bytes_total", "bytes", "bytes_total"),
            ("größe", "bytes", "größe_bytes"),
        ] {
            assert_eq!(field(name, unit).full_name(""), full);
            assert_eq!(field(name, unit).name_with_unit().as_str(), full);
            assert_eq!(field(name, unit).full_name("shop"), format!("shop_{full}"));
        }
    }

    #[test]
    fn a_name_that_is_none_is_not_mended_by_its_unit() {
        assert_eq!(field("", "bytes").name_with_unit().as_str(), "");
    }
}
