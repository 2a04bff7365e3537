//! The fields of a struct that is derived for because of their names.

use syn::{Data, DeriveInput, Field, Fields, punctuated::Punctuated};

use crate::diag::Diagnostics;

/// The fields; a mistake where there are none with names.
pub(crate) fn of<'a>(
    input: &'a DeriveInput,
    derive: &str,
    example: &str,
    diag: &mut Diagnostics,
) -> impl Iterator<Item = &'a Field> + use<'a> {
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Some(&fields.named),
            Fields::Unnamed(_) | Fields::Unit => None,
        },
        Data::Enum(_) | Data::Union(_) => None,
    };
    if fields.is_none_or(Punctuated::is_empty) {
        let message = format_args!("`{derive}` is derived for structs with named fields: write `{example}`");
        diag.error(&input.ident, message);
    }
    fields.into_iter().flatten()
}
