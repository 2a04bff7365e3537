//! Observations to look at, which say where to find out more.

mod labels;
#[cfg(feature = "opentelemetry")]
mod opentelemetry;
#[cfg(feature = "exemplars")]
mod source;
mod span;
#[cfg(test)]
mod tests;

pub use labels::ExemplarLabels;
#[cfg(feature = "exemplars")]
pub use source::{ExemplarSource, set_exemplar_source};
pub use span::SpanIds;

use crate::{
    label::{Labels, LabelsBuf},
    name::{Escaping, may_name_label},
    timestamp::Timestamp,
};

/// One observation that says where to find out more: mostly in which trace it was made.
///
/// What it says are labels of its own, of which names and values together have at most [128 characters](Exemplar::MOST_CHARACTERS). Every
/// counter, and every bucket of a histogram, has the last one that was kept; a native histogram has up to 16, of values of unlike size. Formats
/// that know exemplars show them, the text format for example does not.
///
/// One that was kept stays for 7 seconds at least, as in
/// [Java](https://prometheus.github.io/client_java/config/config/#exemplar-properties), so that a flood of traces costs little.
///
/// # From spans
///
/// With the feature `opentelemetry`, all that counters and histograms record while a span of OpenTelemetry is the current one, and
/// sampled, may become an exemplar with its `trace_id` and `span_id`: of annotated functions, of timers, of what is observed by hand. So it is with
/// spans of the crate `tracing`, as `tracing-opentelemetry` makes them current ones too, unless it is told not to. What isn't in a span costs a
/// look at a thread-local. A call is recorded when it ends: for its own span to be there still, write `#[timed]` above
/// `#[instrument]`; below it, a call is recorded in the span around.
///
/// With the feature `exemplars` any other tracer can be asked instead: `set_exemplar_source`.
///
/// # By hand
///
/// `inc_with_exemplar`, `observe_with_exemplar` and the like take [`ExemplarLabels`](crate::ExemplarLabels), without any feature. They count like their
/// namesakes, and what they bring doesn't wait for an exemplar of a span to have stayed, but does for another one by hand. It is not kept
/// where no page could show it: `tickmark_exemplars_refused_total` says how often that was.
///
/// ```
/// use tickmark::Counter;
///
/// static PAYMENTS: Counter = Counter::new();
///
/// PAYMENTS.inc_by_with_exemplar(2, [("order_id", "2041")]);
///
/// let exemplar = PAYMENTS.exemplar().expect("it is the first");
/// assert_eq!((exemplar.labels().as_str(), exemplar.value()), (r#"order_id="2041""#, 2.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Exemplar {
    labels: LabelsBuf,
    value: f64,
    time: Option<Timestamp>,
}

impl Exemplar {
    /// How many characters the names and values of its labels may have together:
    /// [specification](https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars).
    pub const MOST_CHARACTERS: usize = 128;

    /// An observation of `value` with these labels; `None` where no page could show them: they are too long, two have one name, or a
    /// name is empty or begins with `__`.
    pub fn new(labels: LabelsBuf, value: f64) -> Option<Self> {
        can_be_shown(labels.as_labels()).then_some(Self { labels, value, time: None })
    }

    /// Whether the labels are short enough.
    pub(crate) fn has_room_for(labels: Labels<'_>) -> bool {
        let lengths = labels.iter().map(|(name, value)| name.chars().count() + value.chars().count());
        lengths.sum::<usize>() <= Self::MOST_CHARACTERS
    }

    /// The same, made then.
    #[must_use]
    pub const fn at(mut self, time: Timestamp) -> Self {
        self.time = Some(time);
        self
    }

    /// What it says.
    pub fn labels(&self) -> Labels<'_> {
        self.labels.as_labels()
    }

    /// What was observed, or how much was counted.
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// When, if somebody knows.
    pub const fn time(&self) -> Option<Timestamp> {
        self.time
    }
}

/// Whether a page can show them: short enough, and each with a name of its own, also where names are escaped.
fn can_be_shown(labels: Labels<'_>) -> bool {
    let names = || labels.iter().map(|(name, _)| Escaping::Underscores.label_name(&name).into_owned());
    let is_there_before = |(at, name)| names().take(at).any(|other| other == name);
    Exemplar::has_room_for(labels)
        && labels.iter().all(|(name, _)| may_name_label(&name))
        && !names().enumerate().any(is_there_before)
}

/// Whether it is worth while to ask for the span: all that it costs outside of one, and nothing where no feature knows of spans.
#[allow(clippy::inline_always, reason = "a call would cost as much again")]
#[inline(always)]
pub(crate) fn may_be_in_span() -> bool {
    #[cfg(feature = "exemplars")]
    let may_be = source::may_be_in_span();
    #[cfg(not(feature = "exemplars"))]
    let may_be = false;
    may_be
}

/// The span that the calling thread is in, if it is sampled.
pub(crate) fn current_span() -> Option<SpanIds> {
    #[cfg(feature = "exemplars")]
    let span = source::current();
    #[cfg(not(feature = "exemplars"))]
    let span = None;
    span
}
