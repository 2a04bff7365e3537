//! What the spelling of a return type tells.

use syn::{
    AngleBracketedGenericArguments, GenericArgument, Path, PathArguments, PathSegment, ReturnType, Type,
    TypeParamBound, TypePath, parse_quote,
};

/// Types that are written with a single word and can't fail.
const INFALLIBLE: &[&str] = &[
    "String", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize",
];

/// The type as a closure or a `let` may name it: every `impl Trait` is left to inference.
pub(crate) fn nameable(output: &ReturnType) -> Type {
    match output {
        ReturnType::Default => parse_quote!(()),
        ReturnType::Type(_, ty) => without_impl(ty),
    }
}

/// The type with every `impl Trait` left to inference.
pub(crate) fn without_impl(ty: &Type) -> Type {
    let mut ty = ty.clone();
    erase(&mut ty);
    ty
}

/// Whether the type can't report a failure, whatever its names stand for; a path could be an alias of `Result`.
pub(crate) fn is_infallible(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_infallible(&group.elem),
        Type::Paren(paren) => is_infallible(&paren.elem),
        Type::Reference(reference) => is_infallible(&reference.elem),
        Type::Path(path) => {
            path.path.get_ident().is_some_and(|name| INFALLIBLE.iter().any(|known| name == known))
        }
        Type::Macro(_) | Type::TraitObject(_) | Type::Verbatim(_) => false,
        // Only an erased `impl Trait` is inferred, and that hides a `Result` from its callers too.
        _ => true,
    }
}

/// A trait that a type hides behind, as it is written.
pub(crate) struct Hidden<'a> {
    pub(crate) bound: &'a PathSegment,
    /// `Pin<Box<dyn Trait>>`, and not `impl Trait`.
    pub(crate) is_boxed: bool,
}

impl Hidden<'_> {
    /// `X` of `Trait<name = X>`.
    pub(crate) fn associated(&self, name: &str) -> Option<&Type> {
        arguments(self.bound).find_map(|argument| match argument {
            GenericArgument::AssocType(assoc) if assoc.ident == name => Some(&assoc.ty),
            _ => None,
        })
    }
}

/// The trait of this name that the type hides behind.
pub(crate) fn hidden_behind<'a>(ty: &'a Type, name: &str) -> Option<Hidden<'a>> {
    let (bounds, is_boxed) = match ungroup(ty) {
        Type::ImplTrait(ty) => (&ty.bounds, false),
        ty => match ungroup(only_argument(ungroup(only_argument(ty, "Pin")?), "Box")?) {
            Type::TraitObject(object) => (&object.bounds, true),
            _ => return None,
        },
    };
    let bound = bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().filter(|segment| segment.ident == name),
        _ => None,
    })?;
    Some(Hidden { bound, is_boxed })
}

/// The type in `Wrapper<Type>`.
pub(crate) fn only_argument<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let Type::Path(TypePath { path, .. }) = ty else { return None };
    let segment = path.segments.last().filter(|segment| segment.ident == wrapper)?;
    arguments(segment).find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The type without what a macro has put around it.
pub(crate) fn ungroup(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungroup(&group.elem),
        Type::Paren(paren) => ungroup(&paren.elem),
        ty => ty,
    }
}

fn arguments(segment: &PathSegment) -> impl Iterator<Item = &GenericArgument> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten()
}

fn erase(ty: &mut Type) {
    match ty {
        Type::ImplTrait(_) => *ty = parse_quote!(_),
        Type::Array(array) => erase(&mut array.elem),
        Type::Group(group) => erase(&mut group.elem),
        Type::Paren(paren) => erase(&mut paren.elem),
        Type::Ptr(pointer) => erase(&mut pointer.elem),
        Type::Reference(reference) => erase(&mut reference.elem),
        Type::Slice(slice) => erase(&mut slice.elem),
        Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(erase),
        Type::Path(path) => erase_in_path(&mut path.path),
        Type::TraitObject(object) => {
            for bound in &mut object.bounds {
                if let TypeParamBound::Trait(bound) = bound {
                    erase_in_path(&mut bound.path);
                }
            }
        }
        _ => {}
    }
}

fn erase_in_path(path: &mut Path) {
    for segment in &mut path.segments {
        match &mut segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(arguments) => erase_in_arguments(arguments),
            PathArguments::Parenthesized(arguments) => {
                if let ReturnType::Type(_, output) = &mut arguments.output {
                    erase(output);
                }
            }
        }
    }
}

fn erase_in_arguments(arguments: &mut AngleBracketedGenericArguments) {
    for argument in &mut arguments.args {
        match argument {
            GenericArgument::Type(ty) => erase(ty),
            GenericArgument::AssocType(assoc) => erase(&mut assoc.ty),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::{Type, parse_quote};

    use super::{is_infallible, nameable};

    fn erased(ty: &Type) -> String {
        nameable(&parse_quote!(-> #ty)).to_token_stream().to_string()
    }

    #[test]
    fn every_impl_trait_is_left_to_inference() {
        assert_eq!(erased(&parse_quote!(impl Iterator<Item = u32>)), "_");
        assert_eq!(erased(&parse_quote!(Result<impl Iterator, E>)), "Result < _ , E >");
        assert_eq!(
            erased(&parse_quote!((Box<dyn Iterator<Item = impl Fn()>>, u8))),
            "(Box < dyn Iterator < Item = _ > > , u8)"
        );
    }

    #[test]
    fn only_paths_and_trait_objects_may_fail() {
        let infallible: [Type; 5] = [
            parse_quote!(()),
            parse_quote!(!),
            parse_quote!(&'a str),
            parse_quote!((Result<u8, E>, u8)),
            parse_quote!(String),
        ];
        assert!(infallible.iter().all(is_infallible));
        let fallible: [Type; 5] = [
            parse_quote!(Result<(), E>),
            parse_quote!(Answer),
            parse_quote!(&Answer),
            parse_quote!(&dyn Shape),
            parse_quote!(io::Result<()>),
        ];
        assert!(!fallible.iter().any(is_infallible));
    }
}
