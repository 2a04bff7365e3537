//! Rules about recorded calls, one function each.

use quote::ToTokens;
use syn::{LitStr, ext::IdentExt};

use super::{
    Instrument,
    args::Args,
    error::{self, ErrorArg},
    future::{self, Target},
    label::LabelArg,
    outcome::{OutcomeArg, OutcomeNames},
    stream,
};
use crate::{buckets, diag::Diagnostics, function::Function, words::OUTCOME};

/// As many values as one tuple of the runtime holds.
const MAX_READ_LABELS: usize = 8;

pub(crate) fn args(instrument: &Instrument, args: &Args, diag: &mut Diagnostics) {
    own_family_needs_a_name(instrument, args, diag);
    skip_has_a_block_around_it(instrument, args, diag);
    arguments_in_themselves(args, diag);
}

/// The rules that hold wherever the arguments stand.
pub(crate) fn arguments_in_themselves(args: &Args, diag: &mut Diagnostics) {
    function_is_a_label_of_the_shared_family(args, diag);
    function_is_not_empty(args, diag);
    other_families_have_names_too(args, diag);
    given_metric_is_declared_elsewhere(args, diag);
    buckets::some_is_given(args.buckets.get(), diag);
    one_condition_is_enough(args, diag);
    error_is_told_beside_the_outcome(args, diag);
    error_has_kinds_from_one_place(args, diag);
    labels_from_come_at_the_end(args, diag);
    all_calls_may_be_slow(args, diag);
    condition_decides_something(args, diag);
    stream::validate::arguments(args, diag);
    let labels = args.labels.get().map(Vec::as_slice).unwrap_or_default();
    let all: Vec<&LabelArg> = labels.iter().chain(args.labels_from.get().into_iter().flatten()).collect();
    keys_of_labels_differ(&all, diag);
    keys_of_labels_are_free(&all, args.outcome.get(), args.error.get(), diag);
    fixed_labels_have_no_type(labels, diag);
    read_labels_fit_into_a_tuple(labels, diag);
    if let Some(OutcomeArg::Renamed(names)) = args.outcome.get() {
        success_has_its_own_word(names, diag);
    }
}

pub(crate) fn function(
    instrument: &Instrument,
    args: &Args,
    function: &Function,
    target: &Target,
    diag: &mut Diagnostics,
) {
    function_is_not_const(instrument, function, diag);
    returned_future_is_seen(instrument, function, target, diag);
    only_a_future_is_polled(
        args,
        target.is_async || args.stream.key().is_some(),
        "`async fn` or a `stream`",
        diag,
    );
    error_is_known(args, function, target, diag);
    stream::validate::function(instrument, args, function, target, diag);
}

/// Only the block around a function can leave it out.
pub(crate) fn skip_has_a_block_around_it(instrument: &Instrument, args: &Args, diag: &mut Diagnostics) {
    if let Some((key, ())) = args.skip.key().zip(args.skip.get()) {
        let word = instrument.word;
        diag.error(
            key,
            format_args!(
                "`{key}` leaves a method out of a marked block: no block around this has `#[{word}]`, remove `#[{word}({key})]`"
            ),
        );
    }
}

/// The family of a `name` has no label `function`.
fn function_is_a_label_of_the_shared_family(args: &Args, diag: &mut Diagnostics) {
    if let Some((key, _)) = args.function.key().zip(args.name.key()) {
        let message = "a family with a `name` has no label `function`: remove one of the two, or write `labels(function = \"…\")`";
        diag.error(key, message);
    }
}

/// An empty label is the same as none.
fn function_is_not_empty(args: &Args, diag: &mut Diagnostics) {
    if let Some(text) = args.function.get().filter(|text| text.value().is_empty()) {
        diag.error(text, "`function` is empty: write the name that the label shows, or leave it out");
    }
}

/// Functions without a name share one family, whose help, labels and buckets are the same everywhere.
pub(crate) fn own_family_needs_a_name(instrument: &Instrument, args: &Args, diag: &mut Diagnostics) {
    if args.name.key().is_some() || args.metric.key().is_some() {
        return;
    }
    let keys = [
        args.help.key(),
        args.labels.key(),
        args.buckets.key(),
        args.outcome.key(),
        args.error.key(),
        args.labels_from.key(),
        args.limit.key(),
    ];
    for key in keys.into_iter().flatten() {
        diag.error(
            key,
            format_args!(
                "`{key}` needs a `name`: functions without one share `{}`; write `name = \"…{}\"`",
                instrument.shared_family, instrument.suffix
            ),
        );
    }
}

