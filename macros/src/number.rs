//! `limit = 200` and the like: a whole number.

use std::ops::RangeInclusive;

use proc_macro2::Ident;
use syn::{Lit, LitInt, parse::ParseStream};

use crate::{arguments, diag::Diagnostics, literal};

pub(crate) fn limit(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<LitInt> {
    let what = "how many combinations of values there may be";
    number(key, 200, what, 1..=u64::from(u32::MAX), input, diag)
}

pub(crate) fn sample(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<LitInt> {
    number(key, 100, "a number above one, to time one call in so many", 2..=u64::MAX, input, diag)
}

/// `key = number`
fn number(
    key: &Ident,
    example: u64,
    what: &str,
    allowed: RangeInclusive<u64>,
    input: ParseStream<'_>,
    diag: &mut Diagnostics,
) -> Option<LitInt> {
    let value = arguments::value(key, &format!("{key} = {example}"), input, diag)?;
    match literal::as_literal(&value) {
        Some(Lit::Int(number)) if number.base10_parse().is_ok_and(|number| allowed.contains(&number)) => {
            Some(number.clone())
        }
        _ => {
            diag.error(&value, format_args!("`{key}` takes {what}: write `{key} = {example}`"));
            None
        }
    }
}
