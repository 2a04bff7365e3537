//! What an annotated function does: its call site, the guards around its body, and how a call can end.

mod call;
mod declaration;
mod descriptor;
mod error;
mod outcome;
mod record;
mod site;
mod slo;
#[cfg(feature = "stream")]
mod stream;
mod switch;
#[cfg(test)]
mod tests;
#[cfg(feature = "testing")]
mod twin;
mod watch;

pub(crate) use call::Call;
pub use call::{call, end, returned, start, start_inline, start_scope};
pub use declaration::{Declaration, Metrics, registered};
pub use descriptor::Descriptor;
pub use error::{ErrorLabel, ErrorProbe, Fails, OfErased, OfError, error_kind, error_kind_by, is_caused_by};
pub(crate) use outcome::Ending;
pub use outcome::{Endings, Fallible, Infallible, Outcome, OutcomeLabel, Probe, error_if, of_kind, ok_if};
pub use record::{
    busy, count, counted, counted_into, counted_late, first_item, in_flight, in_flight_into, in_flight_later,
    in_flight_with_high_water, in_flight_with_high_water_later, items, only_failure, only_success, sampled,
    slow, timed, timed_if, timed_into, timed_late,
};
pub use site::{Site, call_sites};
pub use slo::{Slo, assert_slo_latency, assert_slo_objective};
#[cfg(feature = "stream")]
pub use stream::{boxed, start_later, stream, under_way};
pub use switch::{is_enabled, set_enabled};
pub use watch::{Output, watch};
