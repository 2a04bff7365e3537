use expect_test::expect;
use quote::quote;

use super::{expands, rejects};
use crate::timed;

#[test]
fn an_async_function_is_watched() {
    let fetch = quote! { async fn fetch() -> Result<Box<dyn Page>, Error> { return Ok(Box::new(Empty)); } };
    expands(
        quote! {},
        fetch,
        &expect![[r#"
            async fn fetch() -> Result<Box<dyn Page>, Error> {
                {
                    let call = {
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "fetch")
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
                                #[allow(unreachable_code)]
                                if false {
                                    let unreachable: Result<Box<dyn Page>, Error> = loop {};
                                    return unreachable;
                                }
                                return Ok(Box::new(Empty));
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
fn an_endless_future_has_no_result() {
    expands(
        quote! {},
        quote! { async fn serve() -> ! { loop { accept().await } } },
        &expect![[r#"
            async fn serve() -> ! {
                {
                    let call = {
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "serve")
                                .outcome(
                                    ::tickmark::__private::OutcomeLabel::new(
                                        ::tickmark::__private::Endings::ASYNC,
                                    ),
                                ),
                        );
                        ::tickmark::__private::__tickmark_enter!(TICKMARK_TIMED);
                        ::tickmark::__private::start(
                            ::tickmark::__private::timed(&TICKMARK_TIMED, &()),
                        )
                    };
                    ::tickmark::__private::watch(
                            call,
                            async move {
                                loop {
                                    accept().await
                                }
                            },
                        )
                        .await
                        .1
                }
            }
        "#]],
    );
}

#[test]
fn a_boxed_future_is_recorded_while_it_runs() {
    let sell = quote! {
        fn sell<'a>(&'a self) -> Pin<Box<dyn Future<Output = Result<u8, E>> + Send + 'a>> {
            Box::pin(async move { Ok(1) })
        }
    };
    expands(
        quote! {},
        sell,
        &expect![[r#"
            fn sell<'a>(&'a self) -> Pin<Box<dyn Future<Output = Result<u8, E>> + Send + 'a>> {
                {
                    Box::pin(async move {
                        let call = {
                            static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                                ::tickmark::__private::Descriptor::timed(
                                        ::core::module_path!(),
                                        "sell",
                                    )
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
                                    #[allow(unreachable_code)]
                                    if false {
                                        let unreachable: Result<u8, E> = loop {};
                                        return unreachable;
                                    }
                                    Ok(1)
                                },
                            )
                            .await;
                        call.finish({
                            use ::tickmark::__private::{Fallible as _, Infallible as _};
                            (&::tickmark::__private::Probe(&result)).__tickmark_ending()
                        });
                        result
                    })
                }
            }
        "#]],
    );
}

#[test]
fn without_outcome_an_async_function_gets_a_guard() {
    let args = quote! { name = "fetch_seconds", help = "Time to fetch.", buckets = BOUNDS, outcome = none };
    expands(
        args,
        quote! { async fn fetch() -> Result<(), E> { Ok(()) } },
        &expect![[r#"
            async fn fetch() -> Result<(), E> {
                {
                    let _guard = {
                        const _: () = ::tickmark::__private::assert_timed_name("fetch_seconds");
                        const _: () = ::tickmark::__private::assert_buckets(BOUNDS);
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "fetch")
                                .name("fetch_seconds")
                                .help("Time to fetch.")
                                .buckets(BOUNDS),
                        );
                        ::tickmark::__private::__tickmark_enter!(TICKMARK_TIMED);
                        ::tickmark::__private::start_scope(
                            ::tickmark::__private::timed(&TICKMARK_TIMED, &()),
                        )
                    };
                    Ok(())
                }
            }
        "#]],
    );
}

#[test]
fn a_future_from_elsewhere_is_rejected() {
    rejects(
        quote! {},
        quote! { fn f() -> impl Future<Output = u8> + Send { other() } },
        &expect![[r#"
        this future would be timed before it runs: write `async fn`, or end the body in `async move { … }`
    "#]],
    );
}

#[test]
fn the_clock_of_polls_needs_the_wrapper_though_nobody_asks_for_the_outcome() {
    let args = quote! { name = "place_seconds", clock = busy, outcome = none };
    assert!(timed::expand(args, quote! { async fn place() {} }).to_string().contains("watch"));
}
