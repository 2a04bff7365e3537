//! Families: one name, many series.

mod keys;
#[cfg(feature = "http")]
mod ledger;
mod overflow;
mod removable;
mod room;
mod series;
mod set;
mod shared;
mod sorted;
#[cfg(test)]
mod tests;

use std::{fmt, marker::PhantomData};

pub(crate) use keys::Keys;
#[cfg(feature = "http")]
pub(crate) use ledger::{Account, Found, Key, Ledger};
use once_cell::race::OnceBox;
pub(crate) use removable::Loan;
pub use removable::{RemovableFamily, Series};
pub(crate) use room::Room;
pub use room::{OVERFLOW, SERIES_LIMIT, VALUE_LIMIT};
pub(crate) use set::SeriesSet;
pub(crate) use shared::Shared;

use crate::{
    buckets::assert_buckets,
    cell::Slot,
    kind::Kind,
    label::{LabelDescriptor, LabelSet, Shape, combinations, push_label},
    metric::{
        Histogram, Instrument, Metric, NativeHistogram, Resolution, Source, assert_factor,
        assert_zero_threshold,
    },
    sink::Sink,
    unit::Unit,
};

/// A metric for each combination of label values.
///
/// Where all labels are closed sets with at most 4,096 combinations, every series exists from the start and is found by
/// arithmetic. Otherwise a series comes to be when it is first asked for, and stays. Where a label is open, that goes on up to a
/// [`limit`](Self::limit). All further combinations, and those with an open value of more than [`VALUE_LIMIT`] bytes, share overflow
/// series, in which the open labels read [`OVERFLOW`] and closed ones keep their values; `tickmark_series_overflow_total` says how often they were asked for, and the log, once a minute, which. For series
/// that go again there is [`RemovableFamily`].
///
/// ```
/// use tickmark::{Counter, Family, LabelSet, LabelValue};
///
/// #[derive(LabelValue)]
/// enum Method {
///     Card,
///     Cash,
/// }
///
/// #[derive(LabelSet)]
/// struct PaidBy {
///     method: Method,
/// }
///
/// static ORDERS: Family<PaidBy, Counter> = Family::new();
///
/// ORDERS.with(PaidBy { method: Method::Card }).inc();
/// assert_eq!(ORDERS.with(PaidBy { method: Method::Card }).get(), 1);
/// assert_eq!(ORDERS.with(PaidBy { method: Method::Cash }).get(), 0);
/// ```
pub struct Family<L, M> {
    bounds: &'static [f64],
    /// Of native histograms.
    resolution: Resolution,
    room: Room,
    state: OnceBox<State>,
    /// As if it returned labels: no label is kept, so a family of `Route<'static>` takes a `Route` that borrows for as long
    /// as a call lasts.
    types: PhantomData<fn() -> (L, M)>,
}

struct State {
    set: SeriesSet,
    /// The block of all combinations, where they are a closed set; no slot where they are not.
    first: Slot,
    /// Slots from one combination to the next.
    step: usize,
    /// Where they are not.
    keys: Keys,
}

impl<L: LabelSet, M: Instrument> Family<L, M> {
    /// How the combinations are numbered, where they are a closed set.
    const SHAPE: Option<Shape> = Shape::of(L::LABELS);

    /// A family without a name; registering it gives it one.
    pub const fn new() -> Self {
        Self {
            bounds: M::DEFAULT_BOUNDS,
            resolution: Resolution::DEFAULT,
            room: Room::new(),
            state: OnceBox::new(),
            types: PhantomData,
        }
    }

    /// The same with room for as many series where a label is open, overflow series aside.
    ///
    /// By default that is what the [configuration](crate::Config) of its registry says, or else [`SERIES_LIMIT`].
    ///
    /// ```
    /// use tickmark::{Counter, Family, LabelSet, OVERFLOW};
    ///
    /// #[derive(LabelSet)]
    /// struct Visitor<'a> {
    ///     country: &'a str,
    ///     is_guest: bool,
    /// }
    ///
    /// /// Visits.
    /// #[tickmark::register]
    /// static VISITS_TOTAL: Family<Visitor<'static>, Counter> = Family::new().limit(2);
    ///
    /// for country in ["fr", "it", "nl", "pt"] {
    ///     VISITS_TOTAL.with(Visitor { country, is_guest: true }).inc();
    /// }
    /// let page = tickmark::encode();
    /// assert!(page.contains(r#"visits_total{country="it",is_guest="true"} 1"#));
    /// assert!(page.contains(&format!(r#"visits_total{{country="{OVERFLOW}",is_guest="true"}} 2"#)));
    /// ```
    #[must_use]
    pub const fn limit(mut self, series: usize) -> Self {
        self.room.declare_limit(series);
        self
    }

    /// The series with these labels.
    #[inline]
    pub fn with(&self, labels: L) -> M::Bound<'_> {
        let State { set, first, step, keys } = self.state();
        let first = match Self::SHAPE {
            Some(shape) => first.offset(shape.index_of(&labels) * M::SLOTS.unwrap_or(*step)),
            None => keys.find_or_add(L::LABELS, &labels, set, &self.room),
        };
        M::bind(set.layout(), first)
    }

    #[inline]
    fn state(&self) -> &State {
        self.state.get_or_init(|| Box::new(self.new_state(self.bounds)))
    }

    #[cold]
    fn new_state(&self, bounds: &[f64]) -> State {
        let set = SeriesSet::new(M::layout(bounds).with_resolution(self.resolution));
        let texts = || texts(L::LABELS).into_iter().map(String::into_boxed_str).collect();
        let first = Self::SHAPE.map_or(Slot::numbered(0), |_| set.add_block(texts()));
        let step = set.layout().slots();
        State { set, first, step, keys: Keys::new(L::LABELS, Box::new([String::new()]), None) }
    }
}

