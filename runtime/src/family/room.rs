//! How many series a family has room for, and what finds none.

use std::sync::{
    OnceLock,
    atomic::{
        AtomicBool, AtomicU64, AtomicUsize,
        Ordering::{AcqRel, Acquire, Relaxed},
    },
};

use super::keys::Key;
use crate::clock;

/// How many combinations of values a family, or an annotated function, may have where a label is open, when neither it nor the
/// [configuration](crate::Config) of its registry says otherwise, such as by the environment variable `TICKMARK_SERIES_LIMIT`; what comes later
/// goes to an overflow series.
pub const SERIES_LIMIT: usize = 1_000;

/// How many bytes of an open label a family, or an annotated function, keeps: a combination with a longer value goes to an overflow series,
/// because a limit on how many there are does not bound the memory that they take.
pub const VALUE_LIMIT: usize = 1_024;

/// What an open label reads in the series that take what is past a limit; closed labels keep their values there.
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
    /// Whether it is known of a label that it is open; asked of call sites, whose labels have types that may show late.
    is_open: AtomicBool,
    /// When the log was told last, in ticks; 0 for never.
    told: AtomicU64,
    family: OnceLock<Box<str>>,
}

impl Room {
    /// As much as there is by default.
    pub(crate) const fn new() -> Self {
        let (limit, by_default) = (AtomicUsize::new(UNSAID), AtomicUsize::new(UNSAID));
        let (refused, told) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { limit, by_default, refused, is_open: AtomicBool::new(false), told, family: OnceLock::new() }
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

    /// A label is open, so that series may find no room.
    pub(crate) fn open(&self) {
        self.is_open.store(true, Relaxed);
    }

    /// How often a series was asked for that had no room; `None` where all have.
    pub(crate) fn overflow(&self) -> Option<u64> {
        self.is_open.load(Relaxed).then(|| self.refused())
    }

    /// How often a series was asked for that had no room.
    pub(crate) fn refused(&self) -> u64 {
        self.refused.load(Relaxed)
    }

    /// Counts a combination without room, and tells the log once a minute; `key` writes it, if need be.
    ///
    /// Not called under a lock, because both the log and the labels are the user's.
    pub(super) fn refuse(&self, limit: usize, key: impl FnOnce() -> Key) {
        self.refused.fetch_add(1, Relaxed);
        if self.is_to_be_told() {
            log::warn!("{}", line(self.family.get().map(AsRef::as_ref), limit, &key()));
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

fn line(family: Option<&str>, limit: usize, key: &Key) -> String {
    let family = family.map_or_else(|| "a family".to_owned(), |name| format!("the family `{name}`"));
    let shown: String = key.text.chars().take(LONGEST_SHOWN).collect();
    let rest = if shown.len() < key.text.len() { "…" } else { "" };
    let (why, what_to_do) = if key.is_too_long {
        (format!("takes label values of {VALUE_LIMIT} bytes and no more"), "Shorten what it is given")
    } else {
        (format!("has room for {limit} series and no more"), "Raise its limit")
    };
    format!(
        "{family} {why}: `{{{shown}{rest}}}` is counted in an overflow series. \
         {what_to_do}, or give it labels whose values are a closed set"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::LabelDescriptor;

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
        let labels = &[LabelDescriptor::of::<&str>("x")];
        let line = |value: &str| line(Some("a_total"), 5, &Key::new(labels, &|each| each(value)));
        let full = line("1");
        assert!(
            full.starts_with("the family `a_total` has room for 5 series and no more: `{x=\"1\"}` "),
            "{full}"
        );
        assert!(line(&"é".repeat(500)).contains(&format!("{}…}}`", "é".repeat(197))));
        let long = line(&"a".repeat(VALUE_LIMIT + 1));
        assert!(
            long.starts_with("the family `a_total` takes label values of 1024 bytes and no more: "),
            "{long}"
        );
        assert!(long.contains(" Shorten what it is given, or"), "{long}");
    }
}
