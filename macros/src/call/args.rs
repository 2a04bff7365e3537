//! The arguments of a recorded call, as they were written.

use proc_macro2::{Ident, TokenStream};
use syn::{Expr, LitStr, Path, parse::ParseStream};

use super::{
    Instrument,
    label::{self, LabelArg},
    outcome::{self, OutcomeArg},
};
use crate::{
    arguments,
    diag::{Diagnostics, Slot},
    literal,
    paths::RuntimePath,
    suggest,
    words::{BUCKETS, CRATE, HELP, LABELS, NAME, OUTCOME},
};

#[derive(Default)]
pub(crate) struct Args {
    pub(crate) name: Slot<LitStr>,
    pub(crate) help: Slot<LitStr>,
    pub(crate) labels: Slot<Vec<LabelArg>>,
    pub(crate) buckets: Slot<Expr>,
    pub(crate) outcome: Slot<OutcomeArg>,
    pub(crate) runtime: Slot<Path>,
}

impl Args {
    pub(crate) fn parse(instrument: &Instrument, tokens: TokenStream, diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        arguments::read(tokens, diag, |key, input, diag| match key.to_string().as_str() {
            NAME => args.name.set(key.clone(), literal::string(&key, input, diag), diag),
            HELP => args.help.set(key.clone(), literal::string(&key, input, diag), diag),
            LABELS => args.labels.set(key.clone(), label::parse(&key, input, diag), diag),
            BUCKETS => {
                let value = buckets(&key, input, diag);
                args.buckets.set(key, value, diag);
            }
            OUTCOME => args.outcome.set(key.clone(), outcome::parse(&key, input, diag), diag),
            CRATE => args.runtime.set(key.clone(), literal::path(&key, input, diag), diag),
            _ => {
                suggest::unknown(&key, known(instrument), diag);
                arguments::skip(input);
            }
        });
        args
    }

    pub(crate) fn runtime(&self) -> RuntimePath {
        RuntimePath::new(self.runtime.get().cloned())
    }
}

fn buckets(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Expr> {
    const EXAMPLE: &str = "buckets = [0.1, 0.5, 1.0]";
    let value = arguments::value(key, EXAMPLE, input, diag)?;
    // Anything but these may be a constant that is a list.
    if matches!(literal::ungroup(&value), Expr::Lit(_) | Expr::Tuple(_) | Expr::Paren(_)) {
        diag.error(&value, format_args!("`buckets` takes a list: write `{EXAMPLE}`"));
        return None;
    }
    if let Expr::Array(array) = literal::ungroup(&value) {
        let wrong = array.elems.iter().filter(|bound| literal::is_no_number(bound));
        let wrong =
            wrong.inspect(|bound| diag.error(bound, "a bucket is a number of seconds: write it like `0.5`"));
        if wrong.count() > 0 {
            return None;
        }
    }
    Some(value)
}

fn known(instrument: &Instrument) -> &'static [&'static str] {
    if instrument.has_buckets {
        &[NAME, HELP, LABELS, BUCKETS, OUTCOME, CRATE]
    } else {
        &[NAME, HELP, LABELS, OUTCOME, CRATE]
    }
}
