//! A recorded call as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::{Expr, ReturnType, Type, spanned::Spanned};

use super::{
    descriptor::{self, descriptor},
    label::{LabelType, LabelValue, ReadValue},
    part::{self, Beside, Part},
    plan::{Call, Shape, stays},
};
use crate::function::Function;

pub(crate) fn expand(call: &Call, function: &Function, checks: &TokenStream) -> TokenStream {
    let statements = match call.shape {
        Shape::Scope => scope(call, checks),
        Shape::Statement(count) => statement(call, checks, count),
        Shape::Value => value(call, function, checks),
        Shape::Inline(start) => inline(call, function, checks, start),
        Shape::Future => future(call, function, checks),
        Shape::Stream => stream(call, function, checks),
    };
    function.with_body(&call.target.surround(statements))
}

pub(super) fn scope(call: &Call, checks: &TokenStream) -> TokenStream {
    let start = started(call, checks, "start_scope");
    let code = &call.target.tokens;
    quote_spanned!(Span::mixed_site()=> let _guard = #start; #code)
}

pub(super) fn statement(call: &Call, checks: &TokenStream, count: &str) -> TokenStream {
    let span = Span::mixed_site();
    let (private, sites) = (call.runtime.private(span), sites(call));
    let (count, values) = (Ident::new(count, span), values(call));
    let site = call.parts.iter().map(|part| reference_to(call, &part.site()));
    let code = &call.target.tokens;
    quote_spanned!(span=> { #checks #sites #private::#count(#(#site,)* &#values); } #code)
}

fn value(call: &Call, function: &Function, checks: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let start = started(call, checks, "start");
    let private = call.runtime.private(span);
    let output = call.target.output.iter();
    let body = &function.body;
    let finish = finish(call);
    // Called by the runtime rather than here: a closure called in place can't return what it borrows mutably.
    quote_spanned! {span=>
        let call = #start;
        let result = #private::call(move || #(-> #output)* #body);
        #finish;
        result
    }
}

fn inline(call: &Call, function: &Function, checks: &TokenStream, start: &str) -> TokenStream {
    let start = started(call, checks, start);
    let output = call.target.output.iter();
    let body = &function.body;
    let finish = finish(call);
    quote_spanned! {Span::mixed_site()=>
        let call = #start;
        #[allow(clippy::diverging_sub_expression)]
        let result #(: #output)* = #body;
        #[allow(unreachable_code)]
        #finish;
        result
    }
}

fn future(call: &Call, function: &Function, checks: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let start = started(call, checks, "start");
    let watched = watched(call, function);
    // What never returns has no ending but a panic and a cancellation, which the runtime sees by itself.
    if matches!(call.target.output, Some(Type::Never(_))) {
        return quote_spanned!(span=> let call = #start; #watched.1);
    }
    let finish = finish(call);
    quote_spanned! {span=>
        let call = #start;
        let (call, result) = #watched;
        #finish;
        result
    }
}

/// The code's future, awaited; what is to be recorded is in `call`.
fn watched(call: &Call, function: &Function) -> TokenStream {
    let span = Span::mixed_site();
    let private = call.runtime.private(span);
    let edge = call.target.output.as_ref().and_then(return_edge);
    let code = &call.target.tokens;
    let block = quote_spanned!(function.body.generated_span()=> { #edge #code });
    quote_spanned!(span=> #private::watch(call, async move #block).await)
}

fn stream(call: &Call, function: &Function, checks: &TokenStream) -> TokenStream {
    // Where the body is no such stream, the type is underlined.
    let span = match &function.sig.output {
        ReturnType::Type(_, ty) => Span::mixed_site().located_at(ty.span()),
        ReturnType::Default => Span::mixed_site(),
    };
    let private = call.runtime.private(span);
    let start = started(call, checks, if call.begins_later() { "start_later" } else { "start" });
    let (made, life) = if call.target.is_async {
        let watched = watched(call, function);
        let made = quote_spanned!(span=> let (call, stream) = #watched;);
        (made, quote_spanned!(span=> #private::under_way(call)))
    } else {
        let made = made(call, function);
        (quote_spanned!(span=> let stream = #made;), quote_spanned!(span=> call))
    };
    let (item, ending) =
        (call.target.stream.iter().map(|stream| &stream.item), ending(call, &quote_spanned!(span=> result)));
    // The items have their type written: a method is looked up before inference has come by it.
    let recorded =
        quote_spanned!(span=> #private::stream::<#(#item,)* _, _, _>(#life, stream, |result| #ending));
    let boxed = call.target.stream.as_ref().filter(|stream| stream.is_boxed).map(|_| {
        let output = call.target.output.iter();
        quote_spanned!(span=> let stream #(: #output)* = #private::boxed(stream);)
    });
    quote_spanned!(span=> let call = #start; #made let stream = #recorded; #boxed stream)
}

/// The value that the code returns, with no more done to it.
fn made(call: &Call, function: &Function) -> TokenStream {
    let span = Span::mixed_site();
    let private = call.runtime.private(span);
    let output = call.target.output.iter();
    let body = &function.body;
    if stays(function) {
        return quote_spanned!(span=> { let stream #(: #output)* = #body; stream });
    }
    quote_spanned!(span=> #private::call(move || #(-> #output)* #body))
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

/// The end of a call that has returned `result`.
fn finish(call: &Call) -> TokenStream {
    let (span, ending) = (Span::mixed_site(), ending(call, &returned()));
    if call.returned.is_empty() {
        return quote_spanned!(span=> call.finish(#ending));
    }
    let values = call.returned.iter().map(|label| {
        let (span, read) = (span.located_at(label.value.span()), &label.value);
        let private = call.runtime.private(span);
        quote_spanned!(span=> #private::returned(&result, #read))
    });
    quote_spanned!(span=> call.finish_with(#ending, &(#(#values,)*)))
}

/// What the code returned, as [`ending`] is handed it.
pub(super) fn returned() -> TokenStream {
    quote_spanned!(Span::mixed_site()=> &result)
}

/// A trait is chosen by what `result` is, not by how its type is spelled; unless the arguments say how to decide.
pub(super) fn ending(call: &Call, result: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let private = call.runtime.private(span);
    let probed = || {
        quote_spanned! {span=> {
            use #private::{Fallible as _, Infallible as _};
            (&#private::Probe(#result)).__tickmark_ending()
        }}
    };
    let ending = call.condition.as_ref().map_or_else(probed, |(ask, condition)| {
        let ask = Ident::new(ask, span);
        quote_spanned!(span=> #private::#ask(#result, #condition))
    });
    let Some(error) = &call.error else { return ending };
    let kind = error.kind(&call.runtime);
    quote_spanned!(span=> #private::of_kind(#ending, || #kind))
}

/// The block that declares the call sites and starts recording.
pub(super) fn started(call: &Call, checks: &TokenStream, start: &str) -> TokenStream {
    let span = Span::mixed_site();
    let (private, start) = (call.runtime.private(span), Ident::new(start, span));
    if let Some(metric) = &call.metric {
        let record = into(call, metric);
        return quote_spanned!(span=> #private::#start(#record));
    }
    if !call.returned.is_empty() {
        return started_late(call, checks, &start);
    }
    let (sites, values) = (sites(call), values(call));
    let number_of_sites: usize = call.parts.iter().map(|part| 1 + part.beside().count()).sum();
    if number_of_sites == 1 {
        let record = records(call, &quote_spanned!(values_span(call)=> &#values));
        return quote_spanned!(span=> { #checks #sites #private::#start(#record) });
    }
    // A `match`, because what the values borrow from must live until all have been read.
    let records = records(call, &quote_spanned!(values_span(call)=> labels));
    quote_spanned!(span=> { #checks #sites match &#values { labels => #private::#start(#records) } })
}

/// The same where labels come of what is returned: the others are kept until then.
fn started_late(call: &Call, checks: &TokenStream, start: &Ident) -> TokenStream {
    let span = Span::mixed_site();
    let (private, sites) = (call.runtime.private(span), sites(call));
    let values = read_values(call).map(|value| match &value.ty {
        LabelType::Written(ty) => {
            let expr = &value.expr;
            quote_spanned!(Span::mixed_site().located_at(expr.span())=> { let value: #ty = #expr; value })
        }
        LabelType::OfArgument(_) | LabelType::Unknown => value.expr.to_token_stream(),
    });
    let missing = call.returned.len();
    let records = call.parts.iter().enumerate().map(|(at, part)| {
        let (record, site) = (Ident::new(part.instrument.start_late, span), reference_to(call, &part.site()));
        // The last one has them to itself.
        let is_last = at + 1 == call.parts.len();
        let own = if is_last {
            quote_spanned!(span=> labels)
        } else {
            quote_spanned!(span=> ::core::clone::Clone::clone(&labels))
        };
        only(call, part, quote_spanned!(span=> #private::#record(#site, #own, #missing)))
    });
    let records = together(records.collect());
    let values = quote_spanned!(values_span(call)=> (#(#values,)*));
    quote_spanned!(span=> { #checks #sites match #values { labels => #private::#start(#records) } })
}

/// What is recorded into a metric that is declared elsewhere.
fn into(call: &Call, metric: &Expr) -> TokenStream {
    let span = Span::mixed_site().located_at(metric.span());
    let private = call.runtime.private(span);
    let records = call.parts.iter().map(|part| {
        let start = Ident::new(part.instrument.start_into, span);
        only(call, part, quote_spanned!(span=> #private::#start(&(#metric))))
    });
    records.collect()
}

/// The statics; long names, because the user's label expressions see them.
fn sites(call: &Call) -> TokenStream {
    let span = Span::mixed_site();
    let private = call.runtime.private(span);
    let (names, descriptors): (Vec<Ident>, Vec<TokenStream>) =
        call.parts.iter().flat_map(|part| sites_of(call, part)).unzip();
    // The catalog is for the global registry.
    let entries =
        call.registry.is_none().then(|| quote_spanned!(span=> #private::__tickmark_enter!(#(#names)*);));
    quote_spanned!(span=> #(static #names: #private::Site = #private::Site::new(#descriptors);)* #entries)
}

/// What each static is called, and what it declares.
fn sites_of(call: &Call, part: &Part) -> Vec<(Ident, TokenStream)> {
    let beside = part
        .beside()
        .map(|beside| (Ident::new(beside.site, Span::mixed_site()), descriptor::beside(call, part, beside)));
    std::iter::once((part.site(), descriptor(call, part))).chain(beside).collect()
}

/// What is recorded, as one value.
fn records(call: &Call, labels: &TokenStream) -> TokenStream {
    let of_part =
        |part| items(call, part, labels).into_iter().chain([only(call, part, record(call, part, labels))]);
    together(call.parts.iter().flat_map(of_part).collect())
}

/// Several records as one.
fn together(records: Vec<TokenStream>) -> TokenStream {
    match records.as_slice() {
        [record] => record.clone(),
        records => quote_spanned!(Span::mixed_site()=> (#(#records),*)),
    }
}

/// A record where it is wanted; what is under way has to hear of every ending.
fn only(call: &Call, part: &Part, record: TokenStream) -> TokenStream {
    let Some(word) = call.only.filter(|_| part.instrument.asks_for_outcome()) else { return record };
    let span = Span::mixed_site();
    let (private, only) = (call.runtime.private(span), format_ident!("only_{word}", span = span));
    quote_spanned!(span=> #private::#only(#record))
}

/// What counts the items: all of them, whichever calls are timed.
fn items(call: &Call, part: &Part, labels: &TokenStream) -> Option<TokenStream> {
    let span = values_span(call);
    let private = call.runtime.private(span);
    part.items().map(|items| {
        let site = reference_to(call, &Ident::new(items.site, span));
        quote_spanned!(span=> #private::items(#site, #labels))
    })
}

fn record(call: &Call, part: &Part, labels: &TokenStream) -> TokenStream {
    let span = values_span(call);
    let private = call.runtime.private(span);
    let (start, site) = (start(call, part, span), reference_to(call, &part.site()));
    let beside = |beside: &Beside| reference_to(call, &Ident::new(beside.site, span));
    if part.high_water {
        let high_water = beside(&part::HIGH_WATER);
        return quote_spanned!(span=> #private::#start(#site, #high_water, #labels));
    }
    let slow = part.slow.map(|seconds| {
        let site = beside(&part::SLOW);
        quote_spanned!(span=> .and(#private::slow(#site, #seconds, #labels)))
    });
    let busy = part.busy.then(|| {
        let site = beside(&part::BUSY);
        quote_spanned!(span=> .and(#private::busy(#site, #labels)))
    });
    let always = || quote_spanned!(span=> #start(#site, #labels));
    let started = part.sample.as_ref().map_or_else(
        always,
        |every| quote_spanned!(span=> timed_if(#private::sampled(#site, #every), #site, #labels)),
    );
    let first_item = part.first_item().map(|first_item| {
        let site = beside(first_item);
        quote_spanned!(span=> .and(#private::first_item(#site, #labels)))
    });
    quote_spanned!(span=> #private::#started #slow #busy #first_item)
}

/// The function that makes the record.
fn start(call: &Call, part: &Part, span: Span) -> Ident {
    let high_water = if part.high_water { "_with_high_water" } else { "" };
    // A gauge moves when the call begins, and not before; a clock is set anew then.
    let is_gauge = !part.instrument.asks_for_outcome();
    let later = if call.begins_later() && is_gauge { "_later" } else { "" };
    format_ident!("{}{high_water}{later}", part.instrument.start, span = span)
}

/// A call site in its registry.
fn reference_to(call: &Call, site: &Ident) -> TokenStream {
    let span = Span::mixed_site();
    match &call.registry {
        None => quote_spanned!(span=> &#site),
        Some(registry) => quote_spanned!(span=> #site.in_registry(|| #registry)),
    }
}

/// References to the values that are read at each call.
fn values(call: &Call) -> TokenStream {
    let values = read_values(call).map(reference);
    // A value that is no label value is reported at the parentheses.
    quote_spanned!(values_span(call)=> (#(#values,)*))
}

fn values_span(call: &Call) -> Span {
    let first = read_values(call).next().map_or_else(Span::mixed_site, |value| value.expr.span());
    Span::mixed_site().located_at(first)
}

fn read_values(call: &Call) -> impl Iterator<Item = &ReadValue> {
    call.labels.iter().filter_map(|label| match &label.value {
        LabelValue::Read(value) => Some(&**value),
        LabelValue::Fixed(_) => None,
    })
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
