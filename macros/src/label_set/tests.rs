use expect_test::expect;
use quote::quote;

use super::expand;
use crate::testing::{mistakes, pretty};

#[test]
fn fields_become_labels() {
    let item = quote! {
        struct PaidBy {
            method: Method,
            #[label(rename = "where")]
            shop: String,
            r#type: Kind,
        }
    };
    expect![[r#"
        const _: () = {
            const _: () = ::tickmark::__private::assert_label_name("method");
            const _: () = ::tickmark::__private::assert_label_name("where");
            const _: () = ::tickmark::__private::assert_label_name("type");
            #[automatically_derived]
            impl ::tickmark::LabelSet for PaidBy
            where
                Method: ::tickmark::LabelValue,
                String: ::tickmark::LabelValue,
                Kind: ::tickmark::LabelValue,
            {
                const LABELS: &'static [::tickmark::LabelDescriptor] = &[
                    ::tickmark::LabelDescriptor::of::<Method>("method"),
                    ::tickmark::LabelDescriptor::of::<String>("where"),
                    ::tickmark::LabelDescriptor::of::<Kind>("type"),
                ];
                fn index(&self) -> usize {
                    let index = 0usize;
                    let index = ::tickmark::__private::fold_index(index, &self.method);
                    let index = ::tickmark::__private::fold_index(index, &self.shop);
                    let index = ::tickmark::__private::fold_index(index, &self.r#type);
                    index
                }
                fn visit(&self, each: &mut impl ::core::ops::FnMut(&str)) {
                    ::tickmark::LabelValue::with_str(&self.method, &mut *each);
                    ::tickmark::LabelValue::with_str(&self.shop, &mut *each);
                    ::tickmark::LabelValue::with_str(&self.r#type, &mut *each);
                }
            }
        };
    "#]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn parameters_are_bounded_where_fields_use_them() {
    let item = quote! {
        #[label(crate = my::tickmark)]
        struct PaidBy<'a, M: Copy, P> { method: Option<M>, shop: &'a str, #[label(rename = "p")] phantom: Phantom<P> }
    };
    expect![[r#"
        const _: () = {
            #[allow(unused_qualifications)]
            const _: () = my::tickmark::__private::assert_label_name("method");
            #[allow(unused_qualifications)]
            const _: () = my::tickmark::__private::assert_label_name("shop");
            #[allow(unused_qualifications)]
            const _: () = my::tickmark::__private::assert_label_name("p");
            #[automatically_derived]
            impl<'a, M: Copy, P> my::tickmark::LabelSet for PaidBy<'a, M, P>
            where
                Option<M>: my::tickmark::LabelValue,
                Phantom<P>: my::tickmark::LabelValue,
            {
                const LABELS: &'static [my::tickmark::LabelDescriptor] = &[
                    my::tickmark::LabelDescriptor::of::<Option<M>>("method"),
                    my::tickmark::LabelDescriptor::of::<&'a str>("shop"),
                    my::tickmark::LabelDescriptor::of::<Phantom<P>>("p"),
                ];
                fn index(&self) -> usize {
                    let index = 0usize;
                    let index = my::tickmark::__private::fold_index(index, &self.method);
                    let index = my::tickmark::__private::fold_index(index, &self.shop);
                    let index = my::tickmark::__private::fold_index(index, &self.phantom);
                    index
                }
                fn visit(&self, each: &mut impl ::core::ops::FnMut(&str)) {
                    my::tickmark::LabelValue::with_str(&self.method, &mut *each);
                    my::tickmark::LabelValue::with_str(&self.shop, &mut *each);
                    my::tickmark::LabelValue::with_str(&self.phantom, &mut *each);
                }
            }
        };
    "#]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn flattened_fields_have_their_labels_in_their_place() {
    let item = quote! {
        struct Request<'a, C> { verb: Verb, #[label(flatten)] common: C, #[label(flatten)] r#where: &'a Place, code: u16 }
    };
    expect![[r#"
        const _: () = {
            const _: () = ::tickmark::__private::assert_label_name("verb");
            const _: () = ::tickmark::__private::assert_label_name("code");
            #[automatically_derived]
            impl<'a, C> ::tickmark::LabelSet for Request<'a, C>
            where
                Verb: ::tickmark::LabelValue,
                C: ::tickmark::LabelSet,
                u16: ::tickmark::LabelValue,
            {
                const LABELS: &'static [::tickmark::LabelDescriptor] = {
                    ::tickmark::__private::assert_labels_are_few::<Self>();
                    ::tickmark::__private::assert_labels_differ::<Self>(1usize);
                    ::tickmark::__private::assert_labels_differ::<Self>(2usize);
                    ::tickmark::__private::assert_labels_differ::<Self>(3usize);
                    <Self as ::tickmark::__private::LabelParts>::JOINED
                };
                fn index(&self) -> usize {
                    let index = 0usize;
                    let index = ::tickmark::__private::fold_index(index, &self.verb);
                    let index = ::tickmark::__private::fold_set(
                        index,
                        const {
                            ::tickmark::__private::combinations(
                                <C as ::tickmark::LabelSet>::LABELS,
                            )
                        },
                        <C as ::tickmark::LabelSet>::index(&self.common),
                    );
                    let index = ::tickmark::__private::fold_set(
                        index,
                        const {
                            ::tickmark::__private::combinations(
                                <&'a Place as ::tickmark::LabelSet>::LABELS,
                            )
                        },
                        <&'a Place as ::tickmark::LabelSet>::index(&self.r#where),
                    );
                    let index = ::tickmark::__private::fold_index(index, &self.code);
                    index
                }
                fn visit(&self, each: &mut impl ::core::ops::FnMut(&str)) {
                    ::tickmark::LabelValue::with_str(&self.verb, &mut *each);
                    <C as ::tickmark::LabelSet>::visit(&self.common, &mut *each);
                    <&'a Place as ::tickmark::LabelSet>::visit(&self.r#where, &mut *each);
                    ::tickmark::LabelValue::with_str(&self.code, &mut *each);
                }
            }
            #[automatically_derived]
            impl<'a, C> ::tickmark::__private::LabelParts for Request<'a, C>
            where
                Verb: ::tickmark::LabelValue,
                C: ::tickmark::LabelSet,
                u16: ::tickmark::LabelValue,
            {
                const PARTS: &'static [&'static [::tickmark::LabelDescriptor]] = &[
                    &[::tickmark::LabelDescriptor::of::<Verb>("verb")],
                    <C as ::tickmark::LabelSet>::LABELS,
                    <&'a Place as ::tickmark::LabelSet>::LABELS,
                    &[::tickmark::LabelDescriptor::of::<u16>("code")],
                ];
            }
        };
    "#]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn what_is_put_together_is_checked_where_it_is_written() {
    let item = quote! { struct Request { #[label(flatten)] common: Common } };
    expect![[r#"
        const _: () = {
            #[automatically_derived]
            impl ::tickmark::LabelSet for Request {
                const LABELS: &'static [::tickmark::LabelDescriptor] = {
                    ::tickmark::__private::assert_labels_are_few::<Self>();
                    ::tickmark::__private::assert_labels_differ::<Self>(0usize);
                    <Self as ::tickmark::__private::LabelParts>::JOINED
                };
                fn index(&self) -> usize {
                    let index = 0usize;
                    let index = ::tickmark::__private::fold_set(
                        index,
                        const {
                            ::tickmark::__private::combinations(
                                <Common as ::tickmark::LabelSet>::LABELS,
                            )
                        },
                        <Common as ::tickmark::LabelSet>::index(&self.common),
                    );
                    index
                }
                fn visit(&self, each: &mut impl ::core::ops::FnMut(&str)) {
                    <Common as ::tickmark::LabelSet>::visit(&self.common, &mut *each);
                }
            }
            #[automatically_derived]
            impl ::tickmark::__private::LabelParts for Request {
                const PARTS: &'static [&'static [::tickmark::LabelDescriptor]] = &[
                    <Common as ::tickmark::LabelSet>::LABELS,
                ];
            }
            const _: &'static [::tickmark::LabelDescriptor] = <Request as ::tickmark::LabelSet>::LABELS;
        };
    "#]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn displayed_fields_are_written_as_text() {
    let item = quote! {
        struct Request<I> { #[label(display)] id: I, #[label(display, rename = "by")] user: std::option::Option<Uuid> }
    };
    expect![[r#"
        const _: () = {
            const _: () = ::tickmark::__private::assert_label_name("id");
            const _: () = ::tickmark::__private::assert_label_name("by");
            #[automatically_derived]
            impl<I> ::tickmark::LabelSet for Request<I>
            where
                I: ::core::fmt::Display,
                Uuid: ::core::fmt::Display,
            {
                const LABELS: &'static [::tickmark::LabelDescriptor] = &[
                    ::tickmark::LabelDescriptor::of::<::tickmark::__private::Displayed<I>>("id"),
                    ::tickmark::LabelDescriptor::of::<
                        ::core::option::Option<::tickmark::__private::Displayed<Uuid>>,
                    >("by"),
                ];
                fn index(&self) -> usize {
                    let index = 0usize;
                    let index = ::tickmark::__private::fold_index(
                        index,
                        &::tickmark::__private::Displayed(&self.id),
                    );
                    let index = ::tickmark::__private::fold_index(
                        index,
                        &::core::option::Option::map(
                            ::core::option::Option::as_ref(&self.user),
                            ::tickmark::__private::Displayed,
                        ),
                    );
                    index
                }
                fn visit(&self, each: &mut impl ::core::ops::FnMut(&str)) {
                    ::tickmark::LabelValue::with_str(
                        &::tickmark::__private::Displayed(&self.id),
                        &mut *each,
                    );
                    ::tickmark::LabelValue::with_str(
                        &::core::option::Option::map(
                            ::core::option::Option::as_ref(&self.user),
                            ::tickmark::__private::Displayed,
                        ),
                        &mut *each,
                    );
                }
            }
        };
    "#]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn what_is_flattened_has_no_name_and_no_text() {
    let item = quote! {
        struct Request {
            #[label(flatten, rename = "a", display)] a: A,
            #[label(flatten = true)] b: B,
            #[label(display, display)] c: C,
            #[label(flaten)] d: D,
        }
    };
    expect![[r#"
        `flatten` takes no value: write `flatten` alone
        `display` is given twice, keep one of them
        unknown argument `flaten`, did you mean `flatten`? (known: `rename`, `display`, `flatten`)
        `a` has the labels of the fields in it: leave `rename` or `flatten` out
        `a` has the labels of the fields in it: leave `display` or `flatten` out
    "#]]
    .assert_eq(&mistakes(expand(item)));
}

#[test]
fn labels_of_flattened_fields_are_not_counted_here() {
    let item = quote! {
        struct Request {
            a: A, #[label(flatten)] b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I, #[label(flatten)] j: J,
        }
    };
    expect![""].assert_eq(&mistakes(expand(item)));
}

#[test]
fn beside_a_mistake_stands_an_empty_impl() {
    let item = quote! { struct PaidBy { method: Method, #[label(rename = "method")] other: Method, } };
    expect![[r#"
        ::core::compile_error! {
            "`method` and `other` are both the label `method`: rename one of them"
        }
        const _: () = {
            const _: () = ::tickmark::__private::assert_label_name("method");
            const _: () = ::tickmark::__private::assert_label_name("method");
            #[automatically_derived]
            impl ::tickmark::LabelSet for PaidBy
            where
                Method: ::tickmark::LabelValue,
                Method: ::tickmark::LabelValue,
            {
                const LABELS: &'static [::tickmark::LabelDescriptor] = &[];
                fn index(&self) -> usize {
                    0usize
                }
                fn visit(&self, _: &mut impl ::core::ops::FnMut(&str)) {}
            }
        };
    "#]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn only_structs_with_named_fields_are_label_sets() {
    for item in
        [quote! { enum PaidBy { Card, } }, quote! { struct PaidBy(Method); }, quote! { struct PaidBy {} }]
    {
        expect!["`LabelSet` is derived for structs with named fields: write `struct … { method: Method }`\n"]
            .assert_eq(&mistakes(expand(item)));
    }
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let item = quote! {
        #[label(rename_all = "lowercase")]
        struct PaidBy {
            #[label(name = "x")] a: A, #[label(rename = 1)] b: B,
            c: C, d: D, e: E, f: F, g: G, h: H, i: I,
        }
    };
    let mistakes = mistakes(expand(item));
    expect![[r#"
        unknown argument `rename_all` (known: `crate`)
        unknown argument `name` (known: `rename`, `display`, `flatten`)
        `rename` takes a string literal: write `rename = "…"`
        a family has at most 8 labels: remove some
    "#]]
    .assert_eq(&mistakes);
}
