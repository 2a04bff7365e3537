use expect_test::expect;
use quote::quote;

use super::expand;
use crate::testing::{mistakes, pretty};

#[test]
fn a_function_counts_into_the_shared_family() {
    let expansion = expand(quote! {}, quote! { fn place() -> Answer { Ok(()) } });
    expect![[r#"
        fn place() -> Answer {
            {
                let call = {
                    static TICKMARK_COUNTED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                        ::tickmark::__private::Descriptor::counted(
                                ::core::module_path!(),
                                "place",
                            )
                            .outcome(
                                ::tickmark::__private::OutcomeLabel::new(
                                    ::tickmark::__private::Endings::SYNC_FALLIBLE,
                                ),
                            ),
                    );
                    ::tickmark::__private::__tickmark_enter!(TICKMARK_COUNTED);
                    ::tickmark::__private::start(
                        ::tickmark::__private::counted(&TICKMARK_COUNTED, &()),
                    )
                };
                #[allow(clippy::diverging_sub_expression)]
                let result: Answer = { Ok(()) };
                #[allow(unreachable_code)]
                call.finish({
                    use ::tickmark::__private::{Fallible as _, Infallible as _};
                    (&::tickmark::__private::Probe(&result)).__tickmark_ending()
                });
                result
            }
        }
    "#]]
    .assert_eq(&pretty(&expansion));
}

#[test]
fn an_infallible_function_gets_a_guard() {
    let expansion = expand(quote! {}, quote! { fn place(&self) -> &str { "" } });
    expect![[r#"
        fn place(&self) -> &str {
            {
                let _guard = {
                    static TICKMARK_COUNTED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                        ::tickmark::__private::Descriptor::counted(
                                ::core::module_path!(),
                                "place",
                            )
                            .outcome(
                                ::tickmark::__private::OutcomeLabel::new(
                                    ::tickmark::__private::Endings::SYNC,
                                ),
                            ),
                    );
                    ::tickmark::__private::__tickmark_enter!(TICKMARK_COUNTED);
                    ::tickmark::__private::start_scope(
                        ::tickmark::__private::counted(&TICKMARK_COUNTED, &()),
                    )
                };
                ""
            }
        }
    "#]]
    .assert_eq(&pretty(&expansion));
}

#[test]
fn without_outcome_a_statement_is_enough() {
    let args = quote! { name = "places_total", labels(kind: Kind = self.kind), outcome = none };
    let expansion = expand(args, quote! { async fn place(&self) -> Answer { Ok(()) } });
    expect![[r#"
        async fn place(&self) -> Answer {
            {
                {
                    const _: () = ::tickmark::__private::assert_counted_name("places_total");
                    const _: () = ::tickmark::__private::assert_label_name("kind");
                    static TICKMARK_COUNTED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                        ::tickmark::__private::Descriptor::counted(
                                ::core::module_path!(),
                                "place",
                            )
                            .name("places_total")
                            .labels(&[::tickmark::LabelDescriptor::of::<Kind>("kind")]),
                    );
                    ::tickmark::__private::__tickmark_enter!(TICKMARK_COUNTED);
                    ::tickmark::__private::count(
                        &TICKMARK_COUNTED,
                        &(
                            match &(self.kind) {
                                value => {
                                    let value: &Kind = value;
                                    value
                                }
                            },
                        ),
                    );
                }
                Ok(())
            }
        }
    "#]]
    .assert_eq(&pretty(&expansion));
}

#[test]
fn a_counter_has_no_buckets() {
    let expansion = expand(quote! { buckets = [1.0], help = "x" }, quote! { fn place() {} });
    expect![[r#"
        `counted` has no `buckets`: remove it, or use `timed`
        `help` needs a `name`: functions without one share `function_calls_total`; write `name = "…_total"`
    "#]]
    .assert_eq(&mistakes(expansion));
}

#[test]
fn buckets_are_not_among_the_known_arguments() {
    expect![[r#"
        unknown argument `bucket` (known: `name`, `help`, `function`, `labels`, `labels_from`, `limit`, `outcome`, `error`, `ok_if`, `error_if`, `only`, `stream`, `in_flight`, `metric`, `registry`, `allow_metric`, `skip`, `crate`)
    "#]]
    .assert_eq(&mistakes(expand(quote! { bucket = [1.0] }, quote! { fn place() {} })));
}
