//! `#[derive(LabelSet)]`: a struct as the labels of a family.

mod args;
mod expand;
#[cfg(test)]
mod tests;
mod validate;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use self::args::{FieldArgs, StructArgs};
use crate::{diag::Diagnostics, paths::RuntimePath};

/// The flow; beside a mistake stands an empty `impl`, so that uses of the type aren't reported as well.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::new();
    let Some(input) = diag.keep(syn::parse2::<DeriveInput>(item)) else {
        return diag.finish().unwrap_or_default();
    };
    let runtime = RuntimePath::new(StructArgs::parse(&input.attrs, &mut diag).runtime.take());
    let fields = validate::named_fields(&input, &mut diag);
    let fields: Vec<_> = fields.filter_map(|field| FieldArgs::parse(field, &mut diag)).collect();
    let labels = validate::labels(&fields, &mut diag);
    match diag.finish() {
        None => expand::expand(&input, &runtime, &labels),
        Some(mistakes) => {
            let stub = expand::stub(&input, &runtime, &labels);
            quote!(#mistakes #stub)
        }
    }
}
