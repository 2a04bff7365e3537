//! `impl LabelValue` as tokens.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{DeriveInput, LitStr};

use super::validate::Value;
use crate::{check, generated::generated, paths::RuntimePath};

pub(crate) fn expand(input: &DeriveInput, runtime: &RuntimePath, values: &[Value<'_>]) -> TokenStream {
    let span = Span::mixed_site();
    let texts: Vec<_> = values.iter().map(|value| &value.text).collect();
    let variants: Vec<_> = values.iter().map(|value| generated(value.variant)).collect();
    let indices = 0..values.len();
    let body = quote_spanned! {span=>
        const VALUES: ::core::option::Option<&'static [&'static str]> = ::core::option::Option::Some(&[#(#texts),*]);

        fn index(&self) -> usize {
            match self { #(Self::#variants => #indices,)* }
        }

        fn with_str<__R>(&self, read: impl ::core::ops::FnOnce(&str) -> __R) -> __R {
            read(match self { #(Self::#variants => #texts,)* })
        }
    };
    implementation(input, runtime, &body)
}

/// An `impl` without values.
pub(crate) fn stub(input: &DeriveInput, runtime: &RuntimePath) -> TokenStream {
    let body = quote_spanned! {Span::mixed_site()=>
        const VALUES: ::core::option::Option<&'static [&'static str]> = ::core::option::Option::None;

        fn index(&self) -> usize {
            0usize
        }

        fn with_str<__R>(&self, read: impl ::core::ops::FnOnce(&str) -> __R) -> __R {
            read("")
        }
    };
    implementation(input, runtime, &body)
}

/// `impl LabelSet` for the enum alone, under this name.
pub(crate) fn label_set(input: &DeriveInput, runtime: &RuntimePath, name: &LitStr) -> TokenStream {
    let span = Span::mixed_site();
    let path = runtime.at(span);
    let private = runtime.private(span);
    let check = check::label_name(runtime, name);
    let ident = &input.ident;
    let (parameters, arguments, bounds) = input.generics.split_for_impl();
    quote_spanned! {span=>
        const _: () = {
            #check
            #[automatically_derived]
            impl #parameters #path::LabelSet for #ident #arguments #bounds {
                const LABELS: &'static [#path::LabelDescriptor] = &[#path::LabelDescriptor::of::<Self>(#name)];

                fn index(&self) -> usize {
                    #private::fold_index(0usize, self)
                }

                fn visit(&self, each: &mut impl ::core::ops::FnMut(&str)) {
                    #path::LabelValue::with_str(self, each);
                }
            }
        };
    }
}

fn implementation(input: &DeriveInput, runtime: &RuntimePath, body: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let runtime = runtime.at(span);
    let name = &input.ident;
    let (parameters, arguments, bounds) = input.generics.split_for_impl();
    quote_spanned! {span=>
        #[automatically_derived]
        impl #parameters #runtime::LabelValue for #name #arguments #bounds {
            #body
        }
    }
}
