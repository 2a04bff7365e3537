//! `#[counted]`: how often calls happen.

#[cfg(all(test, feature = "enabled"))]
mod tests;

use proc_macro2::TokenStream;

use crate::{
    call::{self, Instrument, WithoutOutcome},
    words::COUNTED,
};

pub(crate) const INSTRUMENT: Instrument = Instrument {
    word: COUNTED,
    shared_family: "function_calls_total",
    suffix: "_total",
    has_buckets: false,
    assert_name: "assert_counted_name",
    describe_function: "function_counted",
    describe_family: "counted",
    start: "counted",
    start_scope: "counted_scope",
    without_outcome: WithoutOutcome::Statement("count"),
};

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    call::expand(&INSTRUMENT, args, item)
}
