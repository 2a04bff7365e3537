//! Rules about registered statics, one function each, and what is left when all are kept.

use proc_macro2::Ident;
use syn::{LitStr, StaticMutability, Type, ext::IdentExt};

use super::{args::Args, item::StaticItem};
use crate::{
    allow, constant_label::ConstantLabel, diag::Diagnostics, docs, field_name::FieldName, paths::RuntimePath,
};

/// A static that can be registered.
pub(crate) struct Registration {
    pub(crate) runtime: RuntimePath,
    pub(crate) name: FieldName,
    pub(crate) help: LitStr,
    pub(crate) labels: Vec<ConstantLabel>,
    /// The rules that it need not keep.
    pub(crate) rules: Vec<Ident>,
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
}

/// Nothing where what is declared is wrong by itself, so that there is nothing to check.
pub(crate) fn registration(
    mut args: Args,
    metric: StaticItem,
    diag: &mut Diagnostics,
) -> Option<Registration> {
    static_is_shared(&metric, diag);
    let rules = allow::parse(&metric.attrs, diag);
    let StaticItem { attrs, ident, ty, .. } = metric;
    let is_known = !args.help.is_wrong() && !args.labels.is_wrong();
    let name = name(&mut args, &ident, diag).filter(|_| is_known)?;
    let rules = rules?;
    let doc = || LitStr::new(&docs::first_paragraph(&attrs).unwrap_or_default(), ident.span());
    let help = args.help.take().unwrap_or_else(doc);
    let labels = args.labels.take().unwrap_or_default();
    Some(Registration {
        runtime: RuntimePath::new(args.runtime.take()),
        name,
        help,
        labels,
        rules,
        ident,
        ty,
    })
}

/// A metric has a name, a struct of metrics what its names begin with.
fn name(args: &mut Args, ident: &Ident, diag: &mut Diagnostics) -> Option<FieldName> {
    if let (Some(_), Some(prefix)) = (args.name.key(), args.prefix.key()) {
        diag.error(prefix, "`name` and `prefix` exclude each other, keep one of them");
    }
    if let Some(prefix) = args.prefix.get().filter(|prefix| prefix.value().is_empty()) {
        diag.error(prefix, "the prefix is empty: leave it out");
    }
    if args.name.key().is_some() {
        return args.name.take().map(FieldName::OfMetric);
    }
    if args.prefix.key().is_some() {
        return args.prefix.take().map(FieldName::Prefix);
    }
    Some(FieldName::Derived(LitStr::new(&ident.unraw().to_string().to_lowercase(), ident.span())))
}

/// A scrape reads the metric while others write it.
fn static_is_shared(metric: &StaticItem, diag: &mut Diagnostics) {
    if let StaticMutability::Mut(keyword) = &metric.mutability {
        diag.error(
            keyword,
            "a metric in a `static mut` can't be read by a scrape: remove `mut`, metrics change through `&`",
        );
    }
}
