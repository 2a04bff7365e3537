//! Which types of labels a static may name.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, FnArg, GenericParam, Pat, Signature, Type};

use crate::literal;

/// The type of the argument that `value` is, where the catalog can name that type outside the function.
pub(crate) fn of_argument(sig: &Signature, value: &Expr) -> Option<Type> {
    let Expr::Path(path) = literal::ungroup(value) else { return None };
    let name = path.path.get_ident()?;
    let typed = sig.inputs.iter().find_map(|argument| match argument {
        FnArg::Typed(argument) => match &*argument.pat {
            Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() && pat.ident == *name => {
                Some(&argument.ty)
            }
            _ => None,
        },
        FnArg::Receiver(_) => None,
    })?;
    (is_path(typed) && is_nameable(sig, typed.to_token_stream())).then(|| Type::clone(typed))
}

fn is_path(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_path(&group.elem),
        Type::Reference(reference) => is_path(&reference.elem),
        Type::Path(path) => path.qself.is_none(),
        _ => false,
    }
}

/// Whether no word of the type belongs to the function or to the `impl` around it.
pub(crate) fn is_nameable(sig: &Signature, ty: TokenStream) -> bool {
    let mut after_quote = false;
    ty.into_iter().all(|token| {
        let is_lifetime = std::mem::replace(
            &mut after_quote,
            matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\''),
        );
        match token {
            TokenTree::Group(group) => is_nameable(sig, group.stream()),
            TokenTree::Ident(word) if is_lifetime => word == "static" || word == "_",
            // One letter may be a parameter of the surrounding `impl`, which the attribute can't see.
            TokenTree::Ident(word) => {
                word != "Self" && word != "impl" && word.to_string().len() > 1 && !is_parameter(sig, &word)
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => true,
        }
    })
}

fn is_parameter(sig: &Signature, word: &proc_macro2::Ident) -> bool {
    sig.generics.params.iter().any(|parameter| match parameter {
        GenericParam::Type(parameter) => parameter.ident == *word,
        GenericParam::Const(parameter) => parameter.ident == *word,
        GenericParam::Lifetime(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::{Signature, parse_quote};

    use super::of_argument;

    fn type_of(sig: &Signature) -> Option<String> {
        of_argument(sig, &parse_quote!(kind)).map(|ty| ty.to_token_stream().to_string())
    }

    #[test]
    fn plain_arguments_have_a_known_type() {
        assert_eq!(type_of(&parse_quote!(fn f(kind: Kind))).as_deref(), Some("Kind"));
        assert_eq!(type_of(&parse_quote!(fn f(mut kind: &Kind))).as_deref(), Some("& Kind"));
        assert_eq!(
            type_of(&parse_quote!(fn f(kind: Option<crate::Kind>))).as_deref(),
            Some("Option < crate :: Kind >")
        );
        assert_eq!(type_of(&parse_quote!(fn f(kind: &'static str))).as_deref(), Some("& 'static str"));
    }

    #[test]
    fn types_of_the_surroundings_are_unknown() {
        let unknown: [Signature; 8] = [
            parse_quote!(fn f<Kind>(kind: Kind)),
            parse_quote!(fn f(kind: T)),
            parse_quote!(fn f(kind: Option<T>)),
            parse_quote!(fn f(kind: Self)),
            parse_quote!(fn f(kind: impl Into<Kind>)),
            parse_quote!(fn f<'a>(kind: &'a Kind)),
            parse_quote!(fn f((kind, other): (Kind, u8))),
            parse_quote!(fn f(other: Kind)),
        ];
        assert!(unknown.iter().all(|sig| type_of(sig).is_none()));
    }
}
