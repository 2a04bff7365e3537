use expect_test::{Expect, expect};
use proc_macro2::TokenStream;
use quote::quote;

use super::{INSTRUMENT, expand};
use crate::{call::section, testing};

/// What stands in a function around it.
fn expands(input: TokenStream, expected: &Expect) {
    let expansion = expand(input);
    expected.assert_eq(&testing::pretty(&quote!(fn around() { #expansion })));
}

fn rejects(input: TokenStream, expected: &Expect) {
    let statements = syn::parse2::<syn::Block>(expand(input)).map(|block| block.stmts).unwrap_or_default();
    let statements = statements.iter().filter(|statement| matches!(statement, syn::Stmt::Macro(_)));
    expected.assert_eq(&testing::mistakes(quote!(#(#statements)*)));
}

#[test]
fn a_block_is_an_argument_of_the_runtime() {
    expands(
        quote! { name = "query_seconds", labels(table = table), { db.query(sql)? } },
        &expect![[r#"
            fn around() {
                {
                    let call = {
                        const _: () = ::tickmark::__private::assert_timed_name("query_seconds");
                        const _: () = ::tickmark::__private::assert_label_name("table");
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "")
                                .name("query_seconds")
                                .labels(&[::tickmark::LabelDescriptor::unknown("table")])
                                .outcome(
                                    ::tickmark::__private::OutcomeLabel::new(
                                        ::tickmark::__private::Endings::SYNC_FALLIBLE,
                                    ),
                                ),
                        );
                        ::tickmark::__private::__tickmark_enter!(TICKMARK_TIMED);
                        ::tickmark::__private::start_inline(
                            ::tickmark::__private::timed(&TICKMARK_TIMED, &(&(table),)),
                        )
                    };
                    #[allow(unreachable_code)]
                    ::tickmark::__private::end(
                        call,
                        { db.query(sql)? },
                        |result| {
                            use ::tickmark::__private::{Fallible as _, Infallible as _};
                            (&::tickmark::__private::Probe(result)).__tickmark_ending()
                        },
                    )
                }
            }
        "#]],
    );
}

#[test]
fn an_async_block_is_a_future() {
    expands(
        quote! { name = "query_seconds", async move { db.query(sql).await } },
        &expect![[r#"
            fn around() {
                async move {
                    let output = ::tickmark::__private::Output::new();
                    if false {
                        return output.of_any_type();
                    }
                    let call = {
                        const _: () = ::tickmark::__private::assert_timed_name("query_seconds");
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "")
                                .name("query_seconds")
                                .outcome(
                                    ::tickmark::__private::OutcomeLabel::new(
                                        ::tickmark::__private::Endings::ASYNC_FALLIBLE,
                                    ),
                                ),
                        );
                        ::tickmark::__private::__tickmark_enter!(TICKMARK_TIMED);
                        ::tickmark::__private::start(
                            ::tickmark::__private::timed(&TICKMARK_TIMED, &()),
                        )
                    };
                    let (call, result) = ::tickmark::__private::watch(
                            call,
                            async move {
                                if false {
                                    return output.of_any_type();
                                }
                                { db.query(sql).await }
                            },
                        )
                        .await;
                    call.finish({
                        use ::tickmark::__private::{Fallible as _, Infallible as _};
                        (&::tickmark::__private::Probe(&result)).__tickmark_ending()
                    });
                    result
                }
            }
        "#]],
    );
}

#[test]
fn without_an_outcome_a_guard_stands_before_the_block() {
    expands(
        quote! { name = "query_seconds", outcome = none, unsafe { query() } },
        &expect![[r#"
            fn around() {
                {
                    let _guard = {
                        const _: () = ::tickmark::__private::assert_timed_name("query_seconds");
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "")
                                .name("query_seconds"),
                        );
                        ::tickmark::__private::__tickmark_enter!(TICKMARK_TIMED);
                        ::tickmark::__private::start_scope(
                            ::tickmark::__private::timed(&TICKMARK_TIMED, &()),
                        )
                    };
                    unsafe { query() }
                }
            }
        "#]],
    );
}

#[test]
fn beside_mistakes_stand_the_block_and_the_checks() {
    expands(
        quote! { name = "query", nope = 1, labels(table = table), async { query() } },
        &expect![[r#"
            fn around() {
                {
                    ::core::compile_error! {
                        "unknown argument `nope` (known: `name`, `help`, `function`, `labels`, `limit`, `buckets`, `native`, `outcome`, `ok_if`, `error_if`, `only`, `slow`, `sample`, `clock`, `counted`, `in_flight`, `metric`, `registry`, `slo`, `allow_metric`, `crate`)"
                    }
                    const _: () = ::tickmark::__private::assert_timed_name("query");
                    const _: () = ::tickmark::__private::assert_label_name("table");
                    if false {
                        _ = &(table);
                    }
                    async { query() }
                }
            }
        "#]],
    );
}

#[test]
fn all_mistakes_are_reported_at_once() {
    rejects(
        quote! { lables(kind = kind), help = 5, skip, clock = busy, buckets; { 1 } },
        &expect![[r#"
            expected `,` before the block, not `;`
            unknown argument `lables`, did you mean `labels`? (known: `name`, `help`, `function`, `labels`, `limit`, `buckets`, `native`, `outcome`, `ok_if`, `error_if`, `only`, `slow`, `sample`, `clock`, `counted`, `in_flight`, `metric`, `registry`, `slo`, `allow_metric`, `crate`)
            `help` takes a string literal: write `help = "…"`
            `time!` has no `skip`: that is for whole functions, remove it
            `buckets` takes a value: write `buckets = [0.1, 0.5, 1.0]`
            `help` needs a `name`: functions without one share `function_duration_seconds`; write `name = "…_seconds"`
            `buckets` needs a `name`: functions without one share `function_duration_seconds`; write `name = "…_seconds"`
            `clock = busy` is for an `async` block: what is not polled is busy all the time, remove it
        "#]],
    );
}

#[test]
fn half_typed_code_is_handed_on() {
    expands(
        quote! { name = "query_seconds", db. },
        &expect![[r#"
            does not parse: unexpected end of input, expected identifier or integer
            fn around () { { :: core :: compile_error ! { "`time!` takes a block: write `{ … }` around this" } const _ : () = :: tickmark :: __private :: assert_timed_name ("query_seconds") ; db . } }"#]],
    );
}

#[test]
fn nothing_is_recorded_without_the_feature() {
    let block = quote! { async move { 1 } };
    let expansion = section::expand_if(false, &INSTRUMENT, quote! { name = "query_seconds", #block, });
    assert_eq!(expansion.to_string(), block.to_string());
    let refused = section::expand_if(false, &INSTRUMENT, quote! { nope = 1, #block });
    assert!(refused.to_string().contains("unknown argument"));
}
