//! Which functions of a file can have the attributes, and why the others can't.

use std::{collections::BTreeMap, ops::RangeInclusive};

use syn::{
    Attribute, Block, Expr, ForeignItemFn, GenericArgument, ImplItemFn, ItemFn, ItemImpl, PathArguments,
    ReturnType, Signature, Stmt, TraitItemFn, Type, TypeParamBound, TypePath,
    spanned::Spanned,
    visit::{self, Visit},
};

/// Why a function can't have the attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// A clock can't be read while the program compiles.
    Const,
    /// Its body is elsewhere, or nowhere.
    NoBody,
    /// The compiler calls it, or builds it, by rules of its own.
    OfTheCompiler,
    /// Recording allocates.
    Allocator,
    /// Only its caller runs the future; the macros reject it.
    FutureMadeElsewhere,
}

/// A function that can have the attributes.
pub(crate) struct Function {
    pub(crate) name: String,
    /// Where it begins, with its own attributes and documentation, in bytes.
    pub(crate) start: usize,
    /// From there to the closing brace; the compiler may point at the attributes too.
    pub(crate) lines: RangeInclusive<usize>,
}

/// What was found in one file.
#[derive(Default)]
pub(crate) struct Functions {
    pub(crate) eligible: Vec<Function>,
    pub(crate) others: BTreeMap<Reason, usize>,
    in_allocator: bool,
}

impl Functions {
    /// Reads a file; functions that a macro of it writes are not seen.
    pub(crate) fn of(text: &str) -> syn::Result<Self> {
        let mut functions = Self::default();
        functions.visit_file(&syn::parse_file(text)?);
        Ok(functions)
    }

    fn look_at(&mut self, item: &impl Spanned, attrs: &[Attribute], sig: &Signature, block: Option<&Block>) {
        let reason = if self.in_allocator { Some(Reason::Allocator) } else { reason(attrs, sig, block) };
        match (reason, block) {
            (None, Some(block)) => self.eligible.push(Function {
                name: sig.ident.to_string(),
                start: item.span().byte_range().start,
                lines: item.span().start().line..=block.span().end().line,
            }),
            (reason, _) => *self.others.entry(reason.unwrap_or(Reason::NoBody)).or_default() += 1,
        }
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.look_at(item, &item.attrs, &item.sig, Some(&item.block));
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.look_at(item, &item.attrs, &item.sig, Some(&item.block));
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        self.look_at(item, &item.attrs, &item.sig, item.default.as_ref());
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_foreign_item_fn(&mut self, item: &'ast ForeignItemFn) {
        self.look_at(item, &item.attrs, &item.sig, None);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let of_trait = item.trait_.as_ref().and_then(|(path, _)| path.segments.last());
        let outside = self.in_allocator;
        self.in_allocator |= of_trait.is_some_and(|name| name.ident == "GlobalAlloc");
        visit::visit_item_impl(self, item);
        self.in_allocator = outside;
    }
}

fn reason(attrs: &[Attribute], sig: &Signature, block: Option<&Block>) -> Option<Reason> {
    let Some(block) = block else { return Some(Reason::NoBody) };
    if sig.constness.is_some() {
        return Some(Reason::Const);
    }
    if sig.ident == "main" || attrs.iter().any(is_of_the_compiler) {
        return Some(Reason::OfTheCompiler);
    }
    let is_elsewhere = sig.asyncness.is_none() && is_future(&sig.output) && !ends_in_async_block(block);
    is_elsewhere.then_some(Reason::FutureMadeElsewhere)
}

fn is_of_the_compiler(attribute: &Attribute) -> bool {
    const WORDS: &[&str] =
        &["naked", "panic_handler", "proc_macro", "proc_macro_attribute", "proc_macro_derive"];
    let is_word = |path: &syn::Path| WORDS.iter().any(|word| path.is_ident(word));
    // `#[unsafe(naked)]`
    let inner = attribute.parse_args::<syn::Path>().ok().filter(|_| attribute.path().is_ident("unsafe"));
    is_word(attribute.path()) || inner.as_ref().is_some_and(is_word)
}

/// `impl Future` and `Pin<Box<dyn Future>>`, by their spelling.
fn is_future(returns: &ReturnType) -> bool {
    let ReturnType::Type(_, ty) = returns else { return false };
    let bounds = match &**ty {
        Type::ImplTrait(ty) => &ty.bounds,
        ty => match argument_of(ty, "Pin").and_then(|ty| argument_of(ty, "Box")) {
            Some(Type::TraitObject(object)) => &object.bounds,
            _ => return false,
        },
    };
    bounds.iter().any(|bound| match bound {
        TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|segment| segment.ident == "Future")
        }
        _ => false,
    })
}

fn argument_of<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let Type::Path(TypePath { path, .. }) = ty else { return None };
    let segment = path.segments.last().filter(|segment| segment.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// `async { … }` or `Box::pin(async { … })`
fn ends_in_async_block(block: &Block) -> bool {
    match block.stmts.last() {
        Some(Stmt::Expr(Expr::Async(_), None)) => true,
        Some(Stmt::Expr(Expr::Call(call), None)) => {
            is_box_pin(&call.func) && matches!(call.args.first(), Some(Expr::Async(_)))
        }
        _ => false,
    }
}

fn is_box_pin(function: &Expr) -> bool {
    let Expr::Path(function) = function else { return false };
    let mut segments = function.path.segments.iter().rev();
    ["pin", "Box"].iter().all(|word| segments.next().is_some_and(|segment| segment.ident == word))
}
