//! `#[register]`: a static metric in the global registry.

mod args;
mod expand;
mod item;
#[cfg(test)]
mod tests;
mod validate;

use proc_macro2::TokenStream;

use self::{args::Args, item::StaticItem};
use crate::{allow, diag::Diagnostics};

/// The flow; the item itself always stays as it was written.
pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::new();
    let args = Args::parse(args, &mut diag);
    let metric = StaticItem::parse(item.clone(), &mut diag);
    let registration = metric.and_then(|metric| validate::registration(args, metric, &mut diag));
    let mistakes = diag.finish();
    let declaration = registration.map(|registration| match mistakes {
        None => expand::declaration(&registration),
        Some(_) => expand::check(&registration),
    });
    mistakes.into_iter().chain([allow::remove(item)]).chain(declaration).collect()
}
