//! Rules about structs of metrics, one function each, and what is left when all are kept.

use proc_macro2::Ident;
use syn::{
    Data, DeriveInput, Expr, Field, Fields, LitInt, LitStr, Type, ext::IdentExt, punctuated::Punctuated,
};

use super::args::{FieldArgs, StructArgs, Written};
use crate::{
    buckets,
    constant_label::{self, ConstantLabel},
    diag::Diagnostics,
    field_name::FieldName,
    paths::RuntimePath,
    words::{BUCKETS, LIMIT, TTL},
};

/// The metrics of this crate that stand alone, and so have no series to limit.
const ALONE: &[&str] = &[
    "Counter",
    "CounterFn",
    "FloatCounter",
    "Gauge",
    "GaugeFn",
    "Histogram",
    "Info",
    "NativeHistogram",
    "StateSet",
    "Summary",
    "UpDown",
];

/// A struct whose fields are metrics.
pub(crate) struct Group<'a> {
    pub(crate) runtime: RuntimePath,
    pub(crate) members: Vec<Member<'a>>,
}

/// A field of it.
pub(crate) struct Member<'a> {
    pub(crate) field: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) name: FieldName,
    pub(crate) help: LitStr,
    pub(crate) unit: Option<LitStr>,
    pub(crate) labels: Vec<ConstantLabel>,
    pub(crate) rules: Vec<Ident>,
    pub(crate) start: Start,
}

/// What a field is at the start.
pub(crate) enum Start {
    Init(Expr),
    Read { function: Expr, every: Option<f64> },
    New { buckets: Option<Expr>, limit: Option<LitInt>, ttl: Option<f64> },
}

/// Metrics are named, so fields must be.
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
            "`Metrics` is derived for structs with named fields: write `struct … { orders_total: Counter }`",
        );
    }
    fields.into_iter().flatten()
}

pub(crate) fn group<'a>(
    mut args: StructArgs,
    fields: Vec<FieldArgs<'a>>,
    diag: &mut Diagnostics,
) -> Group<'a> {
    let prefix = args.prefix.take().map(|prefix| prefix.value()).unwrap_or_default();
    let labels = args.labels.take().unwrap_or_default();
    let members: Vec<_> = fields.into_iter().map(|field| member(&prefix, &labels, field, diag)).collect();
    names_differ(&members, diag);
    Group { runtime: RuntimePath::new(args.runtime.take()), members }
}

fn member<'a>(
    prefix: &str,
    of_struct: &[ConstantLabel],
    field: FieldArgs<'a>,
    diag: &mut Diagnostics,
) -> Member<'a> {
    let FieldArgs { ident, ty, doc, rules, mut written } = field;
    name_is_one(&written, diag);
    start_is_one(&written, diag);
    arguments_fit_the_type(&written, ty, diag);
    buckets::some_is_given(written.buckets.get(), diag);
    let doc = || LitStr::new(&doc.unwrap_or_default(), ident.span());
    let name = name(prefix, ident, &mut written);
    let labels = labels(of_struct, written.labels.take().unwrap_or_default(), diag);
    let help = written.help.take().unwrap_or_else(doc);
    let unit = written.unit.take();
    Member { field: ident, ty, name, help, unit, labels, rules, start: start(written) }
}

/// The labels of the struct, and those of the field.
fn labels(
    of_struct: &[ConstantLabel],
    own: Vec<ConstantLabel>,
    diag: &mut Diagnostics,
) -> Vec<ConstantLabel> {
    for label in &own {
        if of_struct.iter().any(|other| other.name().value() == label.name().value()) {
            let name = label.name();
            diag.error(
                &name,
                format_args!("the struct has a label `{}` already: rename one of the two", name.value()),
            );
        }
    }
    of_struct.iter().cloned().chain(own).collect()
}

fn name(prefix: &str, ident: &Ident, written: &mut Written) -> FieldName {
    let join = |name: &str, at: &LitStr| {
        let parts: Vec<&str> = [prefix, name].into_iter().filter(|part| !part.is_empty()).collect();
        LitStr::new(&parts.join("_"), at.span())
    };
    let own = LitStr::new(&ident.unraw().to_string(), ident.span());
    if let Some(name) = written.name.take() {
        return FieldName::OfMetric(join(&name.value(), &name));
    }
    if written.flatten.key().is_some() {
        return FieldName::Prefix(join("", &own));
    }
    match written.prefix.take() {
        Some(prefix) => FieldName::Prefix(join(&prefix.value(), &prefix)),
        None => FieldName::Derived(join(&own.value(), &own)),
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
    let others = [written.buckets.key(), written.limit.key(), written.ttl.key()];
    let start = written.init.key().or_else(|| written.read.key());
    let also = written.read.key().filter(|_| written.init.key().is_some());
    for (start, other) in start
        .into_iter()
        .flat_map(|start| others.into_iter().chain([also]).flatten().map(move |other| (start, other)))
    {
        diag.error(other, format_args!("`{other}` is part of what `{start}` says: remove one of the two"));
    }
    if let Some(every) = written.every.key().filter(|_| written.read.key().is_none()) {
        diag.error(every, "`every` says how often a function is read: write `read = function` beside it");
    }
}

/// Where the type is one of this crate's by its name, what it has no use for is refused here, in better words than the compiler's.
fn arguments_fit_the_type(written: &Written, ty: &Type, diag: &mut Diagnostics) {
    let Some(name) = last_segment(ty).filter(|name| ALONE.contains(&name.as_str())) else { return };
    if let Some(key) = written.buckets.key().filter(|_| name != "Histogram") {
        diag.error(key, format_args!("`{BUCKETS}` are of histograms, and this is a `{name}`: remove it"));
    }
    for key in [written.limit.key(), written.ttl.key()].into_iter().flatten() {
        let what = if key == LIMIT { LIMIT } else { TTL };
        diag.error(key, format_args!("`{what}` is for families, and a `{name}` has one series: remove it"));
    }
}

fn last_segment(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        Type::Group(group) => last_segment(&group.elem),
        _ => None,
    }
}

/// Two fields with one name are two families, unless a label tells them apart.
fn names_differ(members: &[Member<'_>], diag: &mut Diagnostics) {
    let labels = |member: &Member<'_>| {
        constant_label::chained(member.labels.iter()).map(|labels| labels.to_string()).unwrap_or_default()
    };
    for (index, member) in members.iter().enumerate() {
        let name = member.name.text().value();
        let same = |earlier: &&Member<'_>| {
            earlier.name.text().value() == name && !name.is_empty() && labels(earlier) == labels(member)
        };
        let is_prefix = matches!(member.name, FieldName::Prefix(_));
        if !is_prefix && let Some(earlier) = members.iter().take(index).find(same) {
            let (first, second) = (earlier.field, member.field);
            let message = format!("`{first}` and `{second}` are both `{name}`: rename one of them");
            diag.push(syn::Error::new(member.name.text().span(), message));
        }
    }
}
