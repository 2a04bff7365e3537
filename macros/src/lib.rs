//! The macros of [`tickmark`](https://docs.rs/tickmark); use them through that crate, where they are documented.

#![forbid(unsafe_code)]
// Snapshots are long, and `UPDATE_EXPECT=1` chooses their quotes.
#![cfg_attr(test, allow(clippy::needless_raw_string_hashes, clippy::too_many_lines))]
#![deny(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used
)]

mod allow;
mod arguments;
mod bound;
mod buckets;
mod call;
mod case;
mod check;
mod constant_label;
mod count;
mod counted;
mod diag;
mod docs;
mod duration;
mod error_kind;
mod field_name;
mod field_type;
mod function;
mod generated;
mod group;
mod helper_attribute;
mod in_flight;
mod info;
mod label_set;
mod label_value;
mod literal;
mod metrics;
mod named_fields;
mod number;
mod paths;
mod register;
mod return_type;
mod state_set;
mod suggest;
#[cfg(test)]
mod testing;
mod time;
mod timed;
mod words;

use proc_macro::TokenStream;

/// Times a function, or all functions of a block; use it through `tickmark`.
#[proc_macro_attribute]
pub fn timed(args: TokenStream, item: TokenStream) -> TokenStream {
    timed::expand(args.into(), item.into()).into()
}

/// Counts the calls of a function, or of all functions of a block; use it through `tickmark`.
#[proc_macro_attribute]
pub fn counted(args: TokenStream, item: TokenStream) -> TokenStream {
    counted::expand(args.into(), item.into()).into()
}

/// Counts the calls of a function that are under way; use it through `tickmark`.
#[proc_macro_attribute]
pub fn in_flight(args: TokenStream, item: TokenStream) -> TokenStream {
    in_flight::expand(args.into(), item.into()).into()
}

/// Times a block of code; use it through `tickmark`.
#[proc_macro]
pub fn time(input: TokenStream) -> TokenStream {
    time::expand(input.into()).into()
}

/// Counts how often a block of code runs; use it through `tickmark`.
#[proc_macro]
pub fn count(input: TokenStream) -> TokenStream {
    count::expand(input.into()).into()
}

/// Registers a static metric; use it through `tickmark`.
#[proc_macro_attribute]
pub fn register(args: TokenStream, item: TokenStream) -> TokenStream {
    register::expand(args.into(), item.into()).into()
}

/// Makes a struct a group of metrics; use it through `tickmark`.
#[proc_macro_derive(Metrics, attributes(metric, metrics, allow_metric))]
pub fn metrics(item: TokenStream) -> TokenStream {
    metrics::expand(item.into()).into()
}

/// Makes an error one of a closed set of kinds; use it through `tickmark`.
#[proc_macro_derive(ErrorKind, attributes(error_kind))]
pub fn error_kind(item: TokenStream) -> TokenStream {
    error_kind::expand(item.into()).into()
}

/// Makes an enum the value of a label; use it through `tickmark`.
#[proc_macro_derive(LabelValue, attributes(label))]
pub fn label_value(item: TokenStream) -> TokenStream {
    label_value::expand(item.into()).into()
}

/// Makes a struct the labels of a family; use it through `tickmark`.
#[proc_macro_derive(LabelSet, attributes(label))]
pub fn label_set(item: TokenStream) -> TokenStream {
    label_set::expand(item.into()).into()
}

/// Makes a struct the labels of an info metric; use it through `tickmark`.
#[proc_macro_derive(Info, attributes(info))]
pub fn info(item: TokenStream) -> TokenStream {
    info::expand(item.into()).into()
}

/// Makes an enum the states of a state set; use it through `tickmark`.
#[proc_macro_derive(StateSet, attributes(state))]
pub fn state_set(item: TokenStream) -> TokenStream {
    state_set::expand(item.into()).into()
}