/// What is declared already has its name, its labels and its buckets.
fn given_metric_is_declared_elsewhere(args: &Args, diag: &mut Diagnostics) {
    if args.metric.key().is_none() {
        return;
    }
    let keys = [
        args.name.key(),
        args.help.key(),
        args.buckets.key(),
        args.native.key(),
        args.outcome.key(),
        args.error.key(),
        args.labels_from.key(),
        args.limit.key(),
        args.slow.key(),
        args.sample.key(),
        args.clock.key(),
        args.stream.key(),
        args.high_water.key(),
        args.counted.key(),
        args.in_flight.key(),
        args.registry.key(),
        args.slo.key(),
    ];
    for key in keys.into_iter().flatten() {
        diag.error(key, format_args!("`{key}` is for a family that is declared here: remove it or `metric`"));
    }
    if let Some(key) = args.labels.key() {
        diag.error(key, "the labels of a `metric` are its own: write `metric = FAMILY.with(…)`");
    }
}

/// A family that functions share has no room for the labels of one with a name.
fn other_families_have_names_too(args: &Args, diag: &mut Diagnostics) {
    let parts = [
        (args.counted.key(), args.counted.get(), "_total"),
        (args.in_flight.key(), args.in_flight.get(), "_in_flight"),
    ];
    for (key, part, suffix) in parts {
        if let (Some(key), Some(part), Some(_)) = (key, part, args.name.key())
            && part.name.key().is_none()
        {
            diag.error(
                key,
                format_args!(
                    "`{key}` needs a name of its own beside `name`: write `{key}(name = \"…{suffix}\")`"
                ),
            );
        }
    }
}

/// They could contradict each other.
fn one_condition_is_enough(args: &Args, diag: &mut Diagnostics) {
    if let (Some(_), Some(key)) = (args.ok_if.key(), args.error_if.key()) {
        diag.error(key, "`ok_if` and `error_if` say the same thing twice: keep one of them");
    }
}

/// Nobody would ask.
fn condition_decides_something(args: &Args, diag: &mut Diagnostics) {
    let is_asked = args.only.key().is_some() || !matches!(args.outcome.get(), Some(OutcomeArg::None));
    for key in [args.ok_if.key(), args.error_if.key()].into_iter().flatten().filter(|_| !is_asked) {
        diag.error(
            key,
            format_args!("`{key}` decides the outcome, and there is none: remove it or `outcome = none`"),
        );
    }
}

/// Without the outcome, calls that did not fail could not be told from each other.
fn error_is_told_beside_the_outcome(args: &Args, diag: &mut Diagnostics) {
    if let (Some(key), Some(OutcomeArg::None)) = (args.error.key(), args.outcome.get()) {
        diag.error(
            key,
            "`error` says why the outcome is a failure, and there is none: remove it or `outcome = none`",
        );
    }
}

/// What is not timed can't be told to be slow.
fn all_calls_may_be_slow(args: &Args, diag: &mut Diagnostics) {
    if let (Some(key), Some(_)) = (args.slow.key(), args.sample.key()) {
        diag.error(key, "`slow` counts all calls, and `sample` times only some: remove one of them");
    }
}

/// What is recorded while a call runs has no labels of what it returns.
fn labels_from_come_at_the_end(args: &Args, diag: &mut Diagnostics) {
    if args.labels_from.key().is_none() {
        return;
    }
    let keys = [args.in_flight.key(), args.slow.key(), args.clock.key(), args.sample.key()];
    for key in keys.into_iter().flatten() {
        diag.error(key, format_args!("`{key}` does not know what is returned: remove it or `labels_from`"));
    }
}

/// Causes are told apart by their types, kinds by the error itself.
fn error_has_kinds_from_one_place(args: &Args, diag: &mut Diagnostics) {
    if let Some(error) = args.error.get()
        && let (Some(of), Some(_)) = (error.of.key(), error.causes.key())
    {
        diag.error(of, "`of` and `causes` both say what the kinds are: keep one of them");
    }
}

/// The values of the label are on the page from the start, so they have to be known outside the function.
fn error_is_known(args: &Args, function: &Function, target: &Target, diag: &mut Diagnostics) {
    let Some(error) = args.error.get() else { return };
    if target.is_infallible(false) {
        let key = args.error.key();
        diag.error(key, "`error` is for functions that return a `Result`: remove it, or return one");
    } else if error.asks_signature() && error::in_signature(&function.sig, target, &args.runtime()).is_none()
    {
        let message = "the error of this function has no name outside of it: write `error = MyError`";
        diag.error(args.error.key(), message);
    }
}

