//! Rules about structs as label sets, one function each, and what is left when all are kept.

use proc_macro2::Ident;
use syn::{Data, DeriveInput, Field, Fields, LitStr, Type, ext::IdentExt, punctuated::Punctuated};

use super::args::FieldArgs;
use crate::diag::Diagnostics;

const MAX_LABELS: usize = 8;

/// A field and the label that it fills.
pub(crate) struct Label<'a> {
    pub(crate) field: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) name: LitStr,
}

/// Labels are named, so fields must be.
pub(crate) fn named_fields<'a>(
    input: &'a DeriveInput,
    diag: &mut Diagnostics,
) -> impl Iterator<Item = &'a Field> + use<'a> {
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Some(&fields.named),
            Fields::Unnamed(_) | Fields::Unit => None,
        },
        Data::Enum(_) | Data::Union(_) => None,
    };
    if fields.is_none_or(Punctuated::is_empty) {
        diag.error(
            &input.ident,
            "`LabelSet` is derived for structs with named fields: write `struct … { method: Method }`",
        );
    }
    fields.into_iter().flatten()
}

pub(crate) fn labels<'a>(fields: &[FieldArgs<'a>], diag: &mut Diagnostics) -> Vec<Label<'a>> {
    let labels: Vec<_> = fields.iter().map(label).collect();
    names_differ(&labels, diag);
    labels_are_few(&labels, diag);
    labels
}

fn label<'a>(args: &FieldArgs<'a>) -> Label<'a> {
    let field = args.ident;
    let name = || LitStr::new(&field.unraw().to_string(), field.span());
    Label { field, ty: args.ty, name: args.rename.get().cloned().unwrap_or_else(name) }
}

/// A series can't have two labels with one name.
fn names_differ(labels: &[Label<'_>], diag: &mut Diagnostics) {
    for (index, label) in labels.iter().enumerate() {
        let name = label.name.value();
        if let Some(earlier) = labels.iter().take(index).find(|earlier| earlier.name.value() == name) {
            let (first, second) = (earlier.field, label.field);
            let message =
                format_args!("`{first}` and `{second}` are both the label `{name}`: rename one of them");
            diag.error(&label.name, message);
        }
    }
}

/// The number of series is the product of what the labels can be.
fn labels_are_few(labels: &[Label<'_>], diag: &mut Diagnostics) {
    if let Some(label) = labels.get(MAX_LABELS) {
        diag.error(label.field, format_args!("a family has at most {MAX_LABELS} labels: remove some"));
    }
}
