//! `#[label(…)]` on a struct and on its fields, as it was written.

use proc_macro2::Ident;
use syn::{Attribute, Field, LitStr, Path, Type};

use crate::{
    arguments,
    diag::{Diagnostics, Slot},
    helper_attribute, literal, suggest,
    words::{CRATE, LABEL, RENAME},
};

#[derive(Default)]
pub(crate) struct StructArgs {
    pub(crate) runtime: Slot<Path>,
}

pub(crate) struct FieldArgs<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) rename: Slot<LitStr>,
}

impl StructArgs {
    pub(crate) fn parse(attrs: &[Attribute], diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        helper_attribute::read(LABEL, attrs, diag, |key, input, diag| {
            if key == CRATE {
                args.runtime.set(key.clone(), literal::path(&key, input, diag), diag);
            } else {
                suggest::unknown(&key, &[CRATE], diag);
                arguments::skip(input);
            }
        });
        args
    }
}

impl<'a> FieldArgs<'a> {
    /// Nothing for a field without a name.
    pub(crate) fn parse(field: &'a Field, diag: &mut Diagnostics) -> Option<Self> {
        let mut rename = Slot::default();
        helper_attribute::read(LABEL, &field.attrs, diag, |key, input, diag| {
            if key == RENAME {
                rename.set(key.clone(), literal::string(&key, input, diag), diag);
            } else {
                suggest::unknown(&key, &[RENAME], diag);
                arguments::skip(input);
            }
        });
        Some(Self { ident: field.ident.as_ref()?, ty: &field.ty, rename })
    }
}
