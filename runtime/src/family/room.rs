//! How many series a family has room for, and what finds none.

use std::sync::{
    OnceLock,
    atomic::{
        AtomicU64, AtomicUsize,
        Ordering::{AcqRel, Acquire, Relaxed},
    },
};

use crate::clock;

/// How many combinations of values a family, or an annotated function, may have where a label is open, when neither it nor the
/// [configuration](crate::Config) of its registry says otherwise, such as by the environment variable `TICKMARK_SERIES_LIMIT`; what comes later
/// goes to an overflow series.
pub const SERIES_LIMIT: usize = 1_000;

/// What an open label reads in the series that take what is past the limit; closed labels keep their values there.
pub const OVERFLOW: &str = "__overflow__";

/// Nobody has said how many: no family has room for as many.
const UNSAID: usize = usize::MAX;

/// From one line in the log to the next.
const SECONDS_BETWEEN_LINES: f64 = 60.0;

/// How many characters the log is shown of labels that were refused.
const LONGEST_SHOWN: usize = 200;

/// The room that a family has for series, and who was refused.
#[derive(Debug)]
pub(crate) struct Room {
    limit: AtomicUsize,
    /// The limit where neither the family nor its part says one.
    by_default: AtomicUsize,
    refused: AtomicU64,
    /// When the log was told last, in ticks; 0 for never.
    told: AtomicU64,
    family: OnceLock<Box<str>>,
}

impl Room {
    /// As much as there is by default.
    pub(crate) const fn new() -> Self {
        let (limit, by_default) = (AtomicUsize::new(UNSAID), AtomicUsize::new(UNSAID));
        let (refused, told) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { limit, by_default, refused, told, family: OnceLock::new() }
    }

    /// As the declaration says, there is room for as many.
    pub(crate) const fn declare_limit(&mut self, limit: usize) {
        self.limit = AtomicUsize::new(bounded(limit));
    }

    /// Whatever was said before, from now on there is room for as many.
    pub(crate) fn limit_to(&self, limit: usize) {
        self.limit.store(bounded(limit), Relaxed);
    }

    /// Where nobody says anything else, there is room for as many.
    pub(crate) fn limit_by_default(&self, limit: usize) {
        self.by_default.store(bounded(limit), Relaxed);
    }

    /// For how many there is room; what is said of the family comes first, then `own`, what its part says that asks.
    pub(crate) fn limit_or(&self, own: Option<usize>) -> usize {
        match self.limit.load(Relaxed) {
            UNSAID => own.unwrap_or_else(|| self.default_limit()),
            limit => limit,
        }
    }

    fn default_limit(&self) -> usize {
        match self.by_default.load(Relaxed) {
            UNSAID => SERIES_LIMIT,
            limit => limit,
        }
    }

    /// The family is on a page under this name, unless it has one by now; true for the first.
    pub(crate) fn named(&self, name: &str) -> bool {
        self.family.set(name.into()).is_ok()
    }

    /// How often a series was asked for that had no room.
    pub(crate) fn refused(&self) -> u64 {
        self.refused.load(Relaxed)
    }

    /// Counts a combination without room, and tells the log once a minute; `labels` writes it, if need be.
    ///
    /// Not called under a lock, because both the log and the labels are the user's.
    pub(super) fn refuse(&self, limit: usize, labels: impl FnOnce() -> String) {
        self.refused.fetch_add(1, Relaxed);
        if self.is_to_be_told() {
            let labels = labels();
            log::warn!("{}", line(self.family.get().map(AsRef::as_ref), limit, &labels));
        }
    }

    /// True for one caller a minute.
    fn is_to_be_told(&self) -> bool {
        let told = self.told.load(Acquire);
        let is_due = told == 0 || clock::seconds_since(told) >= SECONDS_BETWEEN_LINES;
        is_due && self.told.compare_exchange(told, clock::now().max(1), AcqRel, Relaxed).is_ok()
    }
}

const fn bounded(limit: usize) -> usize {
    if limit == UNSAID { UNSAID - 1 } else { limit }
}

fn line(family: Option<&str>, limit: usize, labels: &str) -> String {
    let family = family.map_or_else(|| "a family".to_owned(), |name| format!("the family `{name}`"));
    let shown: String = labels.chars().take(LONGEST_SHOWN).collect();
    let rest = if shown.len() < labels.len() { "…" } else { "" };
    format!(
        "{family} has room for {limit} series and no more: `{{{shown}{rest}}}` is counted in an overflow series. \
         Raise its limit, or give it labels whose values are a closed set"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_the_family_comes_before_what_its_part_says() {
        let mut room = Room::new();
        assert_eq!((room.limit_or(Some(7)), room.limit_or(None)), (7, SERIES_LIMIT));
        room.limit_to(3);
        assert_eq!((room.limit_or(Some(7)), room.limit_or(None)), (3, 3));
        room.declare_limit(usize::MAX);
        assert_eq!(room.limit_or(Some(7)), usize::MAX - 1);
    }

    #[test]
    fn the_log_is_told_at_once_and_then_not_for_a_minute() {
        let room = Room::new();
        assert!(room.is_to_be_told());
        assert!(!room.is_to_be_told());
    }

    #[cfg(feature = "testing")]
    #[test]
    fn the_log_is_told_again_after_a_minute() {
        use std::time::Duration;
        let (room, clock) = (Room::new(), crate::testing::FakeClock::install());
        let told = [0, 59, 1, 30, 30, 0].map(|seconds| {
            clock.advance(Duration::from_secs(seconds));
            room.is_to_be_told()
        });
        assert_eq!(told, [true, false, true, false, true, false]);
    }

    #[test]
    fn a_line_says_which_family_what_and_what_to_do() {
        let line = |labels: &str| line(Some("a_total"), 5, labels);
        assert!(
            line("x=\"1\"")
                .starts_with("the family `a_total` has room for 5 series and no more: `{x=\"1\"}` ")
        );
        assert!(line(&"é".repeat(500)).contains(&format!("{}…}}`", "é".repeat(200))));
    }
}
