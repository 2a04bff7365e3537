//! `#[metrics(…)]` on a struct and `#[metric(…)]` on its fields, as they were written.

use proc_macro2::Ident;
use syn::{Attribute, Expr, Field, LitInt, LitStr, Path, Type, parse::ParseStream};

use crate::{
    allow, arguments, buckets,
    constant_label::{self, ConstantLabel},
    diag::{Diagnostics, Slot},
    docs, duration, helper_attribute, literal, number, suggest,
    words::{
        BUCKETS, CRATE, EVERY, FLATTEN, HELP, INIT, LABELS, LIMIT, METRIC, METRICS, NAME, PREFIX, READ, TTL,
        UNIT,
    },
};

const OF_FIELD: &[&str] =
    &[NAME, HELP, UNIT, BUCKETS, LABELS, LIMIT, TTL, PREFIX, FLATTEN, READ, EVERY, INIT];

#[derive(Default)]
pub(crate) struct StructArgs {
    /// The rules that no field need keep; nothing where there is a mistake in them.
    pub(crate) rules: Option<Vec<Ident>>,
    pub(crate) prefix: Slot<LitStr>,
    pub(crate) labels: Slot<Vec<ConstantLabel>>,
    pub(crate) runtime: Slot<Path>,
}

pub(crate) struct FieldArgs<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) doc: Option<String>,
    /// The rules that the field need not keep; nothing where there is a mistake in them.
    pub(crate) rules: Option<Vec<Ident>>,
    pub(crate) written: Written,
}

#[derive(Default)]
pub(crate) struct Written {
    pub(crate) name: Slot<LitStr>,
    pub(crate) help: Slot<LitStr>,
    pub(crate) unit: Slot<LitStr>,
    pub(crate) buckets: Slot<Expr>,
    pub(crate) labels: Slot<Vec<ConstantLabel>>,
    pub(crate) limit: Slot<LitInt>,
    pub(crate) ttl: Slot<f64>,
    pub(crate) prefix: Slot<LitStr>,
    pub(crate) flatten: Slot<()>,
    pub(crate) read: Slot<Expr>,
    pub(crate) every: Slot<f64>,
    pub(crate) init: Slot<Expr>,
}

impl StructArgs {
    pub(crate) fn parse(attrs: &[Attribute], diag: &mut Diagnostics) -> Self {
        let mut args = Self { rules: allow::parse(attrs, diag), ..Self::default() };
        helper_attribute::refuse(
            METRIC,
            attrs,
            "`metric` is for fields: write `metrics` above a struct",
            diag,
        );
        helper_attribute::read(METRICS, attrs, diag, |key, input, diag| match key.to_string().as_str() {
            PREFIX => args.prefix.set(key.clone(), literal::string(&key, input, diag), diag),
            LABELS => args.labels.set(key.clone(), constant_label::parse(&key, input, diag), diag),
            CRATE => args.runtime.set(key.clone(), literal::path(&key, input, diag), diag),
            _ => {
                suggest::unknown(&key, &[PREFIX, LABELS, CRATE], diag);
                arguments::skip(input);
            }
        });
        args
    }
}

impl<'a> FieldArgs<'a> {
    /// Nothing for a field without a name.
    pub(crate) fn parse(field: &'a Field, diag: &mut Diagnostics) -> Option<Self> {
        let mut written = Written::default();
        let message = "`metrics` is for structs: write `metric` above a field";
        helper_attribute::refuse(METRICS, &field.attrs, message, diag);
        helper_attribute::read(METRIC, &field.attrs, diag, |key, input, diag| written.set(key, input, diag));
        let (doc, rules) = (docs::first_paragraph(&field.attrs), allow::parse(&field.attrs, diag));
        Some(Self { ident: field.ident.as_ref()?, ty: &field.ty, doc, rules, written })
    }
}

impl Written {
    fn set(&mut self, key: Ident, input: ParseStream<'_>, diag: &mut Diagnostics) {
        match key.to_string().as_str() {
            NAME => self.name.set(key.clone(), literal::string(&key, input, diag), diag),
            HELP => self.help.set(key.clone(), literal::string(&key, input, diag), diag),
            UNIT => self.unit.set(key.clone(), literal::string(&key, input, diag), diag),
            BUCKETS => self.buckets.set(key.clone(), buckets::parse(&key, input, diag), diag),
            LABELS => self.labels.set(key.clone(), constant_label::parse(&key, input, diag), diag),
            LIMIT => self.limit.set(key.clone(), number::limit(&key, input, diag), diag),
            TTL => self.ttl.set(key.clone(), duration::parse(&key, input, diag), diag),
            PREFIX => self.prefix.set(key.clone(), literal::string(&key, input, diag), diag),
            FLATTEN => self.flatten.set(key.clone(), arguments::flag(&key, input, diag), diag),
            READ => self.read.set(key.clone(), literal::expression(&key, "queue_length", input, diag), diag),
            EVERY => self.every.set(key.clone(), duration::parse(&key, input, diag), diag),
            INIT => self.init.set(key.clone(), literal::expression(&key, "Gauge::new()", input, diag), diag),
            _ => {
                suggest::unknown(&key, OF_FIELD, diag);
                arguments::skip(input);
            }
        }
    }
}
