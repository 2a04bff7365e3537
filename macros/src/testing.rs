//! What the snapshot tests share.

use proc_macro2::TokenStream;
use syn::{File, Item, LitStr, Macro};

/// The expansion as `rustfmt` would print it.
pub(crate) fn pretty(expansion: &TokenStream) -> String {
    match syn::parse2(expansion.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => format!("does not parse: {error}\n{expansion}"),
    }
}

/// The messages of the reported mistakes, one a line.
pub(crate) fn mistakes(expansion: TokenStream) -> String {
    let items = syn::parse2::<File>(expansion).map(|file| file.items).unwrap_or_default();
    let messages = items.iter().filter_map(|item| match item {
        Item::Macro(item) => message(&item.mac),
        _ => None,
    });
    messages.map(|message| message + "\n").collect()
}

fn message(mac: &Macro) -> Option<String> {
    mac.path.segments.last().filter(|segment| segment.ident == "compile_error")?;
    syn::parse2::<LitStr>(mac.tokens.clone()).ok().map(|text| text.value())
}
