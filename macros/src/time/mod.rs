//! `time!`: how long a section of a function takes.

#[cfg(all(test, feature = "enabled"))]
mod tests;

use proc_macro2::TokenStream;

use crate::{
    call::{Instrument, section},
    timed,
    words::{
        ALLOW_METRIC, BUCKETS, CLOCK, COUNTED, CRATE, ERROR_IF, FUNCTION, HELP, IN_FLIGHT, LABELS, LIMIT,
        METRIC, NAME, NATIVE, OK_IF, ONLY, OUTCOME, REGISTRY, SAMPLE, SLO, SLOW, TIME,
    },
};

pub(crate) const INSTRUMENT: Instrument = Instrument {
    word: TIME,
    is_of_section: true,
    arguments: &[
        NAME,
        HELP,
        FUNCTION,
        LABELS,
        LIMIT,
        BUCKETS,
        NATIVE,
        OUTCOME,
        OK_IF,
        ERROR_IF,
        ONLY,
        SLOW,
        SAMPLE,
        CLOCK,
        COUNTED,
        IN_FLIGHT,
        METRIC,
        REGISTRY,
        SLO,
        ALLOW_METRIC,
        CRATE,
    ],
    ..timed::INSTRUMENT
};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    section::expand(&INSTRUMENT, input)
}
