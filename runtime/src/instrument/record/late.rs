//! Calls with labels that are only known when they end.

use super::Record;
use crate::{
    clock,
    instrument::{Ending, Site, is_enabled},
    label::{LabelDescriptor, LabelSet},
};

/// Something whose series is found when the call ends.
pub trait Late {
    /// The call ended like this, with these labels of what it returned.
    fn record_with(&self, ending: Ending, returned: &impl LabelSet);
}

/// A call whose duration is measured.
#[derive(Debug)]
pub struct TimedLate<L> {
    call: CountedLate<L>,
    start: u64,
}

/// A call that is counted; nothing where recording was switched off when it began.
#[derive(Debug)]
pub struct CountedLate<L> {
    site: Option<&'static Site>,
    labels: L,
    /// How many labels come of what is returned.
    missing: usize,
}

/// Begins a call that is counted when it ends.
#[inline]
pub fn counted_late<L: LabelSet>(site: &'static Site, labels: L, missing: usize) -> CountedLate<L> {
    CountedLate { site: is_enabled().then(|| site.here()), labels, missing }
}

/// Starts the clock for a call.
#[inline]
pub fn timed_late<L: LabelSet>(site: &'static Site, labels: L, missing: usize) -> TimedLate<L> {
    let call = counted_late(site, labels, missing);
    TimedLate { start: if call.site.is_some() { clock::now() } else { 0 }, call }
}

impl<L: LabelSet> Late for CountedLate<L> {
    #[inline]
    fn record_with(&self, ending: Ending, returned: &impl LabelSet) {
        if let Some(site) = self.site {
            let first = site.select(&Joined { call: &self.labels, returned });
            site.count_ending(first, ending);
        }
    }
}

impl<L: LabelSet> Late for TimedLate<L> {
    #[inline]
    fn record_with(&self, ending: Ending, returned: &impl LabelSet) {
        if let Some(site) = self.call.site {
            let ticks = clock::since(self.start);
            let first = site.select(&Joined { call: &self.call.labels, returned });
            site.observe(ticks, first, ending);
        }
    }
}

impl<A: Late, B: Late> Late for (A, B) {
    #[inline]
    fn record_with(&self, ending: Ending, returned: &impl LabelSet) {
        self.1.record_with(ending, returned);
        self.0.record_with(ending, returned);
    }
}

impl<L: LabelSet> Record for CountedLate<L> {
    #[inline]
    fn is_on(&self) -> bool {
        self.site.is_some()
    }

    #[inline]
    fn record(&self, ending: Ending) {
        self.record_with(ending, &Missing(self.missing));
    }
}

impl<L: LabelSet> Record for TimedLate<L> {
    #[inline]
    fn is_on(&self) -> bool {
        self.call.is_on()
    }

    #[inline]
    fn record(&self, ending: Ending) {
        self.record_with(ending, &Missing(self.call.missing));
    }
}

/// That a label's values are not known in advance.
const OPEN: &[LabelDescriptor] = &[LabelDescriptor::of::<str>("")];

/// The labels of the call, and after them those of what it returned.
struct Joined<'a, L, R> {
    call: &'a L,
    returned: &'a R,
}

impl<L: LabelSet, R: LabelSet> LabelSet for Joined<'_, L, R> {
    const LABELS: &'static [LabelDescriptor] = OPEN;

    fn index(&self) -> usize {
        0
    }

    #[inline]
    fn visit(&self, each: &mut impl FnMut(&str)) {
        self.call.visit(each);
        self.returned.visit(each);
    }
}

/// As many empty values: a call that returned nothing has no labels from there.
struct Missing(usize);

impl LabelSet for Missing {
    const LABELS: &'static [LabelDescriptor] = OPEN;

    fn index(&self) -> usize {
        0
    }

    fn visit(&self, each: &mut impl FnMut(&str)) {
        (0..self.0).for_each(|_| each(""));
    }
}
