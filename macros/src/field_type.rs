//! What the runtime knows of the type of a field. Every token is at the type, and all that is asked is asked of it as a field: then two
//! mistakes about it read the same, and the compiler reports the first only.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Type, spanned::Spanned};

use crate::paths::RuntimePath;

/// What it is.
pub(crate) fn shape(runtime: &RuntimePath, ty: &Type) -> TokenStream {
    of_field(runtime, ty, "SHAPE")
}

/// The field made out of nothing.
pub(crate) fn new(runtime: &RuntimePath, ty: &Type) -> TokenStream {
    let start = of_field(runtime, ty, "Start");
    let span = Span::mixed_site().located_at(ty.span());
    let private = runtime.private(span);
    quote_spanned!(span=> <#start as #private::Make<#ty>>::NEW)
}

/// How its metric is found.
pub(crate) fn as_field(runtime: &RuntimePath, ty: &Type) -> TokenStream {
    of_field(runtime, ty, "as_field")
}

fn of_field(runtime: &RuntimePath, ty: &Type, item: &str) -> TokenStream {
    let span = Span::mixed_site().located_at(ty.span());
    let (private, item) = (runtime.private(span), Ident::new(item, span));
    quote_spanned!(span=> <#ty as #private::Field>::#item)
}
