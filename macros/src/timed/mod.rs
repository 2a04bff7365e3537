//! `#[timed]`: how long calls take.

#[cfg(all(test, feature = "enabled"))]
mod tests;

use proc_macro2::TokenStream;

use crate::{
    call::{self, Instrument},
    words::{
        BUCKETS, CLOCK, COUNTED, CRATE, ERROR_IF, HELP, IN_FLIGHT, LABELS, NAME, OK_IF, ONLY, OUTCOME,
        SAMPLE, SLOW, TIMED,
    },
};

pub(crate) const INSTRUMENT: Instrument = Instrument {
    word: TIMED,
    adjective: "timed",
    shared_family: "function_duration_seconds",
    suffix: "_seconds",
    assert_name: "assert_timed_name",
    describe_function: "function_timed",
    describe_family: "timed",
    start: "timed",
    site: "TICKMARK_TIMED",
    alone_without_outcome: None,
    arguments: &[
        NAME, HELP, LABELS, BUCKETS, OUTCOME, OK_IF, ERROR_IF, ONLY, SLOW, SAMPLE, CLOCK, COUNTED, IN_FLIGHT,
        CRATE,
    ],
};

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    call::expand(&INSTRUMENT, args, item)
}
