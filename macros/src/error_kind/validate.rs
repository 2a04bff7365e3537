//! Rules about errors and their kinds, one function each, and what is left when all are kept.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Data, DeriveInput, Index, LitStr, Member, Type, ext::IdentExt};

use super::args::{FieldArgs, ItemArgs, Nested, VariantArgs};
use crate::{
    case::{self, Case},
    diag::{Diagnostics, Slot},
    words::OTHER,
};

/// A variant, or a struct, and what it is as a kind.
pub(crate) struct Kind<'a> {
    pub(crate) name: &'a Ident,
    /// Nothing for a struct.
    pub(crate) variant: Option<&'a Ident>,
    pub(crate) source: Source<'a>,
}

/// Where the text comes from.
pub(crate) enum Source<'a> {
    Own { text: String, span: Span },
    Inner(Inner<'a>),
}

/// The field that has the kinds.
pub(crate) struct Inner<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
    pub(crate) prefix: String,
}

/// A union doesn't know what it is.
pub(crate) fn is_enum_or_struct(input: &DeriveInput, diag: &mut Diagnostics) {
    if let Data::Union(_) = input.data {
        diag.error(
            &input.ident,
            "`ErrorKind` is derived for enums and structs: for a union, write `impl ErrorKind`",
        );
    }
}

pub(crate) fn kinds<'a>(
    item: &Ident,
    args: &ItemArgs,
    variants: &[VariantArgs<'a>],
    diag: &mut Diagnostics,
) -> Vec<Kind<'a>> {
    let case = case::written(args.rename_all.get(), diag);
    let kinds: Vec<_> = variants.iter().map(|variant| kind(case, variant, diag)).collect();
    nested_is_another_error(item, &kinds, diag);
    kinds_differ(&kinds, diag);
    kinds
}

fn kind<'a>(case: Case, variant: &VariantArgs<'a>, diag: &mut Diagnostics) -> Kind<'a> {
    let VariantArgs { name, variant: pattern, .. } = *variant;
    one_text_is_given(variant, diag);
    text_is_not_empty(variant.args.rename.get(), diag);
    let source = match inner(variant, diag) {
        Some(inner) => Source::Inner(inner),
        None => own(case, variant),
    };
    Kind { name, variant: pattern, source }
}

fn own<'a>(case: Case, variant: &VariantArgs<'a>) -> Source<'a> {
    let (name, args) = (variant.name, &variant.args);
    match (args.other.key(), args.rename.get()) {
        (Some(key), _) => Source::Own { text: OTHER.to_owned(), span: key.span() },
        (None, Some(text)) => Source::Own { text: text.value(), span: text.span() },
        (None, None) => Source::Own { text: case.apply(&name.unraw().to_string()), span: name.span() },
    }
}

/// The field that is nested, whether the variant says so or the field.
fn inner<'a>(variant: &VariantArgs<'a>, diag: &mut Diagnostics) -> Option<Inner<'a>> {
    let all = || variant.fields.iter().enumerate();
    let mut marked = all().filter(|(_, field)| field.nested.key().is_some());
    let inner = match (variant.args.nested.key(), marked.next()) {
        (None, None) => return None,
        (None, Some((index, field))) => Some(member(index, field, &field.nested, diag)),
        (Some(key), None) => {
            nested_is_one_field(key, variant, diag);
            all().next().map(|(index, field)| member(index, field, &variant.args.nested, diag))
        }
        (Some(_), Some((_, field))) => {
            nested_is_given_once(variant, field, diag);
            None
        }
    };
    for (_, another) in marked {
        nested_is_given_once(variant, another, diag);
    }
    inner
}

fn member<'a>(
    index: usize,
    args: &FieldArgs<'a>,
    nested: &Slot<Nested>,
    diag: &mut Diagnostics,
) -> Inner<'a> {
    let prefix = nested.get().and_then(|nested| nested.prefix.as_ref());
    prefix_is_not_empty(prefix, diag);
    let member = match &args.field.ident {
        Some(name) => Member::Named(name.clone()),
        None => Member::Unnamed(Index::from(index)),
    };
    Inner { member, ty: &args.field.ty, prefix: prefix.map(LitStr::value).unwrap_or_default() }
}

