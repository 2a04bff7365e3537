//! `#[timed]`: how long calls take.

#[cfg(all(test, feature = "enabled"))]
mod tests;

use proc_macro2::TokenStream;

use crate::{
    call::{self, FIRST_ITEM, ITEMS, Instrument},
    words::{
        ALLOW_METRIC, BUCKETS, CLOCK, COUNTED, CRATE, ERROR, ERROR_IF, FUNCTION, HELP, IN_FLIGHT, LABELS,
        LABELS_FROM, LIMIT, METRIC, NAME, NATIVE, OK_IF, ONLY, OUTCOME, REGISTRY, SAMPLE, SKIP, SLO, SLOW,
        STREAM, TIMED,
    },
};

pub(crate) const INSTRUMENT: Instrument = Instrument {
    word: TIMED,
    adjective: "timed",
    shared_family: "function_duration_seconds",
    suffix: "_seconds",
    assert_name: "assert_timed_name",
    describe: "timed",
    start: "timed",
    start_into: "timed_into",
    start_late: "timed_late",
    site: "TICKMARK_TIMED",
    alone_without_outcome: None,
    is_of_section: false,
    items: Some(&ITEMS),
    first_item: Some(&FIRST_ITEM),
    arguments: &[
        NAME,
        HELP,
        FUNCTION,
        LABELS,
        LABELS_FROM,
        LIMIT,
        BUCKETS,
        NATIVE,
        OUTCOME,
        ERROR,
        OK_IF,
        ERROR_IF,
        ONLY,
        SLOW,
        SAMPLE,
        CLOCK,
        COUNTED,
        STREAM,
        IN_FLIGHT,
        METRIC,
        REGISTRY,
        SLO,
        ALLOW_METRIC,
        SKIP,
        CRATE,
    ],
};

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    call::expand(&INSTRUMENT, args, item)
}
