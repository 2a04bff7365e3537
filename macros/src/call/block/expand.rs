//! A marked block as tokens: every function in it gets an attribute of its own.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{
    args::{Inherited, has_checks},
    item::{Block, Function, Item, Kind},
    label,
};
use crate::{
    arguments::Argument,
    call::{Instrument, args::Args, checks},
    group,
    words::{CHECKED, FUNCTION, NAME},
};

/// Where a function stands.
struct Place<'a> {
    enabled: bool,
    instrument: &'a Instrument,
    inherited: Inherited,
    prefix: Option<&'a str>,
}

pub(crate) fn expand(enabled: bool, instrument: &Instrument, args: &Args, item: &Item) -> TokenStream {
    let place = Place { enabled, instrument, inherited: Inherited::default(), prefix: None };
    match &item.kind {
        Kind::Block(block) => place.block(item, block, Some(args)),
        Kind::Function(_) | Kind::Other => as_it_was(item),
    }
}

/// The item without the attributes that were read, which would report their mistakes again.
pub(crate) fn beside_mistakes(instrument: &Instrument, args: &Args, item: &Item) -> TokenStream {
    match &item.kind {
        Kind::Block(block) => {
            let checks = checks::of(instrument, args, &args.runtime());
            surround(item, block, Some(checks), block.items.iter().map(unmarked).collect())
        }
        Kind::Function(_) | Kind::Other => unmarked(item),
    }
}

impl Place<'_> {
    fn item(&self, item: &Item) -> TokenStream {
        match &item.kind {
            Kind::Function(function) if item.is_recorded(function) => self.function(item, function),
            Kind::Block(block) => self.block(item, block, item.own().next().map(|own| &own.args)),
            _ if item.is_left_out() => unmarked(item),
            _ => as_it_was(item),
        }
    }

    fn block(&self, item: &Item, block: &Block, own: Option<&Args>) -> TokenStream {
        let inherited = own.map_or_else(|| self.inherited.clone(), |own| self.inherited.with(own));
        let own = own.filter(|_| self.enabled);
        let checks = own.map(|own| checks::of(self.instrument, own, &inherited.runtime()));
        let inside = Place { inherited, prefix: block.prefix.as_deref(), ..*self };
        surround(item, block, checks, block.items.iter().map(|item| inside.item(item)).collect())
    }

    /// The function with its attributes in their order, and ours in front where it has none.
    fn function(&self, item: &Item, function: &Function) -> TokenStream {
        let label = label::of(self.prefix, &function.name);
        let word = Ident::new(self.instrument.word, Span::mixed_site());
        let is_bare = item.own().next().is_none();
        let first = is_bare.then(|| self.attribute(&word, &Args::default(), &label));
        let attrs = item.attrs.iter().map(|attr| match &attr.own {
            Some(own) => self.attribute(&own.word, &own.args, &label),
            None => attr.tokens.clone(),
        });
        let head = &item.head;
        quote!(#first #(#attrs)* #(#head)*)
    }

    fn attribute(&self, word: &Ident, own: &Args, label: &str) -> TokenStream {
        let span = Span::mixed_site();
        let path = self.inherited.with(own).runtime().written_or_at(span);
        let inherited: Vec<_> = self.inherited.without(own).collect();
        let arguments: Vec<_> = own.written.iter().chain(inherited.iter().copied()).collect();
        let has_label = arguments.iter().any(|argument| argument.key == NAME || argument.key == FUNCTION);
        let function = (!has_label).then(|| function(label));
        let arguments = function.into_iter().chain(arguments.iter().map(ToTokens::to_token_stream));
        let arguments = arguments.chain(checked(&inherited));
        quote_spanned!(span=> #[#path::#word(#(#arguments),*)])
    }
}

fn function(label: &str) -> TokenStream {
    let span = Span::mixed_site();
    let key = Ident::new(FUNCTION, span);
    quote_spanned!(span=> #key = #label)
}

/// Tells the macro which arguments need no checks: the constants beside the block check them once for all functions.
fn checked(arguments: &[&Argument]) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let key = Ident::new(CHECKED, span);
    let keys = arguments.iter().filter(|argument| has_checks(argument)).map(|argument| &argument.key);
    let keys: Vec<_> = keys.collect();
    (!keys.is_empty()).then(|| quote_spanned!(span=> #key(#(#keys),*)))
}

fn surround(item: &Item, block: &Block, checks: Option<TokenStream>, items: TokenStream) -> TokenStream {
    let attrs = attributes_of_others(item);
    let (head, inner_attrs) = (&item.head, &block.inner_attrs);
    // What the arguments name is looked up where the functions are.
    let (before, inside) = if block.keyword == "mod" { (None, checks) } else { (checks, None) };
    let body = group::like(&block.braces, quote!(#inner_attrs #inside #items));
    quote!(#before #attrs #(#head)* #body)
}

fn unmarked(item: &Item) -> TokenStream {
    match &item.kind {
        Kind::Block(block) => surround(item, block, None, block.items.iter().map(unmarked).collect()),
        Kind::Function(_) | Kind::Other => {
            let (attrs, head) = (attributes_of_others(item), &item.head);
            quote!(#attrs #(#head)*)
        }
    }
}

fn as_it_was(item: &Item) -> TokenStream {
    let (attrs, head) = (item.attrs.iter().map(|attr| &attr.tokens), &item.head);
    quote!(#(#attrs)* #(#head)*)
}

fn attributes_of_others(item: &Item) -> TokenStream {
    item.attrs.iter().filter(|attr| attr.own.is_none()).map(|attr| attr.tokens.clone()).collect()
}
