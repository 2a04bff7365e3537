//! What `timed`, `counted` and `in_flight` share: a function whose calls are recorded, or a block of them; and `time!` and
//! `count!`, which record a section of a function.

mod args;
mod block;
mod checks;
mod descriptor;
mod error;
mod expand;
mod future;
mod label;
mod label_type;
mod native;
mod outcome;
mod part;
mod plan;
pub(crate) mod section;
mod slo;
mod stream;
mod validate;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use self::part::{FIRST_ITEM, ITEMS, ITEMS_OF_COUNTED};
use self::{args::Args, future::Target, part::Beside, plan::Subject};
use crate::{diag::Diagnostics, function::Function, words::OUTCOME};

/// What sets one macro apart from the others; names without a comment are of the runtime's `__private`.
pub(crate) struct Instrument {
    /// The macro, as users write it.
    pub(crate) word: &'static str,
    /// What a function is that has it.
    pub(crate) adjective: &'static str,
    /// The family of the functions without a `name`.
    pub(crate) shared_family: &'static str,
    /// How a `name` ends.
    pub(crate) suffix: &'static str,
    pub(crate) assert_name: &'static str,
    /// Which of its descriptors the runtime makes.
    pub(crate) describe: &'static str,
    pub(crate) start: &'static str,
    /// The same where a metric is given.
    pub(crate) start_into: &'static str,
    /// The same where labels come of what is returned; not for calls under way.
    pub(crate) start_late: &'static str,
    /// The static that holds a call site; no two that can stand in one attribute have the same.
    pub(crate) site: &'static str,
    /// What records a call when it begins, where nobody asks how it ends.
    pub(crate) alone_without_outcome: Option<&'static str>,
    /// Whether it records a section of a function, not the whole.
    pub(crate) is_of_section: bool,
    /// What counts the items of a stream beside it.
    pub(crate) items: Option<&'static Beside>,
    /// What tells when the first of them came.
    pub(crate) first_item: Option<&'static Beside>,
    /// What users may write in the parentheses.
    pub(crate) arguments: &'static [&'static str],
}

impl Instrument {
    /// Whether it matters how a call ends.
    pub(crate) fn asks_for_outcome(&self) -> bool {
        self.takes(OUTCOME)
    }

    /// Whether it takes this argument.
    pub(crate) fn takes(&self, argument: &str) -> bool {
        self.arguments.contains(&argument)
    }
}

pub(crate) fn expand(instrument: &'static Instrument, args: TokenStream, item: TokenStream) -> TokenStream {
    expand_if(cfg!(feature = "enabled"), instrument, args, item)
}

/// The flow; without `enabled`, arguments are checked and the item is left as it was.
pub(crate) fn expand_if(
    enabled: bool,
    instrument: &'static Instrument,
    args: TokenStream,
    item: TokenStream,
) -> TokenStream {
    if block::is_block(&item) {
        return block::expand(enabled, instrument, args, item);
    }
    let mut diag = Diagnostics::new();
    let args = Args::parse(instrument, args, &mut diag);
    let function = Function::parse(item.clone(), instrument.word, &mut diag);
    let checks = checks::of(instrument, &args, &args.runtime());
    validate::args(instrument, &args, &mut diag);
    let target = function.as_ref().map(Target::of);
    if let (Some(function), Some(target)) = (&function, &target) {
        validate::function(instrument, &args, function, target, &mut diag);
    }
    match (diag.finish(), function, target) {
        (None, Some(function), Some(target)) if enabled => {
            let call = plan::call(instrument, args, &Subject::of(&function), target);
            expand::expand(&call, &function, &checks)
        }
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
