//! `#[counted]`: how often calls happen.

#[cfg(all(test, feature = "enabled"))]
mod tests;

use proc_macro2::TokenStream;

use crate::{
    call::{self, ITEMS_OF_COUNTED, Instrument},
    words::{
        ALLOW_METRIC, COUNTED, CRATE, ERROR, ERROR_IF, FUNCTION, HELP, IN_FLIGHT, LABELS, LABELS_FROM, LIMIT,
        METRIC, NAME, OK_IF, ONLY, OUTCOME, REGISTRY, SKIP, STREAM,
    },
};

pub(crate) const INSTRUMENT: Instrument = Instrument {
    word: COUNTED,
    adjective: "counted",
    shared_family: "function_calls_total",
    suffix: "_total",
    assert_name: "assert_counted_name",
    describe: "counted",
    start: "counted",
    start_into: "counted_into",
    start_late: "counted_late",
    site: "TICKMARK_COUNTED",
    alone_without_outcome: Some("count"),
    is_of_section: false,
    items: Some(&ITEMS_OF_COUNTED),
    first_item: None,
    arguments: &[
        NAME,
        HELP,
        FUNCTION,
        LABELS,
        LABELS_FROM,
        LIMIT,
        OUTCOME,
        ERROR,
        OK_IF,
        ERROR_IF,
        ONLY,
        STREAM,
        IN_FLIGHT,
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
