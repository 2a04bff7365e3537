use expect_test::expect;
use quote::quote;

use super::{expands, rejects_args};

#[test]
fn native_buckets_are_in_the_descriptor() {
    expands(
        quote! { native },
        quote! { fn place() {} },
        &expect![[r#"
        fn place() {
            {
                let _guard = {
                    static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                        ::tickmark::__private::Descriptor::timed(::core::module_path!(), "place")
                            .native()
                            .outcome(
                                ::tickmark::__private::OutcomeLabel::new(
                                    ::tickmark::__private::Endings::SYNC,
                                ),
                            ),
                    );
                    ::tickmark::__private::__tickmark_enter!(TICKMARK_TIMED);
                    ::tickmark::__private::start_scope(
                        ::tickmark::__private::timed(&TICKMARK_TIMED, &()),
                    )
                };
            }
        }
    "#]],
    );
}

#[test]
fn families_with_buckets_beside_have_native_ones_as_fine() {
    expands(
        quote! { name = "place_seconds", buckets = [1], native(factor = 2), slow = "1s", clock = busy },
        quote! { async fn place() {} },
        &expect![[r#"
            async fn place() {
                {
                    let call = {
                        const _: () = ::tickmark::__private::assert_timed_name("place_seconds");
                        const _: () = ::tickmark::__private::assert_bucket(
                            ::core::option::Option::None,
                            1.0,
                        );
                        const _: () = ::tickmark::__private::assert_factor(2.0);
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "place")
                                .name("place_seconds")
                                .buckets(&[1.0])
                                .native_by(2.0)
                                .outcome(
                                    ::tickmark::__private::OutcomeLabel::new(
                                        ::tickmark::__private::Endings::ASYNC,
                                    ),
                                ),
                        );
                        static TICKMARK_SLOW: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::slow(::core::module_path!(), "place")
                                .name("place_slow_total")
                                .doc("Calls that took longer than they should.")
                                .outcome(
                                    ::tickmark::__private::OutcomeLabel::new(
                                        ::tickmark::__private::Endings::ASYNC,
                                    ),
                                ),
                        );
                        static TICKMARK_BUSY: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::busy(::core::module_path!(), "place")
                                .name("place_busy_seconds")
                                .doc(
                                    "How long futures were polled, rather than waiting, in seconds.",
                                )
                                .buckets(&[1.0])
                                .native_by(2.0)
                                .outcome(
                                    ::tickmark::__private::OutcomeLabel::new(
                                        ::tickmark::__private::Endings::ASYNC,
                                    ),
                                ),
                        );
                        ::tickmark::__private::__tickmark_enter!(
                            TICKMARK_TIMED TICKMARK_SLOW TICKMARK_BUSY
                        );
                        match &() {
                            labels => {
                                ::tickmark::__private::start(
                                    ::tickmark::__private::timed(&TICKMARK_TIMED, labels)
                                        .and(
                                            ::tickmark::__private::slow(&TICKMARK_SLOW, 1f64, labels),
                                        )
                                        .and(::tickmark::__private::busy(&TICKMARK_BUSY, labels)),
                                )
                            }
                        }
                    };
                    let (call, result) = ::tickmark::__private::watch(
                            call,
                            async move {
                                #[allow(unreachable_code)]
                                if false {
                                    let unreachable: () = loop {};
                                    return unreachable;
                                }
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
fn what_native_takes_is_said() {
    rejects_args(
        quote! { native = 1.05 },
        &expect![[r#"
        `native` stands alone or takes a list: write `native` or `native(factor = 1.05)`
    "#]],
    );
    rejects_args(
        quote! { native(1.05) },
        &expect![[r#"
        expected the name of an argument: write `name = value`
    "#]],
    );
    rejects_args(
        quote! { native(factor) },
        &expect![[r#"
        `factor` takes a value: write `factor = 1.05`
    "#]],
    );
    rejects_args(
        quote! { native(factor = "fine", bukets = 160) },
        &expect![[r#"
        `factor` takes by how much a bucket may be wider than the one before: write `factor = 1.05`
        unknown argument `bukets` (known: `factor`)
    "#]],
    );
    rejects_args(
        quote! { native, native(factor = 2.0) },
        &expect![[r#"
        `native` is given twice, keep one of them
    "#]],
    );
    rejects_args(
        quote! { native, metric = SECONDS },
        &expect![[r#"
        `native` is for a family that is declared here: remove it or `metric`
    "#]],
    );
}
