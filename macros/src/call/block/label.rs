//! The label `function` of a function in a block.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Generics, Lifetime, Path, PointerMutability, ReturnType, Token, Type, TypeParamBound,
    ext::IdentExt,
    parse::{ParseStream, Parser},
};

use crate::diag::Diagnostics;

/// What stands before the names of the functions: `Stock`, `<Stock as Display>`, or nothing in a module, which has a
/// label of its own.
pub(crate) fn prefix(keyword: &Ident, header: TokenStream, diag: &mut Diagnostics) -> Option<String> {
    if keyword == "mod" {
        return None;
    }
    if keyword == "impl" {
        return diag.keep(of_impl.parse2(header));
    }
    match header.into_iter().next() {
        Some(TokenTree::Ident(name)) => Some(name.unraw().to_string()),
        _ => None,
    }
}

pub(crate) fn of(prefix: Option<&str>, name: &Ident) -> String {
    let name = name.unraw();
    prefix.map_or_else(|| name.to_string(), |prefix| format!("{prefix}::{name}"))
}

fn of_impl(input: ParseStream<'_>) -> syn::Result<String> {
    if has_generics(input) {
        input.parse::<Generics>()?;
    }
    input.parse::<Option<Token![const]>>()?;
    input.parse::<Option<Token![!]>>()?;
    let first: Type = input.parse()?;
    let prefix = match input.parse::<Option<Token![for]>>()? {
        Some(_) => format!("<{} as {}>", name(&input.parse()?), name(&first)),
        None if is_path(&first) => name(&first),
        None => format!("<{}>", name(&first)),
    };
    // The `where` clause.
    input.parse::<TokenStream>()?;
    Ok(prefix)
}

/// Whether `<` opens the parameters of the `impl`, and not a type such as `<T as Trait>::Type`.
fn has_generics(input: ParseStream<'_>) -> bool {
    let is_parameter = || {
        (input.peek2(syn::Ident) || input.peek2(Lifetime))
            && (input.peek3(Token![:])
                || input.peek3(Token![,])
                || input.peek3(Token![>])
                || input.peek3(Token![=]))
    };
    input.peek(Token![<])
        && (input.peek2(Token![>]) || input.peek2(Token![#]) || input.peek2(Token![const]) || is_parameter())
}

fn is_path(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_path(&group.elem),
        Type::Paren(paren) => is_path(&paren.elem),
        Type::Path(_) => true,
        _ => false,
    }
}

/// The type as short as it is still known: last segments, without generic arguments and lifetimes.
fn name(ty: &Type) -> String {
    match ty {
        Type::Array(array) => format!("[{}; {}]", name(&array.elem), text(&array.len)),
        Type::FnPtr(function) => {
            let inputs = names(function.inputs.iter().map(|input| &input.ty));
            match &function.output {
                ReturnType::Default => format!("fn({inputs})"),
                ReturnType::Type(_, output) => format!("fn({inputs}) -> {}", name(output)),
            }
        }
        Type::Group(group) => name(&group.elem),
        Type::Macro(ty) => format!("{}!", last_segment(&ty.mac.path)),
        Type::Never(_) => "!".to_owned(),
        Type::Paren(paren) => name(&paren.elem),
        Type::Path(path) => last_segment(&path.path),
        Type::Ptr(pointer) => match pointer.mutability {
            PointerMutability::Const(_) => format!("*const {}", name(&pointer.elem)),
            PointerMutability::Mut(_) => format!("*mut {}", name(&pointer.elem)),
        },
        Type::Reference(reference) if reference.mutability.is_some() => {
            format!("&mut {}", name(&reference.elem))
        }
        Type::Reference(reference) => format!("&{}", name(&reference.elem)),
        Type::Slice(slice) => format!("[{}]", name(&slice.elem)),
        Type::TraitObject(object) => {
            format!("dyn {}", object.bounds.iter().filter_map(bound).collect::<Vec<_>>().join(" + "))
        }
        Type::Tuple(tuple) if tuple.elems.len() == 1 => format!("({},)", names(&tuple.elems)),
        Type::Tuple(tuple) => format!("({})", names(&tuple.elems)),
        _ => text(ty),
    }
}

fn names<'a>(types: impl IntoIterator<Item = &'a Type>) -> String {
    types.into_iter().map(name).collect::<Vec<_>>().join(", ")
}

fn last_segment(path: &Path) -> String {
    path.segments.last().map(|segment| segment.ident.unraw().to_string()).unwrap_or_default()
}

fn bound(bound: &TypeParamBound) -> Option<String> {
    match bound {
        TypeParamBound::Trait(bound) => Some(last_segment(&bound.path)),
        _ => None,
    }
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Ident, Span, TokenStream};
    use quote::quote;

    use super::prefix;
    use crate::diag::Diagnostics;

    fn of_impl(header: TokenStream) -> String {
        let mut diag = Diagnostics::new();
        let prefix = prefix(&Ident::new("impl", Span::call_site()), header, &mut diag);
        assert!(diag.finish().is_none());
        prefix.unwrap_or_default()
    }

    #[test]
    fn paths_are_shortened_to_their_last_segment() {
        assert_eq!(of_impl(quote!(Stock)), "Stock");
        assert_eq!(of_impl(quote!(crate::shop::r#Stock<Vec<u8>, 3>)), "Stock");
        assert_eq!(
            of_impl(quote!(<'a, T: Debug, const N: usize> Stock<'a, T, { N + 1 }> where T: 'a)),
            "Stock"
        );
        assert_eq!(of_impl(quote!(fmt::Display for shop::Stock<T>)), "<Stock as Display>");
        assert_eq!(of_impl(quote!(<T> From<T> for <Shop as Sells>::Stock)), "<Stock as From>");
        assert_eq!(of_impl(quote!(<T: ?Sized> !Send for Stock<T>)), "<Stock as Send>");
        assert_eq!(of_impl(quote!(<T> const Default for Stock<T>)), "<Stock as Default>");
        assert_eq!(of_impl(quote!(<> Stock<fn() -> u8>)), "Stock");
    }

    #[test]
    fn types_without_a_path_keep_their_shape() {
        for (written, expected) in [
            (quote!(&'a mut shop::Stock<T>), "&mut Stock"),
            (quote!((shop::Stock, &str)), "(Stock, &str)"),
            (quote!((Stock<T>,)), "(Stock,)"),
            (quote!(()), "()"),
            (quote!([Stock<T>]), "[Stock]"),
            (quote!([u8; 4]), "[u8; 4]"),
            (quote!(dyn shop::Sells<T> + Send + 'a), "dyn Sells + Send"),
            (quote!(for<'b> fn(&'b u8, Vec<u8>) -> shop::Stock), "fn(&u8, Vec) -> Stock"),
            (quote!(*const u8), "*const u8"),
            (quote!(stock!(u8)), "stock!"),
            (quote!(!), "!"),
        ] {
            assert_eq!(
                of_impl(quote!(shop::Show for #written where T: Sized)),
                format!("<{expected} as Show>")
            );
        }
        assert_eq!(of_impl(quote!(dyn shop::Sells)), "<dyn Sells>");
    }
}
