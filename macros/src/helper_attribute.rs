//! `#[label(…)]`, `#[error_kind(…)]` and the like, as they are written for the derives.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Meta, parse::ParseStream};

use crate::{
    arguments,
    diag::Diagnostics,
    words::{METRIC, METRICS, NAME, PREFIX, RENAME},
};

/// Calls `each` with the key of every argument in every attribute of this `name`, to read the rest of it.
pub(crate) fn read(
    name: &str,
    attrs: &[Attribute],
    diag: &mut Diagnostics,
    mut each: impl FnMut(Ident, ParseStream<'_>, &mut Diagnostics),
) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(name)) {
        if let Some(tokens) = arguments_of(name, attr, diag) {
            arguments::read(tokens, diag, &mut each);
        }
    }
}

/// Refuses attributes of this `name`, which belong elsewhere: nobody else would.
pub(crate) fn refuse(name: &str, attrs: &[Attribute], message: &str, diag: &mut Diagnostics) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(name)) {
        diag.error(&attr.meta, message);
    }
}

fn arguments_of(name: &str, attr: &Attribute, diag: &mut Diagnostics) -> Option<TokenStream> {
    match &attr.meta {
        Meta::List(list) => Some(list.tokens.clone()),
        meta => {
            let example = match name {
                METRICS => PREFIX,
                METRIC => NAME,
                _ => RENAME,
            };
            diag.error(meta, format_args!("`{name}` takes a list: write `#[{name}({example} = \"…\")]`"));
            None
        }
    }
}
