//! Rules about sections, one function each.

use super::args::Code;
use crate::{
    call::{Instrument, args::Args, validate},
    diag::Diagnostics,
};

pub(crate) fn section(instrument: &Instrument, args: &Args, code: Option<&Code>, diag: &mut Diagnostics) {
    validate::own_family_needs_a_name(instrument, args, diag);
    validate::arguments_in_themselves(args, diag);
    if let Some(code) = code {
        something_says_what_runs(instrument, args, code, diag);
        validate::only_a_future_is_polled(args, code.is_async(), "`async` block", diag);
    }
}

/// In the family that all share, a section without a name could not be told from the others.
fn something_says_what_runs(instrument: &Instrument, args: &Args, code: &Code, diag: &mut Diagnostics) {
    let says = [args.name.key(), args.function.key(), args.metric.key()];
    // Those need a `name`, which was said at each of them.
    let asks = [args.help.key(), args.labels.key(), args.buckets.key(), args.outcome.key()];
    if says.into_iter().chain(asks).all(|key| key.is_none()) {
        let Instrument { suffix, shared_family, .. } = instrument;
        let message = format!(
            "a block has no name: write `name = \"…{suffix}\"`, or `function = \"…\"` to record it in `{shared_family}`"
        );
        diag.push(syn::Error::new(code.start(), message));
    }
}
