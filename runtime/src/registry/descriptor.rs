//! What is declared of a family, and where.

use std::borrow::Cow;

use crate::{
    kind::Kind,
    label::LabelDescriptor,
    metric::Metric,
    name::{Rules, label_name_problem, metric_name_problem},
    place::Place,
    unit,
};

/// The static facts about a family.
#[derive(Clone, Debug)]
pub(crate) struct FamilyDescriptor {
    pub(crate) name: Cow<'static, str>,
    pub(crate) kind: Kind,
    pub(crate) help: Help,
    /// Empty where nobody says.
    pub(crate) unit: &'static str,
    pub(crate) labels: Vec<&'static str>,
    pub(crate) bounds: Vec<f64>,
    /// Where a bound must be, because it is promised that calls take no longer.
    pub(crate) latency: Option<f64>,
    /// The rules that it need not keep.
    pub(crate) exempt: Rules,
    pub(crate) place: Place,
}

/// What a family counts, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Help {
    /// Written for the family: declarations of one family must agree on it.
    Given(Cow<'static, str>),
    /// Taken from the documentation of what declares it: the first one is used, unless another declaration gives a text.
    Derived(Cow<'static, str>),
}

impl Help {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Given(text) | Self::Derived(text) => text,
        }
    }
}

impl FamilyDescriptor {
    /// The family that `metric` is under this name.
    pub(crate) fn of<M: Metric>(
        name: Cow<'static, str>,
        help: Cow<'static, str>,
        metric: &M,
        place: Place,
    ) -> Self {
        Self {
            name,
            kind: M::KIND,
            help: Help::Given(help),
            unit: M::UNIT,
            labels: metric.labels().iter().map(LabelDescriptor::name).collect(),
            bounds: metric.bounds().to_vec(),
            latency: None,
            exempt: Rules::NONE,
            place,
        }
    }

    /// What is wrong with the names, in words that say what to write.
    pub(crate) fn problem(&self) -> Option<Cow<'static, str>> {
        let labels = || self.labels.iter().find_map(|label| label_name_problem(label));
        metric_name_problem(&self.name, self.kind, self.exempt)
            .or_else(labels)
            .or_else(|| self.repeated_label())
            .or_else(|| self.label_of_states())
            .map(Cow::Borrowed)
            .or_else(|| self.missing_unit())
    }

    /// The label that the format adds to those of each series of a state set.
    pub(crate) fn own_label(&self) -> Option<&str> {
        (self.kind == Kind::StateSet).then_some(&*self.name)
    }

    fn label_of_states(&self) -> Option<&'static str> {
        let name = self.own_label()?;
        let is_taken = self.labels.contains(&name);
        let taken =
            is_taken.then_some("the label of its states has the name of a state set: rename the other label");
        taken.or_else(|| label_name_problem(name))
    }

    fn missing_unit(&self) -> Option<Cow<'static, str>> {
        let (base, total) = unit::without_total(&self.name);
        let unit = self.unit;
        let problem = || format!("its type measures in {unit}: end the name in `_{unit}{total}`").into();
        (!unit::is_at_end(unit, base)).then(problem)
    }

    fn repeated_label(&self) -> Option<&'static str> {
        let mut names = self.labels.clone();
        names.sort_unstable();
        names
            .windows(2)
            .any(|pair| pair[0] == pair[1])
            .then_some("each label is there once: rename one of the two")
    }

    /// In what the two disagree; `None` when they may be one family.
    pub(crate) fn disagreement(&self, other: &Self) -> Option<&'static str> {
        if self.kind != other.kind {
            Some("different kinds")
        } else if self.labels != other.labels {
            Some("different labels")
        } else if self.unit != other.unit {
            Some("different units")
        } else if self.bounds != other.bounds {
            Some("different buckets")
        } else {
            match (&self.help, &other.help) {
                (Help::Given(own), Help::Given(others)) if own != others => Some("different help texts"),
                _ => None,
            }
        }
    }
}
