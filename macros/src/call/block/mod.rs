//! An attribute on a block, an `impl`, a `trait` or a `mod`: it goes on to every function in it.
//!
//! No body is read here. Each function is given an attribute of its own, and the compiler calls the macro for it.

mod args;
mod attribute;
mod expand;
mod item;
mod label;
mod token;
mod validate;

use proc_macro2::TokenStream;
use quote::quote;

use self::item::{Item, Reader};
use super::{Instrument, args::Args};
use crate::diag::Diagnostics;

/// Whether the item is an `impl`, a `trait` or a `mod`.
pub(crate) fn is_block(item: &TokenStream) -> bool {
    let mut rest = token::Rest::new(item.clone());
    while rest.attribute().is_some() {}
    token::block_keyword(rest.as_slice()).is_some()
}

/// The flow.
pub(crate) fn expand(
    enabled: bool,
    instrument: &Instrument,
    args: TokenStream,
    item: TokenStream,
) -> TokenStream {
    let mut diag = Diagnostics::new();
    let args = Args::parse(instrument, args, &mut diag);
    let item = Item::parse(&mut Reader { instrument, diag: &mut diag }, item);
    validate::marked(instrument, &args, &item, &mut diag);
    match diag.finish() {
        None => expand::expand(enabled, instrument, &args, &item),
        Some(mistakes) => {
            let item = expand::beside_mistakes(instrument, &args, &item);
            quote!(#mistakes #item)
        }
    }
}
