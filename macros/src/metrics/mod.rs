//! `#[derive(Metrics)]`: a struct whose fields are metrics.

mod args;
mod expand;
mod fit;
#[cfg(test)]
mod tests;
mod validate;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use self::args::{FieldArgs, StructArgs};
use crate::{diag::Diagnostics, named_fields};

/// The flow; beside a mistake stands a group without fields, so that uses of the struct aren't reported as well.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::new();
    let Some(input) = diag.keep(syn::parse2::<DeriveInput>(item)) else {
        return diag.finish().unwrap_or_default();
    };
    let args = StructArgs::parse(&input.attrs, &mut diag);
    let fields = named_fields::of(&input, "Metrics", "struct … { orders_total: Counter }", &mut diag);
    let fields: Vec<_> = fields.filter_map(|field| FieldArgs::parse(field, &mut diag)).collect();
    let group = validate::group(args, fields, &mut diag);
    match diag.finish() {
        None => expand::expand(&input, &group),
        Some(mistakes) => expand::stub(&input, &group, &mistakes),
    }
}
