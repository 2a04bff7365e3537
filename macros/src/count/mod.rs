//! `count!`: how often a section of a function runs.

#[cfg(all(test, feature = "enabled"))]
mod tests;

use proc_macro2::TokenStream;

use crate::{
    call::{Instrument, section},
    counted,
    words::{
        ALLOW_METRIC, COUNT, CRATE, ERROR_IF, FUNCTION, HELP, IN_FLIGHT, LABELS, LIMIT, METRIC, NAME, OK_IF,
        ONLY, OUTCOME, REGISTRY,
    },
};

pub(crate) const INSTRUMENT: Instrument = Instrument {
    word: COUNT,
    is_of_section: true,
    arguments: &[
        NAME,
        HELP,
        FUNCTION,
        LABELS,
        LIMIT,
        OUTCOME,
        OK_IF,
        ERROR_IF,
        ONLY,
        IN_FLIGHT,
        METRIC,
        REGISTRY,
        ALLOW_METRIC,
        CRATE,
    ],
    ..counted::INSTRUMENT
};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    section::expand(&INSTRUMENT, input)
}
