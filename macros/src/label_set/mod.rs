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
pub(crate) use self::validate::Rules;
use crate::{diag::Diagnostics, named_fields, paths::RuntimePath, words::LABEL};

const RULES: Rules = Rules {
    derive: "LabelSet",
    attribute: LABEL,
    example: "struct … { method: Method }",
    most_labels: Some(8),
};

pub(crate) fn expand(item: TokenStream) -> TokenStream {
    expand_by(&RULES, item)
}

/// The flow; beside a mistake stands an empty `impl`, so that uses of the type aren't reported as well.
pub(crate) fn expand_by(rules: &Rules, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::new();
    let Some(input) = diag.keep(syn::parse2::<DeriveInput>(item)) else {
        return diag.finish().unwrap_or_default();
    };
    let mut args = StructArgs::parse(rules.attribute, &input.attrs, &mut diag);
    let runtime = RuntimePath::new(args.runtime.take());
    let fields = named_fields::of(&input, rules.derive, rules.example, &mut diag);
    let fields: Vec<_> =
        fields.filter_map(|field| FieldArgs::parse(rules.attribute, field, &mut diag)).collect();
    let parts = validate::parts(rules, &fields, &mut diag);
    match diag.finish() {
        None => expand::expand(rules, &input, &runtime, &parts),
        Some(mistakes) => {
            let stub = expand::stub(&input, &runtime, &parts);
            quote!(#mistakes #stub)
        }
    }
}
