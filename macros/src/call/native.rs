//! `native`, `native(factor = 1.05)`

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, parse::ParseStream, spanned::Spanned, token};

use crate::{
    arguments, check,
    diag::{Diagnostics, Slot},
    literal,
    paths::RuntimePath,
    suggest,
    words::FACTOR,
};

const EXAMPLE: &str = "native(factor = 1.05)";

/// That durations are counted in native buckets, too.
#[derive(Default)]
pub(crate) struct Native {
    /// By how much they grow at most, if not as usual.
    factor: Option<Expr>,
}

pub(crate) fn parse(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Native> {
    if arguments::at_end(input) {
        return Some(Native::default());
    }
    if !input.peek(token::Paren) {
        diag.error(key, format_args!("`{key}` stands alone or takes a list: write `{key}` or `{EXAMPLE}`"));
        arguments::skip(input);
        return None;
    }
    let tokens = arguments::parenthesized(input, diag)?;
    let mut factor = Slot::default();
    arguments::read(tokens, diag, |key, input, diag| {
        if key == FACTOR {
            factor.set(key.clone(), number(&key, input, diag), diag);
        } else {
            suggest::unknown(&key, &[FACTOR], diag);
            arguments::skip(input);
        }
    });
    Some(Native { factor: factor.take() })
}

fn number(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Expr> {
    let value = arguments::value(key, "factor = 1.05", input, diag)?;
    if literal::is_no_number(&value) {
        let what = "by how much a bucket may be wider than the one before";
        diag.error(&value, format_args!("`{key}` takes {what}: write `{key} = 1.05`"));
        return None;
    }
    Some(value)
}

impl Native {
    /// The descriptor's.
    pub(crate) fn described(&self) -> TokenStream {
        let span = Span::mixed_site();
        let factor = self.factor.as_ref().map(literal::as_float);
        factor.map_or_else(
            || quote_spanned!(span=> .native()),
            |factor| quote_spanned!(span=> .native_by(#factor)),
        )
    }

    /// A constant that checks it while the program compiles.
    pub(crate) fn check(&self, runtime: &RuntimePath) -> Option<TokenStream> {
        let factor = self.factor.as_ref()?;
        Some(check::constant(runtime, "assert_factor", factor.span(), &literal::as_float(factor)))
    }
}
