//! Rules about enums as label values, one function each, and what is left when all are kept.

use proc_macro2::{Ident, Span};
use syn::{Data, DeriveInput, Fields, Variant, ext::IdentExt, punctuated::Punctuated};

use super::args::{EnumArgs, VariantArgs};
use crate::{
    case::{self, Case},
    diag::Diagnostics,
};

/// What tells the derives apart that make label values.
pub(crate) struct Rules {
    pub(crate) derive: &'static str,
    /// The attribute of the variants.
    pub(crate) attribute: &'static str,
    /// What to write for what is no enum.
    pub(crate) instead: &'static str,
    /// What is wrong with an empty text, and what to write.
    pub(crate) if_empty: &'static str,
    pub(crate) most_variants: Option<usize>,
    /// Whether the enum alone can be a label set.
    pub(crate) may_be_a_set: bool,
}

/// A variant and the text that it stands for.
pub(crate) struct Value<'a> {
    pub(crate) variant: &'a Ident,
    pub(crate) text: String,
    span: Span,
}

/// The values are listed beforehand, so each variant must be one value.
pub(crate) fn unit_variants<'a>(
    rules: &Rules,
    input: &'a DeriveInput,
    diag: &mut Diagnostics,
) -> impl Iterator<Item = &'a Variant> + use<'a> {
    let variants = match &input.data {
        Data::Enum(data) => Some(&data.variants),
        Data::Struct(_) | Data::Union(_) => {
            let Rules { derive, instead, .. } = rules;
            diag.error(&input.ident, format_args!("`{derive}` is derived for enums: {instead}"));
            None
        }
    };
    if variants.is_some_and(Punctuated::is_empty) {
        diag.error(&input.ident, "an enum without variants has no values: add a variant");
    }
    let fields = variants.into_iter().flatten().filter(|variant| !matches!(variant.fields, Fields::Unit));
    for variant in fields {
        let name = &variant.ident;
        diag.error(&variant.fields, format_args!("`{name}` stands for one value: remove its fields"));
    }
    variants.into_iter().flatten()
}

pub(crate) fn values<'a>(
    rules: &Rules,
    args: &EnumArgs,
    variants: &[VariantArgs<'a>],
    diag: &mut Diagnostics,
) -> Vec<Value<'a>> {
    let case = case::written(args.rename_all.get(), diag);
    let values: Vec<_> = variants.iter().map(|variant| value(case, variant)).collect();
    values_differ(rules, &values, diag);
    values_are_not_empty(rules, &values, diag);
    variants_are_few(rules, &values, diag);
    values
}

fn value<'a>(case: Case, variant: &VariantArgs<'a>) -> Value<'a> {
    let name = variant.ident;
    match variant.rename.get() {
        Some(text) => Value { variant: name, text: text.value(), span: text.span() },
        None => Value { variant: name, text: case.apply(&name.unraw().to_string()), span: name.span() },
    }
}

/// Two variants with one text would be two series with the same labels.
fn values_differ(rules: &Rules, values: &[Value<'_>], diag: &mut Diagnostics) {
    for (index, value) in values.iter().enumerate() {
        if let Some(earlier) = values.iter().take(index).find(|earlier| earlier.text == value.text) {
            let (first, second, text) = (earlier.variant, value.variant, &value.text);
            let attribute = rules.attribute;
            let message = format!(
                "`{first}` and `{second}` are both `{text}`: give one `#[{attribute}(rename = \"…\")]`"
            );
            diag.push(syn::Error::new(value.span, message));
        }
    }
}

/// A label with an empty value is no label to Prometheus.
fn values_are_not_empty(rules: &Rules, values: &[Value<'_>], diag: &mut Diagnostics) {
    for value in values.iter().filter(|value| value.text.is_empty()) {
        diag.push(syn::Error::new(value.span, rules.if_empty));
    }
}

/// All states are written at every scrape, one line each.
fn variants_are_few(rules: &Rules, values: &[Value<'_>], diag: &mut Diagnostics) {
    if let Some(most) = rules.most_variants
        && let Some(value) = values.get(most)
    {
        let message = format_args!("a state set has at most {most} states: put some of them together");
        diag.error(value.variant, message);
    }
}
