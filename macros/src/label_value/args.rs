//! `#[label(…)]` on an enum and on its variants, as it was written.

use proc_macro2::Ident;
use syn::{Attribute, LitStr, Path, Variant};

use crate::{
    arguments,
    diag::{Diagnostics, Slot},
    helper_attribute, literal, suggest,
    words::{CRATE, RENAME, RENAME_ALL},
};

#[derive(Default)]
pub(crate) struct EnumArgs {
    pub(crate) rename_all: Slot<LitStr>,
    pub(crate) runtime: Slot<Path>,
}

pub(crate) struct VariantArgs<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) rename: Slot<LitStr>,
}

impl EnumArgs {
    /// From the attributes of this `name`.
    pub(crate) fn parse(name: &str, attrs: &[Attribute], diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        helper_attribute::read(name, attrs, diag, |key, input, diag| match key.to_string().as_str() {
            RENAME_ALL => args.rename_all.set(key.clone(), literal::string(&key, input, diag), diag),
            CRATE => args.runtime.set(key.clone(), literal::path(&key, input, diag), diag),
            _ => {
                suggest::unknown(&key, &[RENAME_ALL, CRATE], diag);
                arguments::skip(input);
            }
        });
        args
    }
}

impl<'a> VariantArgs<'a> {
    /// From the attributes of this `name`.
    pub(crate) fn parse(name: &str, variant: &'a Variant, diag: &mut Diagnostics) -> Self {
        let mut rename = Slot::default();
        helper_attribute::read(name, &variant.attrs, diag, |key, input, diag| {
            if key == RENAME {
                rename.set(key.clone(), literal::string(&key, input, diag), diag);
            } else {
                suggest::unknown(&key, &[RENAME], diag);
                arguments::skip(input);
            }
        });
        Self { ident: &variant.ident, rename }
    }
}
