//! `outcome = none` and `outcome(label = "…", success = "…", …)`

use proc_macro2::Ident;
use syn::{Expr, LitStr, Token, parse::ParseStream};

use crate::{
    arguments,
    diag::{Diagnostics, Slot},
    literal, suggest,
    words::{CANCELLED, FAILURE, LABEL, NONE, PANIC, SUCCESS},
};

const LIST_EXAMPLE: &str = "outcome(label = \"status\")";
const KNOWN: &[&str] = &[LABEL, SUCCESS, FAILURE, PANIC, CANCELLED];

pub(crate) enum OutcomeArg {
    None,
    Renamed(Box<OutcomeNames>),
}

/// The words for the outcome, where they aren't the usual ones.
#[derive(Default)]
pub(crate) struct OutcomeNames {
    pub(crate) label: Slot<LitStr>,
    pub(crate) success: Slot<LitStr>,
    pub(crate) failure: Slot<LitStr>,
    pub(crate) panic: Slot<LitStr>,
    pub(crate) cancelled: Slot<LitStr>,
}

impl OutcomeNames {
    /// The endings with their words.
    pub(crate) fn endings(&self) -> [(&'static str, Option<&LitStr>); 4] {
        [
            (SUCCESS, self.success.get()),
            (FAILURE, self.failure.get()),
            (PANIC, self.panic.get()),
            (CANCELLED, self.cancelled.get()),
        ]
    }

    fn set(&mut self, key: Ident, input: ParseStream<'_>, diag: &mut Diagnostics) {
        let slot = match key.to_string().as_str() {
            LABEL => &mut self.label,
            SUCCESS => &mut self.success,
            FAILURE => &mut self.failure,
            PANIC => &mut self.panic,
            CANCELLED => &mut self.cancelled,
            _ => {
                suggest::unknown(&key, KNOWN, diag);
                return arguments::skip(input);
            }
        };
        let value = literal::string(&key, input, diag);
        slot.set(key, value, diag);
    }
}

pub(crate) fn parse(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<OutcomeArg> {
    if input.peek(Token![=]) {
        return parse_none(key, input, diag);
    }
    let tokens = arguments::list(key, LIST_EXAMPLE, input, diag)?;
    if tokens.is_empty() {
        diag.error(key, format_args!("`outcome` is empty: write `{LIST_EXAMPLE}` or leave it out"));
    }
    let mut names = OutcomeNames::default();
    arguments::read(tokens, diag, |key, input, diag| names.set(key, input, diag));
    Some(OutcomeArg::Renamed(Box::new(names)))
}

fn parse_none(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<OutcomeArg> {
    let value = arguments::value(key, "outcome = none", input, diag)?;
    if matches!(literal::ungroup(&value), Expr::Path(path) if path.path.is_ident(NONE)) {
        return Some(OutcomeArg::None);
    }
    diag.error(
        &value,
        format_args!("`outcome` takes `none` or a list: write `outcome = none` or `{LIST_EXAMPLE}`"),
    );
    None
}
