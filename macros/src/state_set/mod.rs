//! `#[derive(StateSet)]`: an enum as the states of something, the label value that `#[derive(LabelValue)]` makes of it.

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::{
    label_value::{self, Rules},
    words::STATE,
};

const RULES: Rules = Rules {
    derive: "StateSet",
    attribute: STATE,
    instead: "write `enum … { Up, Down }`",
    if_empty: "a state has a name: write one like `rename = \"unknown\"`",
    // Each of them is a series, at every scrape.
    most_variants: Some(64),
    may_be_a_set: false,
};

pub(crate) fn expand(item: TokenStream) -> TokenStream {
    label_value::expand_by(&RULES, item)
}
