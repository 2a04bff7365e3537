//! Rules about streams, one function each.

use syn::{Attribute, Meta, ReturnType};

use crate::{
    call::{
        Instrument,
        args::Args,
        future::{self, Target},
    },
    counted,
    diag::Diagnostics,
    function::Function,
    timed,
    words::{COUNTED, STREAM, TIMED},
};

pub(crate) fn arguments(args: &Args, diag: &mut Diagnostics) {
    stream_needs_its_feature(cfg!(any(test, feature = "stream")), args, diag);
    stream_is_judged_by_its_items(args, diag);
}

pub(crate) fn function(
    instrument: &Instrument,
    args: &Args,
    function: &Function,
    target: &Target,
    diag: &mut Diagnostics,
) {
    returned_stream_can_be_replaced(args, function, target, diag);
    items_are_counted_once(instrument, args, function, diag);
}

/// The runtime lacks what generated code would call.
pub(crate) fn stream_needs_its_feature(has_feature: bool, args: &Args, diag: &mut Diagnostics) {
    if let Some(key) = args.stream.key().filter(|_| !has_feature) {
        diag.error(
            key,
            format_args!(
                "`{key}` needs the feature `{STREAM}` of tickmark: write `features = [\"{STREAM}\"]` where `Cargo.toml` names it"
            ),
        );
    }
}

/// There are many of them, and no one value that could be asked.
fn stream_is_judged_by_its_items(args: &Args, diag: &mut Diagnostics) {
    if args.stream.key().is_none() {
        return;
    }
    for key in [args.ok_if.key(), args.error_if.key(), args.error.key(), args.labels_from.key()]
        .into_iter()
        .flatten()
    {
        diag.error(
            key,
            format_args!(
                "`{key}` asks the one value of a call, and a `{STREAM}` is judged by its items: implement `Outcome` for their type, or remove it"
            ),
        );
    }
}

/// What records a stream is another stream around it, and has another type.
fn returned_stream_can_be_replaced(
    args: &Args,
    function: &Function,
    target: &Target,
    diag: &mut Diagnostics,
) {
    let Some(key) = args.stream.key().filter(|_| target.stream.is_none()) else { return };
    let returns = &function.sig.output;
    if matches!(returns, ReturnType::Default) {
        diag.error(key, format_args!("`{key}` is for a function that returns a stream: remove it"));
    } else if target.is_async || !future::is_future(returns) {
        diag.error(
            returns,
            format_args!(
                "`{key}` puts another stream around this one, which its type does not allow: return `impl Stream<Item = …>` or `Pin<Box<dyn Stream<Item = …>>>`"
            ),
        );
    }
}

/// Each attribute that records a stream would count its items.
fn items_are_counted_once(instrument: &Instrument, args: &Args, function: &Function, diag: &mut Diagnostics) {
    let Some(key) = args.stream.key().filter(|_| instrument.items.is_some()) else { return };
    let others = [&timed::INSTRUMENT, &counted::INSTRUMENT].map(|other| other.word);
    let mut others = others.into_iter().filter(|word| *word != instrument.word);
    if let Some(other) = others.find(|word| function.attrs.iter().any(|attr| counts_items(attr, word))) {
        diag.error(
            key,
            format_args!(
                "`#[{other}]` counts the items of this `{key}` too: write one attribute, `#[{TIMED}({COUNTED}, {key})]`"
            ),
        );
    }
}

fn counts_items(attr: &Attribute, word: &str) -> bool {
    let Meta::List(list) = &attr.meta else { return false };
    let is_other = list.path.segments.last().is_some_and(|segment| segment.ident == word);
    is_other && list.tokens.clone().into_iter().any(|token| token.to_string() == STREAM)
}
