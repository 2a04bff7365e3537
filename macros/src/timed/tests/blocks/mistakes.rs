use expect_test::expect;
use quote::quote;

use super::super::{expands, rejects};

#[test]
fn beside_mistakes_stand_the_block_and_the_checks() {
    let stock = quote! {
        /// Stock.
        impl Stock {
            #![allow(dead_code)]
            fn sell(&self) {}
            #[timed(skip)] #[inline] fn helper(&self) {}
        }
    };
    expands(
        quote! { name = "stock_seconds", nope = 1 },
        stock,
        &expect![[r#"
            ::core::compile_error! {
                "unknown argument `nope` (known: `name`, `help`, `function`, `labels`, `labels_from`, `limit`, `buckets`, `native`, `outcome`, `error`, `ok_if`, `error_if`, `only`, `slow`, `sample`, `clock`, `counted`, `stream`, `in_flight`, `metric`, `registry`, `slo`, `allow_metric`, `skip`, `crate`)"
            }
            const _: () = ::tickmark::__private::assert_timed_name("stock_seconds");
            /// Stock.
            impl Stock {
                #![allow(dead_code)]
                fn sell(&self) {}
                #[inline]
                fn helper(&self) {}
            }
        "#]],
    );
}

#[test]
fn mistakes_of_block_and_methods_are_reported_at_once() {
    let stock = quote! {
        #[tickmark::timed]
        impl Stock {
            #[timed(bukets = [1.0])] fn sell(&self) {}
            #[timed(skip, name = "x_seconds")] fn buy(&self) {}
            #[timed(skip)] #[timed] fn steal(&self) {}
        }
    };
    rejects(
        quote! { skip, function = "x", labels(a = a), buckets = [] },
        stock,
        &expect![[r#"
            unknown argument `bukets`, did you mean `buckets`? (known: `name`, `help`, `function`, `labels`, `labels_from`, `limit`, `buckets`, `native`, `outcome`, `error`, `ok_if`, `error_if`, `only`, `slow`, `sample`, `clock`, `counted`, `stream`, `in_flight`, `metric`, `registry`, `slo`, `allow_metric`, `skip`, `crate`)
            `skip` leaves a method out of a marked block: no block around this has `#[timed]`, remove `#[timed(skip)]`
            `timed` stands on this block twice: keep one of them, and give both to each method that needs two
            `labels` needs a `name`: functions without one share `function_duration_seconds`; write `name = "…_seconds"`
            `buckets` needs a `name`: functions without one share `function_duration_seconds`; write `name = "…_seconds"`
            `buckets` is empty: write `buckets = [0.1, 0.5, 1.0]` or leave it out
            `function` renames one function: write it on that method, not on the block
            `skip` leaves this out, so nothing else belongs beside it: remove the rest, or `skip`
            `skip` leaves this out, so nothing else belongs beside it: remove the rest, or `skip`
        "#]],
    );
}

#[test]
fn arguments_without_a_name_need_one_at_each_method() {
    let stock = quote! {
        impl Stock {
            #[timed(name = "selling_seconds")] fn sell(&self) {}
            #[timed(skip)] fn helper(&self) {}
        }
    };
    rejects(quote! { buckets = [1.0] }, stock, &expect![[r#""#]]);
    let stock =
        quote! { impl Stock { #[timed(name = "selling_seconds")] fn sell(&self) {} fn buy(&self) {} } };
    rejects(
        quote! { buckets = [1.0] },
        stock,
        &expect![[r#"
        `buckets` needs a `name`: functions without one share `function_duration_seconds`; write `name = "…_seconds"`
    "#]],
    );
}

#[test]
fn mistakes_of_inner_blocks_are_reported_once() {
    let shop = quote! {
        mod shop {
            #[timed(labels(a = a, a = b))] impl Stock { fn sell(&self) {} fn buy(&self) {} }
            #[timed] mod empty {}
        }
    };
    rejects(
        quote! { name = "shop_seconds" },
        shop,
        &expect![[r#"
            label `a` is given twice, keep one of them
            `timed` finds no function in this `mod` that it can mark: write one with a body, or remove `#[timed]`
        "#]],
    );
}

#[test]
fn an_attribute_that_does_nothing_is_a_mistake() {
    rejects(
        quote! {},
        quote! { impl !Send for Stock {} },
        &expect![[r#"
        `timed` finds no function in this `impl` that it can mark: write one with a body, or remove `#[timed]`
    "#]],
    );
    rejects(
        quote! {},
        quote! { trait Sells { fn sell(&self); } },
        &expect![[r#"
        `timed` finds no function in this `trait` that it can mark: write one with a body, or remove `#[timed]`
    "#]],
    );
    rejects(
        quote! {},
        quote! { mod shop { #[timed(skip)] fn sell() {} const fn price() {} } },
        &expect![[r#"
        `timed` finds no function in this `mod` that it can mark: write one with a body, or remove `#[timed]`
    "#]],
    );
    rejects(
        quote! {},
        quote! { mod shop; },
        &expect![[r#"
        `timed` sees no functions in this `mod`: mark them where they stand
    "#]],
    );
}
