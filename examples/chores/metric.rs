//! What is counted, and by what.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use tickmark::{
    Counter, Family, Gauge, GaugeFn, Histogram, KindOf, LabelSet, LabelValue, Metrics, Seconds, UpDown,
};

use crate::Failure;

/// Who does a chore. The values of an enum are a closed set: all their series are on the page from the start, at zero. With a name it is a
/// label by itself.
#[derive(Clone, Copy, Debug, LabelValue)]
#[label(name = "mode")]
pub(crate) enum Mode {
    /// The one child it was given to.
    Single,
    /// Every child for itself.
    MultiIndependent,
    /// The first to claim it.
    Unassigned,
}

#[derive(Clone, Copy, Debug, PartialEq, LabelValue)]
#[label(name = "role")]
pub(crate) enum Role {
    Parent,
    Child,
}

#[derive(Clone, Copy, Debug, LabelValue)]
#[label(name = "type")]
pub(crate) enum Adjustment {
    Bonus,
    Penalty,
}

/// Both are texts of this program, never what a client sent: that could be anything, and a series for each.
#[derive(LabelSet)]
pub(crate) struct FailedAt {
    pub(crate) endpoint: &'static str,
    pub(crate) error_type: KindOf<Failure>,
}

/// What is counted where it happens. The names of a group begin with the name of its field, or with its `prefix`; those of counters end in
/// `_total`.
#[derive(Metrics)]
pub(crate) struct Household {
    pub(crate) chores: Chores,
    #[metric(prefix = "user")]
    pub(crate) users: Users,
    pub(crate) families: Families,
    pub(crate) assignments: Assignments,
    #[metric(prefix = "reward")]
    pub(crate) rewards: Rewards,
    /// Time from the making of a chore to its completion.
    // An hour, a day, a week. The unit makes it `chore_completion_time_seconds`.
    #[metric(buckets = [3_600, 86_400, 604_800])]
    pub(crate) chore_completion_time: Histogram<Seconds>,
    /// Requests that were answered with an error.
    pub(crate) api_errors: Family<FailedAt, Counter>,
    /// Users who are logged in.
    // Asked for at the scrape: a number that somebody keeps anyway needs no copy that could drift from it. `_count` is how
    // the samples of histograms end, so it takes a word to keep the name that the dashboards of this service know.
    #[allow_metric(reserved_suffix)]
    #[metric(read = active_users)]
    pub(crate) active_users_count: GaugeFn,
    /// Completed chores that no parent has looked at.
    #[allow_metric(reserved_suffix)]
    pub(crate) pending_approvals_count: UpDown,
}

#[derive(Metrics)]
pub(crate) struct Chores {
    /// Chores that were made.
    pub(crate) created: Family<Mode, Counter>,
    /// Chores that a child says are done.
    pub(crate) completed: Family<Mode, Counter>,
    /// Chores that a parent says are done.
    pub(crate) approved: Family<Mode, Counter>,
}

#[derive(Metrics)]
pub(crate) struct Users {
    /// Users who came in.
    pub(crate) logins: Family<Role, Counter>,
    /// Users who were registered.
    pub(crate) registrations: Family<Role, Counter>,
}

#[derive(Metrics)]
pub(crate) struct Families {
    /// Families of two or more.
    #[allow_metric(reserved_suffix)]
    pub(crate) active_count: Gauge,
}

#[derive(Metrics)]
pub(crate) struct Assignments {
    /// Children who were given a chore.
    pub(crate) created: Counter,
}

#[derive(Metrics)]
pub(crate) struct Rewards {
    /// Rewards that were changed by hand.
    pub(crate) adjustments: Family<Adjustment, Counter>,
    /// By how much, up or down.
    #[metric(buckets = [5, 10, 25, 50])]
    pub(crate) adjustments_amount: Histogram,
}

#[tickmark::register]
pub(crate) static METRICS: Household = Household::new();

/// The names of those who are logged in. A function that is read at the scrape knows only what is `static`.
pub(crate) static SESSIONS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

fn active_users() -> f64 {
    SESSIONS.lock().unwrap_or_else(PoisonError::into_inner).len() as f64
}
