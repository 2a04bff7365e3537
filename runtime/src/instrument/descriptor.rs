//! What a call site declares.

use std::borrow::Cow;

use super::{Ending, ErrorLabel, OutcomeLabel, Slo};
use crate::{
    buckets::DURATION_BUCKETS,
    family::with_label,
    kind::Kind,
    label::LabelDescriptor,
    metric::{Layout, Resolution},
    name::Rules,
    place::Place,
    registry::{FamilyDescriptor, Help},
    unit::{Seconds, Unit},
};

/// The static facts about an annotated function and one thing that is recorded of it, put together by the macro in a constant.
///
/// [`call_sites`](crate::call_sites) lists those of a program.
#[derive(Clone, Debug)]
pub struct Descriptor {
    name: &'static str,
    kind: Kind,
    help: HelpSource,
    module: &'static str,
    function: &'static str,
    /// The labels of a family that all functions without a name of their own share: the module and the function.
    shared: Option<[LabelDescriptor; 2]>,
    labels: &'static [LabelDescriptor],
    limit: Option<usize>,
    buckets: &'static [f64],
    native: Option<Resolution>,
    outcome: Option<OutcomeLabel>,
    error: Option<ErrorLabel>,
    slo: Option<Slo>,
    exempt: Rules,
    place: Place,
}

#[derive(Clone, Copy, Debug)]
enum HelpSource {
    Given(&'static str),
    Documentation(&'static str),
    Nothing,
}

impl Descriptor {
    /// How long calls run.
    #[track_caller]
    pub const fn timed(module: &'static str, function: &'static str) -> Self {
        Self::new("function_duration_seconds", Kind::Histogram, module, function)
            .doc("How long annotated functions ran, in seconds.")
    }

    /// How often a function is called.
    #[track_caller]
    pub const fn counted(module: &'static str, function: &'static str) -> Self {
        Self::new("function_calls_total", Kind::Counter, module, function)
            .doc("Calls of annotated functions.")
    }

    /// How many calls are under way.
    #[track_caller]
    pub const fn in_flight(module: &'static str, function: &'static str) -> Self {
        Self::new("function_calls_in_flight", Kind::Gauge, module, function)
            .doc("Calls of annotated functions that are under way.")
    }

    /// How many calls took too long.
    #[track_caller]
    pub const fn slow(module: &'static str, function: &'static str) -> Self {
        Self::new("function_calls_slow_total", Kind::Counter, module, function)
            .doc("Calls of annotated functions that took longer than they should.")
    }

    /// How long futures are polled.
    #[track_caller]
    pub const fn busy(module: &'static str, function: &'static str) -> Self {
        Self::new("function_busy_seconds", Kind::Histogram, module, function)
            .doc("How long the futures of annotated functions were polled, rather than waiting, in seconds.")
    }

    /// How many items streams yield.
    #[track_caller]
    pub const fn items(module: &'static str, function: &'static str) -> Self {
        Self::new("function_items_total", Kind::Counter, module, function)
            .doc("Items that the streams of annotated functions yielded.")
    }

    /// How long streams take to yield their first item.
    #[track_caller]
    pub const fn first_item(module: &'static str, function: &'static str) -> Self {
        Self::new("function_first_item_seconds", Kind::Histogram, module, function)
            .doc("How long the streams of annotated functions took to yield their first item, in seconds.")
    }

    /// The most calls that were under way at once.
    #[track_caller]
    pub const fn high_water(module: &'static str, function: &'static str) -> Self {
        Self::new("function_calls_in_flight_high_water", Kind::Gauge, module, function)
            .doc("The most calls of annotated functions that were ever under way at once.")
    }

    #[track_caller]
    const fn new(name: &'static str, kind: Kind, module: &'static str, function: &'static str) -> Self {
        let labels = [LabelDescriptor::fixed("module", module), LabelDescriptor::fixed("function", function)];
        Self {
            name,
            kind,
            help: HelpSource::Nothing,
            module,
            function,
            shared: Some(labels),
            labels: &[],
            limit: None,
            buckets: DURATION_BUCKETS,
            native: None,
            outcome: None,
            error: None,
            slo: None,
            exempt: Rules::NONE,
            place: Place::here(),
        }
    }

    /// In a family of its own.
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = name;
        self.help = HelpSource::Nothing;
        self.shared = None;
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

    /// With room for as many combinations of values where a label is open.
    #[must_use]
    pub const fn limit(mut self, combinations: usize) -> Self {
        self.limit = Some(combinations);
        self
    }

    /// With these upper bounds.
    #[must_use]
    pub const fn buckets(mut self, bounds: &'static [f64]) -> Self {
        self.buckets = bounds;
        self
    }

    /// With native buckets beside those.
    #[must_use]
    pub const fn native(mut self) -> Self {
        self.native = Some(Resolution::DEFAULT);
        self
    }

    /// With native buckets beside those that grow by no more than this factor.
    #[must_use]
    pub const fn native_by(mut self, factor: f64) -> Self {
        self.native = Some(Resolution::DEFAULT.with_factor(factor));
        self
    }

    /// With a label that says how a call ended.
    #[must_use]
    pub const fn outcome(mut self, label: OutcomeLabel) -> Self {
        self.outcome = Some(label);
        self
    }

    /// With a label that says why a call failed.
    #[must_use]
    pub const fn error(mut self, label: ErrorLabel) -> Self {
        self.error = Some(label);
        self
    }

    /// Exempt from these rules of names.
    #[must_use]
    pub const fn exempt(mut self, rules: Rules) -> Self {
        self.exempt = rules;
        self
    }

    /// With what is promised of the calls.
    #[must_use]
    pub const fn slo(mut self, objective: f64, latency: Option<f64>) -> Self {
        self.slo = Some(Slo { objective, latency });
        self
    }

    /// The family that the call site's series belong to.
    pub(super) fn family(&self) -> FamilyDescriptor {
        FamilyDescriptor {
            name: Cow::Borrowed(self.name),
            kind: self.kind,
            help: self.help_text(),
            unit: self.unit(),
            labels: self.label_names(),
            bounds: self.bounds().to_vec(),
            latency: self.slo.as_ref().and_then(|slo| slo.latency),
            exempt: self.exempt,
            place: self.place,
        }
    }

    /// The names of durations end in their unit, and only theirs do.
    fn unit(&self) -> &'static str {
        let is_duration = self.kind == Kind::Histogram && self.name.ends_with("_seconds");
        if is_duration { Seconds::NAME } else { "" }
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
        let outcome = self.outcome.iter().map(OutcomeLabel::name);
        own.chain(outcome).chain(self.error.iter().map(ErrorLabel::name)).collect()
    }

    /// The labels of the call site in order, other than the outcome.
    pub(super) fn all_labels(&self) -> impl Iterator<Item = &LabelDescriptor> {
        self.shared.iter().flatten().chain(self.labels)
    }

    /// The texts of the labels that say how a call ended; one empty text when there are none.
    pub(super) fn endings(&self) -> Box<[String]> {
        let Some(outcome) = &self.outcome else { return Box::new([String::new()]) };
        let texts = outcome.values().flat_map(|(ending, value)| {
            let outcome = with_label("", outcome.name(), value);
            match &self.error {
                None => vec![outcome],
                Some(error) => error
                    .values_of(ending)
                    .into_iter()
                    .map(|value| with_label(&outcome, error.name(), value))
                    .collect(),
            }
        });
        texts.collect()
    }

    /// For each ending, which of [`endings`](Self::endings) is its first.
    pub(super) fn ranks(&self) -> [u16; 4] {
        let kinds = self.error.as_ref().map_or(1, |error| error.values_of(Ending::Failure(0)).len());
        let kinds = u16::try_from(kinds).unwrap_or(u16::MAX);
        self.outcome.as_ref().map_or([0; 4], |outcome| outcome.ranks(kinds))
    }

    /// The name of the family.
    pub fn family_name(&self) -> &'static str {
        self.name
    }

