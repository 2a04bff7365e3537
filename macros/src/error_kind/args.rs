//! `#[error_kind(…)]` on an error, on its variants and on their fields, as it was written.

use proc_macro2::Ident;
use syn::{Attribute, Data, DeriveInput, Field, Fields, LitStr, Path, parse::ParseStream};

use crate::{
    arguments,
    diag::{Diagnostics, Slot},
    helper_attribute, literal, suggest,
    words::{CRATE, ERROR_KIND, NESTED, OTHER, RENAME, RENAME_ALL},
};

/// What stands on the enum or struct.
#[derive(Default)]
pub(crate) struct ItemArgs {
    pub(crate) rename_all: Slot<LitStr>,
    pub(crate) runtime: Slot<Path>,
    /// Of a struct, which is a variant by itself.
    kind: KindArgs,
}

/// What stands on a variant.
#[derive(Default)]
pub(crate) struct KindArgs {
    pub(crate) rename: Slot<LitStr>,
    pub(crate) nested: Slot<Nested>,
    pub(crate) other: Slot<()>,
}

/// `nested` or `nested = "prefix"`
pub(crate) struct Nested {
    pub(crate) prefix: Option<LitStr>,
}

/// A variant, or a struct.
pub(crate) struct VariantArgs<'a> {
    pub(crate) name: &'a Ident,
    /// Nothing for a struct.
    pub(crate) variant: Option<&'a Ident>,
    pub(crate) args: KindArgs,
    pub(crate) fields: Vec<FieldArgs<'a>>,
}

pub(crate) struct FieldArgs<'a> {
    pub(crate) field: &'a Field,
    pub(crate) nested: Slot<Nested>,
}

impl ItemArgs {
    pub(crate) fn parse(input: &DeriveInput, diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        let known: &[&str] = match input.data {
            Data::Struct(_) => &[RENAME, NESTED, OTHER, CRATE],
            Data::Enum(_) | Data::Union(_) => &[RENAME_ALL, CRATE],
        };
        read(&input.attrs, known, diag, |key, input, diag| match key.to_string().as_str() {
            RENAME_ALL => args.rename_all.set(key.clone(), literal::string(&key, input, diag), diag),
            CRATE => args.runtime.set(key.clone(), literal::path(&key, input, diag), diag),
            _ => args.kind.set(key, input, diag),
        });
        args
    }
}

impl KindArgs {
    fn parse(attrs: &[Attribute], diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        read(attrs, &[RENAME, NESTED, OTHER], diag, |key, input, diag| args.set(key, input, diag));
        args
    }

    fn set(&mut self, key: Ident, input: ParseStream<'_>, diag: &mut Diagnostics) {
        match key.to_string().as_str() {
            RENAME => self.rename.set(key.clone(), literal::string(&key, input, diag), diag),
            NESTED => self.nested.set(key.clone(), nested(&key, input, diag), diag),
            _ => self.other.set(key.clone(), arguments::flag(&key, input, diag), diag),
        }
    }
}

impl<'a> VariantArgs<'a> {
    pub(crate) fn parse_all(
        input: &'a DeriveInput,
        args: &mut ItemArgs,
        diag: &mut Diagnostics,
    ) -> Vec<Self> {
        match &input.data {
            Data::Enum(data) => {
                let of_variant = |variant: &'a syn::Variant| {
                    let (name, args) = (&variant.ident, KindArgs::parse(&variant.attrs, diag));
                    Self { name, variant: Some(name), args, fields: FieldArgs::parse(&variant.fields, diag) }
                };
                data.variants.iter().map(of_variant).collect()
            }
            Data::Struct(data) => {
                let args = std::mem::take(&mut args.kind);
                let fields = FieldArgs::parse(&data.fields, diag);
                vec![Self { name: &input.ident, variant: None, args, fields }]
            }
            Data::Union(_) => Vec::new(),
        }
    }
}

impl<'a> FieldArgs<'a> {
    fn parse(fields: &'a Fields, diag: &mut Diagnostics) -> Vec<Self> {
        let of_field = |field: &'a Field| {
            let mut slot = Slot::default();
            read(&field.attrs, &[NESTED], diag, |key, input, diag| {
                slot.set(key.clone(), nested(&key, input, diag), diag);
            });
            Self { field, nested: slot }
        };
        fields.iter().map(of_field).collect()
    }
}

/// Calls `each` with every key that is known.
fn read(
    attrs: &[Attribute],
    known: &[&str],
    diag: &mut Diagnostics,
    mut each: impl FnMut(Ident, ParseStream<'_>, &mut Diagnostics),
) {
    helper_attribute::read(ERROR_KIND, attrs, diag, |key, input, diag| {
        if known.iter().any(|known| key == known) {
            each(key, input, diag);
        } else {
            suggest::unknown(&key, known, diag);
            arguments::skip(input);
        }
    });
}

fn nested(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Nested> {
    if arguments::at_end(input) {
        return Some(Nested { prefix: None });
    }
    literal::string(key, input, diag).map(|prefix| Nested { prefix: Some(prefix) })
}
