//! `#[derive(Info)]`: a struct as the labels of an info metric, the label set that `#[derive(LabelSet)]` makes of it but for how many
//! labels it may have.

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::{
    label_set::{self, Rules},
    words::INFO,
};

// An info metric has one series, however many labels.
const RULES: Rules = Rules {
    derive: "Info",
    attribute: INFO,
    example: "struct … { version: &'static str }",
    most_labels: None,
};

pub(crate) fn expand(item: TokenStream) -> TokenStream {
    label_set::expand_by(&RULES, item)
}
