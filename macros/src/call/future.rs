//! What is recorded of a function: its body, or the future that it returns.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::{ReturnType, Type};

use super::stream::Stream;
use crate::{function::Function, group, return_type};

/// The code whose run is recorded.
pub(crate) struct Target {
    pub(crate) is_async: bool,
    /// What the code returns, where that can be named.
    pub(crate) output: Option<Type>,
    /// The stream that it returns, by the spelling of its type.
    pub(crate) stream: Option<Stream>,
    pub(crate) tokens: TokenStream,
    frame: Frame,
}

/// What stands around the code.
enum Frame {
    Function,
    /// `before async move { code }`, or `before (async move { code })` where `pin` holds the parentheses.
    Future {
        before: Vec<TokenTree>,
        block: Group,
        pin: Option<(Group, Vec<TokenTree>)>,
    },
}

impl Target {
    /// In a function that ends in `async move { … }` or `Box::pin(async move { … })`, as `async_trait` writes them, the
    /// block is what runs; the function itself is done before the future is first polled.
    pub(crate) fn of(function: &Function) -> Self {
        let returns = &function.sig.output;
        let tokens = function.body.tokens.clone();
        let written = |ty: Option<&Type>| (ty.map(return_type::without_impl), ty.and_then(Stream::of));
        let (output, stream) = match returns {
            ReturnType::Default => (Some(return_type::nameable(returns)), None),
            ReturnType::Type(_, ty) => written(Some(ty)),
        };
        if function.sig.asyncness.is_some() {
            return Self { is_async: true, output, stream, tokens, frame: Frame::Function };
        }
        let Some((frame, tokens)) = future_at_end(&tokens) else {
            return Self { is_async: false, output, stream, tokens, frame: Frame::Function };
        };
        let (output, stream) = written(future_output(returns).as_ref());
        Self { is_async: true, output, stream, tokens, frame }
    }

    /// A section of a function.
    pub(crate) fn of_section(is_async: bool, tokens: TokenStream) -> Self {
        Self { is_async, output: None, stream: None, tokens, frame: Frame::Function }
    }

    /// The function body with `statements` in place of the code.
    pub(crate) fn surround(&self, statements: TokenStream) -> TokenStream {
        let Frame::Future { before, block, pin } = &self.frame else { return statements };
        let block = group::like(block, statements);
        let Some((parentheses, opening)) = pin else {
            return quote!(#(#before)* #block);
        };
        let future = group::like(parentheses, quote!(#(#opening)* #block));
        quote!(#(#before)* #future)
    }
}

/// Whether the type is a future by its spelling.
pub(crate) fn is_future(returns: &ReturnType) -> bool {
    future_output(returns).is_some()
}

fn future_at_end(body: &TokenStream) -> Option<(Frame, TokenStream)> {
    let mut before: Vec<TokenTree> = body.clone().into_iter().collect();
    let Some(TokenTree::Group(last)) = before.pop() else { return None };
    // A block and nothing else: what another attribute, standing above this one, has made of the body.
    if before.is_empty() && last.delimiter() == Delimiter::Brace {
        return future_at_end(&last.stream());
    }
    if is_async_block(&before, &last) {
        let code = last.stream();
        return Some((Frame::Future { before, block: last, pin: None }, code));
    }
    if last.delimiter() != Delimiter::Parenthesis || !ends_with(&before, &["Box", ":", ":", "pin"]) {
        return None;
    }
    let mut opening: Vec<TokenTree> = last.stream().into_iter().collect();
    let Some(TokenTree::Group(block)) = opening.pop() else { return None };
    let is_block = opening.len() <= 2 && is_async_block(&opening, &block);
    let code = block.stream();
    is_block.then(|| (Frame::Future { before, block, pin: Some((last, opening)) }, code))
}

fn is_async_block(before: &[TokenTree], block: &Group) -> bool {
    block.delimiter() == Delimiter::Brace
        && (ends_with(before, &["async"]) || ends_with(before, &["async", "move"]))
}

fn ends_with(tokens: &[TokenTree], words: &[&str]) -> bool {
    let (mut tokens, mut words) = (tokens.iter().rev(), words.iter().rev());
    words.all(|word| tokens.next().is_some_and(|token| token.to_string() == *word))
}

/// `X` of `impl Future<Output = X>` and of `Pin<Box<dyn Future<Output = X>>>`.
fn future_output(returns: &ReturnType) -> Option<Type> {
    let ReturnType::Type(_, ty) = returns else { return None };
    return_type::hidden_behind(ty, "Future")?.associated("Output").cloned()
}
