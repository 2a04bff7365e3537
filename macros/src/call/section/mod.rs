//! `time!` and `count!`: a section of a function, which is left as it would be without them.

mod args;
mod expand;
mod validate;

use proc_macro2::TokenStream;
use quote::quote;

use self::args::Section;
use super::{
    Instrument,
    args::Args,
    checks,
    plan::{self, Subject},
};
use crate::diag::Diagnostics;

pub(crate) fn expand(instrument: &'static Instrument, input: TokenStream) -> TokenStream {
    expand_if(cfg!(feature = "enabled"), instrument, input)
}

/// The flow; without `enabled`, arguments are checked and the section is left as it was.
pub(crate) fn expand_if(enabled: bool, instrument: &'static Instrument, input: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::new();
    let Section { arguments, code, rest } = Section::parse(instrument, input, &mut diag);
    let args = Args::parse(instrument, arguments, &mut diag);
    let checks = checks::of(instrument, &args, &args.runtime());
    validate::section(instrument, &args, code.as_ref(), &mut diag);
    match (diag.finish(), code) {
        (None, Some(code)) if enabled => {
            let call = plan::call(instrument, args, &Subject::of_section(), code.target());
            expand::expand(&call, &code, &checks)
        }
        (None, _) => rest,
        (Some(mistakes), _) => {
            let labels = expand::labels_beside_mistakes(&args);
            quote!({ #mistakes #checks #labels #rest })
        }
    }
}
