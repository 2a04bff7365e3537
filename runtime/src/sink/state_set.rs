//! The value of a state set.

/// The value of a state set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StateSetValue<'a> {
    /// The names of the states.
    pub states: &'a [&'a str],
    /// One bit for each of them, the first being the lowest.
    pub on: u64,
}

impl<'a> StateSetValue<'a> {
    /// A set of these states, of which there are at most 64.
    pub const fn new(states: &'a [&'a str], on: u64) -> Self {
        Self { states, on }
    }

    /// Each state, and whether it is on.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, bool)> {
        let on = self.on;
        self.states.iter().take(64).enumerate().map(move |(at, state)| (*state, on >> at & 1 == 1))
    }
}
