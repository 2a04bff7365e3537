//! An item, taken apart only as far as marking needs: bodies stay raw, so that half-typed code reaches the compiler and
//! its messages unchanged.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use super::{
    attribute::{Attribute, Own},
    label,
    token::{self, Rest},
};
use crate::{call::Instrument, diag::Diagnostics};

pub(crate) struct Item {
    pub(crate) attrs: Vec<Attribute>,
    /// What follows the attributes, but for the body of a block.
    pub(crate) head: Vec<TokenTree>,
    pub(crate) kind: Kind,
}

pub(crate) enum Kind {
    Function(Function),
    Block(Block),
    /// Nothing that could be marked.
    Other,
}

pub(crate) struct Function {
    pub(crate) name: Ident,
    is_const: bool,
    has_body: bool,
}

/// The inside of an `impl`, a `trait` or a `mod`.
pub(crate) struct Block {
    pub(crate) keyword: Ident,
    /// What stands before the names of the functions in their label.
    pub(crate) prefix: Option<String>,
    pub(crate) braces: Group,
    pub(crate) inner_attrs: TokenStream,
    pub(crate) items: Vec<Item>,
}

/// What all items are read with.
pub(crate) struct Reader<'a> {
    pub(crate) instrument: &'a Instrument,
    pub(crate) diag: &'a mut Diagnostics,
}

impl Item {
    pub(crate) fn parse(reader: &mut Reader<'_>, item: TokenStream) -> Self {
        reader.item(&mut Rest::new(item))
    }

    pub(crate) fn own(&self) -> impl Iterator<Item = &Own> {
        self.attrs.iter().filter_map(|attr| attr.own.as_ref())
    }

    pub(crate) fn is_left_out(&self) -> bool {
        self.own().any(|own| own.args.skip.key().is_some())
    }

    /// Whether the attribute goes on to this function. One that is marked by itself has its say, or the macro a mistake
    /// to report.
    pub(crate) fn is_recorded(&self, function: &Function) -> bool {
        let can_be = function.has_body && !function.is_const && !self.attrs.iter().any(Attribute::makes_test);
        (can_be || self.own().next().is_some()) && !self.is_left_out()
    }
}

impl Reader<'_> {
    fn item(&mut self, rest: &mut Rest) -> Item {
        let attrs = self.attributes(rest);
        let mut item = Item { attrs, head: rest.item(), kind: Kind::Other };
        if !item.is_left_out() {
            item.kind = self.kind(&mut item.head, &item.attrs);
        }
        item
    }

    fn items(&mut self, rest: &mut Rest) -> Vec<Item> {
        let mut items = Vec::new();
        while !rest.is_empty() {
            items.push(self.item(rest));
        }
        items
    }

    fn attributes(&mut self, rest: &mut Rest) -> Vec<Attribute> {
        let mut attrs = Vec::new();
        while let Some((hash, brackets)) = rest.attribute() {
            attrs.push(Attribute::new(&hash, &brackets, self));
        }
        attrs
    }

    /// Reads on in a block, whose body leaves `head`.
    fn kind(&mut self, head: &mut Vec<TokenTree>, attrs: &[Attribute]) -> Kind {
        if let Some(function) = function(head) {
            return Kind::Function(function);
        }
        let Some(keyword) = token::block_keyword(head).cloned() else { return Kind::Other };
        if keyword == "mod" && attrs.iter().any(Attribute::is_cfg_test) {
            return Kind::Other;
        }
        let is_body = |last: &mut TokenTree| matches!(last, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let Some(TokenTree::Group(braces)) = head.pop_if(is_body) else { return Kind::Other };
        let header = token::from_keyword(head).iter().skip(1).cloned().collect();
        let prefix = label::prefix(&keyword, header, self.diag);
        let mut rest = Rest::new(braces.stream());
        let inner_attrs = rest.inner_attributes();
        let items = self.items(&mut rest);
        Kind::Block(Block { keyword, prefix, braces, inner_attrs, items })
    }
}

fn function(item: &[TokenTree]) -> Option<Function> {
    let [TokenTree::Ident(keyword), TokenTree::Ident(name), ..] = token::from_keyword(item) else {
        return None;
    };
    let is_const = token::is_qualified_by("const", item);
    let has_body = item.last().is_some_and(token::is_braces);
    (keyword == "fn").then(|| Function { name: name.clone(), is_const, has_body })
}
