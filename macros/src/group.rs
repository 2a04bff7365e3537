//! Groups with other content.

use proc_macro2::{Group, TokenStream};

/// The same parentheses or braces around something else.
pub(crate) fn like(group: &Group, content: TokenStream) -> Group {
    let mut same = Group::new(group.delimiter(), content);
    same.set_span(group.span());
    same
}
