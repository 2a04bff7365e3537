use expect_test::expect;
use quote::quote;

use super::expands;

#[test]
fn every_argument_reaches_the_descriptor() {
    let args = quote! {
        name = "inference_duration_seconds",
        labels(model = kind, tier = "free", shop: str = image.shop, size = image.size()),
        buckets = [0.1, 1, 2.5],
        outcome(label = "status", success = "completed", failure = "failed", panic = "crashed", cancelled = "gone"),
        crate = my::tickmark,
    };
    let infer = quote! {
        /// Time to find
        /// the boxes.
        ///
        /// More.
        unsafe extern "C" fn r#infer(kind: &ModelType, image: Image) -> Boxes { image.boxes() }
    };
    expands(
        args,
        infer,
        &expect![[r#"
            /// Time to find
            /// the boxes.
            ///
            /// More.
            unsafe extern "C" fn r#infer(kind: &ModelType, image: Image) -> Boxes {
                {
                    let call = {
                        #[allow(unused_qualifications)]
                        const _: () = my::tickmark::__private::assert_timed_name(
                            "inference_duration_seconds",
                        );
                        #[allow(unused_qualifications)]
                        const _: () = my::tickmark::__private::assert_label_name("model");
                        #[allow(unused_qualifications)]
                        const _: () = my::tickmark::__private::assert_label_name("tier");
                        #[allow(unused_qualifications)]
                        const _: () = my::tickmark::__private::assert_label_name("shop");
                        #[allow(unused_qualifications)]
                        const _: () = my::tickmark::__private::assert_label_name("size");
                        #[allow(unused_qualifications)]
                        const _: () = my::tickmark::__private::assert_label_name("status");
                        #[allow(unused_qualifications)]
                        const _: () = my::tickmark::__private::assert_bucket(
                            ::core::option::Option::None,
                            0.1,
                        );
                        #[allow(unused_qualifications)]
                        const _: () = my::tickmark::__private::assert_bucket(
                            ::core::option::Option::Some(0.1),
                            1.0,
                        );
                        #[allow(unused_qualifications)]
                        const _: () = my::tickmark::__private::assert_bucket(
                            ::core::option::Option::Some(1.0),
                            2.5,
                        );
                        static TICKMARK_TIMED: my::tickmark::__private::Site = my::tickmark::__private::Site::new(
                            my::tickmark::__private::Descriptor::timed(
                                    ::core::module_path!(),
                                    "infer",
                                )
                                .name("inference_duration_seconds")
                                .doc("Time to find the boxes.")
                                .buckets(&[0.1, 1.0, 2.5])
                                .labels(
                                    &[
                                        my::tickmark::LabelDescriptor::of::<&ModelType>("model"),
                                        my::tickmark::LabelDescriptor::fixed("tier", "free"),
                                        my::tickmark::LabelDescriptor::of::<str>("shop"),
                                        my::tickmark::LabelDescriptor::unknown("size"),
                                    ],
                                )
                                .outcome(
                                    my::tickmark::__private::OutcomeLabel::new(
                                            my::tickmark::__private::Endings::SYNC_FALLIBLE,
                                        )
                                        .label("status")
                                        .success("completed")
                                        .failure("failed")
                                        .panic("crashed")
                                        .cancelled("gone"),
                                ),
                        );
                        my::tickmark::__private::__tickmark_enter!(TICKMARK_TIMED);
                        my::tickmark::__private::start(
                            my::tickmark::__private::timed(
                                &TICKMARK_TIMED,
                                &(
                                    &(kind),
                                    match &(image.shop) {
                                        value => {
                                            let value: &str = value;
                                            value
                                        }
                                    },
                                    &(image.size()),
                                ),
                            ),
                        )
                    };
                    #[allow(clippy::diverging_sub_expression)]
                    let result: Boxes = { image.boxes() };
                    #[allow(unreachable_code)]
                    call.finish({
                        use my::tickmark::__private::{Fallible as _, Infallible as _};
                        (&my::tickmark::__private::Probe(&result)).__tickmark_ending()
                    });
                    result
                }
            }
        "#]],
    );
}