/// Of several fields, `nested` doesn't say which.
fn nested_is_one_field(key: &Ident, variant: &VariantArgs<'_>, diag: &mut Diagnostics) {
    let name = variant.name;
    match variant.fields.len() {
        0 => diag.error(
            key,
            format_args!("`{name}` holds no error whose kinds it could have: leave `nested` out"),
        ),
        1 => {}
        _ => diag.error(
            key,
            format_args!(
                "`{name}` has several fields: write `#[error_kind(nested)]` on the one that is the error"
            ),
        ),
    }
}

/// The kinds of an error that holds itself would have no end.
fn nested_is_another_error(item: &Ident, kinds: &[Kind<'_>], diag: &mut Diagnostics) {
    for kind in kinds {
        if let Source::Inner(inner) = &kind.source
            && is_itself(item, inner.ty.to_token_stream())
        {
            let name = kind.name;
            diag.error(
                inner.ty,
                format_args!("`{name}` holds an `{item}`, whose kinds have no end: leave `nested` out"),
            );
        }
    }
}

/// Whether the name of the error stands there, and not behind a path that leads to another of that name.
fn is_itself(item: &Ident, ty: TokenStream) -> bool {
    let mut after_colon = false;
    ty.into_iter().any(|token| {
        let is_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
        let was_colon = std::mem::replace(&mut after_colon, is_colon);
        match token {
            TokenTree::Group(group) => is_itself(item, group.stream()),
            TokenTree::Ident(word) => word == "Self" || (word == *item && !was_colon),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        }
    })
}

/// A value is of one kind, not of one for each of its fields.
fn nested_is_given_once(variant: &VariantArgs<'_>, field: &FieldArgs<'_>, diag: &mut Diagnostics) {
    let name = variant.name;
    diag.error(field.nested.key(), format_args!("`{name}` has the kinds of one error: keep one `nested`"));
}

/// `rename`, `other` and `nested` each say what the text is.
fn one_text_is_given(variant: &VariantArgs<'_>, diag: &mut Diagnostics) {
    let (name, args) = (variant.name, &variant.args);
    let is_nested =
        args.nested.key().is_some() || variant.fields.iter().any(|field| field.nested.key().is_some());
    match (args.rename.key(), args.other.key()) {
        (Some(rename), _) if is_nested => {
            let prefix = args.rename.get().map_or_else(|| "…".to_owned(), LitStr::value);
            diag.error(
                rename,
                format_args!(
                    "`{name}` has the kinds of the error in it: for a prefix to each, write `nested = \"{prefix}\"`"
                ),
            );
        }
        (_, Some(other)) if is_nested => {
            diag.error(other, format_args!("`{name}` is `nested` and `other`: keep one of them"));
        }
        (Some(rename), Some(_)) => {
            diag.error(rename, format_args!("`{name}` is called `other` already: keep `rename` or `other`"));
        }
        _ => {}
    }
}

/// A label with an empty value is no label to Prometheus.
fn text_is_not_empty(rename: Option<&LitStr>, diag: &mut Diagnostics) {
    if let Some(text) = rename.filter(|text| text.value().is_empty()) {
        diag.error(text, "an empty label value is no label: write one like `rename = \"timed_out\"`");
    }
}

/// No prefix is written as none.
fn prefix_is_not_empty(prefix: Option<&LitStr>, diag: &mut Diagnostics) {
    if let Some(prefix) = prefix.filter(|prefix| prefix.value().is_empty()) {
        diag.error(prefix, "an empty prefix is none: write `nested` alone");
    }
}

/// What is told apart has different names; only `other` is whatever nobody told apart.
fn kinds_differ(kinds: &[Kind<'_>], diag: &mut Diagnostics) {
    for (index, kind) in kinds.iter().enumerate() {
        let Source::Own { text, span } = &kind.source else { continue };
        let is_same =
            |earlier: &&Kind<'_>| matches!(&earlier.source, Source::Own { text: its, .. } if its == text);
        if text != OTHER
            && let Some(earlier) = kinds.iter().take(index).find(is_same)
        {
            let (first, second) = (earlier.name, kind.name);
            let message = format!(
                "`{first}` and `{second}` are both `{text}`: give one `#[error_kind(rename = \"…\")]`, or both `#[error_kind(other)]`"
            );
            diag.push(syn::Error::new(*span, message));
        }
    }
}
