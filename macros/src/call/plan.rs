//! What is recorded of a call, once all rules are kept.

use proc_macro2::{Ident, Span};
use syn::{Attribute, Expr, LitInt, LitStr, Signature, ext::IdentExt};

use super::{
    Instrument,
    args::{Args, PartArgs},
    error::ErrorLabel,
    future::Target,
    label::{Label, LabelArg},
    outcome::{OutcomeArg, OutcomeNames},
    part::{Family, Help, Part},
};
use crate::{
    counted, docs,
    function::{Exit, Function},
    in_flight,
    paths::RuntimePath,
    return_type,
    words::{ERROR_IF, OK_IF},
};

/// A recorded call that can be expanded.
pub(crate) struct Call {
    pub(crate) runtime: RuntimePath,
    /// What the function is called; empty for a section that says nothing.
    pub(crate) function: LitStr,
    /// What is recorded into instead of families that is declared here.
    pub(crate) metric: Option<Expr>,
    /// The registry that the families are in, if not the global one.
    pub(crate) registry: Option<Expr>,
    /// In the order in which they begin: what reads the clock is the last.
    pub(crate) parts: Vec<Part>,
    pub(crate) labels: Vec<Label>,
    /// Labels that are read from what is returned.
    pub(crate) returned: Vec<LabelArg>,
    /// How many series a family with open labels may have, if not as many as usual.
    pub(crate) limit: Option<LitInt>,
    /// The rules of names that are not to be kept.
    pub(crate) rules: Vec<Ident>,
    /// Nothing where no outcome is recorded.
    pub(crate) outcome: Option<OutcomeNames>,
    /// Whether a call may fail, as far as its signature and the arguments tell.
    pub(crate) is_fallible: bool,
    /// What says whether it did, other than the value itself: a function of the runtime's `__private`, and what it is handed.
    pub(crate) condition: Option<(&'static str, Expr)>,
    /// What says why a call failed.
    pub(crate) error: Option<ErrorLabel>,
    /// The one ending that is recorded, as the runtime calls it after `only_`.
    pub(crate) only: Option<&'static str>,
    pub(crate) target: Target,
    pub(crate) shape: Shape,
}

/// What there are calls of, as far as it matters to what is recorded.
pub(crate) struct Subject<'a> {
    /// What it is called.
    name: LitStr,
    attrs: &'a [Attribute],
    sig: Option<&'a Signature>,
    /// How the code can be left.
    exit: Exit,
    /// Whether it can't be handed to a closure.
    stays: bool,
}

