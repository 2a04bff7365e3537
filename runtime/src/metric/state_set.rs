//! State sets.

use std::{fmt, marker::PhantomData};

use super::{Bind, Layout, Metric, Source, series::Series};
use crate::{cell::Slot, kind::Kind, label::LabelValue, name::equal, sink::Sink};

/// Which of some states something is in: one series for each, 1 where it is, labelled with the name of the family.
///
/// The states are the values of a closed set, of which there are at most 64. Most things are in one state at a time; several may be on.
///
/// # Cost
///
/// One shared value: a compare-and-exchange for each change.
///
/// ```
/// use tickmark::{LabelValue, StateSet};
///
/// #[derive(LabelValue)]
/// enum Breaker {
///     Closed,
///     Open,
///     HalfOpen,
/// }
///
/// static PAYMENT_BREAKER: StateSet<Breaker> = StateSet::new();
///
/// PAYMENT_BREAKER.set(Breaker::Open);
/// assert!(PAYMENT_BREAKER.is_on(Breaker::Open) && !PAYMENT_BREAKER.is_on(Breaker::Closed));
/// # tickmark::global().register("payment_breaker", "Its state.", &PAYMENT_BREAKER).expect("the name is free");
/// assert!(tickmark::encode().contains(r#"payment_breaker{payment_breaker="open"} 1"#));
/// ```
pub struct StateSet<T> {
    series: Series,
    states: PhantomData<fn(T)>,
}

impl<T: LabelValue> StateSet<T> {
    /// Why there can be no such state set.
    pub(crate) const PROBLEM: Option<&'static str> = match T::VALUES {
        Some([]) => Some("a state set has at least one state"),
        Some(states) if states.len() > 64 => {
            Some("a state set has at most 64 states: put some of them together")
        }
        Some(states) if has_twice(states) => {
            Some("the states of a state set differ: write another text for one of the two")
        }
        Some(_) => None,
        None => Some("the states of a state set are a closed set: derive `StateSet` for an enum"),
    };

    const STATES: &'static [&'static str] = match (T::VALUES, Self::PROBLEM) {
        (Some(states), None) => states,
        (_, Some(problem)) => panic!("{}", problem),
        (None, None) => &[],
    };

    /// No state is on.
    pub const fn new() -> Self {
        Self { series: Series::new(), states: PhantomData }
    }

    /// From now on this state is on, and no other.
    pub fn set(&self, state: T) {
        self.bind().set(state);
    }

    /// Switches one state on or off; the others stay.
    pub fn switch(&self, state: T, is_on: bool) {
        self.bind().switch(state, is_on);
    }

    /// Whether this state is on.
    pub fn is_on(&self, state: T) -> bool {
        self.bind().is_on(state)
    }

    /// A handle that is ready to be set.
    pub fn bind(&self) -> BoundStateSet<'_, T> {
        let (_, slot) = self.series.get_or_make(|| Layout::states(Self::STATES));
        BoundStateSet { slot, owner: PhantomData }
    }
}

impl<T: LabelValue> Default for StateSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

// By hand, as below: derived, it would be asked of the states.
impl<T> fmt::Debug for StateSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StateSet").field("series", &self.series).finish_non_exhaustive()
    }
}

impl<T: LabelValue> Metric for StateSet<T> {
    const KIND: Kind = Kind::StateSet;
}

impl<T: LabelValue> Source for StateSet<T> {
    fn write(&self, sink: &mut dyn Sink) {
        self.series.write(|| Layout::states(Self::STATES), sink);
    }
}

impl<T: LabelValue + 'static> Bind for StateSet<T> {
    type Bound<'a> = BoundStateSet<'a, T>;

    fn layout(_: &[f64]) -> Layout {
        Layout::states(Self::STATES)
    }

    fn bind(_: &Layout, slot: Slot) -> BoundStateSet<'_, T> {
        BoundStateSet { slot, owner: PhantomData }
    }
}

/// One series of a state set, found once and ready to be set.
pub struct BoundStateSet<'a, T> {
    slot: Slot,
    owner: PhantomData<&'a StateSet<T>>,
}

impl<T: LabelValue> BoundStateSet<'_, T> {
    /// From now on this state is on, and no other.
    pub fn set(self, state: T) {
        self.slot.set_bits(u64::MAX, bit(&state));
    }

    /// Switches one state on or off; the others stay.
    pub fn switch(self, state: T, is_on: bool) {
        self.slot.set_bits(bit(&state), if is_on { u64::MAX } else { 0 });
    }

    /// Whether this state is on.
    pub fn is_on(self, state: T) -> bool {
        self.slot.shared_bits() & bit(&state) != 0
    }
}

impl<T> fmt::Debug for BoundStateSet<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundStateSet").field("slot", &self.slot).finish_non_exhaustive()
    }
}

/// Whether two states read the same.
const fn has_twice(states: &[&str]) -> bool {
    let mut at = 0;
    while at < states.len() {
        let mut before = 0;
        while before < at {
            if equal(states[before], states[at]) {
                return true;
            }
            before += 1;
        }
        at += 1;
    }
    false
}

/// None for a hand-written index that is none.
fn bit(state: &impl LabelValue) -> u64 {
    u32::try_from(state.index()).ok().and_then(|index| 1_u64.checked_shl(index)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::has_twice;

    #[test]
    fn two_states_that_read_the_same_are_found_wherever_they_stand() {
        for states in [&["a", "a"][..], &["a", "b", "a"], &["b", "a", "c", "a"]] {
            assert!(has_twice(states), "{states:?}");
        }
        assert!(!has_twice(&["a", "b", "ab"]) && !has_twice(&["a"]));
    }
}
