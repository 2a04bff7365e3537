//! What a call site declares.

use std::borrow::Cow;

use super::OutcomeLabel;
use crate::{
    buckets::DURATION_BUCKETS,
    family::texts,
    kind::Kind,
    label::LabelDescriptor,
    metric::Layout,
    registry::{FamilyDescriptor, Help, Place},
};

/// The static facts about an annotated function, put together by the macro in a constant.
#[derive(Debug)]
pub struct Descriptor {
    name: &'static str,
    kind: Kind,
    help: HelpSource,
    function: Option<[LabelDescriptor; 2]>,
    labels: &'static [LabelDescriptor],
    buckets: &'static [f64],
    outcome: Option<OutcomeLabel>,
    place: Place,
}

#[derive(Clone, Copy, Debug)]
enum HelpSource {
    Given(&'static str),
    Documentation(&'static str),
    Nothing,
}

impl Descriptor {
    /// A duration in the family that all functions without a name of their own share.
    #[track_caller]
    pub const fn function_timed(module: &'static str, function: &'static str) -> Self {
        let help = "How long annotated functions ran, in seconds.";
        Self::new("function_duration_seconds", Kind::Histogram).of_function(module, function).doc(help)
    }

    /// A count in the family that all functions without a name of their own share.
    #[track_caller]
    pub const fn function_counted(module: &'static str, function: &'static str) -> Self {
        Self::new("function_calls_total", Kind::Counter)
            .of_function(module, function)
            .doc("Calls of annotated functions.")
    }

    /// The calls under way, in the family that all functions without a name of their own share.
    #[track_caller]
    pub const fn function_in_flight(module: &'static str, function: &'static str) -> Self {
        Self::new("function_calls_in_flight", Kind::Gauge)
            .of_function(module, function)
            .doc("Calls of annotated functions that are under way.")
    }

    /// A count of those that took too long, in the family that all functions without a name of their own share.
    #[track_caller]
    pub const fn function_slow(module: &'static str, function: &'static str) -> Self {
        Self::new("function_calls_slow_total", Kind::Counter)
            .of_function(module, function)
            .doc("Calls of annotated functions that took longer than they should.")
    }

    /// The time that futures are polled, in the family that all functions without a name of their own share.
    #[track_caller]
    pub const fn function_busy(module: &'static str, function: &'static str) -> Self {
        Self::new("function_busy_seconds", Kind::Histogram)
            .of_function(module, function)
            .doc("How long the futures of annotated functions were polled, rather than waiting, in seconds.")
    }

    /// The most calls under way at once, in the family that all functions without a name of their own share.
    #[track_caller]
    pub const fn function_high_water(module: &'static str, function: &'static str) -> Self {
        Self::new("function_calls_in_flight_high_water", Kind::Gauge)
            .of_function(module, function)
            .doc("The most calls of annotated functions that were ever under way at once.")
    }

    /// A duration in a family of this name.
    #[track_caller]
    pub const fn timed(name: &'static str) -> Self {
        Self::new(name, Kind::Histogram)
    }

    /// A count in a family of this name.
    #[track_caller]
    pub const fn counted(name: &'static str) -> Self {
        Self::new(name, Kind::Counter)
    }

    /// The calls under way, in a family of this name.
    #[track_caller]
    pub const fn in_flight(name: &'static str) -> Self {
        Self::new(name, Kind::Gauge)
    }

    #[track_caller]
    const fn new(name: &'static str, kind: Kind) -> Self {
        let (help, place) = (HelpSource::Nothing, Place::here());
        Self {
            name,
            kind,
            help,
            function: None,
            labels: &[],
            buckets: DURATION_BUCKETS,
            outcome: None,
            place,
        }
    }

    const fn of_function(mut self, module: &'static str, function: &'static str) -> Self {
        self.function =
            Some([LabelDescriptor::fixed("module", module), LabelDescriptor::fixed("function", function)]);
        self
    }

    /// With the help text that the attribute gives.
    #[must_use]
    pub const fn help(mut self, text: &'static str) -> Self {
        self.help = HelpSource::Given(text);
        self
    }

    /// With the function's documentation as the help text.
    #[must_use]
    pub const fn doc(mut self, text: &'static str) -> Self {
        self.help = HelpSource::Documentation(text);
        self
    }

    /// With these labels.
    #[must_use]
    pub const fn labels(mut self, labels: &'static [LabelDescriptor]) -> Self {
        self.labels = labels;
        self
    }

    /// With these upper bounds.
    #[must_use]
    pub const fn buckets(mut self, bounds: &'static [f64]) -> Self {
        self.buckets = bounds;
        self
    }

    /// With a label that says how a call ended.
    #[must_use]
    pub const fn outcome(mut self, label: OutcomeLabel) -> Self {
        self.outcome = Some(label);
        self
    }

    /// The family that the call site's series belong to.
    pub(super) fn family(&self) -> FamilyDescriptor {
        let is_histogram = self.kind == Kind::Histogram;
        FamilyDescriptor {
            name: Cow::Borrowed(self.name),
            kind: self.kind,
            help: self.help_text(),
            labels: self.label_names(),
            bounds: if is_histogram { self.buckets.to_vec() } else { Vec::new() },
            place: self.place,
        }
    }

    fn help_text(&self) -> Help {
        match (self.help, self.kind) {
            (HelpSource::Given(text), _) => Help::Given(Cow::Borrowed(text)),
            (HelpSource::Documentation(text), _) => Help::Derived(Cow::Borrowed(text)),
            (HelpSource::Nothing, Kind::Histogram) => {
                Help::Derived(Cow::Borrowed("Duration of calls, in seconds."))
            }
            (HelpSource::Nothing, Kind::Gauge) => Help::Derived(Cow::Borrowed("Calls under way.")),
            (HelpSource::Nothing, _) => Help::Derived(Cow::Borrowed("Number of calls.")),
        }
    }

    fn label_names(&self) -> Vec<&'static str> {
        let own = self.all_labels().map(LabelDescriptor::name);
        own.chain(self.outcome.iter().map(OutcomeLabel::name)).collect()
    }

    /// The labels of the call site in order, other than the outcome.
    pub(super) fn all_labels(&self) -> impl Iterator<Item = &LabelDescriptor> {
        self.function.iter().flatten().chain(self.labels)
    }

    /// The texts of the outcome label; one empty text when there is none.
    pub(super) fn endings(&self) -> Box<[String]> {
        let Some(outcome) = &self.outcome else { return Box::new([String::new()]) };
        outcome.values().flat_map(|value| texts(&[LabelDescriptor::fixed(outcome.name(), value)])).collect()
    }

    /// For each ending, which of [`endings`](Self::endings) it is.
    pub(super) fn ranks(&self) -> [u8; 4] {
        self.outcome.as_ref().map_or([0; 4], OutcomeLabel::ranks)
    }

    pub(super) fn layout(&self) -> Layout {
        match self.kind {
            Kind::Histogram => Layout::durations(self.buckets),
            Kind::Gauge => Layout::balance(),
            _ => Layout::count(),
        }
    }
}
