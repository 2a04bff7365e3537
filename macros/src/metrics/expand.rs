//! A struct of metrics as tokens.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{DeriveInput, Generics, LitStr, WhereClause, parse_quote_spanned, spanned::Spanned};

use super::validate::{Declared, Group, Member, Start};
use crate::{
    allow, bound, buckets, check, constant_label, field_name::FieldName, field_type, generated::generated,
};

/// A constant that is asked once for all fields; a long name, because the user's types are named in the same block.
const IS_PREFIX_SOUND: &str = "TICKMARK_IS_PREFIX_SOUND";

pub(crate) fn expand(input: &DeriveInput, group: &Group<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let private = group.runtime.private(span);
    let descriptors: Vec<_> = descriptors(input, group).collect();
    let finds = group.members.iter().map(|member| field_type::as_field(&group.runtime, member.ty));
    let starts = group.members.iter().map(|member| start(input, group, member));
    let fields: Vec<_> = group.members.iter().map(|member| generated(member.field)).collect();
    let places = (0..).map(Literal::usize_unsuffixed);
    let implementations = implementations(
        input,
        group,
        &quote_spanned!(span=> &[#(#descriptors),*]),
        &quote_spanned!(span=> Self { #(#fields: #starts),* }),
        &quote_spanned! {span=>
            match at {
                #(#places => #finds(&self.#fields),)*
                _ => #private::FieldRef::Absent,
            }
        },
    );
    let checks = checks(group).chain(descriptors.iter().map(Descriptor::constants));
    quote_spanned! {span=>
        const _: () = {
            #(#checks)*
            #implementations
        };
    }
}

/// A group without fields, and all checks. The mistakes are where its value would be: so what uses the value isn't reported as well.
pub(crate) fn stub(input: &DeriveInput, group: &Group<'_>, mistakes: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let private = group.runtime.private(span);
    let implementations = implementations(
        input,
        group,
        &quote_spanned!(span=> &[]),
        &quote_spanned!(span=> { #mistakes }),
        &quote_spanned!(span=> #private::FieldRef::Absent),
    );
    let descriptors: Vec<_> = descriptors(input, group).collect();
    let checks = checks(group).chain(descriptors.iter().map(Descriptor::constants));
    quote_spanned! {span=>
        const _: () = {
            #(#checks)*
            #implementations
        };
    }
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
    let of_metrics = for_ever(&generics);
    let documentation = format!("The metrics of a `{name}`, all at the start.");
    quote_spanned! {span=>
        #[automatically_derived]
        impl #parameters #private::Field for #name #arguments #bounds {
            type Start = #private::Start;

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
        impl #parameters #path::Metrics for #name #arguments #of_metrics {}
        #[allow(dead_code, clippy::new_without_default)]
        impl #parameters #name #arguments #bounds {
            #[doc = #documentation]
            #visibility const fn new() -> Self {
                <Self as #private::New>::NEW
            }
        }
    }
}

/// The same parameters, and a bound for each field whose type depends on one: what can't be made out of nothing has a value of its own.
fn generics(input: &DeriveInput, group: &Group<'_>) -> Generics {
    let generic = group.members.iter().filter(|member| bound::is_generic(&input.generics, member.ty));
    let is_new = |member: &&Member<'_>| matches!(member.start, Start::New { .. });
    let (new, given): (Vec<_>, Vec<_>) = generic.partition(is_new);
    let generics = bound::all(&input.generics, new.iter().map(|member| member.ty), |span| {
        let private = group.runtime.private(span);
        quote_spanned!(span=> #private::Field + #private::New)
    });
    bound::all(&generics, given.iter().map(|member| member.ty), |span| {
        let private = group.runtime.private(span);
        quote_spanned!(span=> #private::Field)
    })
}

/// The bounds of what a registry may hold: parameters may stand for what is borrowed, and that can't be held.
fn for_ever(generics: &Generics) -> Option<WhereClause> {
    let mut generics = generics.clone();
    if !generics.params.is_empty() {
        let is_static = parse_quote_spanned!(Span::mixed_site()=> Self: 'static);
        generics.make_where_clause().predicates.push(is_static);
    }
    generics.where_clause
}

/// What is checked once, wherever it is used.
fn checks(group: &Group<'_>) -> impl Iterator<Item = TokenStream> {
    let own = group.members.iter().filter_map(|member| Some(&member.declared.as_ref()?.own_labels));
    let labels = own.chain([&group.labels]).flat_map(|labels| constant_label::checks(&group.runtime, labels));
    let prefix = group.prefix.as_ref().map(|prefix| {
        let private = group.runtime.private(prefix.span());
        let exempt =
            allow::rules(&group.runtime, &group.rules).unwrap_or_else(|| quote!(#private::Rules::NONE));
        let check =
            check::constant(&group.runtime, "assert_prefix", prefix.span(), &quote!(#prefix, #exempt));
        let (span, allowed) = (Span::mixed_site(), group.runtime.allowed_lints());
        let (private, is_sound) = (group.runtime.private(span), Ident::new(IS_PREFIX_SOUND, span));
        quote_spanned! {span=>
            #check
            #allowed const #is_sound: bool = #private::is_declared_prefix(#prefix, #exempt);
        }
    });
    let buckets = group.members.iter().filter_map(|member| match &member.start {
        Start::New { buckets: Some(written), .. } => Some(written),
        _ => None,
    });
    let buckets = buckets.map(|written| {
        check::constant(&group.runtime, "assert_buckets", written.span(), &buckets::bounds(written))
    });
    prefix.into_iter().chain(labels).chain(buckets)
}

/// What describes a field.
enum Descriptor {
    /// A constant that has this name, where the type depends on no parameter, and its checks: each finds its mistake without the others.
    Constant { name: Ident, constants: TokenStream },
    /// It is checked with the type that the parameters make of the struct.
    Inline(TokenStream),
}

impl Descriptor {
    fn constants(&self) -> TokenStream {
        match self {
            Self::Constant { constants, .. } => constants.clone(),
            Self::Inline(_) => TokenStream::new(),
        }
    }
}

impl ToTokens for Descriptor {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Constant { name, .. } => name.to_tokens(tokens),
            Self::Inline(value) => value.to_tokens(tokens),
        }
    }
}

fn descriptors(input: &DeriveInput, group: &Group<'_>) -> impl Iterator<Item = Descriptor> {
    group.members.iter().enumerate().filter_map(|(at, member)| {
        let declared = member.declared.as_ref()?;
        let value = value(group, member, declared);
        let assertions = assertions(group, declared);
        if !bound::is_concrete(&input.generics, member.ty) {
            let calls = assertions.into_iter().map(|(_, call)| call);
            return Some(Descriptor::Inline(quote!(#value #(#calls)*)));
        }
        // A long name, because the user's types are named in the same block.
        let name = format_ident!("TICKMARK_FIELD_{at}", span = Span::mixed_site());
        let constants = constants(group, &name, &value, assertions);
        Some(Descriptor::Constant { name, constants })
    })
}

/// The description, and each assertion about it: a constant that fails is not used by any other, where the compiler would report it again.
fn constants(
    group: &Group<'_>,
    name: &Ident,
    value: &TokenStream,
    assertions: Vec<(Span, TokenStream)>,
) -> TokenStream {
    let allowed = group.runtime.allowed_lints();
    let constant = |span: Span, name: TokenStream, value: TokenStream| {
        let private = group.runtime.private(span);
        quote_spanned!(span=> #allowed const #name: #private::FieldDescriptor = #value;)
    };
    let checks = assertions.into_iter().map(|(span, call)| {
        let mut described = name.clone();
        described.set_span(span);
        constant(span, quote_spanned!(span=> _), quote_spanned!(span=> #described #call))
    });
    let described = constant(Span::mixed_site(), name.to_token_stream(), value.clone());
    quote!(#described #(#checks)*)
}

/// Every token of the calls is at the name: that is what the compiler then underlines.
fn value(group: &Group<'_>, member: &Member<'_>, declared: &Declared) -> TokenStream {
    let Declared { name, help, unit, labels, rules, .. } = declared;
    let (text, span) = (name.text(), name.text().span());
    let private = group.runtime.private(span);
    let shape = field_type::shape(&group.runtime, member.ty);
    let exempt = allow::exemption(&group.runtime, rules);
    let unit = unit.as_ref().map(|unit| quote_spanned!(unit.span()=> .unit(#unit)));
    let labels = constant_label::chained(labels.iter());
    quote_spanned!(span=> #private::FieldDescriptor::new(#shape, #text, #help) #exempt #unit #labels)
}

/// What is asserted of a description, each at what was written.
fn assertions(group: &Group<'_>, declared: &Declared) -> Vec<(Span, TokenStream)> {
    let span = declared.name.text().span();
    let kind = match declared.name {
        FieldName::Derived(_) => None,
        FieldName::OfMetric(_) => Some(quote_spanned!(span=> .metric())),
        FieldName::Prefix(_) => Some(quote_spanned!(span=> .group())),
    };
    let checked = if group.prefix.is_some() {
        let is_sound = Ident::new(IS_PREFIX_SOUND, Span::mixed_site());
        quote_spanned!(span=> #kind.checked_if(#is_sound))
    } else {
        quote_spanned!(span=> #kind.checked())
    };
    let unit = declared.unit.as_ref().map(LitStr::span);
    let measured = unit.map(|span| (span, quote_spanned!(span=> .measured())));
    let help = Some(&declared.help).filter(|help| help.value().is_empty()).map(LitStr::span);
    let helped = help.map(|span| (span, quote_spanned!(span=> .helped())));
    measured.into_iter().chain(helped).chain([(span, checked)]).collect()
}

fn start(input: &DeriveInput, group: &Group<'_>, member: &Member<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let ty = member.ty;
    match &member.start {
        Start::Init(value) => quote!(#value),
        Start::Read { function, every } => {
            let every = every.map(|every| timed(every, "every"));
            let number = quote_spanned!(function.span()=> <#ty>::number_of(#function));
            quote_spanned!(span=> <#ty>::of_number(|| #number) #every)
        }
        Start::New { buckets, limit, ttl } => {
            let buckets = buckets.as_ref().map(|written| {
                let bounds = buckets::bounds(written);
                let private = group.runtime.private(written.span());
                quote_spanned!(written.span()=> .buckets(#private::sound_buckets(#bounds)))
            });
            let limit = limit.as_ref().map(|limit| quote_spanned!(limit.span()=> .limit(#limit)));
            let ttl = ttl.map(|ttl| timed(ttl, "ttl"));
            let private = group.runtime.private(span);
            let new = if bound::is_generic(&input.generics, ty) {
                quote_spanned!(span=> <#ty as #private::New>::NEW)
            } else {
                field_type::new(&group.runtime, ty)
            };
            quote_spanned!(span=> #new #buckets #limit #ttl)
        }
    }
}

fn timed(seconds: f64, method: &str) -> TokenStream {
    let span = Span::mixed_site();
    let method = Ident::new(method, span);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "above zero; it saturates")]
    let nanoseconds = Literal::u64_unsuffixed((seconds * 1e9).round() as u64);
    quote_spanned!(span=> .#method(::core::time::Duration::from_nanos(#nanoseconds)))
}
