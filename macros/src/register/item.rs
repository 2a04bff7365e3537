//! The static under `#[register]`: everything up to its value.

use proc_macro2::{Ident, TokenStream};
use syn::{
    Attribute, StaticMutability, Token, Type, Visibility,
    parse::{ParseStream, Parser},
};

use crate::{diag::Diagnostics, words::REGISTER};

pub(crate) struct StaticItem {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) mutability: StaticMutability,
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
}

impl StaticItem {
    /// The static, or a mistake when `item` isn't one.
    pub(crate) fn parse(item: TokenStream, diag: &mut Diagnostics) -> Option<Self> {
        let read = |input: ParseStream<'_>| {
            let attrs = input.call(Attribute::parse_outer)?;
            input.parse::<Visibility>()?;
            if !input.peek(Token![static]) {
                let message = "belongs on a `static`: write `static ORDERS_TOTAL: Counter = Counter::new();`";
                return Err(input.error(format_args!("`{REGISTER}` {message}")));
            }
            input.parse::<Token![static]>()?;
            let mutability = input.parse()?;
            let ident = input.parse()?;
            input.parse::<Token![:]>()?;
            let ty = input.parse()?;
            input.parse::<TokenStream>()?;
            Ok(Self { attrs, mutability, ident, ty })
        };
        diag.keep(read.parse2(item))
    }
}
