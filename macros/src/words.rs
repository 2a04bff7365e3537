//! Every word that users write in an attribute.

pub(crate) const BUCKETS: &str = "buckets";
pub(crate) const BUSY: &str = "busy";
pub(crate) const CANCELLED: &str = "cancelled";
pub(crate) const CLOCK: &str = "clock";
pub(crate) const COUNTED: &str = "counted";
pub(crate) const CRATE: &str = "crate";
pub(crate) const ERROR_IF: &str = "error_if";
pub(crate) const FAILURE: &str = "failure";
pub(crate) const HELP: &str = "help";
pub(crate) const HIGH_WATER: &str = "high_water";
pub(crate) const IN_FLIGHT: &str = "in_flight";
pub(crate) const LABEL: &str = "label";
pub(crate) const LABELS: &str = "labels";
pub(crate) const NAME: &str = "name";
pub(crate) const NONE: &str = "none";
pub(crate) const OK_IF: &str = "ok_if";
pub(crate) const ONLY: &str = "only";
pub(crate) const OUTCOME: &str = "outcome";
pub(crate) const PANIC: &str = "panic";
pub(crate) const REGISTER: &str = "register";
pub(crate) const RENAME: &str = "rename";
pub(crate) const RENAME_ALL: &str = "rename_all";
pub(crate) const SAMPLE: &str = "sample";
pub(crate) const SLOW: &str = "slow";
pub(crate) const SUCCESS: &str = "success";
pub(crate) const TIMED: &str = "timed";
