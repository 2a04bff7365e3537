//! A recorded call as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Type, spanned::Spanned};

use super::{
    descriptor::descriptor,
    label::{LabelType, LabelValue, ReadValue},
    validate::{Call, Shape},
};
use crate::function::Function;

pub(crate) fn expand(call: &Call<'_>, function: &Function, checks: &TokenStream) -> TokenStream {
    let statements = match call.shape {
        Shape::Scope => scope(call, checks),
        Shape::Statement(count) => statement(call, checks, count),
        Shape::Value => value(call, function, checks),
        Shape::Future => future(call, function, checks),
    };
    function.with_body(&call.target.surround(statements))
}

fn scope(call: &Call<'_>, checks: &TokenStream) -> TokenStream {
    let site = site(call, checks, call.instrument.start_scope);
    let code = &call.target.tokens;
    quote_spanned!(Span::mixed_site()=> let _guard = #site; #code)
}

fn statement(call: &Call<'_>, checks: &TokenStream, count: &str) -> TokenStream {
    let site = site(call, checks, count);
    let code = &call.target.tokens;
    quote_spanned!(Span::mixed_site()=> #site; #code)
}

fn value(call: &Call<'_>, function: &Function, checks: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let site = site(call, checks, call.instrument.start);
    let private = call.runtime.private(span);
    let output = call.target.output.iter();
    let body = &function.body;
    let ending = ending(call);
    // Called by the runtime rather than here: a closure called in place can't return what it borrows mutably.
    quote_spanned! {span=>
        let call = #site;
        let result = #private::call(move || #(-> #output)* #body);
        call.finish(#ending);
        result
    }
}

fn future(call: &Call<'_>, function: &Function, checks: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let site = site(call, checks, call.instrument.start);
    let private = call.runtime.private(span);
    let edge = call.target.output.as_ref().and_then(return_edge);
    let code = &call.target.tokens;
    let block = quote_spanned!(function.body.generated_span()=> { #edge #code });
    let watched = quote_spanned!(span=> #private::watch(call, async move #block).await);
    // What never returns has no ending but a panic and a cancellation, which the runtime sees by itself.
    if matches!(call.target.output, Some(Type::Never(_))) {
        return quote_spanned!(span=> let call = #site; #watched.1);
    }
    let ending = ending(call);
    quote_spanned! {span=>
        let call = #site;
        let (call, result) = #watched;
        call.finish(#ending);
        result
    }
}

/// Tells an `async` block its type, so that the values in it are coerced as they are in a function.
fn return_edge(output: &Type) -> Option<TokenStream> {
    // A type that can't be named needs no coercion, and `!` may not be named on stable.
    if matches!(output, Type::Infer(_) | Type::Never(_)) {
        return None;
    }
    // The compiler points at the `return` when it says why it expected another type.
    Some(quote_spanned! {Span::mixed_site().located_at(output.span())=>
        #[allow(unreachable_code)]
        if false {
            let unreachable: #output = loop {};
            return unreachable;
        }
    })
}

/// A trait is chosen by what `result` is, not by how its type is spelled.
fn ending(call: &Call<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let private = call.runtime.private(span);
    quote_spanned! {span=> {
        use #private::{Fallible as _, Infallible as _};
        (&#private::Probe(&result)).__tickmark_ending()
    }}
}

/// The block that declares the call site and starts recording.
fn site(call: &Call<'_>, checks: &TokenStream, start: &str) -> TokenStream {
    let span = Span::mixed_site();
    let private = call.runtime.private(span);
    let descriptor = descriptor(call);
    let start = start_call(call, start);
    // Long names, because the user's label expressions see these statics.
    quote_spanned! {span=> {
        #checks
        static TICKMARK_SITE: #private::Site = #private::Site::new(#descriptor);
        #[#private::linkme::distributed_slice(#private::CATALOG)]
        #[linkme(crate = #private::linkme)]
        static TICKMARK_ENTRY: &'static dyn #private::Declared = &TICKMARK_SITE;
        #start
    }}
}

/// The call of `start`, with references to the values that are read at each call.
fn start_call(call: &Call<'_>, start: &str) -> TokenStream {
    let values = call.labels.iter().filter_map(|label| match &label.value {
        LabelValue::Read(value) => Some(value),
        LabelValue::Fixed(_) => None,
    });
    // A value that is no label value is reported at the parentheses.
    let first = values.clone().next().map_or_else(Span::mixed_site, |value| value.expr.span());
    let span = Span::mixed_site().located_at(first);
    let private = call.runtime.private(span);
    let start = Ident::new(start, span);
    let values = values.map(|value| reference(value));
    quote_spanned!(span=> #private::#start(&TICKMARK_SITE, (#(#values,)*)))
}

fn reference(ReadValue { expr, ty }: &ReadValue) -> TokenStream {
    let span = Span::mixed_site().located_at(expr.span());
    match ty {
        // The catalog goes by this type, so the value must be of it.
        // A `match`, because what the expression borrows from must live until the call has begun.
        LabelType::Written(ty) => quote_spanned! {span=>
            match &(#expr) {
                value => {
                    let value: &#ty = value;
                    value
                }
            }
        },
        LabelType::OfArgument(_) | LabelType::Unknown => quote_spanned!(span=> &(#expr)),
    }
}
