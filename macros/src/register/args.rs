//! The arguments of `#[register]`, as they were written.

use proc_macro2::TokenStream;
use syn::{LitStr, Path};

use crate::{
    arguments,
    constant_label::{self, ConstantLabel},
    diag::{Diagnostics, Slot},
    literal, suggest,
    words::{CRATE, HELP, LABELS, NAME, PREFIX},
};

#[derive(Default)]
pub(crate) struct Args {
    pub(crate) name: Slot<LitStr>,
    pub(crate) help: Slot<LitStr>,
    pub(crate) prefix: Slot<LitStr>,
    pub(crate) labels: Slot<Vec<ConstantLabel>>,
    pub(crate) runtime: Slot<Path>,
}

impl Args {
    pub(crate) fn parse(tokens: TokenStream, diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        arguments::read(tokens, diag, |key, input, diag| match key.to_string().as_str() {
            NAME => args.name.set(key.clone(), literal::string(&key, input, diag), diag),
            HELP => args.help.set(key.clone(), literal::string(&key, input, diag), diag),
            PREFIX => args.prefix.set(key.clone(), literal::string(&key, input, diag), diag),
            LABELS => args.labels.set(key.clone(), constant_label::parse(&key, input, diag), diag),
            CRATE => args.runtime.set(key.clone(), literal::path(&key, input, diag), diag),
            _ => {
                suggest::unknown(&key, &[NAME, HELP, PREFIX, LABELS, CRATE], diag);
                arguments::skip(input);
            }
        });
        args
    }
}
