//! Every word that users write in an attribute.

pub(crate) const BUCKETS: &str = "buckets";
pub(crate) const CANCELLED: &str = "cancelled";
pub(crate) const COUNTED: &str = "counted";
pub(crate) const CRATE: &str = "crate";
pub(crate) const FAILURE: &str = "failure";
pub(crate) const HELP: &str = "help";
pub(crate) const LABEL: &str = "label";
pub(crate) const LABELS: &str = "labels";
pub(crate) const NAME: &str = "name";
pub(crate) const NONE: &str = "none";
pub(crate) const OUTCOME: &str = "outcome";
pub(crate) const PANIC: &str = "panic";
pub(crate) const REGISTER: &str = "register";
pub(crate) const RENAME: &str = "rename";
pub(crate) const RENAME_ALL: &str = "rename_all";
pub(crate) const SUCCESS: &str = "success";
pub(crate) const TIMED: &str = "timed";
