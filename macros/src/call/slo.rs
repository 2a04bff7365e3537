//! `slo(objective = 99.9, latency = "250ms")`

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, Lit, Token, parse::ParseStream, spanned::Spanned};

use crate::{
    arguments, check,
    diag::{Diagnostics, Slot},
    duration, literal,
    paths::RuntimePath,
    suggest,
    words::{LATENCY, OBJECTIVE},
};

const EXAMPLE: &str = "slo(objective = 99.9, latency = \"250ms\")";

/// What is promised of the calls.
pub(crate) struct Slo {
    objective: Expr,
    latency: Option<(f64, Span)>,
}

pub(crate) fn parse(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Slo> {
    let tokens = arguments::list(key, EXAMPLE, input, diag)?;
    let (mut objective, mut latency) = (Slot::default(), Slot::default());
    let mut has_unknown = false;
    arguments::read(tokens, diag, |key, input, diag| match key.to_string().as_str() {
        OBJECTIVE => objective.set(key.clone(), number(&key, input, diag), diag),
        LATENCY => {
            let span = span_of_value(input);
            let seconds = duration::parse(&key, input, diag).map(|seconds| (seconds, span));
            latency.set(key, seconds, diag);
        }
        _ => {
            has_unknown = true;
            suggest::unknown(&key, &[OBJECTIVE, LATENCY], diag);
            arguments::skip(input);
        }
    });
    // An unknown one may be meant to be it.
    if objective.key().is_none() && !has_unknown {
        diag.error(key, format_args!("`slo` needs an objective: write `{EXAMPLE}`"));
    }
    Some(Slo { objective: objective.take()?, latency: latency.take() })
}

fn number(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Expr> {
    let value = arguments::value(key, "objective = 99.9", input, diag)?;
    let is_number = matches!(literal::as_literal(&value), Some(Lit::Int(_) | Lit::Float(_)));
    if !is_number {
        diag.error(
            &value,
            format_args!("`{key}` takes how many of a hundred calls are good: write `{key} = 99.9`"),
        );
    }
    is_number.then_some(value)
}

/// Where the value of `key = value` is.
fn span_of_value(input: ParseStream<'_>) -> Span {
    let ahead = input.fork();
    _ = ahead.parse::<Token![=]>();
    ahead.span()
}

impl Slo {
    /// The descriptor's.
    pub(crate) fn described(&self) -> TokenStream {
        let span = Span::mixed_site();
        let objective = literal::as_float(&self.objective);
        let unlimited = || quote_spanned!(span=> ::core::option::Option::None);
        let latency = self.latency.map_or_else(
            unlimited,
            |(seconds, _)| quote_spanned!(span=> ::core::option::Option::Some(#seconds)),
        );
        quote_spanned!(span=> .slo(#objective, #latency))
    }

    /// Constants that check it while the program compiles.
    pub(crate) fn checks(&self, runtime: &RuntimePath, buckets: Option<&TokenStream>) -> TokenStream {
        let objective = literal::as_float(&self.objective);
        let objective = check::constant(runtime, "assert_slo_objective", self.objective.span(), &objective);
        let latency = self.latency.map(|(seconds, span)| {
            let path = runtime.at(span);
            let buckets = buckets.cloned().unwrap_or_else(|| quote_spanned!(span=> #path::DURATION_BUCKETS));
            check::constant(runtime, "assert_slo_latency", span, &quote_spanned!(span=> #seconds, #buckets))
        });
        objective.into_iter().chain(latency.into_iter().flatten()).collect()
    }
}
