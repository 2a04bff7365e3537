//! `labels(key = expression, key: Type = expression, …)`

use proc_macro2::Ident;
use syn::{Expr, LitStr, Signature, Type, ext::IdentExt, parse::ParseStream};

use super::label_type;
use crate::{arguments, diag::Diagnostics, literal};

const EXAMPLE: &str = "labels(method = method)";

/// A label as it was written.
pub(crate) struct LabelArg {
    pub(crate) key: Ident,
    pub(crate) ty: Option<Type>,
    pub(crate) value: Expr,
}

/// A label of the family.
pub(crate) struct Label {
    pub(crate) key: LitStr,
    pub(crate) value: LabelValue,
}

/// Where the value of a label comes from.
pub(crate) enum LabelValue {
    Fixed(LitStr),
    Read(Box<ReadValue>),
}

/// A value that is read at each call.
pub(crate) struct ReadValue {
    pub(crate) expr: Expr,
    pub(crate) ty: LabelType,
}

/// What is known of the type of a value that is read.
pub(crate) enum LabelType {
    Written(Type),
    OfArgument(Type),
    Unknown,
}

impl LabelArg {
    /// The key as text, at the place of the key.
    pub(crate) fn name(&self) -> LitStr {
        LitStr::new(&self.key.unraw().to_string(), self.key.span())
    }

    pub(crate) fn fixed_value(&self) -> Option<&LitStr> {
        literal::as_string(&self.value)
    }
}

impl Label {
    pub(crate) fn new(arg: LabelArg, sig: Option<&Signature>) -> Self {
        let key = arg.name();
        if let Some(text) = arg.fixed_value() {
            return Self { key, value: LabelValue::Fixed(text.clone()) };
        }
        let ty = match arg.ty {
            Some(ty) => LabelType::Written(ty),
            None => sig
                .and_then(|sig| label_type::of_argument(sig, &arg.value))
                .map_or(LabelType::Unknown, LabelType::OfArgument),
        };
        Self { key, value: LabelValue::Read(Box::new(ReadValue { expr: arg.value, ty })) }
    }
}

/// `labels_from(key = |result| …, …)`
pub(crate) fn parse_from(
    key: &Ident,
    input: ParseStream<'_>,
    diag: &mut Diagnostics,
) -> Option<Vec<LabelArg>> {
    const EXAMPLE: &str = "labels_from(status = |result| …)";
    let tokens = arguments::list(key, EXAMPLE, input, diag)?;
    if tokens.is_empty() {
        diag.error(key, format_args!("`labels_from` is empty: write `{EXAMPLE}` or leave it out"));
    }
    let mut labels = Vec::new();
    arguments::read(tokens, diag, |key, input, diag| {
        let Some(value) = arguments::value(&key, &format!("{key} = |result| …"), input, diag) else {
            return;
        };
        if literal::as_literal(&value).is_some() {
            let message = format_args!(
                "this does not come of what is returned: write it in `labels`, or `{key} = |result| …`"
            );
            return diag.error(&value, message);
        }
        labels.push(LabelArg { key, ty: None, value });
    });
    Some(labels)
}

pub(crate) fn parse(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Vec<LabelArg>> {
    let tokens = arguments::list(key, EXAMPLE, input, diag)?;
    if tokens.is_empty() {
        diag.error(key, format_args!("`labels` is empty: write `{EXAMPLE}` or leave it out"));
    }
    let mut labels = Vec::new();
    arguments::read(tokens, diag, |key, input, diag| {
        let ty = arguments::type_of_value(input, diag);
        let example = format!("{key} = {}", ty.as_ref().map_or_else(|| key.to_string(), |_| "…".to_owned()));
        if let Some(value) = arguments::value(&key, &example, input, diag) {
            labels.push(LabelArg { key, ty, value });
        }
    });
    Some(labels)
}
