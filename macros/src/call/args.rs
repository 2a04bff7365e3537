//! The arguments of a recorded call, as they were written.

use proc_macro2::{Ident, TokenStream};
use syn::{Expr, LitInt, LitStr, Path, ext::IdentExt, parse::ParseStream, token};

use super::{
    Instrument,
    error::{self, ErrorArg},
    label::{self, LabelArg},
    native::{self, Native},
    outcome::{self, OutcomeArg},
    slo::{self, Slo},
};
use crate::{
    allow,
    arguments::{self, Argument},
    buckets,
    diag::{Diagnostics, Slot},
    duration, literal, number,
    paths::RuntimePath,
    suggest, time, timed,
    words::{
        ALLOW_METRIC, BUCKETS, BUSY, CHECKED, CLOCK, COUNTED, CRATE, ERROR, ERROR_IF, FAILURE, FUNCTION,
        HELP, HIGH_WATER, IN_FLIGHT, LABELS, LABELS_FROM, LIMIT, METRIC, NAME, NATIVE, OK_IF, ONLY, OUTCOME,
        REGISTRY, SAMPLE, SKIP, SLO, SLOW, STREAM, SUCCESS,
    },
};

#[derive(Default)]
pub(crate) struct Args {
    pub(crate) name: Slot<LitStr>,
    pub(crate) help: Slot<LitStr>,
    pub(crate) function: Slot<LitStr>,
    pub(crate) labels: Slot<Vec<LabelArg>>,
    pub(crate) labels_from: Slot<Vec<LabelArg>>,
    pub(crate) limit: Slot<LitInt>,
    pub(crate) buckets: Slot<Expr>,
    pub(crate) native: Slot<Native>,
    pub(crate) outcome: Slot<OutcomeArg>,
    pub(crate) ok_if: Slot<Expr>,
    pub(crate) error_if: Slot<Expr>,
    pub(crate) error: Slot<ErrorArg>,
    pub(crate) only: Slot<&'static str>,
    pub(crate) slow: Slot<f64>,
    pub(crate) sample: Slot<LitInt>,
    pub(crate) clock: Slot<&'static str>,
    pub(crate) stream: Slot<()>,
    pub(crate) high_water: Slot<()>,
    pub(crate) counted: Slot<PartArgs>,
    pub(crate) in_flight: Slot<PartArgs>,
    pub(crate) metric: Slot<Expr>,
    pub(crate) registry: Slot<Expr>,
    pub(crate) slo: Slot<Slo>,
    pub(crate) skip: Slot<()>,
    pub(crate) allow: Slot<Vec<Ident>>,
    pub(crate) runtime: Slot<Path>,
    /// The arguments that the block around the function has checked.
    checked: Slot<Vec<String>>,
    /// All of them, in their order.
    pub(crate) written: Vec<Argument>,
}

/// What is recorded beside what the attribute is named after: `counted`, or `counted(name = "…")`.
#[derive(Default)]
pub(crate) struct PartArgs {
    pub(crate) name: Slot<LitStr>,
    pub(crate) help: Slot<LitStr>,
    pub(crate) high_water: Slot<()>,
}

impl Args {
    pub(crate) fn parse(instrument: &Instrument, tokens: TokenStream, diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        arguments::read(tokens, diag, |key, input, diag| {
            let start = input.fork();
            args.set(instrument, key.clone(), input, diag);
            args.written.push(Argument { key, value: arguments::read_since(&start, input) });
        });
        args
    }

    fn set(&mut self, instrument: &Instrument, key: Ident, input: ParseStream<'_>, diag: &mut Diagnostics) {
        match key.unraw().to_string().as_str() {
            CHECKED => self.checked.set(key.clone(), checked(&key, input, diag), diag),
            SKIP if !instrument.is_of_section => {
                self.skip.set(key.clone(), skip(instrument, &key, input, diag), diag);
            }
            word if instrument.takes(word) => self.set_known(key, input, diag),
            _ => refuse(instrument, &key, input, diag),
        }
    }

    /// Whether the checks of this argument stand elsewhere.
    pub(crate) fn is_checked(&self, key: &str) -> bool {
        self.checked.get().is_some_and(|keys| keys.iter().any(|checked| checked == key))
    }

