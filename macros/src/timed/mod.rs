//! `#[timed]`: how long calls take.

#[cfg(all(test, feature = "enabled"))]
mod tests;

use proc_macro2::TokenStream;

use crate::{
    call::{self, Instrument, WithoutOutcome},
    words::TIMED,
};

pub(crate) const INSTRUMENT: Instrument = Instrument {
    word: TIMED,
    shared_family: "function_duration_seconds",
    suffix: "_seconds",
    has_buckets: true,
    assert_name: "assert_timed_name",
    describe_function: "function_timed",
    describe_family: "timed",
    start: "timed",
    start_scope: "timed_scope",
    without_outcome: WithoutOutcome::Scope,
};

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    call::expand(&INSTRUMENT, args, item)
}
