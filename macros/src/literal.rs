//! Values, narrowed to what an argument takes.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::ToTokens;
use syn::{Expr, ExprLit, Lit, LitStr, Path, PathArguments, parse::ParseStream};

use crate::{arguments, diag::Diagnostics};

/// `key = "text"`
pub(crate) fn string(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<LitStr> {
    let example = format!("{key} = \"…\"");
    let value = arguments::value(key, &example, input, diag)?;
    let text = as_string(&value).cloned();
    if text.is_none() {
        diag.error(&value, format_args!("`{key}` takes a string literal: write `{example}`"));
    }
    text
}

/// `crate = some::path`
pub(crate) fn path(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Path> {
    let value = arguments::value(key, "crate = some::path", input, diag)?;
    if let Expr::Path(path) = ungroup(&value)
        && path.qself.is_none()
        && path.path.segments.iter().all(|segment| matches!(segment.arguments, PathArguments::None))
    {
        return Some(path.path.clone());
    }
    let message = match as_string(&value) {
        Some(text) => format!("`crate` takes a path, not a string: write `crate = {}`", text.value()),
        None => "`crate` takes a plain path: write `crate = some::path`".to_owned(),
    };
    diag.error(&value, message);
    None
}

/// What is evaluated in the program: any expression but a literal, which is none of these things.
pub(crate) fn expression(
    key: &Ident,
    example: &str,
    input: ParseStream<'_>,
    diag: &mut Diagnostics,
) -> Option<Expr> {
    let value = arguments::value(key, &format!("{key} = {example}"), input, diag)?;
    if as_literal(&value).is_some() {
        diag.error(
            &value,
            format_args!("`{key}` takes an expression, not a literal: write `{key} = {example}`"),
        );
        return None;
    }
    Some(value)
}

pub(crate) fn as_string(value: &Expr) -> Option<&LitStr> {
    match as_literal(value) {
        Some(Lit::Str(text)) => Some(text),
        _ => None,
    }
}

pub(crate) fn as_literal(value: &Expr) -> Option<&Lit> {
    match ungroup(value) {
        Expr::Lit(ExprLit { lit, .. }) => Some(lit),
        _ => None,
    }
}

/// `key = word`, with one of `words`.
pub(crate) fn word(
    key: &Ident,
    words: &[&'static str],
    input: ParseStream<'_>,
    diag: &mut Diagnostics,
) -> Option<&'static str> {
    let examples: Vec<String> = words.iter().map(|word| format!("`{key} = {word}`")).collect();
    let examples = examples.join(" or ");
    let value = arguments::value(key, examples.trim_matches('`'), input, diag)?;
    let found = words.iter().find(|word| match ungroup(&value) {
        Expr::Path(path) => path.path.is_ident(**word),
        _ => false,
    });
    if found.is_none() {
        diag.error(&value, format_args!("`{key}` takes one word: write {examples}"));
    }
    found.copied()
}

/// Whether the expression is a literal of another kind.
pub(crate) fn is_no_number(value: &Expr) -> bool {
    as_literal(value).is_some_and(|literal| !matches!(literal, Lit::Int(_) | Lit::Float(_)))
}

/// The expression without the invisible parentheses that `macro_rules!` puts around its fragments.
pub(crate) fn ungroup(mut value: &Expr) -> &Expr {
    while let Expr::Group(group) = value {
        value = &group.expr;
    }
    value
}

/// A number without a point as one with a point; anything else as it is.
pub(crate) fn as_float(value: &Expr) -> TokenStream {
    if let Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) = ungroup(value)
        && number.suffix().is_empty()
        && let Ok(float) = number.base10_parse::<f64>()
    {
        let mut literal = Literal::f64_unsuffixed(float);
        literal.set_span(number.span());
        return literal.into_token_stream();
    }
    value.to_token_stream()
}
