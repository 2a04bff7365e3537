//! `#[label(…)]` on a struct and on its fields, as it was written.

use proc_macro2::Ident;
use syn::{Attribute, Field, LitStr, Path, Type};

use crate::{
    arguments,
    diag::{Diagnostics, Slot},
    helper_attribute, literal, suggest,
    words::{CRATE, DISPLAY, FLATTEN, RENAME},
};

#[derive(Default)]
pub(crate) struct StructArgs {
    pub(crate) runtime: Slot<Path>,
}

pub(crate) struct FieldArgs<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) rename: Slot<LitStr>,
    pub(crate) display: Slot<()>,
    pub(crate) flatten: Slot<()>,
}

impl StructArgs {
    /// From the attributes of this `name`.
    pub(crate) fn parse(name: &str, attrs: &[Attribute], diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        helper_attribute::read(name, attrs, diag, |key, input, diag| {
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
    /// From the attributes of this `name`; nothing for a field without a name.
    pub(crate) fn parse(name: &str, field: &'a Field, diag: &mut Diagnostics) -> Option<Self> {
        let (mut rename, mut display, mut flatten) = (Slot::default(), Slot::default(), Slot::default());
        helper_attribute::read(name, &field.attrs, diag, |key, input, diag| match key.to_string().as_str() {
            RENAME => rename.set(key.clone(), literal::string(&key, input, diag), diag),
            DISPLAY => display.set(key.clone(), arguments::flag(&key, input, diag), diag),
            FLATTEN => flatten.set(key.clone(), arguments::flag(&key, input, diag), diag),
            _ => {
                suggest::unknown(&key, &[RENAME, DISPLAY, FLATTEN], diag);
                arguments::skip(input);
            }
        });
        Some(Self { ident: field.ident.as_ref()?, ty: &field.ty, rename, display, flatten })
    }
}