    fn set_known(&mut self, key: Ident, input: ParseStream<'_>, diag: &mut Diagnostics) {
        match key.unraw().to_string().as_str() {
            NAME => self.name.set(key.clone(), literal::string(&key, input, diag), diag),
            HELP => self.help.set(key.clone(), literal::string(&key, input, diag), diag),
            FUNCTION => self.function.set(key.clone(), literal::string(&key, input, diag), diag),
            LABELS => self.labels.set(key.clone(), label::parse(&key, input, diag), diag),
            LABELS_FROM => self.labels_from.set(key.clone(), label::parse_from(&key, input, diag), diag),
            LIMIT => self.limit.set(key.clone(), number::limit(&key, input, diag), diag),
            BUCKETS => self.buckets.set(key.clone(), buckets::parse(&key, input, diag), diag),
            NATIVE => self.native.set(key.clone(), native::parse(&key, input, diag), diag),
            OUTCOME => self.outcome.set(key.clone(), outcome::parse(&key, input, diag), diag),
            OK_IF => self.ok_if.set(key.clone(), literal::expression(&key, "|result| …", input, diag), diag),
            ERROR_IF => {
                self.error_if.set(key.clone(), literal::expression(&key, "|result| …", input, diag), diag);
            }
            ERROR => self.error.set(key.clone(), error::parse(&key, input, diag), diag),
            ONLY => self.only.set(key.clone(), literal::word(&key, &[FAILURE, SUCCESS], input, diag), diag),
            SLOW => self.slow.set(key.clone(), duration::parse(&key, input, diag), diag),
            SAMPLE => self.sample.set(key.clone(), number::sample(&key, input, diag), diag),
            CLOCK => self.clock.set(key.clone(), literal::word(&key, &[BUSY], input, diag), diag),
            STREAM => self.stream.set(key.clone(), arguments::flag(&key, input, diag), diag),
            HIGH_WATER => self.high_water.set(key.clone(), arguments::flag(&key, input, diag), diag),
            COUNTED => self.counted.set(key, PartArgs::parse(&[NAME, HELP], input, diag), diag),
            IN_FLIGHT => {
                self.in_flight.set(key, PartArgs::parse(&[NAME, HELP, HIGH_WATER], input, diag), diag);
            }
            METRIC => {
                self.metric.set(
                    key.clone(),
                    literal::expression(&key, "SHOP.packing_seconds", input, diag),
                    diag,
                );
            }
            REGISTRY => {
                self.registry.set(key.clone(), literal::expression(&key, "&*REGISTRY", input, diag), diag);
            }
            SLO => self.slo.set(key.clone(), slo::parse(&key, input, diag), diag),
            ALLOW_METRIC => self.allow.set(key.clone(), allow::argument(&key, input, diag), diag),
            CRATE => self.runtime.set(key.clone(), literal::path(&key, input, diag), diag),
            // One that an instrument takes and nobody reads.
            _ => arguments::skip(input),
        }
    }

    /// The rules of names that are not to be kept.
    pub(crate) fn rules(&self) -> &[Ident] {
        self.allow.get().map_or(&[], Vec::as_slice)
    }

    pub(crate) fn runtime(&self) -> RuntimePath {
        RuntimePath::new(self.runtime.get().cloned())
    }
}

impl PartArgs {
    fn parse(known: &[&str], input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Self> {
        let mut args = Self::default();
        if !input.peek(token::Paren) {
            return Some(args);
        }
        let tokens = arguments::parenthesized(input, diag)?;
        arguments::read(tokens, diag, |key, input, diag| match key.unraw().to_string().as_str() {
            word if !known.contains(&word) => {
                suggest::unknown(&key, known, diag);
                arguments::skip(input);
            }
            NAME => args.name.set(key.clone(), literal::string(&key, input, diag), diag),
            HELP => args.help.set(key.clone(), literal::string(&key, input, diag), diag),
            _ => args.high_water.set(key.clone(), arguments::flag(&key, input, diag), diag),
        });
        Some(args)
    }
}

/// One that nobody knows, or that belongs to another attribute.
fn refuse(instrument: &Instrument, key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) {
    let (word, argument) = (instrument.word, key.unraw().to_string());
    let fullest = if instrument.is_of_section { &time::INSTRUMENT } else { &timed::INSTRUMENT };
    if fullest.takes(&argument) {
        let other = fullest.word;
        diag.error(key, format_args!("`{word}` has no `{key}`: remove it, or use `{other}`"));
    } else if timed::INSTRUMENT.takes(&argument) {
        diag.error(key, format_args!("`{word}` has no `{key}`: that is for whole functions, remove it"));
    } else {
        suggest::unknown(key, instrument.arguments, diag);
    }
    arguments::skip(input);
}

fn skip(instrument: &Instrument, key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<()> {
    if arguments::at_end(input) {
        return Some(());
    }
    diag.error(key, format_args!("`skip` takes no value: write `#[{}(skip)]`", instrument.word));
    arguments::skip(input);
    None
}

fn checked(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Vec<String>> {
    let mut keys = Vec::new();
    let list = arguments::list(key, "__checked(name)", input, diag)?;
    arguments::read(list, diag, |key, _, _| keys.push(key.to_string()));
    Some(keys)
}
