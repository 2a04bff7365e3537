//! Rules about structs of metrics, one function each, and what is left when all are kept.

use proc_macro2::{Ident, Span};
use syn::{Expr, LitInt, LitStr, Type, ext::IdentExt};

use super::{
    args::{FieldArgs, StructArgs, Written},
    fit,
};
use crate::{
    buckets,
    constant_label::{self, ConstantLabel},
    diag::{Diagnostics, Slot},
    field_name::FieldName,
    paths::RuntimePath,
};

/// A struct whose fields are metrics.
pub(crate) struct Group<'a> {
    pub(crate) runtime: RuntimePath,
    /// What all names begin with.
    pub(crate) prefix: Option<LitStr>,
    /// On every series; the labels of a field have them, too.
    pub(crate) labels: Vec<ConstantLabel>,
    /// The rules that no field need keep.
    pub(crate) rules: Vec<Ident>,
    pub(crate) members: Vec<Member<'a>>,
}

/// A field of it.
pub(crate) struct Member<'a> {
    pub(crate) field: &'a Ident,
    pub(crate) ty: &'a Type,
    /// Nothing where what was written of it is wrong by itself, so that there is nothing to check.
    pub(crate) declared: Option<Declared>,
    pub(crate) start: Start,
}

/// What is declared of a field.
pub(crate) struct Declared {
    pub(crate) name: FieldName,
    pub(crate) help: LitStr,
    pub(crate) unit: Option<LitStr>,
    /// Those of the struct, and behind them its own.
    pub(crate) labels: Vec<ConstantLabel>,
    pub(crate) own_labels: Vec<ConstantLabel>,
    pub(crate) rules: Vec<Ident>,
}

/// What a field is at the start.
pub(crate) enum Start {
    Init(Expr),
    Read { function: Expr, every: Option<f64> },
    New { buckets: Option<Expr>, limit: Option<LitInt>, ttl: Option<f64> },
}

pub(crate) fn group<'a>(
    mut args: StructArgs,
    fields: Vec<FieldArgs<'a>>,
    diag: &mut Diagnostics,
) -> Group<'a> {
    prefix_is_not_empty(&args.prefix, "leave it out", diag);
    let is_known = !args.prefix.is_wrong() && !args.labels.is_wrong() && args.rules.is_some();
    let mut group = Group {
        runtime: RuntimePath::new(args.runtime.take()),
        prefix: args.prefix.take().filter(|prefix| !prefix.value().is_empty()),
        labels: args.labels.take().unwrap_or_default(),
        rules: args.rules.unwrap_or_default(),
        members: Vec::new(),
    };
    let members = fields.into_iter().map(|field| member(&group, is_known, field, diag));
    group.members = members.collect();
    names_differ(&group.members, diag);
    group
}

fn member<'a>(
    group: &Group<'_>,
    is_known: bool,
    mut field: FieldArgs<'a>,
    diag: &mut Diagnostics,
) -> Member<'a> {
    let written = &field.written;
    name_is_one(written, diag);
    prefix_is_not_empty(&written.prefix, "write `flatten`", diag);
    let is_plain = group_has_no_settings(written, diag);
    start_is_one(written, diag);
    fit::arguments(written, field.ty, diag);
    buckets::some_is_given(written.buckets.get(), diag);
    let is_known = is_known && is_plain && !written.is_wrong() && field.rules.is_some();
    let declared = declared(group, &mut field, diag);
    Member {
        field: field.ident,
        ty: field.ty,
        declared: is_known.then_some(declared),
        start: start(field.written),
    }
}

fn declared(group: &Group<'_>, field: &mut FieldArgs<'_>, diag: &mut Diagnostics) -> Declared {
    let FieldArgs { ident, doc, rules, written, .. } = field;
    let own_labels = written.labels.take().unwrap_or_default();
    labels_differ(&group.labels, &own_labels, diag);
    let doc = || LitStr::new(&doc.take().unwrap_or_default(), ident.span());
    Declared {
        name: name(group.prefix.as_ref(), ident, written),
        help: written.help.take().unwrap_or_else(doc),
        unit: written.unit.take(),
        labels: group.labels.iter().chain(&own_labels).cloned().collect(),
        own_labels,
        rules: group.rules.iter().chain(rules.iter().flatten()).cloned().collect(),
    }
}

impl Written {
    /// Whether something that is declared of the field was given, and is a mistake.
    fn is_wrong(&self) -> bool {
        let texts = [&self.name, &self.help, &self.unit, &self.prefix];
        texts.into_iter().any(Slot::is_wrong) || self.labels.is_wrong()
    }
}

/// A field has its labels and those of the struct.
fn labels_differ(of_struct: &[ConstantLabel], own: &[ConstantLabel], diag: &mut Diagnostics) {
    let is_taken = |name: &LitStr| of_struct.iter().any(|label| label.name().value() == name.value());
    for name in own.iter().map(ConstantLabel::name).filter(is_taken) {
        let message = format!("the struct has a label `{}` already: rename one of the two", name.value());
        diag.push(syn::Error::new(name.span(), message));
    }
}

