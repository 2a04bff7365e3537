//! `labels(region = "eu")`: labels whose values are constants.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, ExprLit, Lit, LitStr, ext::IdentExt, parse::ParseStream};

use crate::{arguments, check, diag::Diagnostics, literal, paths::RuntimePath};

const EXAMPLE: &str = "labels(region = \"eu\")";

/// A label on every series.
#[derive(Clone)]
pub(crate) struct ConstantLabel {
    key: Ident,
    value: Expr,
}

impl ConstantLabel {
    /// The name as text, at the place of the key.
    pub(crate) fn name(&self) -> LitStr {
        LitStr::new(&self.key.unraw().to_string(), self.key.span())
    }
}

pub(crate) fn parse(
    key: &Ident,
    input: ParseStream<'_>,
    diag: &mut Diagnostics,
) -> Option<Vec<ConstantLabel>> {
    let tokens = arguments::list(key, EXAMPLE, input, diag)?;
    if tokens.is_empty() {
        diag.error(key, format_args!("`labels` is empty: write `{EXAMPLE}` or leave it out"));
    }
    let mut labels: Vec<ConstantLabel> = Vec::new();
    arguments::read(tokens, diag, |key, input, diag| {
        let Some(value) = arguments::value(&key, &format!("{key} = \"…\""), input, diag) else { return };
        if let Expr::Lit(ExprLit { lit: Lit::Int(_) | Lit::Float(_) | Lit::Bool(_), .. }) =
            literal::ungroup(&value)
        {
            return diag.error(&value, "the value of a label is text: put it in quotes");
        }
        if labels.iter().any(|earlier| earlier.key.unraw() == key.unraw()) {
            return diag
                .error(&key, format_args!("label `{}` is given twice, keep one of them", key.unraw()));
        }
        labels.push(ConstantLabel { key, value });
    });
    Some(labels)
}

/// Checks of the names, each at its own.
pub(crate) fn checks(runtime: &RuntimePath, labels: &[ConstantLabel]) -> Vec<TokenStream> {
    labels.iter().map(|label| check::label_name(runtime, &label.name())).collect()
}

/// The labels as a chained call; nothing where there are none.
pub(crate) fn chained<'a>(labels: impl Iterator<Item = &'a ConstantLabel>) -> Option<TokenStream> {
    let pairs: Vec<_> = labels
        .map(|label| {
            let (name, value) = (label.name(), &label.value);
            quote_spanned!(Span::mixed_site()=> (#name, #value))
        })
        .collect();
    (!pairs.is_empty()).then(|| quote_spanned!(Span::mixed_site()=> .labels(&[#(#pairs),*])))
}
