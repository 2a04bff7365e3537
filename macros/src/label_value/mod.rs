//! `#[derive(LabelValue)]`: an enum as the value of a label.

mod args;
mod expand;
#[cfg(test)]
mod tests;
mod validate;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use self::args::{EnumArgs, VariantArgs};
pub(crate) use self::validate::Rules;
use crate::{diag::Diagnostics, paths::RuntimePath, words::LABEL};

const RULES: Rules = Rules {
    derive: "LabelValue",
    attribute: LABEL,
    instead: "for other types, write `impl LabelValue`",
    if_empty: "an empty label value is no label: leave the variant out, and put the enum in an `Option`",
    most_variants: None,
    may_be_a_set: true,
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
    let args = EnumArgs::parse(rules, &input.attrs, &mut diag);
    let runtime = RuntimePath::new(args.runtime.get().cloned());
    let variants = validate::unit_variants(rules, &input, &mut diag);
    let variants: Vec<_> =
        variants.map(|variant| VariantArgs::parse(rules.attribute, variant, &mut diag)).collect();
    let values = validate::values(rules, &args, &variants, &mut diag);
    match diag.finish() {
        None => {
            let value = expand::expand(&input, &runtime, &values);
            let set = args.name.get().map(|name| expand::label_set(&input, &runtime, name));
            quote!(#value #set)
        }
        Some(mistakes) => {
            let stub = expand::stub(&input, &runtime);
            let set = args.name.get().map(|name| expand::label_set(&input, &runtime, name));
            quote!(#mistakes #stub #set)
        }
    }
}