/// What is no future is busy all the time.
pub(crate) fn only_a_future_is_polled(args: &Args, is_async: bool, item: &str, diag: &mut Diagnostics) {
    if let Some(key) = args.clock.key().filter(|_| !is_async) {
        let message = format_args!(
            "`clock = busy` is for an {item}: what is not polled is busy all the time, remove it"
        );
        diag.error(key, message);
    }
}

/// A series can't have two labels with one name.
fn keys_of_labels_differ(labels: &[&LabelArg], diag: &mut Diagnostics) {
    for (index, label) in labels.iter().enumerate() {
        if labels.iter().take(index).any(|earlier| earlier.key.unraw() == label.key.unraw()) {
            diag.error(
                &label.key,
                format_args!("label `{}` is given twice, keep one of them", label.key.unraw()),
            );
        }
    }
}

/// The outcome is a label too.
fn keys_of_labels_are_free(
    labels: &[&LabelArg],
    outcome: Option<&OutcomeArg>,
    error: Option<&ErrorArg>,
    diag: &mut Diagnostics,
) {
    let taken = match outcome {
        None => Some(OUTCOME.to_owned()),
        Some(OutcomeArg::None) => None,
        Some(OutcomeArg::Renamed(names)) => Some(names.label.get().map_or(OUTCOME.to_owned(), LitStr::value)),
    };
    for label in labels {
        let key = label.key.unraw().to_string();
        if error.map(ErrorArg::name).as_ref() == Some(&key) {
            let message =
                "is the label of the error: choose another word here, or write `error(label = \"…\")`";
            diag.error(&label.key, format_args!("`{key}` {message}"));
        }
        if taken.as_ref() == Some(&key) {
            let message =
                "is the label of the outcome: choose another word here, or write `outcome(label = \"…\")`";
            diag.error(&label.key, format_args!("`{key}` {message}"));
        }
    }
}

/// A fixed label is a text, so a type beside it says nothing.
fn fixed_labels_have_no_type(labels: &[LabelArg], diag: &mut Diagnostics) {
    for label in labels {
        if let (Some(ty), Some(text)) = (&label.ty, label.fixed_value()) {
            let (key, text) = (&label.key, text.to_token_stream());
            diag.error(ty, format_args!("a label with a fixed value takes no type: write `{key} = {text}`"));
        }
    }
}

/// The runtime takes the values that are read as one tuple.
fn read_labels_fit_into_a_tuple(labels: &[LabelArg], diag: &mut Diagnostics) {
    let mut read = labels.iter().filter(|label| label.fixed_value().is_none());
    if let Some(label) = read.nth(MAX_READ_LABELS) {
        let message = format_args!(
            "more than {MAX_READ_LABELS} labels are read at each call: drop one, or make it fixed"
        );
        diag.error(&label.key, message);
    }
}

/// A success that reads like another ending could not be told from it. The others may share a word: their calls add up.
fn success_has_its_own_word(names: &OutcomeNames, diag: &mut Diagnostics) {
    let [success, others @ ..] =
        names.endings().map(|(ending, word)| (ending, word, word.map_or(ending.to_owned(), LitStr::value)));
    if let Some((ending, word, text)) = others.iter().find(|(.., text)| *text == success.2) {
        let message = format_args!("`success` and `{ending}` are both `{text}`: give each its own word");
        diag.error(word.or(success.1), message);
    }
}

/// A clock can't be read, nor a counter be moved, while the program compiles.
fn function_is_not_const(instrument: &Instrument, function: &Function, diag: &mut Diagnostics) {
    if let Some(keyword) = function.sig.constness {
        let (word, adjective) = (instrument.word, instrument.adjective);
        diag.error(keyword, format_args!("a `const fn` can't be {adjective}: remove `const` or `#[{word}]`"));
    }
}

/// A future that is made elsewhere would be recorded before it runs.
fn returned_future_is_seen(
    instrument: &Instrument,
    function: &Function,
    target: &Target,
    diag: &mut Diagnostics,
) {
    let returns = &function.sig.output;
    if !target.is_async && future::is_future(returns) {
        let adjective = instrument.adjective;
        diag.error(
            returns,
            format_args!(
                "this future would be {adjective} before it runs: write `async fn`, or end the body in `async move {{ … }}`"
            ),
        );
    }
}
