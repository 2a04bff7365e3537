//! What the types of fields must be for an `impl`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericParam, Generics, Type, parse_quote_spanned, spanned::Spanned};

/// The same parameters, and a bound for each type: one that depends on a parameter must have the trait. So must one that depends
/// on nothing, which the compiler then says once, and not at each use; between bounds that differ only in lifetimes it
/// couldn't choose.
pub(crate) fn all<'a>(
    generics: &Generics,
    types: impl Iterator<Item = &'a Type>,
    the_trait: impl Fn(Span) -> TokenStream,
) -> Generics {
    let mut bounded = generics.clone();
    for ty in types {
        if !is_generic(generics, ty) && mentions(ty.to_token_stream(), &is_quote) {
            continue;
        }
        let span = Span::mixed_site().located_at(ty.span());
        let the_trait = the_trait(span);
        let predicate = parse_quote_spanned!(span=> #ty: #the_trait);
        bounded.make_where_clause().predicates.push(predicate);
    }
    bounded
}

/// Whether a type depends on a parameter that is a type.
pub(crate) fn is_generic(generics: &Generics, ty: &Type) -> bool {
    mentions_one(ty, &generics.type_params().map(|parameter| &parameter.ident).collect::<Vec<_>>())
}

/// Whether a type means the same where there are no parameters.
pub(crate) fn is_concrete(generics: &Generics, ty: &Type) -> bool {
    let parameters = generics.params.iter().map(|parameter| match parameter {
        GenericParam::Lifetime(parameter) => &parameter.lifetime.ident,
        GenericParam::Type(parameter) => &parameter.ident,
        GenericParam::Const(parameter) => &parameter.ident,
    });
    !mentions_one(ty, &parameters.collect::<Vec<_>>())
}

fn mentions_one(ty: &Type, parameters: &[&Ident]) -> bool {
    mentions(
        ty.to_token_stream(),
        &|token| matches!(token, TokenTree::Ident(word) if parameters.contains(&word)),
    )
}

fn mentions(ty: TokenStream, is_it: &dyn Fn(&TokenTree) -> bool) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(group.stream(), is_it),
        token => is_it(&token),
    })
}

fn is_quote(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'')
}
