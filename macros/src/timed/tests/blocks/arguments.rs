use expect_test::expect;
use quote::quote;

use super::super::expands;
use crate::{
    call, counted,
    timed::{INSTRUMENT, expand},
};

#[test]
fn arguments_of_a_method_win() {
    let args = quote! { name = "stock_seconds", labels(kind = self.kind), buckets = Table::<A, B>::LIST, crate = my::tickmark };
    let stock = quote! {
        impl Stock {
            fn plain(&self) {}
            #[inline]
            #[tickmark::timed(buckets = [1.0], outcome = none)]
            /// Own buckets.
            fn own(&self) {}
            #[timed(crate = other)]
            #[counted(skip)]
            fn elsewhere(&self) {}
            #[timed(name = "other_seconds")]
            #[timed()]
            fn both(&self) {}
            #[timed(skip)]
            #[inline]
            fn helper(&self) {}
        }
    };
    expands(
        args,
        stock,
        &expect![[r##"
        #[allow(unused_qualifications)]
        const _: () = my::tickmark::__private::assert_timed_name("stock_seconds");
        #[allow(unused_qualifications)]
        const _: () = my::tickmark::__private::assert_label_name("kind");
        #[allow(unused_qualifications)]
        const _: () = my::tickmark::__private::assert_buckets(Table::<A, B>::LIST);
        impl Stock {
            #[my::tickmark::timed(
                name = "stock_seconds",
                labels(kind = self.kind),
                buckets = Table::<A,
                B>::LIST,
                crate = my::tickmark,
                __checked(name, labels, buckets)
            )]
            fn plain(&self) {}
            #[inline]
            #[my::tickmark::timed(
                buckets = [1.0],
                outcome = none,
                name = "stock_seconds",
                labels(kind = self.kind),
                crate = my::tickmark,
                __checked(name, labels)
            )]
            /// Own buckets.
            fn own(&self) {}
            #[other::timed(
                crate = other,
                name = "stock_seconds",
                labels(kind = self.kind),
                buckets = Table::<A,
                B>::LIST,
                __checked(name, labels, buckets)
            )]
            #[counted(skip)]
            fn elsewhere(&self) {}
            #[my::tickmark::timed(
                name = "other_seconds",
                labels(kind = self.kind),
                buckets = Table::<A,
                B>::LIST,
                crate = my::tickmark,
                __checked(labels, buckets)
            )]
            #[my::tickmark::timed(
                name = "stock_seconds",
                labels(kind = self.kind),
                buckets = Table::<A,
                B>::LIST,
                crate = my::tickmark,
                __checked(name, labels, buckets)
            )]
            fn both(&self) {}
            #[inline]
            fn helper(&self) {}
        }
    "##]],
    );
}

#[test]
fn a_method_may_be_renamed_or_have_a_family() {
    let stock = quote! {
        impl Stock {
            #[timed(function = "sale")] fn sell(&self) {}
            #[timed(name = "buying_seconds")] fn buy(&self) {}
            #[timed] const fn marked_itself(&self) {}
        }
    };
    expands(
        quote! {},
        stock,
        &expect![[r#"
        impl Stock {
            #[::tickmark::timed(function = "sale")]
            fn sell(&self) {}
            #[::tickmark::timed(name = "buying_seconds")]
            fn buy(&self) {}
            #[::tickmark::timed(function = "Stock::marked_itself")]
            const fn marked_itself(&self) {}
        }
    "#]],
    );
}

#[test]
fn blocks_in_a_module_may_have_arguments_too() {
    let shop = quote! {
        mod shop {
            #![allow(dead_code)]
            #[timed(buckets = [1.0])]
            impl Stock { #[timed(labels(x = x))] fn sell(&self, x: u8) {} }
        }
    };
    expands(
        quote! { name = "stock_seconds", buckets = super::LIST },
        shop,
        &expect![[r#"
        mod shop {
            #![allow(dead_code)]
            const _: () = ::tickmark::__private::assert_timed_name("stock_seconds");
            const _: () = ::tickmark::__private::assert_buckets(super::LIST);
            const _: () = ::tickmark::__private::assert_bucket(
                ::core::option::Option::None,
                1.0,
            );
            impl Stock {
                #[::tickmark::timed(
                    labels(x = x),
                    buckets = [1.0],
                    name = "stock_seconds",
                    __checked(buckets, name)
                )]
                fn sell(&self, x: u8) {}
            }
        }
    "#]],
    );
}

#[test]
fn one_attribute_leaves_the_other_alone() {
    let stock = quote! { #[counted] impl Stock { #[counted(skip)] fn sell(&self) {} } };
    let timed = expand(quote! {}, stock);
    expect![[r##"# [counted] impl Stock { # [:: tickmark :: timed (function = "Stock::sell")] # [counted (skip)] fn sell (& self) { } }"##]].assert_eq(&timed.to_string());
    let stock = quote! { impl Stock { #[::tickmark::timed(function = "Stock::sell")] fn sell(&self) {} } };
    expect![[r#"impl Stock { # [:: tickmark :: counted (function = "Stock::sell")] # [:: tickmark :: timed (function = "Stock::sell")] fn sell (& self) { } }"#]].assert_eq(&counted::expand(quote! {}, stock).to_string());
}

#[test]
fn switched_off_only_the_checks_go() {
    let stock = quote! { impl Stock { fn sell(&self) {} #[timed(skip)] fn helper(&self) {} } };
    let expansion = call::expand_if(false, &INSTRUMENT, quote! { name = "stock_seconds" }, stock);
    expect![[r#"impl Stock { # [:: tickmark :: timed (name = "stock_seconds" , __checked (name))] fn sell (& self) { } fn helper (& self) { } }"#]].assert_eq(&expansion.to_string());
}
