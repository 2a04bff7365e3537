//! A struct of metrics as tokens.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Generics, spanned::Spanned};

use super::validate::{Group, Member, Start};
use crate::{allow, bound, buckets, constant_label, field_name::FieldName, generated::generated};

pub(crate) fn expand(input: &DeriveInput, group: &Group<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let private = group.runtime.private(span);
    let is_generic = !input.generics.params.is_empty();
    let descriptors = group.members.iter().map(|member| {
        let descriptor = descriptor(group, member);
        // The compiler looks at the constant of a struct with parameters only where it is used.
        if is_generic { checked(member, &descriptor) } else { descriptor }
    });
    let starts = group.members.iter().map(|member| start(group, member));
    let fields: Vec<_> = group.members.iter().map(|member| generated(member.field)).collect();
    let types = group.members.iter().map(|member| member.ty);
    let places = (0..).map(Literal::usize_unsuffixed);
    let implementations = implementations(
        input,
        group,
        &quote_spanned!(span=> &[#(#descriptors),*]),
        &quote_spanned!(span=> Self { #(#fields: #starts),* }),
        &quote_spanned! {span=>
            match at {
                #(#places => <#types as #private::Field>::as_field(&self.#fields),)*
                _ => #private::FieldRef::Absent,
            }
        },
    );
    let checks = group.members.iter().filter(|_| !is_generic).map(|member| check(group, member));
    quote!(#implementations #(#checks)*)
}

/// A group without fields.
pub(crate) fn stub(input: &DeriveInput, group: &Group<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let private = group.runtime.private(span);
    let empty = Group { runtime: group.runtime.clone(), members: Vec::new() };
    let nothing = quote_spanned!(span=> #private::FieldRef::Absent);
    let new = quote_spanned!(span=> ::core::panic!("this struct has mistakes"));
    implementations(input, &empty, &quote_spanned!(span=> &[]), &new, &nothing)
}

fn implementations(
    input: &DeriveInput,
    group: &Group<'_>,
    descriptors: &TokenStream,
    new: &TokenStream,
    field: &TokenStream,
) -> TokenStream {
    let span = Span::mixed_site();
    let path = group.runtime.at(span);
    let private = group.runtime.private(span);
    let (name, visibility) = (&input.ident, &input.vis);
    let generics = generics(input, group);
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let documentation = format!("The metrics of a `{name}`, all at the start.");
    quote_spanned! {span=>
        const _: () = {
            #[automatically_derived]
            impl #parameters #private::Field for #name #arguments #bounds {
                const SHAPE: #private::Shape = #private::Shape::Group(#descriptors);

                fn as_field(&self) -> #private::FieldRef<'_> {
                    #private::FieldRef::Group(self)
                }
            }
            #[automatically_derived]
            impl #parameters #private::New for #name #arguments #bounds {
                #[allow(clippy::declare_interior_mutable_const)]
                const NEW: Self = #new;
            }
            #[automatically_derived]
            impl #parameters #private::Group for #name #arguments #bounds {
                fn field(&self, at: usize) -> #private::FieldRef<'_> {
                    #field
                }
            }
            #[automatically_derived]
            impl #parameters #path::Metrics for #name #arguments #bounds {}
            #[allow(dead_code, clippy::new_without_default)]
            impl #parameters #name #arguments #bounds {
                #[doc = #documentation]
                #visibility const fn new() -> Self {
                    <Self as #private::New>::NEW
                }
            }
        };
    }
}

/// The same parameters, and a bound for each field whose type depends on one: what can't be made out of nothing has a value of its own.
/// Others go without: bounds take time, and one that can't hold is reported for each `impl`.
fn generics(input: &DeriveInput, group: &Group<'_>) -> Generics {
    let depends = |member: &&Member<'_>| bound::is_generic(&input.generics, member.ty);
    let is_new = |member: &&Member<'_>| matches!(member.start, Start::New { .. });
    let (new, given): (Vec<_>, Vec<_>) = group.members.iter().filter(depends).partition(is_new);
    let generics = bound::all(&input.generics, new.iter().map(|member| member.ty), |span| {
        let private = group.runtime.private(span);
        quote_spanned!(span=> #private::Field + #private::New)
    });
    bound::all(&generics, given.iter().map(|member| member.ty), |span| {
        let private = group.runtime.private(span);
        quote_spanned!(span=> #private::Field)
    })
}

/// A constant for each field, so that all mistakes are reported at once.
fn check(group: &Group<'_>, member: &Member<'_>) -> TokenStream {
    let span = member.name.text().span();
    let private = group.runtime.private(span);
    let allowed = group.runtime.allowed_lints();
    let checked = checked(member, &descriptor(group, member));
    quote_spanned!(span=> #allowed const _: #private::FieldDescriptor = #checked;)
}

fn checked(member: &Member<'_>, descriptor: &TokenStream) -> TokenStream {
    quote_spanned!(member.name.text().span()=> #descriptor .checked())
}

/// Every token of the calls is at the name: that is what the compiler then underlines.
fn descriptor(group: &Group<'_>, member: &Member<'_>) -> TokenStream {
    let (text, help, ty) = (member.name.text(), &member.help, member.ty);
    let span = text.span();
    let private = group.runtime.private(span);
    let new = match member.name {
        FieldName::Derived(_) => quote_spanned!(span=> new),
        FieldName::OfMetric(_) => quote_spanned!(span=> metric),
        FieldName::Prefix(_) => quote_spanned!(span=> group),
    };
    let unit = member.unit.as_ref().map(|unit| quote_spanned!(unit.span()=> .unit(#unit)));
    let labels = constant_label::chained(member.labels.iter());
    let exempt = allow::exemption(&group.runtime, &member.rules);
    quote_spanned! {span=>
        #private::FieldDescriptor::#new::<#ty>(#text, #help) #unit #labels #exempt
    }
}

fn start(group: &Group<'_>, member: &Member<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let private = group.runtime.private(span);
    let ty = member.ty;
    match &member.start {
        Start::Init(value) => quote!(#value),
        Start::Read { function, every } => {
            let every = every.map(|every| timed(every, "every"));
            quote_spanned!(span=> <#ty>::new(#function) #every)
        }
        Start::New { buckets, limit, ttl } => {
            let buckets = buckets.as_ref().map(|written| {
                let bounds = buckets::bounds(written);
                quote_spanned!(written.span()=> .buckets(#bounds))
            });
            let limit = limit.as_ref().map(|limit| quote_spanned!(limit.span()=> .limit(#limit)));
            let ttl = ttl.map(|ttl| timed(ttl, "ttl"));
            quote_spanned!(span=> <#ty as #private::New>::NEW #buckets #limit #ttl)
        }
    }
}

fn timed(seconds: f64, method: &str) -> TokenStream {
    let span = Span::mixed_site();
    let method = proc_macro2::Ident::new(method, span);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "above zero; it saturates")]
    let nanoseconds = Literal::u64_unsuffixed((seconds * 1e9).round() as u64);
    quote_spanned!(span=> .#method(::core::time::Duration::from_nanos(#nanoseconds)))
}
