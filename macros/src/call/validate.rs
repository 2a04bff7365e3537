//! Rules about recorded calls, one function each, and what is left when all are kept.

use quote::ToTokens;
use syn::{Expr, LitStr, ext::IdentExt};

use super::{
    Instrument,
    args::{Args, PartArgs},
    future::{self, Target},
    label::{Label, LabelArg},
    outcome::{OutcomeArg, OutcomeNames},
    part::{Family, Help, Part},
};
use crate::{
    counted,
    diag::Diagnostics,
    docs,
    function::Function,
    in_flight, literal,
    paths::RuntimePath,
    return_type,
    words::{BUCKETS, ERROR_IF, OK_IF, OUTCOME},
};

/// As many values as one tuple of the runtime holds.
const MAX_READ_LABELS: usize = 8;

/// A recorded call that can be expanded.
pub(crate) struct Call {
    pub(crate) runtime: RuntimePath,
    /// What the function is called.
    pub(crate) function: String,
    /// What is recorded into instead of families that the attribute declares.
    pub(crate) metric: Option<Expr>,
    /// The registry that the families are in, if not the global one.
    pub(crate) registry: Option<Expr>,
    /// In the order in which they begin: what reads the clock is the last.
    pub(crate) parts: Vec<Part>,
    pub(crate) labels: Vec<Label>,
    /// Nothing where no outcome is recorded.
    pub(crate) outcome: Option<OutcomeNames>,
    /// Whether a call may fail, as far as its signature and the arguments tell.
    pub(crate) is_fallible: bool,
    /// What says whether it did, other than the value itself: a function of the runtime's `__private`, and what it is handed.
    pub(crate) condition: Option<(&'static str, Expr)>,
    pub(crate) only: Option<&'static str>,
    pub(crate) target: Target,
    pub(crate) shape: Shape,
}

/// How the call is recorded.
pub(crate) enum Shape {
    /// By a guard in front of the code.
    Scope,
    /// By a statement in front of the code, which calls the named function.
    Statement(&'static str),
    /// From the value that the code returns.
    Value,
    /// The same with the code where it stood: handed to a closure, it would not know who called the function.
    Inline,
    /// From the value that the code returns once it was awaited.
    Future,
}

pub(crate) fn args(instrument: &Instrument, args: &Args, diag: &mut Diagnostics) {
    own_family_needs_a_name(instrument, args, diag);
    other_families_have_names_too(args, diag);
    given_metric_is_declared_elsewhere(args, diag);
    some_bucket_is_given(args, diag);
    one_condition_is_enough(args, diag);
    condition_decides_something(args, diag);
    let labels = args.labels.get().map(Vec::as_slice).unwrap_or_default();
    keys_of_labels_differ(labels, diag);
    keys_of_labels_are_free(labels, args.outcome.get(), diag);
    fixed_labels_have_no_type(labels, diag);
    read_labels_fit_into_a_tuple(labels, diag);
    if let Some(OutcomeArg::Renamed(names)) = args.outcome.get() {
        success_has_its_own_word(names, diag);
    }
}

pub(crate) fn call(
    instrument: &'static Instrument,
    mut args: Args,
    function: &Function,
    diag: &mut Diagnostics,
) -> Call {
    let target = Target::of(function);
    function_is_not_const(instrument, function, diag);
    returned_future_is_seen(instrument, function, &target, diag);
    only_a_future_is_polled(&args, &target, diag);
    let runtime = args.runtime();
    let outcome = match args.outcome.take() {
        _ if !instrument.asks_for_outcome() || args.metric.get().is_some() => None,
        None => Some(OutcomeNames::default()),
        Some(OutcomeArg::Renamed(names)) => Some(*names),
        Some(OutcomeArg::None) => None,
    };
    let (ok_if, error_if) = (args.ok_if.take(), args.error_if.take());
    let condition = ok_if.map(|ok| (OK_IF, ok)).or(error_if.map(|error| (ERROR_IF, error)));
    let only = args.only.take();
    let is_fallible = condition.is_some() || !target.is_infallible();
    let asks = Asks { ending: outcome.is_some() || only.is_some(), value: is_fallible };
    let labels = args.labels.take().into_iter().flatten();
    let labels = labels.map(|label| Label::new(label, &function.sig)).collect();
    let (metric, registry) = (args.metric.take(), args.registry.take());
    let parts = parts(instrument, &mut args, function);
    let shape = shape(&parts, metric.is_some(), &target, asks, function);
    let function = function.sig.ident.unraw().to_string();
    Call {
        runtime,
        function,
        metric,
        registry,
        parts,
        labels,
        outcome,
        is_fallible,
        condition,
        only,
        target,
        shape,
    }
}

/// What is recorded, in the order in which it begins.
fn parts(instrument: &'static Instrument, args: &mut Args, function: &Function) -> Vec<Part> {
    let counted = args.counted.take().map(|part| part_of(&counted::INSTRUMENT, part, function));
    let in_flight = args.in_flight.take().map(|part| part_of(&in_flight::INSTRUMENT, part, function));
    let main = Part {
        buckets: args.buckets.take(),
        slow: args.slow.take(),
        busy: args.clock.take().is_some(),
        sample: args.sample.take(),
        high_water: args.high_water.take().is_some(),
        slo: args.slo.take(),
        ..Part::new(instrument, family(args.name.take(), args.help.take(), function))
    };
    in_flight.into_iter().chain(counted).chain([main]).collect()
}

fn part_of(instrument: &'static Instrument, mut args: PartArgs, function: &Function) -> Part {
    Part {
        high_water: args.high_water.take().is_some(),
        ..Part::new(instrument, family(args.name.take(), args.help.take(), function))
    }
}

fn family(name: Option<LitStr>, help: Option<LitStr>, function: &Function) -> Family {
    let Some(name) = name else {
        return Family::Shared;
    };
    let doc = || docs::first_paragraph(&function.attrs).map_or(Help::Missing, Help::Doc);
    Family::Named { name, help: help.map_or_else(doc, Help::Given) }
}

/// What has to be known of how a call ends.
#[derive(Clone, Copy)]
struct Asks {
    /// Whether anybody asks at all.
    ending: bool,
    /// Whether the value has to be asked.
    value: bool,
}

fn shape(parts: &[Part], has_metric: bool, target: &Target, asks: Asks, function: &Function) -> Shape {
    let alone = match parts {
        [part] => part.instrument.alone_without_outcome,
        _ => None,
    };
    match (asks.ending, alone) {
        (false, Some(function)) if !has_metric => Shape::Statement(function),
        (false, _) => Shape::Scope,
        (true, _) if target.is_async => Shape::Future,
        (true, _) if !asks.value => Shape::Scope,
        (true, _) if function.is_track_caller() && !function.leaves_early() => Shape::Inline,
        (true, _) => Shape::Value,
    }
}

impl Target {
    /// Whether the code can't report a failure, by the spelling of its type.
    pub(crate) fn is_infallible(&self) -> bool {
        self.output.as_ref().is_some_and(return_type::is_infallible)
    }
}

/// Functions without a name share one family, whose help, labels and buckets are the same everywhere.
fn own_family_needs_a_name(instrument: &Instrument, args: &Args, diag: &mut Diagnostics) {
    if args.name.key().is_some() || args.metric.key().is_some() {
        return;
    }
    for key in
        [args.help.key(), args.labels.key(), args.buckets.key(), args.outcome.key()].into_iter().flatten()
    {
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
        args.outcome.key(),
        args.slow.key(),
        args.sample.key(),
        args.clock.key(),
        args.high_water.key(),
        args.counted.key(),
        args.in_flight.key(),
        args.registry.key(),
        args.slo.key(),
    ];
    for key in keys.into_iter().flatten() {
        diag.error(
            key,
            format_args!("`{key}` is for a family that the attribute declares: remove it or `metric`"),
        );
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

/// What is no future is busy all the time.
fn only_a_future_is_polled(args: &Args, target: &Target, diag: &mut Diagnostics) {
    if let Some(key) = args.clock.key().filter(|_| !target.is_async) {
        diag.error(
            key,
            "`clock = busy` is for an `async fn`: what is not polled is busy all the time, remove it",
        );
    }
}

/// An empty list would leave a histogram that tells nothing but its count and its sum.
fn some_bucket_is_given(args: &Args, diag: &mut Diagnostics) {
    if let Some(Expr::Array(array)) = args.buckets.get().map(literal::ungroup)
        && array.elems.is_empty()
    {
        diag.error(
            array,
            format_args!("`{BUCKETS}` is empty: write `{BUCKETS} = [0.1, 0.5, 1.0]` or leave it out"),
        );
    }
}

/// A series can't have two labels with one name.
fn keys_of_labels_differ(labels: &[LabelArg], diag: &mut Diagnostics) {
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
fn keys_of_labels_are_free(labels: &[LabelArg], outcome: Option<&OutcomeArg>, diag: &mut Diagnostics) {
    let taken = match outcome {
        None => Some(OUTCOME.to_owned()),
        Some(OutcomeArg::None) => None,
        Some(OutcomeArg::Renamed(names)) => Some(names.label.get().map_or(OUTCOME.to_owned(), LitStr::value)),
    };
    for label in labels {
        let key = label.key.unraw().to_string();
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
