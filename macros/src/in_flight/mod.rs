//! `#[in_flight]`: how many calls are under way.

#[cfg(all(test, feature = "enabled"))]
mod tests;

use proc_macro2::TokenStream;

use crate::{
    call::{self, Instrument},
    words::{
        ALLOW_METRIC, CRATE, FUNCTION, HELP, HIGH_WATER, IN_FLIGHT, LABELS, LIMIT, METRIC, NAME, REGISTRY,
        SKIP, STREAM,
    },
};

pub(crate) const INSTRUMENT: Instrument = Instrument {
    word: IN_FLIGHT,
    adjective: "in flight",
    shared_family: "function_calls_in_flight",
    suffix: "_in_flight",
    assert_name: "assert_in_flight_name",
    describe: "in_flight",
    start: "in_flight",
    start_into: "in_flight_into",
    start_late: "in_flight",
    site: "TICKMARK_IN_FLIGHT",
    alone_without_outcome: None,
    is_of_section: false,
    items: None,
    first_item: None,
    arguments: &[
        NAME,
        HELP,
        FUNCTION,
        LABELS,
        LIMIT,
        HIGH_WATER,
        STREAM,
        METRIC,
        REGISTRY,
        ALLOW_METRIC,
        SKIP,
        CRATE,
    ],
};

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    call::expand(&INSTRUMENT, args, item)
}
