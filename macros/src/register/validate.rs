//! Rules about registered statics, one function each, and what is left when all are kept.

use proc_macro2::Ident;
use syn::{LitStr, StaticMutability, Type, ext::IdentExt};

use super::{args::Args, item::StaticItem};
use crate::{diag::Diagnostics, docs, paths::RuntimePath};

/// A static that can be registered.
pub(crate) struct Registration {
    pub(crate) runtime: RuntimePath,
    pub(crate) name: LitStr,
    pub(crate) help: LitStr,
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
}

/// Nothing where the name is wrong by itself, so that there is nothing to check.
pub(crate) fn registration(
    mut args: Args,
    metric: StaticItem,
    diag: &mut Diagnostics,
) -> Option<Registration> {
    static_is_shared(&metric, diag);
    some_help_is_given(&args, &metric, diag);
    let StaticItem { attrs, ident, ty, .. } = metric;
    let name_was_given = args.name.key().is_some();
    let name = match args.name.take() {
        None if name_was_given => return None,
        None => LitStr::new(&ident.unraw().to_string().to_lowercase(), ident.span()),
        Some(name) => name,
    };
    let doc = || LitStr::new(&docs::first_paragraph(&attrs).unwrap_or_default(), ident.span());
    let help = args.help.take().unwrap_or_else(doc);
    Some(Registration { runtime: RuntimePath::new(args.runtime.take()), name, help, ident, ty })
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

/// Whoever reads the exposition has only the help text to go by.
fn some_help_is_given(args: &Args, metric: &StaticItem, diag: &mut Diagnostics) {
    if args.help.key().is_none() && docs::first_paragraph(&metric.attrs).is_none() {
        diag.error(&metric.ident, "this metric has no help text: write a doc comment, `/// …`, above it");
    }
}
