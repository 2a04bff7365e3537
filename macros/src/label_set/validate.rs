//! Rules about structs as label sets, one function each, and what is left when all are kept.

use proc_macro2::Ident;
use syn::{GenericArgument, LitStr, PathArguments, Type, ext::IdentExt};

use super::args::FieldArgs;
use crate::diag::Diagnostics;

/// What tells the derives apart that make label sets.
pub(crate) struct Rules {
    pub(crate) derive: &'static str,
    /// The attribute of the fields.
    pub(crate) attribute: &'static str,
    /// A struct that it is derived for.
    pub(crate) example: &'static str,
    pub(crate) most_labels: Option<usize>,
}

/// A field, and the labels that it fills.
pub(crate) struct Part<'a> {
    pub(crate) field: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) labels: Labels<'a>,
}

pub(crate) enum Labels<'a> {
    Own(Label<'a>),
    /// Those of the set that it is.
    Flattened,
}

/// One label.
pub(crate) struct Label<'a> {
    pub(crate) name: LitStr,
    pub(crate) value: Value<'a>,
}

/// How a field becomes a value.
pub(crate) enum Value<'a> {
    Plain,
    Displayed,
    /// What is in an `Option`.
    DisplayedOption(&'a Type),
}

impl<'a> Part<'a> {
    pub(crate) fn label(&self) -> Option<&Label<'a>> {
        match &self.labels {
            Labels::Own(label) => Some(label),
            Labels::Flattened => None,
        }
    }
}

pub(crate) fn parts<'a>(rules: &Rules, fields: &[FieldArgs<'a>], diag: &mut Diagnostics) -> Vec<Part<'a>> {
    for field in fields {
        flatten_is_alone(field, diag);
    }
    let parts: Vec<_> = fields.iter().map(part).collect();
    names_differ(&parts, diag);
    labels_are_few(rules, &parts, diag);
    parts
}

fn part<'a>(args: &FieldArgs<'a>) -> Part<'a> {
    let (field, ty) = (args.ident, args.ty);
    if args.flatten.key().is_some() {
        return Part { field, ty, labels: Labels::Flattened };
    }
    let name = || LitStr::new(&field.unraw().to_string(), field.span());
    let name = args.rename.get().cloned().unwrap_or_else(name);
    let value = match (args.display.key(), in_option(ty)) {
        (None, _) => Value::Plain,
        (Some(_), None) => Value::Displayed,
        (Some(_), Some(inner)) => Value::DisplayedOption(inner),
    };
    Part { field, ty, labels: Labels::Own(Label { name, value }) }
}

/// The type in what is written as an `Option`.
fn in_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ungroup(ty) else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) => Some(inner),
        _ => None,
    }
}

/// The type without the invisible parentheses that `macro_rules!` puts around its fragments.
fn ungroup(mut ty: &Type) -> &Type {
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    ty
}

/// A set has names of its own for its labels, and values.
fn flatten_is_alone(args: &FieldArgs<'_>, diag: &mut Diagnostics) {
    if args.flatten.key().is_none() {
        return;
    }
    for (word, key) in [("rename", args.rename.key()), ("display", args.display.key())] {
        if let Some(key) = key {
            let field = args.ident;
            let message =
                format_args!("`{field}` has the labels of the fields in it: leave `{word}` or `flatten` out");
            diag.error(key, message);
        }
    }
}

/// A series can't have two labels with one name.
fn names_differ(parts: &[Part<'_>], diag: &mut Diagnostics) {
    let mut earlier: Vec<(&Ident, String)> = Vec::new();
    for part in parts {
        let Some(label) = part.label() else { continue };
        let (second, name) = (part.field, label.name.value());
        if let Some((first, _)) = earlier.iter().find(|(_, earlier)| *earlier == name) {
            let message =
                format_args!("`{first}` and `{second}` are both the label `{name}`: rename one of them");
            diag.error(&label.name, message);
        }
        earlier.push((second, name));
    }
}

/// The number of series is the product of what the labels can be.
fn labels_are_few(rules: &Rules, parts: &[Part<'_>], diag: &mut Diagnostics) {
    let own = parts.iter().filter(|part| part.label().is_some());
    if let Some(most) = rules.most_labels
        && let Some(part) = own.into_iter().nth(most)
    {
        diag.error(part.field, format_args!("a family has at most {most} labels: remove some"));
    }
}
