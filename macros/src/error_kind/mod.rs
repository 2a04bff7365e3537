//! `#[derive(ErrorKind)]`: an error as one of a closed set of kinds.

mod args;
mod expand;
#[cfg(test)]
mod tests;
mod validate;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use self::args::{ItemArgs, VariantArgs};
use crate::{diag::Diagnostics, paths::RuntimePath};

/// The flow; beside a mistake stands an empty `impl`, so that uses of the type aren't reported as well.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::new();
    let Some(input) = diag.keep(syn::parse2::<DeriveInput>(item)) else {
        return diag.finish().unwrap_or_default();
    };
    validate::is_enum_or_struct(&input, &mut diag);
    let mut args = ItemArgs::parse(&input, &mut diag);
    let runtime = RuntimePath::new(args.runtime.get().cloned());
    let variants = VariantArgs::parse_all(&input, &mut args, &mut diag);
    let kinds = validate::kinds(&input.ident, &args, &variants, &mut diag);
    match diag.finish() {
        None => expand::expand(&input, &runtime, &kinds),
        Some(mistakes) => {
            let stub = expand::stub(&input, &runtime);
            quote!(#mistakes #stub)
        }
    }
}
