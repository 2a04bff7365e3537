//! `impl LabelSet` as tokens.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{DeriveInput, Generics, spanned::Spanned};

use super::validate::{Label, Labels, Part, Rules, Value};
use crate::{bound, check, generated::generated, paths::RuntimePath};

pub(crate) fn expand(
    rules: &Rules,
    input: &DeriveInput,
    runtime: &RuntimePath,
    parts: &[Part<'_>],
) -> TokenStream {
    let span = Span::mixed_site();
    let folds = parts.iter().map(|part| part.fold(runtime));
    let visits = parts.iter().map(|part| part.visit(runtime));
    let is_flat = parts.iter().all(|part| part.label().is_some());
    let labels = if is_flat { listed(runtime, parts) } else { put_together(rules, runtime, parts) };
    let body = quote_spanned! {span=>
        #labels

        fn index(&self) -> usize {
            let index = 0usize;
            #(#folds)*
            index
        }

        fn visit(&self, each: &mut impl ::core::ops::FnMut(&str)) {
            #(#visits)*
        }
    };
    let more = (!is_flat).then(|| parts_and_check(input, runtime, parts));
    implementation(input, runtime, parts, &body, more)
}

/// An `impl` without labels.
pub(crate) fn stub(input: &DeriveInput, runtime: &RuntimePath, parts: &[Part<'_>]) -> TokenStream {
    let span = Span::mixed_site();
    let path = runtime.at(span);
    let body = quote_spanned! {span=>
        const LABELS: &'static [#path::LabelDescriptor] = &[];

        fn index(&self) -> usize {
            0usize
        }

        fn visit(&self, _: &mut impl ::core::ops::FnMut(&str)) {}
    };
    implementation(input, runtime, parts, &body, None)
}

impl Part<'_> {
    fn descriptor(&self, runtime: &RuntimePath, label: &Label<'_>) -> TokenStream {
        let span = Span::mixed_site();
        let (path, private) = (runtime.at(span), runtime.private(span));
        let ty = self.ty;
        let value = match label.value {
            Value::Plain => ty.to_token_stream(),
            Value::Displayed => quote_spanned!(span=> #private::Displayed<#ty>),
            Value::DisplayedOption(inner) => {
                quote_spanned!(span=> ::core::option::Option<#private::Displayed<#inner>>)
            }
        };
        let name = &label.name;
        quote_spanned!(span=> #path::LabelDescriptor::of::<#value>(#name))
    }

    /// The one label of the field, or all that are in it.
    fn descriptors(&self, runtime: &RuntimePath) -> TokenStream {
        let span = Span::mixed_site();
        match &self.labels {
            Labels::Own(label) => {
                let descriptor = self.descriptor(runtime, label);
                quote_spanned!(span=> &[#descriptor])
            }
            Labels::Flattened => {
                let set = self.as_set(runtime);
                quote_spanned!(span=> #set::LABELS)
            }
        }
    }

    /// The type as a label set. Every token is at the type, so that two mistakes about it read the same, and the compiler reports the
    /// first only.
    fn as_set(&self, runtime: &RuntimePath) -> TokenStream {
        let (ty, span) = (self.ty, Span::mixed_site().located_at(self.ty.span()));
        let path = runtime.at(span);
        quote_spanned!(span=> <#ty as #path::LabelSet>)
    }

    /// The value of a field that is a label.
    fn value(&self, runtime: &RuntimePath, label: &Label<'_>) -> TokenStream {
        let span = Span::mixed_site();
        let (private, field) = (runtime.private(span), generated(self.field));
        match label.value {
            Value::Plain => quote_spanned!(span=> &self.#field),
            Value::Displayed => quote_spanned!(span=> &#private::Displayed(&self.#field)),
            Value::DisplayedOption(_) => quote_spanned! {span=>
                &::core::option::Option::map(::core::option::Option::as_ref(&self.#field), #private::Displayed)
            },
        }
    }

    fn fold(&self, runtime: &RuntimePath) -> TokenStream {
        let span = Span::mixed_site();
        let (private, field) = (runtime.private(span), generated(self.field));
        match &self.labels {
            Labels::Own(label) => {
                let value = self.value(runtime, label);
                quote_spanned!(span=> let index = #private::fold_index(index, #value);)
            }
            Labels::Flattened => {
                let set = self.as_set(runtime);
                quote_spanned! {span=>
                    let index = #private::fold_set(
                        index,
                        const { #private::combinations(#set::LABELS) },
                        #set::index(&self.#field)
                    );
                }
            }
        }
    }

    fn visit(&self, runtime: &RuntimePath) -> TokenStream {
        let span = Span::mixed_site();
        let (path, field) = (runtime.at(span), generated(self.field));
        match &self.labels {
            Labels::Own(label) => {
                let value = self.value(runtime, label);
                quote_spanned!(span=> #path::LabelValue::with_str(#value, &mut *each);)
            }
            Labels::Flattened => {
                let set = self.as_set(runtime);
                quote_spanned!(span=> #set::visit(&self.#field, &mut *each);)
            }
        }
    }
}

/// All labels are written in the struct itself.
fn listed(runtime: &RuntimePath, parts: &[Part<'_>]) -> TokenStream {
    let span = Span::mixed_site();
    let path = runtime.at(span);
    let labels = parts.iter().filter_map(|part| Some(part.descriptor(runtime, part.label()?)));
    quote_spanned!(span=> const LABELS: &'static [#path::LabelDescriptor] = &[#(#labels),*];)
}

/// Some labels are those of other sets, which the compiler knows and the macro doesn't.
fn put_together(rules: &Rules, runtime: &RuntimePath, parts: &[Part<'_>]) -> TokenStream {
    let span = Span::mixed_site();
    let (path, private) = (runtime.at(span), runtime.private(span));
    let few = parts.iter().find(|part| part.label().is_none()).filter(|_| rules.most_labels.is_some());
    let few = few.map(|part| {
        let span = Span::mixed_site().located_at(part.field.span());
        let private = runtime.private(span);
        quote_spanned!(span=> #private::assert_labels_are_few::<Self>();)
    });
    // Before the first flattened field there is nothing that the macro did not compare.
    let compared = parts.iter().enumerate().skip_while(|(_, part)| part.label().is_some());
    let checks = compared.map(|(at, part)| {
        let span = Span::mixed_site().located_at(part.field.span());
        let private = runtime.private(span);
        quote_spanned!(span=> #private::assert_labels_differ::<Self>(#at);)
    });
    quote_spanned! {span=>
        const LABELS: &'static [#path::LabelDescriptor] = {
            #few
            #(#checks)*
            <Self as #private::LabelParts>::JOINED
        };
    }
}

/// What the labels are put together from, and what has that done where the struct is, and not only where somebody uses it; with
/// parameters there is nothing yet to put together.
fn parts_and_check(input: &DeriveInput, runtime: &RuntimePath, parts: &[Part<'_>]) -> TokenStream {
    let span = Span::mixed_site();
    let (path, private) = (runtime.at(span), runtime.private(span));
    let name = &input.ident;
    let generics = bounded(input, runtime, parts);
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let labels = parts.iter().map(|part| part.descriptors(runtime));
    let check = input.generics.params.is_empty().then(|| {
        quote_spanned! {span=>
            const _: &'static [#path::LabelDescriptor] = <#name as #path::LabelSet>::LABELS;
        }
    });
    quote_spanned! {span=>
        #[automatically_derived]
        impl #parameters #private::LabelParts for #name #arguments #bounds {
            const PARTS: &'static [&'static [#path::LabelDescriptor]] = &[#(#labels),*];
        }
        #check
    }
}

/// Each field's type has what the field needs. A set that doesn't depend on a parameter needs no bound: where it is used, the
/// compiler says what it is not.
fn bounded(input: &DeriveInput, runtime: &RuntimePath, parts: &[Part<'_>]) -> Generics {
    let needs_bound =
        |part: &&Part<'_>| part.label().is_some() || bound::is_generic(&input.generics, part.ty);
    parts.iter().filter(needs_bound).fold(input.generics.clone(), |generics, part| {
        let (ty, is_displayed) = match part.label().map(|label| &label.value) {
            Some(Value::DisplayedOption(inner)) => (*inner, true),
            Some(Value::Displayed) => (part.ty, true),
            Some(Value::Plain) | None => (part.ty, false),
        };
        bound::all(&generics, std::iter::once(ty), |span| {
            let path = runtime.at(span);
            match part.labels {
                Labels::Own(_) if is_displayed => quote_spanned!(span=> ::core::fmt::Display),
                Labels::Own(_) => quote_spanned!(span=> #path::LabelValue),
                Labels::Flattened => quote_spanned!(span=> #path::LabelSet),
            }
        })
    })
}

fn implementation(
    input: &DeriveInput,
    runtime: &RuntimePath,
    parts: &[Part<'_>],
    body: &TokenStream,
    more: Option<TokenStream>,
) -> TokenStream {
    let span = Span::mixed_site();
    let path = runtime.at(span);
    let names = parts.iter().filter_map(Part::label).map(|label| &label.name);
    let checks = names.map(|name| check::label_name(runtime, name));
    let name = &input.ident;
    let generics = bounded(input, runtime, parts);
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote_spanned! {span=>
        const _: () = {
            #(#checks)*
            #[automatically_derived]
            impl #parameters #path::LabelSet for #name #arguments #bounds {
                #body
            }
            #more
        };
    }
}
