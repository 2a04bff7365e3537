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
        unknown argument `name` (known: `rename`)
        `rename` takes a string literal: write `rename = "…"`
        a family has at most 8 labels: remove some
    "#]]
    .assert_eq(&mistakes);
}