fn name(prefix: Option<&LitStr>, ident: &Ident, written: &mut Written) -> FieldName {
    let join = |name: &str, span: Span| {
        let prefix = prefix.map(LitStr::value);
        let parts = prefix.as_deref().into_iter().chain([name]).filter(|part| !part.is_empty());
        LitStr::new(&parts.collect::<Vec<_>>().join("_"), span)
    };
    if let Some(name) = written.name.take() {
        return FieldName::OfMetric(join(&name.value(), name.span()));
    }
    if let Some(flatten) = written.flatten.key() {
        return FieldName::Prefix(join("", flatten.span()));
    }
    match written.prefix.take() {
        Some(prefix) => FieldName::Prefix(join(&prefix.value(), prefix.span())),
        None => FieldName::Derived(join(&ident.unraw().to_string(), ident.span())),
    }
}

fn start(mut written: Written) -> Start {
    if let Some(init) = written.init.take() {
        return Start::Init(init);
    }
    match written.read.take() {
        Some(function) => Start::Read { function, every: written.every.take() },
        None => Start::New {
            buckets: written.buckets.take(),
            limit: written.limit.take(),
            ttl: written.ttl.take(),
        },
    }
}

/// A metric has a name, a struct of metrics what its names begin with.
fn name_is_one(written: &Written, diag: &mut Diagnostics) {
    let keys = [written.name.key(), written.prefix.key(), written.flatten.key()];
    let mut given = keys.into_iter().flatten();
    if let (Some(first), Some(second)) = (given.next(), given.next()) {
        diag.error(second, format_args!("`{first}` and `{second}` exclude each other, keep one of them"));
    }
}

/// A value that is given has all its settings in it, and a function that is read has none but how often.
fn start_is_one(written: &Written, diag: &mut Diagnostics) {
    let settings = [written.buckets.key(), written.limit.key(), written.ttl.key()];
    let in_init = [written.read.key(), written.every.key()].into_iter().chain(settings).flatten();
    let (init, read) = (written.init.key(), written.read.key());
    for other in in_init.filter(|_| init.is_some()) {
        diag.error(other, format_args!("`{other}` is part of what `init` says: remove one of the two"));
    }
    for other in settings.into_iter().flatten().filter(|_| init.is_none() && read.is_some()) {
        diag.error(other, format_args!("what is read has no `{other}`: remove it, or `read`"));
    }
    if let Some(every) = written.every.key().filter(|_| init.is_none() && read.is_none()) {
        diag.error(every, "`every` says how often a function is read: write `read = function` beside it");
    }
}

/// What is set, is set of a metric.
fn group_has_no_settings(written: &Written, diag: &mut Diagnostics) -> bool {
    let Some(group) = written.prefix.key().or(written.flatten.key()) else { return true };
    let keys = [
        written.help.key(),
        written.unit.key(),
        written.buckets.key(),
        written.limit.key(),
        written.ttl.key(),
        written.read.key(),
    ];
    let given: Vec<_> = keys.into_iter().flatten().collect();
    for key in &given {
        let message =
            format_args!("`{key}` is for metrics, and `{group}` for structs of them: remove one of the two");
        diag.error(key, message);
    }
    given.is_empty()
}

/// An empty prefix is none.
fn prefix_is_not_empty(prefix: &Slot<LitStr>, instead: &str, diag: &mut Diagnostics) {
    if let Some(prefix) = prefix.get().filter(|prefix| prefix.value().is_empty()) {
        diag.error(prefix, format_args!("the prefix is empty: {instead}"));
    }
}

/// Two fields with one name are two families, unless a label tells them apart.
fn names_differ(members: &[Member<'_>], diag: &mut Diagnostics) {
    let metrics = members.iter().filter_map(|member| Some((member.field, member.declared.as_ref()?)));
    let metrics = metrics.filter(|(_, declared)| !matches!(declared.name, FieldName::Prefix(_)));
    let metrics: Vec<_> = metrics.collect();
    for (index, (field, declared)) in metrics.iter().enumerate() {
        let is_same = |(_, earlier): &&(_, &Declared)| earlier.reads_as(declared);
        if let Some((earlier, _)) = metrics.iter().take(index).find(is_same) {
            let name = declared.name.text();
            let message =
                format!("`{earlier}` and `{field}` are both `{}`: rename one of them", name.value());
            diag.push(syn::Error::new(name.span(), message));
        }
    }
}

impl Declared {
    /// Whether their series have the same names and labels.
    fn reads_as(&self, other: &Self) -> bool {
        let labels = |declared: &Self| {
            constant_label::chained(declared.labels.iter()).map(|labels| labels.to_string())
        };
        let unit = |declared: &Self| declared.unit.as_ref().map(LitStr::value);
        self.name.text().value() == other.name.text().value()
            && unit(self) == unit(other)
            && labels(self) == labels(other)
    }
}