impl<L: LabelSet, U: Unit> Family<L, Histogram<U>> {
    /// A family of histograms with these upper bounds.
    ///
    /// # Panics
    ///
    /// As [`Histogram::with_buckets`](crate::Histogram::with_buckets).
    #[track_caller]
    pub const fn with_buckets(bounds: &'static [f64]) -> Self {
        Self::new().buckets(bounds)
    }

    /// The same with these upper bounds.
    ///
    /// # Panics
    ///
    /// As [`Histogram::with_buckets`](crate::Histogram::with_buckets).
    #[must_use]
    #[track_caller]
    pub const fn buckets(mut self, bounds: &'static [f64]) -> Self {
        assert_buckets(bounds);
        self.bounds = bounds;
        self
    }
}

impl<L: LabelSet, U: Unit> Family<L, NativeHistogram<U>> {
    /// The same with buckets that grow by no more than this factor.
    ///
    /// # Panics
    ///
    /// As [`NativeHistogram::factor`](crate::NativeHistogram::factor).
    #[must_use]
    #[track_caller]
    pub const fn factor(mut self, factor: f64) -> Self {
        assert_factor(factor);
        self.resolution = self.resolution.with_factor(factor);
        self
    }

    /// The same with a zero bucket that may grow, as [`NativeHistogram::max_zero_threshold`](crate::NativeHistogram::max_zero_threshold) says.
    ///
    /// # Panics
    ///
    /// As that does.
    #[must_use]
    #[track_caller]
    pub const fn max_zero_threshold(mut self, threshold: f64) -> Self {
        assert_zero_threshold(threshold);
        self.resolution = self.resolution.with_widest_zero(threshold);
        self
    }

    /// The same with these upper bounds beside the native buckets.
    ///
    /// # Panics
    ///
    /// As [`NativeHistogram::buckets`](crate::NativeHistogram::buckets).
    #[must_use]
    #[track_caller]
    pub const fn buckets(mut self, bounds: &'static [f64]) -> Self {
        assert_buckets(bounds);
        self.bounds = bounds;
        self
    }
}

impl<L: LabelSet, M: Instrument> Default for Family<L, M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<L, M> fmt::Debug for Family<L, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Family")
            .field("set", &self.state.get().map(|state| &state.set))
            .finish_non_exhaustive()
    }
}

impl<L: LabelSet, M: Instrument> Metric for Family<L, M> {
    const KIND: Kind = M::KIND;
    const UNIT: &'static str = M::UNIT;
}

impl<L: LabelSet, M: Instrument> Source for Family<L, M> {
    fn labels(&self) -> &'static [LabelDescriptor] {
        L::LABELS
    }

    fn bounds(&self) -> &'static [f64] {
        self.bounds
    }

    fn bound_by(&self, bounds: &[f64]) -> bool {
        let state = self.state.get_or_init(|| Box::new(self.new_state(bounds)));
        state.set.layout().buckets().bounds() == bounds
    }

    fn write(&self, sink: &mut dyn Sink) {
        self.state().set.write(sink);
    }

    fn refused(&self) -> u64 {
        self.state.get().map_or(0, |state| state.set.layout().refused())
    }

    fn exemplars_refused(&self) -> u64 {
        self.state.get().map_or(0, |state| state.set.layout().exemplars().refused())
    }

    fn overflow(&self) -> Option<u64> {
        combinations(L::LABELS).is_none().then(|| self.room.refused())
    }

    fn named(&self, name: &str) -> bool {
        self.room.named(name)
    }

    fn limit_to(&self, limit: usize) {
        self.room.limit_to(limit);
    }

    fn limit_by_default(&self, limit: usize) {
        self.room.limit_by_default(limit);
    }
}

/// The text of every combination of closed values, the last label changing fastest.
pub(crate) fn texts(labels: &[LabelDescriptor]) -> Vec<String> {
    labels.iter().fold(vec![String::new()], |texts, label| {
        let fixed = label.fixed_value();
        let values = fixed.as_slice().iter().chain(label.values().unwrap_or_default());
        texts.iter().flat_map(|text| values.clone().map(|value| with_value(text, label, value))).collect()
    })
}

/// `text` with one more label.
pub(crate) fn with_label(text: &str, name: &str, value: &str) -> String {
    let mut longer = String::with_capacity(text.len() + name.len() + value.len() + r#",="""#.len());
    longer.push_str(text);
    push_label(&mut longer, name, value);
    longer
}

/// `text` with one more label unless its value is empty: to Prometheus that is the series without the label, and a page that has both
/// would have it twice. A fixed label stays, as all series have it.
fn with_value(text: &str, label: &LabelDescriptor, value: &str) -> String {
    if value.is_empty() && label.fixed_value().is_none() {
        return text.to_owned();
    }
    with_label(text, label.name(), value)
}
