//! A recorded section as an expression.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::args::Code;
use crate::call::{
    args::Args,
    expand::{ending, returned, scope, started, statement},
    plan::{Call, Shape},
};

pub(crate) fn expand(call: &Call, code: &Code, checks: &TokenStream) -> TokenStream {
    let statements = match call.shape {
        Shape::Scope => scope(call, checks),
        Shape::Statement(count) => statement(call, checks, count),
        Shape::Value | Shape::Inline(_) => value(call, checks),
        Shape::Future | Shape::Stream => future(call, code, checks),
    };
    code.with_block(statements)
}

/// The code stands where it stood, so that it can return from the function around it; that is taken for a failure.
fn value(call: &Call, checks: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let start = started(call, checks, "start_inline");
    let private = call.runtime.private(span);
    let code = &call.target.tokens;
    let ending = ending(call, &quote_spanned!(span=> result));
    // Handed to a function, because what is expected of the whole is then expected of the code: its type is known when it is asked
    // how it ended.
    quote_spanned! {span=>
        let call = #start;
        #[allow(unreachable_code)]
        #private::end(call, #code, |result| #ending)
    }
}

fn future(call: &Call, code: &Code, checks: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let start = started(call, checks, "start");
    let private = call.runtime.private(span);
    let ending = ending(call, &returned());
    // What is expected of the outer future is then expected of the code, too.
    let edge = quote_spanned!(span=> if false { return output.of_any_type(); });
    let run = &call.target.tokens;
    let block = code.with_block(quote!(#edge #run));
    quote_spanned! {span=>
        let output = #private::Output::new();
        #edge
        let call = #start;
        let (call, result) = #private::watch(call, #block).await;
        call.finish(#ending);
        result
    }
}

/// The labels are not read as long as there are mistakes; that is none of the user's.
pub(crate) fn labels_beside_mistakes(args: &Args) -> Option<TokenStream> {
    let read = args.labels.get()?.iter().map(|label| &label.value);
    Some(quote_spanned!(Span::mixed_site()=> if false { #(_ = &(#read);)* }))
}
