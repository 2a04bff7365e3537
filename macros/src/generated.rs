//! The user's names in generated code.

use proc_macro2::{Ident, Span};

/// The name with a span that is still its own place, but known to be generated: lints such as `deprecated` then don't
/// blame the user for it.
pub(crate) fn generated(name: &Ident) -> Ident {
    let mut same = name.clone();
    same.set_span(name.span().resolved_at(Span::mixed_site()));
    same
}
