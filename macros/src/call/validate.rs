//! Rules about recorded calls, one function each, and what is left when all are kept.

use quote::ToTokens;
use syn::{Expr, LitStr, ext::IdentExt};

use super::{
    Instrument, WithoutOutcome,
    args::Args,
    future::{self, Target},
    label::{Label, LabelArg},
    outcome::{OutcomeArg, OutcomeNames},
};
use crate::{
    diag::Diagnostics,
    docs,
    function::Function,
    literal,
    paths::RuntimePath,
    return_type,
    words::{BUCKETS, OUTCOME},
};

/// As many values as one tuple of the runtime holds.
const MAX_READ_LABELS: usize = 8;

/// A recorded call that can be expanded.
pub(crate) struct Call<'a> {
    pub(crate) instrument: &'a Instrument,
    pub(crate) runtime: RuntimePath,
    pub(crate) family: Family,
    pub(crate) labels: Vec<Label>,
    pub(crate) buckets: Option<Expr>,
    /// Nothing where no outcome is recorded.
    pub(crate) outcome: Option<OutcomeNames>,
    pub(crate) target: Target,
    pub(crate) shape: Shape,
}

pub(crate) enum Family {
    /// Of all functions without a name of their own.
    Shared {
        function: String,
    },
    Named {
        name: LitStr,
        help: Help,
    },
}

pub(crate) enum Help {
    Given(LitStr),
    Doc(String),
    Missing,
}

/// How the call is recorded.
pub(crate) enum Shape {
    /// By a guard in front of the code.
    Scope,
    /// By a statement in front of the code, which calls the named function.
    Statement(&'static str),
    /// From the value that the code returns.
    Value,
    /// From the value that the code returns once it was awaited.
    Future,
}

pub(crate) fn args(instrument: &Instrument, args: &Args, diag: &mut Diagnostics) {
    own_family_needs_a_name(instrument, args, diag);
    buckets_belong_to_a_histogram(instrument, args, diag);
    some_bucket_is_given(args, diag);
    let labels = args.labels.get().map(Vec::as_slice).unwrap_or_default();
    keys_of_labels_differ(labels, diag);
    keys_of_labels_are_free(labels, args.outcome.get(), diag);
    fixed_labels_have_no_type(labels, diag);
    read_labels_fit_into_a_tuple(labels, diag);
    if let Some(OutcomeArg::Renamed(names)) = args.outcome.get() {
        success_has_its_own_word(names, diag);
    }
}

pub(crate) fn call<'a>(
    instrument: &'a Instrument,
    args: Args,
    function: &Function,
    diag: &mut Diagnostics,
) -> Call<'a> {
    let target = Target::of(function);
    function_is_not_const(instrument, function, diag);
    returned_future_is_seen(instrument, function, &target, diag);
    let runtime = args.runtime();
    let outcome = match args.outcome.take() {
        None => Some(OutcomeNames::default()),
        Some(OutcomeArg::Renamed(names)) => Some(*names),
        Some(OutcomeArg::None) => None,
    };
    let shape = shape(instrument, &target, outcome.is_some());
    let family = match args.name.take() {
        None => Family::Shared { function: function.sig.ident.unraw().to_string() },
        Some(name) => Family::Named { name, help: help(args.help.take(), function) },
    };
    let labels = args.labels.take().into_iter().flatten();
    let labels = labels.map(|label| Label::new(label, &function.sig)).collect();
    Call { instrument, runtime, family, labels, buckets: args.buckets.take(), outcome, target, shape }
}

fn help(given: Option<LitStr>, function: &Function) -> Help {
    let doc = || docs::first_paragraph(&function.attrs).map_or(Help::Missing, Help::Doc);
    given.map_or_else(doc, Help::Given)
}

fn shape(instrument: &Instrument, target: &Target, has_outcome: bool) -> Shape {
    match &instrument.without_outcome {
        WithoutOutcome::Statement(function) if !has_outcome => Shape::Statement(function),
        _ if !has_outcome => Shape::Scope,
        _ if target.is_async => Shape::Future,
        _ if target.is_infallible() => Shape::Scope,
        _ => Shape::Value,
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
    if args.name.key().is_some() {
        return;
    }
    let buckets = args.buckets.key().filter(|_| instrument.has_buckets);
    for key in [args.help.key(), args.labels.key(), buckets, args.outcome.key()].into_iter().flatten() {
        diag.error(
            key,
            format_args!(
                "`{key}` needs a `name`: functions without one share `{}`; write `name = \"…{}\"`",
                instrument.shared_family, instrument.suffix
            ),
        );
    }
}

/// Only histograms have buckets.
fn buckets_belong_to_a_histogram(instrument: &Instrument, args: &Args, diag: &mut Diagnostics) {
    if let Some(key) = args.buckets.key().filter(|_| !instrument.has_buckets) {
        diag.error(key, "a counter has no `buckets`: remove them, or use `timed`");
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
        let word = instrument.word;
        diag.error(keyword, format_args!("a `const fn` can't be {word}: remove `const` or `#[{word}]`"));
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
        let word = instrument.word;
        diag.error(
            returns,
            format_args!(
                "this future would be {word} before it runs: write `async fn`, or end the body in `async move {{ … }}`"
            ),
        );
    }
}
