//! How an exporter is told to stop.

/// What its thread is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Go on.
    No,
    /// Finish what is under way, and take nothing more.
    WhenDone,
    /// Leave everything.
    Now,
}
