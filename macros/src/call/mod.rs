//! What `timed` and `counted` share: a function whose calls are recorded.

mod args;
mod checks;
mod descriptor;
mod expand;
mod future;
mod label;
mod label_type;
mod outcome;
mod validate;

use proc_macro2::TokenStream;
use quote::quote;

use self::args::Args;
use crate::{diag::Diagnostics, function::Function};

/// What sets one attribute apart from the other; names without a comment are of the runtime's `__private`.
pub(crate) struct Instrument {
    /// The attribute, as users write it.
    pub(crate) word: &'static str,
    /// The family of the functions without a `name`.
    pub(crate) shared_family: &'static str,
    /// How a `name` ends.
    pub(crate) suffix: &'static str,
    pub(crate) has_buckets: bool,
    pub(crate) assert_name: &'static str,
    pub(crate) describe_function: &'static str,
    pub(crate) describe_family: &'static str,
    pub(crate) start: &'static str,
    pub(crate) start_scope: &'static str,
    pub(crate) without_outcome: WithoutOutcome,
}

/// How a call is recorded whose outcome nobody asks for.
pub(crate) enum WithoutOutcome {
    /// When it ends.
    Scope,
    /// When it begins, by the named function.
    Statement(&'static str),
}

pub(crate) fn expand(instrument: &Instrument, args: TokenStream, item: TokenStream) -> TokenStream {
    expand_if(cfg!(feature = "enabled"), instrument, args, item)
}

/// The flow; without `enabled`, arguments are checked and the item is left as it was.
pub(crate) fn expand_if(
    enabled: bool,
    instrument: &Instrument,
    args: TokenStream,
    item: TokenStream,
) -> TokenStream {
    let mut diag = Diagnostics::new();
    let args = Args::parse(instrument, args, &mut diag);
    let function = Function::parse(item.clone(), instrument.word, &mut diag);
    let checks = checks::of(instrument, &args);
    validate::args(instrument, &args, &mut diag);
    let call = function.as_ref().map(|function| validate::call(instrument, args, function, &mut diag));
    match (diag.finish(), function, call) {
        (None, Some(function), Some(call)) if enabled => expand::expand(&call, &function, &checks),
        (None, _, _) => item,
        (Some(mistakes), Some(function), _) => {
            let body = &function.body.tokens;
            let function = function.with_body(&quote!(#checks #body));
            // The labels aren't read as long as there are mistakes; that is none of the user's.
            quote!(#mistakes #[allow(unused_variables)] #function)
        }
        (Some(mistakes), None, _) => quote!(#mistakes #item),
    }
}
