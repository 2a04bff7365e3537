//! What is declared of a field, and whether it can be.

use super::Shape;
use crate::{
    kind::Kind,
    label::LabelDescriptor,
    name::{
        Message, Rules, assert_declared_name, assert_prefix, base_unit_problem, ending, ends_with, equal,
        is_metric_name, lint::Rule,
    },
    place::Place,
    unit,
};

/// What is declared of a field.
#[derive(Clone, Copy, Debug)]
pub struct FieldDescriptor {
    /// The name of the family, or what the names of the group begin with.
    name: &'static str,
    help: &'static str,
    unit: &'static str,
    /// Whether the unit stands beside the type rather than in it.
    is_unit_written: bool,
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
        let (exempt, place) = (Rules::NONE, Place::here());
        Self { name, help, unit, is_unit_written: false, labels: &[], exempt, shape, place }
    }

    /// The same, measured in this unit.
    #[must_use]
    pub const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self.is_unit_written = true;
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
            Shape::Metric { kind, labels, .. } => {
                if !self.is_unit_written || self.unit_problem().is_none() {
                    self.assert_metric(kind, labels);
                }
            }
            Shape::Group(_) if !self.name.is_empty() => assert_prefix(self.name, self.exempt),
            Shape::Group(_) => {}
        }
        self
    }

    /// The same where what the name begins with is sound: what is wrong with that is said where it is written, and only there.
    ///
    /// # Panics
    ///
    /// When it is, and the rest is not.
    #[must_use]
    #[track_caller]
    pub const fn checked_if(self, is_prefix_sound: bool) -> Self {
        if is_prefix_sound { self.checked() } else { self }
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
        let (base, unit, ending) = self.parts();
        // A name that is none is refused as it is. A unit of ours breaks no rule, so the name need not be put together, which the compiler
        // would be longer at than at all the rest.
        if unit.is_empty() || base.is_empty() {
            assert_declared_name(self.name, kind, self.exempt);
        } else if unit::is_ours(unit) {
            assert_declared_name(self.name, kind, self.exempt.and(Rule::ReservedSuffix));
        } else {
            let name = Message::new().with(base).with("_").with(unit).with(ending);
            assert_declared_name(name.as_str(), kind, self.exempt);
        }
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

    /// Its name behind `prefix`, completed with the unit and, behind that, the ending of its kind.
    pub(crate) fn full_name(&self, prefix: &str) -> String {
        let (base, unit, ending) = self.parts();
        let parts = [prefix, base, unit];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("_") + ending
    }

    /// Its name without a prefix and without what completes it; its unit where that is not at its end yet; and the ending of its kind.
    const fn parts(&self) -> (&'static str, &'static str, &'static str) {
        let ending = match self.shape {
            Shape::Metric { kind, .. } if !self.exempt.contain(Rule::Total) => ending(kind),
            _ => "",
        };
        let base = if ends_with(self.name, ending) {
            self.name.split_at(self.name.len() - ending.len()).0
        } else {
            self.name
        };
        (base, if unit::is_at_end(self.unit, base) { "" } else { self.unit }, ending)
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

    fn field(kind: Kind, name: &'static str, unit: &'static str) -> FieldDescriptor {
        let shape = Shape::Metric { kind, unit: "", labels: &[], problem: None };
        FieldDescriptor::new(shape, name, "").unit(unit)
    }

    #[test]
    fn a_name_is_completed_once() {
        for (kind, name, unit, full) in [
            (Kind::Gauge, "packing", "", "packing"),
            (Kind::Gauge, "packing", "seconds", "packing_seconds"),
            (Kind::Gauge, "packing_seconds", "seconds", "packing_seconds"),
            (Kind::Gauge, "seconds", "seconds", "seconds"),
            (Kind::Gauge, "milliseconds", "seconds", "milliseconds_seconds"),
            (Kind::Gauge, "größe", "bytes", "größe_bytes"),
            (Kind::Counter, "sent", "", "sent_total"),
            (Kind::Counter, "sent", "bytes", "sent_bytes_total"),
            (Kind::Counter, "sent_total", "bytes", "sent_bytes_total"),
            (Kind::Counter, "sent_bytes_total", "bytes", "sent_bytes_total"),
            (Kind::Counter, "bytes_total", "bytes", "bytes_total"),
            (Kind::Info, "build", "", "build_info"),
        ] {
            assert_eq!(field(kind, name, unit).full_name(""), full);
            assert_eq!(field(kind, name, unit).full_name("shop"), format!("shop_{full}"));
        }
    }

    #[test]
    fn a_name_that_need_not_end_so_is_not_completed() {
        let exempt = Rules::NONE.and(Rule::Total);
        assert_eq!(field(Kind::Counter, "sent", "bytes").exempt(exempt).full_name(""), "sent_bytes");
    }
}
