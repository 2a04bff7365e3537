//! `#[…]`, raw but for its path.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::{Meta, Token, punctuated::Punctuated};

use super::{item::Reader, token::Rest};
use crate::call::args::Args;

const TESTS: &[&str] = &["bench", "test"];

pub(crate) struct Attribute {
    pub(crate) tokens: TokenStream,
    /// The last segment of the path; nothing for `#[path = value]`.
    word: Option<Ident>,
    arguments: TokenStream,
    pub(crate) own: Option<Own>,
}

/// An attribute of the same word as that of the block around it.
pub(crate) struct Own {
    pub(crate) word: Ident,
    pub(crate) args: Args,
}

impl Attribute {
    pub(crate) fn new(hash: &TokenTree, brackets: &Group, reader: &mut Reader<'_>) -> Self {
        let mut attribute = Self::raw(hash, brackets);
        let own = attribute.word.clone().filter(|word| word == reader.instrument.word);
        attribute.own = own.map(|word| {
            let args = Args::parse(reader.instrument, attribute.arguments.clone(), reader.diag);
            Own { word, args }
        });
        attribute
    }

    fn raw(hash: &TokenTree, brackets: &Group) -> Self {
        let mut attribute =
            Self { tokens: quote!(#hash #brackets), word: None, arguments: TokenStream::new(), own: None };
        let mut rest = Rest::new(brackets.stream());
        rest.open_fragment();
        for token in rest {
            match token {
                TokenTree::Ident(segment) => attribute.word = Some(segment),
                TokenTree::Punct(punct) if punct.as_char() == ':' => {}
                TokenTree::Group(list) => {
                    attribute.arguments = list.stream();
                    break;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    attribute.word = None;
                    break;
                }
            }
        }
        attribute
    }

    fn is(&self, word: &str) -> bool {
        self.word.as_ref().is_some_and(|own| own == word)
    }

    /// `#[test]`, `#[tokio::test]`, `#[bench]` and their like.
    pub(crate) fn makes_test(&self) -> bool {
        TESTS.iter().any(|word| self.is(word))
    }

    /// `#[cfg(test)]` and `#[cfg(all(test, …))]`.
    pub(crate) fn is_cfg_test(&self) -> bool {
        self.is("cfg") && syn::parse2(self.arguments.clone()).is_ok_and(|predicate| requires_test(&predicate))
    }
}

fn requires_test(predicate: &Meta) -> bool {
    match predicate {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("all") => list
            .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            .is_ok_and(|all| all.iter().any(requires_test)),
        _ => false,
    }
}
