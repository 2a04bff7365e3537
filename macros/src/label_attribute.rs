//! `#[label(…)]`, as it is written for the derives.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Meta, parse::ParseStream};

use crate::{arguments, diag::Diagnostics, words::LABEL};

/// Calls `each` with the key of every argument in every `#[label(…)]`, to read the rest of it.
pub(crate) fn read(
    attrs: &[Attribute],
    diag: &mut Diagnostics,
    mut each: impl FnMut(Ident, ParseStream<'_>, &mut Diagnostics),
) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(LABEL)) {
        if let Some(tokens) = arguments_of(attr, diag) {
            arguments::read(tokens, diag, &mut each);
        }
    }
}

fn arguments_of(attr: &Attribute, diag: &mut Diagnostics) -> Option<TokenStream> {
    match &attr.meta {
        Meta::List(list) => Some(list.tokens.clone()),
        meta => {
            diag.error(meta, "`label` takes a list: write `#[label(rename = \"…\")]`");
            None
        }
    }
}
