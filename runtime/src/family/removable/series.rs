//! A series that stays for as long as it is held.

use std::{fmt, marker::PhantomData};

use super::entry::Taken;
use crate::{
    buckets::Buckets,
    metric::{Counter, Gauge, Histogram, Instrument, Layout, Timer},
};

/// A series of a [`RemovableFamily`](super::RemovableFamily), in use until it is dropped.
///
/// A ttl does not let it go meanwhile. Where it is removed by hand, it goes on recording, on no page and in nobody's way. Hold one for as
/// long as what it counts is there, such as a connection, or take it for one recording. One that is leaked is in use for ever. Where the
/// labels borrow, it lives no longer than what they borrow from, so to hold it make the labels own their text.
///
/// # Cost
///
/// Cloning and dropping it adds to memory that no other thread writes.
///
/// ```
/// use tickmark::{Gauge, LabelSet, RemovableFamily, Series};
///
/// #[derive(LabelSet)]
/// struct Peer {
///     address: String,
/// }
///
/// static PEER_QUEUE_LENGTH: RemovableFamily<Peer, Gauge> = RemovableFamily::new();
///
/// struct Connection {
///     queue_length: Series<'static, Gauge>,
/// }
///
/// let address = "10.0.0.7:443".to_owned();
/// let connection = Connection { queue_length: PEER_QUEUE_LENGTH.with(Peer { address }) };
/// connection.queue_length.set(4.0);
/// assert_eq!(connection.queue_length.clone().get(), 4.0);
/// ```
///
/// A handle can't outlive the series that it came from, which might be somebody else's by then:
///
/// ```compile_fail,E0716
/// # use tickmark::{Counter, RemovableFamily};
/// static JOBS_TOTAL: RemovableFamily<(String,), Counter> = RemovableFamily::new();
///
/// let handle = JOBS_TOTAL.with(("a".to_owned(),)).bind();
/// handle.inc();
/// ```
pub struct Series<'a, M> {
    layout: &'a Layout,
    taken: Taken,
    metric: PhantomData<fn() -> M>,
}

impl<'a, M> Series<'a, M> {
    pub(super) fn new(layout: &'a Layout, taken: Taken) -> Self {
        Self { layout, taken, metric: PhantomData }
    }

    /// Where it counts.
    #[cfg(test)]
    pub(super) fn slot(&self) -> crate::cell::Slot {
        self.taken.first
    }

    /// A use of the same series that its owner ends.
    pub(crate) fn lend(&self) -> Loan<'a, M> {
        let Taken { uses, .. } = self.taken;
        uses.begin();
        Loan { layout: self.layout, taken: self.taken, metric: PhantomData }
    }
}

impl<M: Instrument> Series<'_, M> {
    /// A handle that is ready to count, for as long as the series is held.
    #[inline]
    pub fn bind(&self) -> M::Bound<'_> {
        M::bind(self.layout, self.taken.first)
    }
}

impl Series<'_, Counter> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.bind().inc();
    }

    /// Adds `amount`.
    #[inline]
    pub fn inc_by(&self, amount: u64) {
        self.bind().inc_by(amount);
    }

    /// The number now, over all threads.
    pub fn get(&self) -> u64 {
        self.bind().get()
    }
}

impl Series<'_, Gauge> {
    /// Sets the value.
    pub fn set(&self, value: f64) {
        self.bind().set(value);
    }

    /// Adds one.
    pub fn inc(&self) {
        self.bind().inc();
    }

    /// Takes one away.
    pub fn dec(&self) {
        self.bind().dec();
    }

    /// Adds `amount`.
    pub fn inc_by(&self, amount: f64) {
        self.bind().inc_by(amount);
    }

    /// Takes `amount` away.
    pub fn dec_by(&self, amount: f64) {
        self.bind().dec_by(amount);
    }

    /// The value now.
    pub fn get(&self) -> f64 {
        self.bind().get()
    }
}

impl Series<'_, Histogram> {
    /// Counts one observation. What is not a number falls above all bounds.
    #[inline]
    pub fn observe(&self, value: f64) {
        self.bind().observe(value);
    }

    /// Starts a duration, to be observed in seconds while the series is still held.
    pub fn start_timer(&self) -> Timer<'_> {
        self.bind().start_timer()
    }

    /// How many observations there were, over all threads.
    pub fn count(&self) -> u64 {
        self.bind().count()
    }

    /// The sum of all observations, over all threads.
    pub fn sum(&self) -> f64 {
        self.bind().sum()
    }

    /// The upper bounds, and how many observations fell into each bucket; the last are above all bounds.
    pub fn buckets(&self) -> (&Buckets, Vec<u64>) {
        let (_, counts) = self.bind().buckets();
        (self.layout.buckets(), counts)
    }
}

impl<M> Clone for Series<'_, M> {
    #[inline]
    fn clone(&self) -> Self {
        self.taken.uses.begin();
        Self { layout: self.layout, taken: self.taken, metric: PhantomData }
    }
}

impl<M> Drop for Series<'_, M> {
    #[inline]
    fn drop(&mut self) {
        self.taken.uses.end();
    }
}

impl<M> fmt::Debug for Series<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Series").field(&self.taken.first).finish()
    }
}

/// A series that is in use until that is ended by hand, once; what a call holds that is under way.
pub struct Loan<'a, M> {
    layout: &'a Layout,
    taken: Taken,
    metric: PhantomData<fn() -> M>,
}

impl<M: Instrument> Loan<'_, M> {
    /// A handle that is ready to count, until the use is ended.
    #[inline]
    pub(crate) fn bind(&self) -> M::Bound<'_> {
        M::bind(self.layout, self.taken.first)
    }

    /// Ends the use.
    #[inline]
    pub(crate) fn end(self) {
        self.taken.uses.end();
    }
}

impl<M> Clone for Loan<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Loan<'_, M> {}

impl<M> fmt::Debug for Loan<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Loan").field(&self.taken.first).finish()
    }
}