/// How the call is recorded.
pub(crate) enum Shape {
    /// By a guard in front of the code.
    Scope,
    /// By a statement in front of the code, which calls the named function.
    Statement(&'static str),
    /// From the value that the code returns.
    Value,
    /// The same with the code where it stood, behind what the named function starts: handed to a closure, the code would not know
    /// who called the function, nor could it return from the one around it.
    Inline(&'static str),
    /// From the value that the code returns once it was awaited.
    Future,
    /// From the items of the stream that the code returns.
    Stream,
}

pub(crate) fn call(
    instrument: &'static Instrument,
    mut args: Args,
    subject: &Subject<'_>,
    target: Target,
) -> Call {
    let runtime = args.runtime();
    let outcome = match args.outcome.take() {
        _ if !instrument.asks_for_outcome() || args.metric.get().is_some() => None,
        None => Some(OutcomeNames::default()),
        Some(OutcomeArg::Renamed(names)) => Some(*names),
        Some(OutcomeArg::None) => None,
    };
    let (ok_if, error_if) = (args.ok_if.take(), args.error_if.take());
    let condition = ok_if.map(|ok| (OK_IF, ok)).or(error_if.map(|error| (ERROR_IF, error)));
    let error = args.error.take().and_then(|error| error.into_label(subject.sig?, &target, &runtime));
    let only = args.only.take();
    let is_stream = args.stream.take().is_some();
    let is_fallible = condition.is_some() || !target.is_infallible(is_stream);
    let returned = args.labels_from.take().unwrap_or_default();
    let asks = Asks {
        ending: outcome.is_some() || only.is_some() || !returned.is_empty(),
        value: is_fallible || !returned.is_empty(),
        // What a macro returns is not seen where the code stands.
        error: error.is_some() || !returned.is_empty(),
    };
    let labels = args.labels.take().into_iter().flatten();
    let labels = labels.map(|label| Label::new(label, subject.sig)).collect();
    let (metric, registry) = (args.metric.take(), args.registry.take());
    let parts = parts(instrument, &mut args, is_stream, subject.attrs);
    let shape =
        if is_stream { Shape::Stream } else { shape(&parts, metric.is_some(), &target, asks, subject) };
    let function = args.function.take().unwrap_or_else(|| subject.name.clone());
    Call {
        runtime,
        function,
        metric,
        registry,
        parts,
        labels,
        returned,
        limit: args.limit.take(),
        rules: args.allow.take().unwrap_or_default(),
        outcome,
        is_fallible,
        condition,
        error,
        only,
        target,
        shape,
    }
}

/// What is recorded, in the order in which it begins.
fn parts(
    instrument: &'static Instrument,
    args: &mut Args,
    is_stream: bool,
    attrs: &[Attribute],
) -> Vec<Part> {
    let counted = args.counted.take().map(|part| part_of(&counted::INSTRUMENT, part, attrs));
    let in_flight = args.in_flight.take().map(|part| part_of(&in_flight::INSTRUMENT, part, attrs));
    let main = Part {
        buckets: args.buckets.take(),
        native: args.native.take(),
        slow: args.slow.take(),
        busy: args.clock.take().is_some(),
        stream: is_stream,
        sample: args.sample.take(),
        high_water: args.high_water.take().is_some(),
        slo: args.slo.take(),
        ..Part::new(instrument, family(args.name.take(), args.help.take(), attrs))
    };
    in_flight.into_iter().chain(counted).chain([main]).collect()
}

fn part_of(instrument: &'static Instrument, mut args: PartArgs, attrs: &[Attribute]) -> Part {
    Part {
        high_water: args.high_water.take().is_some(),
        ..Part::new(instrument, family(args.name.take(), args.help.take(), attrs))
    }
}

fn family(name: Option<LitStr>, help: Option<LitStr>, attrs: &[Attribute]) -> Family {
    let Some(name) = name else {
        return Family::Shared;
    };
    let doc = || docs::first_paragraph(attrs).map_or(Help::Missing, Help::Doc);
    Family::Named { name, help: help.map_or_else(doc, Help::Given) }
}

/// What has to be known of how a call ends.
#[derive(Clone, Copy)]
struct Asks {
    /// Whether anybody asks at all.
    ending: bool,
    /// Whether the value has to be asked.
    value: bool,
    /// Whether the error has to be asked.
    error: bool,
}

fn shape(parts: &[Part], has_metric: bool, target: &Target, asks: Asks, subject: &Subject<'_>) -> Shape {
    let alone = match parts {
        [part] => part.instrument.alone_without_outcome,
        _ => None,
    };
    match (asks.ending, alone) {
        (false, Some(function)) if !has_metric => Shape::Statement(function),
        // Only the wrapper knows when a future is polled.
        (false, _) if parts.iter().any(|part| part.busy) => Shape::Future,
        (false, _) => Shape::Scope,
        (true, _) if target.is_async => Shape::Future,
        (true, _) if !asks.value => Shape::Scope,
        (true, _) => match subject.exit {
            Exit::AtTheEnd => Shape::Inline("start"),
            // Nobody knows what is returned; the other way, nobody would know who called the function.
            Exit::Hidden if subject.stays && !asks.error => Shape::Inline("start_inline"),
            Exit::Hidden | Exit::Early => Shape::Value,
        },
    }
}

impl<'a> Subject<'a> {
    pub(crate) fn of(function: &'a Function) -> Self {
        Self {
            name: LitStr::new(&function.sig.ident.unraw().to_string(), Span::mixed_site()),
            attrs: &function.attrs,
            sig: Some(&function.sig),
            exit: function.exit(),
            stays: function.is_track_caller(),
        }
    }

    /// A section, which has no name, no documentation and no signature.
    pub(crate) fn of_section() -> Self {
        Self {
            name: LitStr::new("", Span::mixed_site()),
            attrs: &[],
            sig: None,
            exit: Exit::Hidden,
            stays: true,
        }
    }
}

/// Whether its body may stand where it stood.
pub(crate) fn stays(function: &Function) -> bool {
    match function.exit() {
        Exit::AtTheEnd => true,
        Exit::Hidden => function.is_track_caller(),
        Exit::Early => false,
    }
}

impl Call {
    /// Whether it may be dropped before its end.
    pub(crate) fn can_be_cancelled(&self) -> bool {
        self.target.is_async || matches!(self.shape, Shape::Stream)
    }

    /// Whether it begins later than it is made: when the stream is polled that the function returns.
    pub(crate) fn begins_later(&self) -> bool {
        !self.target.is_async && matches!(self.shape, Shape::Stream)
    }
}

impl Target {
    /// Whether the code, or an item of its stream, can't report a failure, by the spelling of the type.
    pub(crate) fn is_infallible(&self, is_stream: bool) -> bool {
        let ty = match &self.stream {
            Some(stream) if is_stream => Some(&stream.item),
            _ => self.output.as_ref(),
        };
        ty.is_some_and(return_type::is_infallible)
    }
}
