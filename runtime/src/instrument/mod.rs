//! What an annotated function does: its call site, the guards around its body, and how a call can end.

mod call;
mod declaration;
mod descriptor;
mod outcome;
mod record;
mod site;
mod switch;
#[cfg(test)]
mod tests;
mod watch;

pub use call::call;
pub(crate) use call::{Call, Scope};
pub use declaration::{Declaration, assert_metric_name};
pub use descriptor::Descriptor;
pub(crate) use outcome::Ending;
pub use outcome::{Endings, Fallible, Infallible, Outcome, OutcomeLabel, Probe};
pub use record::{count, counted, counted_scope, timed, timed_scope};
pub use site::Site;
pub use switch::{is_enabled, set_enabled};
pub use watch::watch;