    /// The kind of the family.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The module of the function; it begins with the name of the crate.
    pub fn module(&self) -> &'static str {
        self.module
    }

    /// The function, or what a block says with `function`; empty for a block with a name.
    pub fn function(&self) -> &'static str {
        self.function
    }

    /// The labels, other than the outcome, with their values where they are a closed set.
    pub fn label_descriptors(&self) -> Vec<LabelDescriptor> {
        self.all_labels().copied().collect()
    }

    /// The name of the label that says how a call ended, and the values that it can have.
    pub fn outcomes(&self) -> Option<(&'static str, Vec<&'static str>)> {
        self.outcome
            .as_ref()
            .map(|outcome| (outcome.name(), outcome.values().map(|(_, value)| value).collect()))
    }

    /// The name of the label that says why a call failed, and the values that it can have.
    pub fn errors(&self) -> Option<(&'static str, Vec<&'static str>)> {
        self.error.as_ref().map(|error| (error.name(), error.values_of(Ending::Failure(0))))
    }

    /// The upper bounds of its buckets; none unless it is a histogram.
    pub fn bounds(&self) -> &'static [f64] {
        if self.kind == Kind::Histogram { self.buckets } else { &[] }
    }

    /// Whether durations are counted in the buckets of a [native histogram](crate::NativeHistogram), too.
    pub fn is_native(&self) -> bool {
        self.native.is_some()
    }

    /// How fine these are.
    #[inline]
    pub(super) fn resolution(&self) -> Option<Resolution> {
        self.native
    }

    /// What is promised of the calls.
    pub fn objective(&self) -> Option<Slo> {
        self.slo
    }

    /// The file in which the function is, and the line.
    pub fn place(&self) -> (&'static str, u32) {
        (self.place.file, self.place.line)
    }

    /// How many combinations of values there may be where a label is open, if it says so itself.
    pub(super) fn series_limit(&self) -> Option<usize> {
        self.limit
    }

    pub(super) fn layout(&self, other_buckets: Option<&[f64]>) -> Layout {
        match self.kind {
            Kind::Histogram => Layout::durations(other_buckets.unwrap_or(self.buckets)),
            Kind::Gauge => Layout::balance(),
            _ => Layout::count(),
        }
    }
}
