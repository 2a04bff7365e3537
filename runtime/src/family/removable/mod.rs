//! Families whose series can go.

mod entries;
mod entry;
mod idle;
mod list;
mod recording;
mod series;
#[cfg(test)]
mod tests;

use std::{fmt, marker::PhantomData, time::Duration};

use entries::Entries;
use once_cell::race::OnceBox;
pub(crate) use series::Loan;
pub use series::Series;

use super::Room;
use crate::{
    buckets::assert_buckets,
    kind::Kind,
    label::{LabelDescriptor, LabelSet, combinations},
    metric::{Histogram, Instrument, Metric, Source},
    sink::Sink,
    unit::Unit,
};

/// A metric for each combination of label values, of which some go again: connections, tenants, jobs.
///
/// Like a [`Family`](crate::Family), but [`with`](Self::with) returns a [`Series`] that is in use until it is dropped, and a series goes when it
/// is [removed](Self::remove) or has not been used for a [`ttl`](Self::ttl). That gives room under the limit back, and its memory: that is
/// bounded by the most series that there were at once. Asked for again, it starts from zero, which Prometheus takes for a restart.
///
/// A series comes to be when it is first asked for, also where all labels are closed sets.
///
/// # Cost
///
/// Finding a series takes no lock and no allocation, but one locked instruction more than in a `Family`: so use that where series
/// don't go.
///
/// ```
/// use std::time::Duration;
///
/// use tickmark::{Counter, LabelSet, RemovableFamily};
///
/// #[derive(LabelSet)]
/// struct Tenant<'a> {
///     tenant: &'a str,
/// }
///
/// /// Requests by tenant.
/// #[tickmark::register]
/// static TENANT_REQUESTS_TOTAL: RemovableFamily<Tenant<'static>, Counter> =
///     RemovableFamily::new().limit(5_000).ttl(Duration::from_secs(24 * 60 * 60));
///
/// TENANT_REQUESTS_TOTAL.with(Tenant { tenant: "acme" }).inc();
/// TENANT_REQUESTS_TOTAL.with(Tenant { tenant: "corp" }).inc();
/// assert!(TENANT_REQUESTS_TOTAL.remove(Tenant { tenant: "acme" }));
///
/// let page = tickmark::encode();
/// assert!(page.contains(r#"tenant_requests_total{tenant="corp"} 1"#));
/// assert!(!page.contains("acme"));
/// ```
pub struct RemovableFamily<L, M> {
    bounds: &'static [f64],
    room: Room,
    ttl: Option<Duration>,
    entries: OnceBox<Entries>,
    /// As if it returned labels: no label is kept.
    types: PhantomData<fn() -> (L, M)>,
}

impl<L: LabelSet, M: Instrument> RemovableFamily<L, M> {
    /// A family without a name, whose series stay until they are removed; registering it gives it a name.
    ///
    /// # Panics
    ///
    /// For native histograms, whose series stay; in a `static` that is an error of the compiler.
    pub const fn new() -> Self {
        const { assert!(M::CAN_GO, "the series of native histograms stay: use a `Family`") };
        let bounds = M::DEFAULT_BOUNDS;
        Self { bounds, room: Room::new(), ttl: None, entries: OnceBox::new(), types: PhantomData }
    }

    /// The same with room for as many series at once where a label is open, as [`Family::limit`](crate::Family::limit).
    #[must_use]
    pub const fn limit(mut self, series: usize) -> Self {
        self.room.declare_limit(series);
        self
    }

    /// The same, and a series goes that was neither asked for nor held for so long.
    ///
    /// That is looked at by each scrape, and when the limit is reached; a series counts as used until the first look after its last use. So it
    /// goes at the first look that is `ttl` or more after that one, and never while it is held: write some scrape intervals at least.
    #[must_use]
    pub const fn ttl(mut self, ttl: Duration) -> Self {
        self.ttl = Some(ttl);
        self
    }

    /// The series with these labels, in use until it is dropped.
    #[inline]
    pub fn with(&self, labels: L) -> Series<'_, M> {
        let entries = self.entries();
        Series::new(entries.layout(), entries.take_or_add(&labels, &self.room))
    }

    /// Takes the series with these labels off the page; false if there is none.
    ///
    /// Those who hold it go on recording into it, where nobody reads it; who asks for these labels next gets a new one, at zero.
    #[allow(clippy::must_use_candidate, reason = "called for what it does")]
    pub fn remove(&self, labels: L) -> bool {
        self.entries().remove(&labels)
    }

    /// Takes all series off the page.
    pub fn clear(&self) {
        self.entries().clear();
    }

    #[inline]
    fn entries(&self) -> &Entries {
        self.entries_with(self.bounds)
    }

    #[inline]
    fn entries_with(&self, bounds: &[f64]) -> &Entries {
        self.entries.get_or_init(|| Box::new(Entries::new(M::layout(bounds), L::LABELS, self.ttl)))
    }
}

impl<L: LabelSet, U: Unit> RemovableFamily<L, Histogram<U>> {
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

impl<L: LabelSet, M: Instrument> Default for RemovableFamily<L, M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<L, M> fmt::Debug for RemovableFamily<L, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemovableFamily").field("entries", &self.entries.get()).finish_non_exhaustive()
    }
}

impl<L: LabelSet, M: Instrument> Metric for RemovableFamily<L, M> {
    const KIND: Kind = M::KIND;
    const UNIT: &'static str = M::UNIT;
}

impl<L: LabelSet, M: Instrument> Source for RemovableFamily<L, M> {
    fn labels(&self) -> &'static [LabelDescriptor] {
        L::LABELS
    }

    fn bounds(&self) -> &'static [f64] {
        self.bounds
    }

    fn bound_by(&self, bounds: &[f64]) -> bool {
        self.entries_with(bounds).layout().buckets().bounds() == bounds
    }

    fn write(&self, sink: &mut dyn Sink) {
        self.entries().write(sink);
    }

    fn refused(&self) -> u64 {
        self.entries.get().map_or(0, |entries| entries.layout().refused())
    }

    fn exemplars_refused(&self) -> u64 {
        self.entries.get().map_or(0, |entries| entries.layout().exemplars().refused())
    }

    fn overflow(&self) -> Option<u64> {
        combinations(L::LABELS).is_none().then(|| self.room.refused())
    }

    fn named(&self, name: &str) -> bool {
        self.room.named(name)
    }

    fn limit_to(&self, limit: usize) {
        self.room.limit_to(limit);
        self.entries.get().into_iter().for_each(Entries::limit_changed);
    }

    fn limit_by_default(&self, limit: usize) {
        self.room.limit_by_default(limit);
        self.entries.get().into_iter().for_each(Entries::limit_changed);
    }
}
