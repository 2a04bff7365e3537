//! `buckets = [0.1, 0.5, 1.0]`: upper bounds.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, parse::ParseStream};

use crate::{arguments, diag::Diagnostics, literal};

const EXAMPLE: &str = "buckets = [0.1, 0.5, 1.0]";

/// A list, or anything that may be a constant which is one.
pub(crate) fn parse(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Expr> {
    let value = arguments::value(key, EXAMPLE, input, diag)?;
    if matches!(literal::ungroup(&value), Expr::Lit(_) | Expr::Tuple(_) | Expr::Paren(_)) {
        diag.error(&value, format_args!("`buckets` takes a list: write `{EXAMPLE}`"));
        return None;
    }
    if let Expr::Array(array) = literal::ungroup(&value) {
        let wrong = array.elems.iter().filter(|bound| literal::is_no_number(bound));
        let message = "a bucket is an upper bound: write a number like `0.5`";
        if wrong.inspect(|bound| diag.error(bound, message)).count() > 0 {
            return None;
        }
    }
    Some(value)
}

/// An empty list would leave a histogram that tells nothing but its count and its sum.
pub(crate) fn some_is_given(written: Option<&Expr>, diag: &mut Diagnostics) {
    if let Some(Expr::Array(array)) = written.map(literal::ungroup)
        && array.elems.is_empty()
    {
        diag.error(array, format_args!("`buckets` is empty: write `{EXAMPLE}` or leave it out"));
    }
}

/// The upper bounds as a list of floating-point numbers.
pub(crate) fn bounds(written: &Expr) -> TokenStream {
    match literal::ungroup(written) {
        Expr::Array(array) => {
            let bounds = array.elems.iter().map(literal::as_float);
            quote_spanned!(Span::mixed_site()=> &[#(#bounds),*])
        }
        list => list.to_token_stream(),
    }
}
