//! A series that stays for as long as it is held.

use std::{fmt, marker::PhantomData};

use super::entry::Taken;
use crate::metric::{Instrument, Layout};

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

    /// How it lies in its slots.
    pub(super) fn layout(&self) -> &'a Layout {
        self.layout
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
