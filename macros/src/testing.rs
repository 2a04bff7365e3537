//! What the snapshot tests share.

use proc_macro2::{TokenStream, TokenTree};
use syn::LitStr;

/// The expansion as `rustfmt` would print it.
pub(crate) fn pretty(expansion: &TokenStream) -> String {
    match syn::parse2(expansion.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => format!("does not parse: {error}\n{expansion}"),
    }
}

/// The messages of the reported mistakes, one a line, wherever they stand.
pub(crate) fn mistakes(expansion: TokenStream) -> String {
    let mut messages = String::new();
    let mut is_mistake = false;
    for token in expansion {
        match token {
            TokenTree::Group(group) if is_mistake => messages += &message(group.stream()),
            TokenTree::Group(group) => messages += &mistakes(group.stream()),
            TokenTree::Punct(_) => {}
            token => is_mistake = token.to_string() == "compile_error",
        }
    }
    messages
}

fn message(argument: TokenStream) -> String {
    syn::parse2::<LitStr>(argument).map(|text| text.value() + "\n").unwrap_or_default()
}
