//! Labels of annotated functions and of families: where their values come from, and which series are there when.

mod closed;
mod derived;
mod displayed;
mod error_kind;
mod flattened;
mod open;
mod optional;
mod source;

use tickmark::LabelValue;

#[derive(Clone, Copy, Debug, LabelValue)]
enum Method {
    Card,
    BankTransfer,
    #[label(rename = "in cash")]
    Cash,
}

#[derive(Clone, Copy, Debug, LabelValue)]
#[label(rename_all = "UPPERCASE")]
enum Size {
    Big,
    Small,
}
