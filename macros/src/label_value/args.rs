//! `#[label(…)]` on an enum and on its variants, as it was written.

use proc_macro2::Ident;
use syn::{Attribute, LitStr, Path, Variant};

use super::validate::Rules;
use crate::{
    arguments,
    diag::{Diagnostics, Slot},
    helper_attribute, literal, suggest,
    words::{CRATE, NAME, RENAME, RENAME_ALL},
};

#[derive(Default)]
pub(crate) struct EnumArgs {
    /// Of the label, where the enum alone is a label set.
    pub(crate) name: Slot<LitStr>,
    pub(crate) rename_all: Slot<LitStr>,
    pub(crate) runtime: Slot<Path>,
}

pub(crate) struct VariantArgs<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) rename: Slot<LitStr>,
}

impl EnumArgs {
    pub(crate) fn parse(rules: &Rules, attrs: &[Attribute], diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        let known = if rules.may_be_a_set { &[NAME, RENAME_ALL, CRATE][..] } else { &[RENAME_ALL, CRATE] };
        helper_attribute::read(rules.attribute, attrs, diag, |key, input, diag| {
            match key.to_string().as_str() {
                word if !known.contains(&word) => {
                    suggest::unknown(&key, known, diag);
                    arguments::skip(input);
                }
                NAME => args.name.set(key.clone(), literal::string(&key, input, diag), diag),
                RENAME_ALL => args.rename_all.set(key.clone(), literal::string(&key, input, diag), diag),
                _ => args.runtime.set(key.clone(), literal::path(&key, input, diag), diag),
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
